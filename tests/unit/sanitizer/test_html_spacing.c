/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_spacing.c: what style= and class= do to the lines between blocks.
 */
#include "unit.h"

#include "html_cases.h"

/* clang-format off */
static const struct html_case cases[] = {
	{ "paragraphs_are_apart", "<p>a</p><p>b</p>", "a\n\nb" },
	{ "blocks_are_not", "<div>a</div><div>b</div>", "a\nb" },
	{ "no_margin_no_blank_line", "<p style='margin:0'>a</p><p style='MARGIN: 0px'>b</p><p style='margin:0'>c</p>", "a\n\nb\n\nc" },
	{ "outlook_paragraphs", "<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb" },
	{ "outlook_paragraphs_with_margin", "<p class=MsoNormal style='margin-bottom:12.0pt'>a</p><p class=MsoNormal>b</p>", "a\n\nb" },
	{ "third_value_is_below", "<p style='margin:0 0 16px'>a</p><p style='margin:0'>b</p>", "a\n\nb" },
	{ "first_value_is_above", "<p style='margin:0'>a</p><p style='margin:16px 0 0'>b</p>", "a\n\nb" },
	{ "later_side_counts", "<p style='margin:0;margin-bottom: 1em'>a</p><p style='margin:0'>b</p>", "a\n\nb" },
	{ "little_room_is_none", "<div style='margin-bottom:4px'>a</div><div>b</div>", "a\nb" },
	{ "padding_counts", "<div style='padding:20px'>a</div><div>b</div>", "a\n\nb" },
	{ "padding_of_cells_beside_each_other_does_not", "<table role=none><tr><td style='padding:20px'>a<td style='padding:20px'>b</table>", "a  b" },
	{ "other_names_are_others", "<div style='scroll-margin:20px;xpadding:20px'>a</div><div>b</div>", "a\nb" },
	{ "junk_is_harmless", "<div style='margin:;padding:x y;margin-top'>a</div><div style='margin:0 0 0 0 0 0'>b</div>", "a\nb" },
};
/* clang-format on */

START_TEST(case_of_the_table)
{
	html_case_check(&cases[_i]);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
}

UNIT_MAIN("html_spacing", add_tests)
