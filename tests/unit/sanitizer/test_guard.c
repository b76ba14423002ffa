/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <unistd.h>

#include "guard.h"
#include "misogi/io.h"
#include "unit.h"

#define PART_TOP "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"

static struct limits small(void)
{
	struct limits l = limits_default();

	l.header_bytes = 200;
	l.header_block_bytes = 1000;
	l.headers = 20;
	l.params = 5;
	l.address_depth = 3;
	l.parts = 10;
	return l;
}

/* ${head}, then ${unit} ${times} times, then ${tail}. */
static char *many(const char *head, const char *unit, unsigned times, const char *tail)
{
	GString *s = g_string_new(head);

	for (unsigned i = 0; i < times; i++)
		g_string_append(s, unit);
	g_string_append(s, tail);
	return g_string_free(s, FALSE);
}

/* The finding of ${mail}, FINDING_MAX when it passes. */
static enum finding_id found(const char *mail, char **place)
{
	struct limits l = small();
	enum finding_id id = FINDING_MAX;

	guard_check(mail, strlen(mail), &l, &id, place);
	return id;
}

START_TEST(holds_every_header_block_to_the_limits)
{
	static const struct {
		const char *name, *head, *unit;
		unsigned times;
		const char *tail;
		enum finding_id want;
	} cases[] = {
		{ "plain mail", "A: b\r\n\r\n", "body\r\n", 500, "", FINDING_MAX },
		{ "long body line", "A: b\r\n\r\n", "body ", 5000, "\r\n", FINDING_MAX },
		{ "long field", "A: ", "x", 300, "\r\n\r\n", FINDING_LIMIT_HEADER_BYTES },
		{ "long folded field", "A: x", "\r\n y", 100, "\r\n\r\n",
		  FINDING_LIMIT_HEADER_BYTES },
		{ "field without end", "A: ", "x", 300, "", FINDING_LIMIT_HEADER_BYTES },
		{ "many fields", "", "A: b\r\n", 30, "\r\n", FINDING_LIMIT_HEADERS },
		{ "large block", "",
		  "A: 0123456789012345678901234567890123456789012345678901234\r\n", 19, "\r\n",
		  FINDING_LIMIT_HEADER_BLOCK },
		{ "many params", "Content-Type: a/b", "; c=d", 9, "\r\n\r\n",
		  FINDING_LIMIT_PARAMS },
		{ "quoted params", "Content-Type: a/b; c=\"", ";", 9, "\"\r\n\r\n",
		  FINDING_LIMIT_PARAMS },
		{ "few params", "Content-Type: a/b", "; c=d", 5, "\r\n\r\n", FINDING_MAX },
		{ "nested groups", "To: ", "g:", 9, "\r\n\r\n", FINDING_LIMIT_ADDRESS_DEPTH },
		{ "nested comments", "Cc: ", "(", 9, "\r\n\r\n", FINDING_LIMIT_ADDRESS_DEPTH },
		{ "resent groups", "Resent-To: ", "g:", 9, "\r\n\r\n",
		  FINDING_LIMIT_ADDRESS_DEPTH },
		{ "name and blank", "To : ", "g:", 9, "\r\n\r\n", FINDING_LIMIT_ADDRESS_DEPTH },
		{ "groups side by side", "To: ", "g:a;", 20, "\r\n\r\n", FINDING_MAX },
		{ "colons elsewhere", "Subject: ", "g:", 20, "\r\n\r\n", FINDING_MAX },
		{ "part: nested groups", PART_TOP "To: ", "g:", 9, "\r\n\r\n",
		  FINDING_LIMIT_ADDRESS_DEPTH },
		{ "part: many fields", PART_TOP, "A: b\r\n", 30, "\r\n", FINDING_LIMIT_HEADERS },
		{ "part: body is free", PART_TOP "\r\n", "A: b\r\n", 300, "\r\n", FINDING_MAX },
		{ "part: blanks behind delimiter",
		  "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b \t\r\n", "A: b\r\n", 30,
		  "\r\n", FINDING_LIMIT_HEADERS },
		{ "quoted boundary with blanks",
		  "Content-Type: multipart/mixed; boundary = \"a b\"\r\n\r\n--a b\r\n", "A: b\r\n",
		  30, "\r\n", FINDING_LIMIT_HEADERS },
		{ "encoded boundary",
		  "Content-Type: multipart/mixed; boundary*=us-ascii''%62\r\n\r\n--b\r\n",
		  "A: b\r\n", 30, "\r\n", FINDING_LIMIT_HEADERS },
		{ "escaped boundary",
		  "Content-Type: multipart/mixed; boundary=\"\\b\"\r\n\r\n--b\r\n", "A: b\r\n", 30,
		  "\r\n", FINDING_LIMIT_HEADERS },
		{ "dashes without multipart", "A: b\r\n\r\n--b\r\n", "A: b\r\n", 30, "\r\n",
		  FINDING_MAX },
		{ "other delimiter", PART_TOP "\r\n--c\r\n", "A: b\r\n", 30, "\r\n", FINDING_MAX },
		{ "delimiter of no boundary in a header", PART_TOP "--x\r\nTo: ", "g:", 9, "\r\n",
		  FINDING_LIMIT_ADDRESS_DEPTH },
		{ "message inside", "Content-Type: message/rfc822\r\n\r\nTo: ", "g:", 9, "\r\n\r\n",
		  FINDING_LIMIT_ADDRESS_DEPTH },
		{ "message behind a blank line", "Content-Type: message/rfc822\r\n\r\n\r\nTo: ",
		  "g:", 9, "\r\n\r\n", FINDING_LIMIT_ADDRESS_DEPTH },
		{ "message in a message",
		  "Content-Type: message/rfc822\r\n\r\nContent-Type: message/global\r\n\r\nTo: ",
		  "g:", 9, "\r\n\r\n", FINDING_LIMIT_ADDRESS_DEPTH },
		{ "message of a digest",
		  "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nTo: ", "g:", 9,
		  "\r\n\r\n", FINDING_LIMIT_ADDRESS_DEPTH },
		{ "not after a message's text",
		  "Content-Type: message/rfc822\r\n\r\nA: b\r\n\r\nTo: ", "g:", 9, "\r\n\r\n",
		  FINDING_MAX },
		{ "many parts", PART_TOP, "--b\r\n\r\nx\r\n", 50, "", FINDING_LIMIT_PARTS },
		{ "some parts", PART_TOP, "--b\r\n\r\nx\r\n", 10, "", FINDING_MAX },
		{ "nothing", "", "", 0, "", FINDING_MAX },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *mail =
			many(cases[i].head, cases[i].unit, cases[i].times, cases[i].tail);
		g_autofree char *place = NULL;
		enum finding_id got = found(mail, &place);
		ck_assert_msg(got == cases[i].want, "%s: got %s want %s", cases[i].name,
			      got == FINDING_MAX ? "none" : word_of(VOCABULARY_FINDING, (int)got),
			      cases[i].want == FINDING_MAX
				      ? "none"
				      : word_of(VOCABULARY_FINDING, (int)cases[i].want));
	}
}
END_TEST

START_TEST(names_the_field_that_is_over)
{
	g_autofree char *place = NULL;

	ck_assert_int_eq(found("A: b\r\nTo: g:g:g:g:g:g:\r\n\r\n", &place),
			 FINDING_LIMIT_ADDRESS_DEPTH);
	ck_assert_str_eq(place, "To");
}
END_TEST

START_TEST(stops_what_crashed_or_stalled_the_parser)
{
	struct limits l = limits_default();
	g_autofree char *groups = many("To: ", "g:", 50000, "\r\n\r\n");
	g_autofree char *quoted = many("To: \"", "g:", 20000, "\r\n\r\n");
	g_autofree char *params = many("Content-Type: a/b", "; a=b", 100000, "\r\n\r\n");
	g_autofree char *headers = many("", "A: b\r\n", 200000, "\r\n");
	const char *mails[] = { groups, quoted, params, headers };

	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autofree char *place = NULL;
		enum finding_id id;
		ck_assert(!guard_check(mails[i], strlen(mails[i]), &l, &id, &place));
	}
}
END_TEST

START_TEST(notices_nul_and_bare_cr)
{
	ck_assert(guard_has_controls("a\0b", 3));
	ck_assert(guard_has_controls("a\rb\n", 4));
	ck_assert(guard_has_controls("a\r", 2));
	ck_assert(guard_has_controls("a\r\r\n", 4));
	ck_assert(!guard_has_controls("a\r\nb\n\r\n", 7));
	ck_assert(!guard_has_controls("", 0));
}
END_TEST

START_TEST(cleans_nul_and_bare_cr)
{
	static const struct {
		const char *data;
		size_t n;
		const char *want;
	} cases[] = {
		{ "a\0b\r\n", 5, "ab\r\n" }, { "a\rb", 3, "a\nb" },	{ "a\r", 2, "a\n" },
		{ "a\r\r\nb", 5, "a\r\nb" }, { "a\n\rb", 4, "a\n\nb" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO_FD fd = guard_clean(cases[i].data, cases[i].n);
		char got[16] = "";
		ck_assert_int_ge(io_pread_full(fd, got, sizeof(got) - 1, 0), 0);
		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, holds_every_header_block_to_the_limits);
	tcase_add_test(t, names_the_field_that_is_over);
	tcase_add_test(t, stops_what_crashed_or_stalled_the_parser);
	tcase_add_test(t, notices_nul_and_bare_cr);
	tcase_add_test(t, cleans_nul_and_bare_cr);
}

UNIT_MAIN("guard", add)
