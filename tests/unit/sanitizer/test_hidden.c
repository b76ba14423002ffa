/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_hidden.c: parts of mails that stand in texts: which are taken out as
 * files, and which texts stay as they are.
 */
#include "kinds/blocks.h"

#include <string.h>

#include "unit.h"

#define FILE_TYPE "Content-Type: application/x-a; name=a.bin\n"
#define BASE64 "Content-Transfer-Encoding: base64\n"
#define MARK "\x10\n"

/* The members as "name:type=data" joined by "|"; ${text}: what is left. */
static char *taken(const char *in, char **text, bool *is_hidden)
{
	struct limits limits = limits_default();
	struct members m;
	GString *got = g_string_new(NULL);
	size_t len = 0;

	charset_init(NULL);
	members_init(&m);
	char *left = blocks_take(in, strlen(in), &limits, &m, &len);
	*text = left ? g_strndup(left, len) : g_strdup("(none)");
	g_free(left);
	for (guint i = 0; i < m.list->len; i++) {
		const struct member *one = g_ptr_array_index(m.list, i);
		g_string_append_printf(got, "%s%s:%s=", i ? "|" : "", one->name, one->type);
		g_string_append_len(got, one->data, (gssize)one->n);
	}
	*is_hidden = m.hidden;
	members_clear(&m);
	return g_string_free(got, FALSE);
}

struct sample {
	const char *name, *in, *want, *left;
};

static void check_samples(const struct sample *samples, size_t n, bool is_hidden)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *text = NULL;
		bool hidden;
		g_autofree char *got = taken(samples[i].in, &text, &hidden);
		ck_assert_msg(strcmp(got, samples[i].want) == 0, "%s: got %s", samples[i].name,
			      got);
		ck_assert_msg(strcmp(text, samples[i].left) == 0, "%s: left %s", samples[i].name,
			      text);
		ck_assert_msg(hidden == is_hidden, "%s: hidden", samples[i].name);
	}
}

START_TEST(takes_parts_between_boundaries)
{
	static const struct sample samples[] = {
		{ "base64", "hi\n--x\n" FILE_TYPE BASE64 "\naGVsbG8=\n--x--\nbye\n",
		  "a.bin:application/x-a=hello",
		  "hi\n--x\n" FILE_TYPE BASE64 "\n" MARK "--x--\nbye\n" },
		{ "text in base64", "--x\n" BASE64 "\naGVsbG8=\n--x\n", ":=hello",
		  "--x\n" BASE64 "\n" MARK "--x\n" },
		{ "other fields above", "--x\nX-A: b\nSubject: c\n d\n" BASE64 "\naGVsbG8=\n--x\n",
		  ":=hello", "--x\nX-A: b\nSubject: c\n d\n" BASE64 "\n" MARK "--x\n" },
		{ "junk within", "--x\n" BASE64 "\naGV!\n\n\nsbG8=\n--y\n--x\n", ":=hello",
		  "--x\n" BASE64 "\n" MARK "--x\n" },
		{ "no blank line", "--x\n" BASE64 "aGVsbG8=\n--x\n", ":=hello",
		  "--x\n" BASE64 MARK "--x\n" },
		{ "blank before the colon", "--x\ncontent-transfer-encoding : base64\n\naGVsbG8=\n",
		  ":=hello", "--x\ncontent-transfer-encoding : base64\n\n" MARK },
		{ "no encoding", "--x\n" FILE_TYPE "\nMZ\n--x--\n", "a.bin:application/x-a=MZ\n",
		  "--x\n" FILE_TYPE "\n" MARK "--x--\n" },
		{ "attached text", "--x\nContent-Disposition: attachment\n\na\n--x--\n", ":=a\n",
		  "--x\nContent-Disposition: attachment\n\n" MARK "--x--\n" },
		{ "two", "--x\n" BASE64 "\naGVsbG8=\n--x\n" BASE64 "\naGk=\n--x\n", ":=hello|:=hi",
		  "--x\n" BASE64 "\n" MARK "--x\n" BASE64 "\n" MARK "--x\n" },
		{ "within another multipart",
		  "--x\nContent-Type: multipart/mixed\n\n--y\n" BASE64 "\naGk=\n--y--\n", ":=hi",
		  "--x\nContent-Type: multipart/mixed\n\n--y\n" BASE64 "\n" MARK "--y--\n" },
		{ "unknown encoding", "--x\nContent-Transfer-Encoding: x\n\na\n--x\n", ":=a\n",
		  "--x\nContent-Transfer-Encoding: x\n\n" MARK "--x\n" },
	};

	check_samples(samples, G_N_ELEMENTS(samples), true);
}
END_TEST

START_TEST(takes_base64_that_has_a_header_and_no_boundary)
{
	static const struct sample samples[] = {
		{ "a line", "hi\n" BASE64 "\naGVsbG8=\n\nbye, all\n", ":=hello",
		  "hi\n" BASE64 "\n" MARK "\nbye, all\n" },
		{ "a word behind it", BASE64 "\naGVsbG8=\n\nbye\n", ":=hello",
		  BASE64 "\n" MARK "\nbye\n" },
		{ "blank lines within", BASE64 "\naGVsbG8gaGVsbG8gaGVs\n\nbG8gaGVsbG8gaGVsbG8h\n",
		  ":=hello hello hello hello hello!", BASE64 "\n" MARK },
		{ "to the end", BASE64 "\naGVs\nbG8=\n", ":=hello", BASE64 "\n" MARK },
	};

	check_samples(samples, G_N_ELEMENTS(samples), false);
}
END_TEST

START_TEST(leaves_texts_alone)
{
	static const struct sample samples[] = {
		{ "talk", "Content-Type: is a field\n\nof MIME\n", "", "(none)" },
		{ "talk of base64", BASE64 "\nis not for text.\n", "", "(none)" },
		{ "text part", "--x\nContent-Type: text/plain\n\nhello\n--x--\n", "", "(none)" },
		{ "quoted-printable text",
		  "--x\nContent-Transfer-Encoding: quoted-printable\n\nhello=20\n--x--\n", "",
		  "(none)" },
		{ "mail within",
		  "--x\nContent-Type: message/rfc822\n\nSubject: a\n\nhello\n--x--\n", "",
		  "(none)" },
		{ "file without a boundary", FILE_TYPE "\nsee above\n", "", "(none)" },
		{ "nothing behind", "--x\n" BASE64 "\n", "", "(none)" },
		{ "no colon", "Content-\n", "", "(none)" },
	};

	check_samples(samples, G_N_ELEMENTS(samples), false);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, takes_parts_between_boundaries);
	tcase_add_test(t, takes_base64_that_has_a_header_and_no_boundary);
	tcase_add_test(t, leaves_texts_alone);
}

UNIT_MAIN("hidden", add_tests)
