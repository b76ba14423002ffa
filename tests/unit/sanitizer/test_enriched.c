/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_enriched.c: text/enriched and text/richtext as text.
 */
#include "unit.h"

#include <string.h>

#include "kinds/enriched.h"

static const struct {
	const char *name, *in, *want;
} cases[] = {
	{ "drops_commands", "<bold>a</bold> <italic>b</italic>", "a b" },
	{ "makes_blank_of_a_line_end", "a\nb", "a b" },
	{ "makes_nothing_of_a_line_end_between_kanji", "日\n本", "日本" },
	{ "takes_one_of_several_line_ends", "a\n\nb\n\n\nc", "a\nb\n\nc" },
	{ "reads_crlf", "a\r\n\r\nb\r\nc", "a\nb c" },
	{ "reads_doubled_less", "a<<b", "a<b" },
	{ "keeps_line_ends_of_nofill", "<nofill>a\nb\n\nc</nofill>\nd", "a\nb\n\nc\nd" },
	{ "quotes_excerpts", "<excerpt>a\n\nb</excerpt>\nc", "> a\n> b\nc" },
	{ "quotes_excerpts_within", "<excerpt><excerpt>a</excerpt>b</excerpt>c", "> > a\n> b\nc" },
	{ "drops_parameters", "<color><param>red</param>a</color>", "a" },
	{ "drops_comments_of_richtext", "a<comment>x\n\ny</comment>b", "ab" },
	{ "breaks_lines_at_nl", "a<nl>b<NL>\nc", "a\nb\nc" },
	{ "reads_lt_of_richtext", "a <lt>b>", "a <b>" },
	{ "begins_lines_at_paragraphs", "a<paragraph>b</paragraph>c", "a\nb\nc" },
	{ "begins_lines_at_alignments", "a<center>b</center>c", "a\nb\nc" },
	{ "keeps_less_that_is_no_command", "a < b <1 c <> <a b>", "a < b <1 c <> <a b>" },
	{ "keeps_command_that_never_ends", "a<bold", "a<bold" },
	{ "keeps_command_with_too_long_a_name",
	  "<aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg>",
	  "<aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg>" },
	{ "ends_what_was_never_begun", "</excerpt>a</param>b</nofill>", "ab" },
	{ "drops_unknown_commands", "<x-misc>a</x-misc>", "a" },
	{ "is_empty_for_empty", "", "" },
};

static GString *convert(const char *in, size_t n)
{
	GString *out = g_string_new(NULL);

	enriched_to_text(out, in, n);
	while (out->len > 0 && strchr(" \n", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	return out;
}

START_TEST(case_of_the_table)
{
	g_autoptr(GString) got = convert(cases[_i].in, strlen(cases[_i].in));

	ck_assert_msg(!strcmp(got->str, cases[_i].want), "%s: got \"%s\", want \"%s\"",
		      cases[_i].name, got->str, cases[_i].want);
}
END_TEST

START_TEST(begins_behind_what_stands_there)
{
	g_autoptr(GString) out = g_string_new("x");

	enriched_to_text(out, "<excerpt>a</excerpt>", 20);
	ck_assert_str_eq(out->str, "x> a\n");
}
END_TEST

START_TEST(stays_small_with_100000_excerpts)
{
	g_autoptr(GString) in = g_string_new(NULL);

	for (unsigned i = 0; i < 100000; i++)
		g_string_append(in, "<excerpt>a\n\n");
	g_autoptr(GString) got = convert(in->str, in->len);
	ck_assert_uint_lt(got->len, 5 * in->len);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, begins_behind_what_stands_there);
	tcase_add_test(t, stays_small_with_100000_excerpts);
}

UNIT_MAIN("enriched", add_tests)
