/* SPDX-License-Identifier: BSD-2-Clause */
#include "ambiguity.h"

#include <string.h>

#include "boundary.h"
#include "misogi/limits.h"
#include "unit.h"

#define PARAMS_MAX 200u

/* The words of what is found in ${raw}, sorted, without "mime-", joined by blanks. */
static char *found_in(const char *raw)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(enum finding_id));
	GString *out = g_string_new(NULL);

	ambiguity_find(raw, strlen(raw), PARAMS_MAX, ids);
	for (int id = 0; id < FINDING_MAX; id++)
		for (guint i = 0; i < ids->len; i++)
			if (g_array_index(ids, enum finding_id, i) == (enum finding_id)id)
				g_string_append_printf(out, "%s%s", out->len ? " " : "",
						       word_of(VOCABULARY_FINDING, id) +
							       strlen("mime-"));
	return g_string_free(out, FALSE);
}

#define M(boundary) "Content-Type: multipart/mixed; " boundary "\r\n\r\n"
#define PARTS "--x\r\n\r\na\r\n--x--\r\n"
#define INNER "--x\r\nContent-Type: multipart/mixed; boundary="

struct mail {
	const char *name, *raw, *want;
};

static void expect_all(const struct mail *mails, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *got = found_in(mails[i].raw);
		ck_assert_msg(strcmp(got, mails[i].want) == 0, "%s: got \"%s\", want \"%s\"",
			      mails[i].name, got, mails[i].want);
	}
}

START_TEST(says_nothing_of_honest_mails)
{
	static const struct mail mails[] = {
		{ "nothing", "", "" },
		{ "text", "Subject: a\r\n\r\nbody\r\n-- \r\nsignature\r\n", "" },
		{ "header alone", "Subject: a\r\n", "" },
		{ "mbox line", "From a@b Mon\nSubject: a\n\nbody\n", "" },
		{ "line ends of a file", "Subject: a\n\nbody\n", "" },
		{ "folded header",
		  "Content-Type: multipart/mixed;\r\n\tboundary=\"x\"\r\n\r\n" PARTS, "" },
		{ "multipart", M("boundary=x") "This is MIME.\r\n" PARTS "list footer\r\n", "" },
		{ "nested", M("boundary=x") INNER "y\r\n\r\n--y\r\n\r\na\r\n--y--\r\n\r\n--x--\r\n",
		  "" },
		{ "same twice",
		  M("boundary=x") INNER "y\r\n\r\n--y\r\n\r\na\r\n--y--\r\n" INNER
					"y\r\n\r\n--y\r\n\r\na\r\n--y--\r\n--x--\r\n",
		  "" },
		{ "mail inside",
		  M("boundary=x") "--x\r\nContent-Type: message/rfc822\r\n\r\n" M(
			  "boundary=x1") "--x1\r\n\r\na\r\n--x--\r\n",
		  "boundary-prefix" },
		{ "characters of other senders",
		  M("boundary=\"=_a@b{c}#'$\"") "--=_a@b{c}#'$\r\n\r\na\r\n--=_a@b{c}#'$--\r\n",
		  "" },
	};

	expect_all(mails, G_N_ELEMENTS(mails));
}
END_TEST

START_TEST(finds_odd_boundaries)
{
	static const struct mail mails[] = {
		{ "missing", M("charset=a") PARTS, "boundary-missing" },
		{ "never occurs", M("boundary=y") PARTS, "boundary-missing" },
		{ "empty", M("boundary=\"\"") "--\r\n\r\na\r\n----\r\n", "odd-boundary" },
		{ "trailing blank", M("boundary=\"x \"") PARTS, "odd-boundary boundary-missing" },
		{ "blank inside", M("boundary=\"x y\"") "--x y\r\n\r\na\r\n--x y--\r\n",
		  "odd-boundary" },
		{ "quote inside", M("boundary=\"x\\\"y\"") "--x\"y\r\n\r\na\r\n--x\"y--\r\n",
		  "odd-parameter odd-boundary" },
		{ "escape of ISO-2022-JP", M("boundary=\"\033$B%F\033(B\"") "a\r\n",
		  "odd-boundary boundary-missing" },
		{ "blanks behind", M("boundary=x") "--x \t\r\n\r\na\r\n--x--\r\n", "odd-boundary" },
		{ "more behind its end", M("boundary=x") "--x\r\n\r\na\r\n--x--y\r\n--x--\r\n",
		  "odd-boundary" },
		{ "blank within its end", M("boundary=x") "--x\r\n\r\na\r\n--x --\r\n--x--\r\n",
		  "odd-boundary" },
		{ "line goes on", M("boundary=x") "--x\r\n\r\na\r\n--xy\r\n\r\nb\r\n--x--\r\n",
		  "boundary-prefix" },
		{ "nested prefix",
		  M("boundary=x") INNER "xy\r\n\r\n--xy\r\n\r\na\r\n--xy--\r\n--x--\r\n",
		  "boundary-prefix" },
		{ "nested equal", M("boundary=x") INNER "x\r\n\r\n--x\r\n\r\na\r\n--x--\r\n",
		  "boundary-repeated boundary-missing" },
		{ "two values", M("boundary=y; boundary=x") PARTS,
		  "duplicate-parameter conflicting-parameter" },
		{ "twice the same", M("boundary=x; boundary=x") PARTS, "duplicate-parameter" },
		{ "plain and RFC 2231", M("boundary=x; boundary*0=y") PARTS,
		  "duplicate-parameter conflicting-parameter odd-parameter" },
	};

	expect_all(mails, G_N_ELEMENTS(mails));
}
END_TEST

START_TEST(finds_boundaries_written_oddly)
{
	static const struct mail mails[] = {
		{ "RFC 2231", M("boundary*=us-ascii''x") PARTS, "odd-parameter" },
		{ "pieces", M("boundary*0=\"x\"; boundary*1=\"\"") PARTS, "odd-parameter" },
		{ "blank before =", M("boundary =x") PARTS, "odd-parameter" },
		{ "blank behind =", M("boundary= x") PARTS, "odd-parameter" },
		{ "folded behind =", M("boundary=\r\n x") PARTS, "odd-parameter" },
		{ "comment behind", M("boundary=x (y)") PARTS, "odd-parameter" },
		{ "comment before =", M("boundary(y)=x") PARTS, "odd-parameter boundary-missing" },
		{ "escape", M("boundary=\"\\x\"") PARTS, "odd-parameter boundary-missing" },
		{ "quoted name", M("\"boundary\"=x") PARTS, "odd-parameter boundary-missing" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autofree char *got = found_in(mails[i].raw);
		ck_assert_msg(strstr(got, "odd-parameter") != NULL, "%s: got \"%s\"", mails[i].name,
			      got);
	}
}
END_TEST

START_TEST(finds_what_stands_outside_of_parts)
{
	static const struct mail mails[] = {
		{ "no end", M("boundary=x") "--x\r\n\r\na\r\n", "end-missing" },
		{ "inner without end", M("boundary=x") INNER "y\r\n\r\n--y\r\n\r\na\r\n--x--\r\n",
		  "end-missing" },
		{ "parts behind the end", M("boundary=x") PARTS "--x\r\n\r\nb\r\n--x--\r\n",
		  "end-early" },
		{ "header in the preamble",
		  M("boundary=x") "--q\r\ncontent-type : text/html\r\n\r\nb\r\n" PARTS,
		  "preamble" },
		{ "base64 in the preamble",
		  M("boundary=x") "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2"
				  "\r\n" PARTS,
		  "preamble" },
		{ "uuencode behind", M("boundary=x") PARTS "begin 644 a.exe\r\n", "epilogue" },
		{ "header behind", M("boundary=x") PARTS "Content-Type: text/html\r\n",
		  "epilogue" },
		{ "boundary of a single part", "Content-Type: text/plain; boundary=x\r\n\r\n" PARTS,
		  "hidden-multipart" },
	};

	expect_all(mails, G_N_ELEMENTS(mails));
}
END_TEST

START_TEST(finds_odd_ends_of_headers_and_lines)
{
	static const struct mail mails[] = {
		{ "line of blanks", "Subject: a\r\n \t\r\nContent-Type: text/html\r\n\r\nb\r\n",
		  "odd-separator" },
		{ "blank line on top", "\r\nSubject: a\r\n\r\nb\r\n", "odd-separator" },
		{ "folded from nothing", " x\r\nSubject: a\r\n\r\nb\r\n", "odd-separator" },
		{ "no colon", "Subject: a\r\nbody\r\n\r\nb\r\n", "odd-separator" },
		{ "blank before the colon", "Content-Type : text/html\r\n\r\nb\r\n",
		  "odd-separator" },
		{ "eight bits in a name", "Content\xa0-Type: text/html\r\n\r\nb\r\n",
		  "odd-separator" },
		{ "header of a part",
		  M("boundary=x") "--x\r\nContent-Type: text/html\r\nb\r\n--x--\r\n",
		  "odd-separator" },
		{ "mbox line within a part", M("boundary=x") "--x\r\nFrom a\r\n\r\nb\r\n--x--\r\n",
		  "odd-separator" },
		{ "both line ends", "Subject: a\n\r\nb\r\n", "line-ends" },
	};

	expect_all(mails, G_N_ELEMENTS(mails));
}
END_TEST

START_TEST(follows_no_more_multiparts_than_it_can)
{
	g_autoptr(GString) raw = g_string_new(NULL);
	const unsigned depth = 500;

	for (unsigned i = 0; i < depth; i++)
		g_string_append_printf(raw,
				       "Content-Type: multipart/mixed; boundary=b%u.\r\n\r\n"
				       "--b%u.\r\n",
				       i, i);
	g_string_append(raw, "\r\nhello\r\n");
	for (unsigned i = depth; i > 0; i--)
		g_string_append_printf(raw, "--b%u.--\r\n", i - 1);
	g_autofree char *got = found_in(raw->str);
	ck_assert_str_eq(got, "");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, says_nothing_of_honest_mails);
	tcase_add_test(t, finds_odd_boundaries);
	tcase_add_test(t, finds_boundaries_written_oddly);
	tcase_add_test(t, finds_what_stands_outside_of_parts);
	tcase_add_test(t, finds_odd_ends_of_headers_and_lines);
	tcase_add_test(t, follows_no_more_multiparts_than_it_can);
}

UNIT_MAIN("ambiguity", add_tests)
