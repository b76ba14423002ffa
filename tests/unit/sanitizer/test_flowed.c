/* SPDX-License-Identifier: BSD-2-Clause */
/* test_flowed.c: the paragraphs of format=flowed, as RFC 3676 puts them together. */
#include "unit.h"

#include <string.h>

#include "text/flowed.h"

static const struct {
	const char *claim, *text;
	bool delsp;
	const char *want;
} texts[] = {
	{ "joins_soft_lines", "one \ntwo\nthree\n", false, "one two\nthree\n" },
	{ "joins_crlf_lines", "one \r\ntwo\r\n", false, "one two\n" },
	{ "joins_japanese_by_delsp", "日本 \n語の \n文です。\n次の段落\n", true,
	  "日本語の文です。\n次の段落\n" },
	{ "keeps_blank_before_delsp_blank", "one  \ntwo\n", true, "one two\n" },
	{ "takes_stuffing_off", " From here\n  two\n >quoted?\n", false,
	  "From here\n two\n>quoted?\n" },
	{ "keeps_paragraphs_apart", "one \ntwo\n\nthree \nfour\n", false,
	  "one two\n\nthree four\n" },
	{ "keeps_signature_rule", "text \n-- \nname\n", false, "text \n-- \nname\n" },
	{ "keeps_quoted_signature_rule", "> text \n> -- \n> name\n", false,
	  "> text \n> -- \n> name\n" },
	{ "joins_within_a_quote", "> one \n> two\n", false, "> one two\n" },
	{ "joins_within_a_nested_quote", ">> one \n>> two\n> three\n", false,
	  ">> one two\n> three\n" },
	{ "joins_quotes_without_stuffing", ">one \n>two\n", false, "> one two\n" },
	{ "ends_at_other_depth", "> one \ntwo\n", false, "> one \ntwo\n" },
	{ "ends_at_deeper_quote", "one \n> two\n", false, "one \n> two\n" },
	{ "keeps_fixed_quoted_lines", "> one\n> two\n", false, "> one\n> two\n" },
	{ "keeps_blank_quoted_line", "> one\n>\n> two\n", false, "> one\n>\n> two\n" },
	{ "keeps_spaced_quotes", "> > one\n", false, "> > one\n" },
	{ "takes_line_of_stuffing_for_blank", "one\n \ntwo\n", false, "one\n\ntwo\n" },
	{ "ends_without_line_end", "one \ntwo", false, "one two\n" },
	{ "ends_with_soft_line", "one ", false, "one " },
	{ "survives_nothing", "", false, "" },
	{ "survives_only_marks", ">>>", true, ">>>\n" },
	{ "survives_only_blank", " ", true, "\n" },
};

START_TEST(puts_paragraphs_together)
{
	g_autoptr(GString) text = g_string_new(texts[_i].text);
	g_autoptr(GString) got = flowed_join(text, texts[_i].delsp);

	ck_assert_msg(!strcmp(got->str, texts[_i].want), "%s: got \"%s\"", texts[_i].claim,
		      got->str);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, puts_paragraphs_together, 0, G_N_ELEMENTS(texts));
}

UNIT_MAIN("flowed", add_tests)
