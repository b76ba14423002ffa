/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_list.c: what stands before the items of lists.
 */
#include "unit.h"

#include "html_cases.h"

/* clang-format off */
static const struct html_case cases[] = {
	{ "numbers_from_one", "<ol><li>a<li>b</ol>", "1. a\n2. b" },
	{ "starts_below_zero", "<ol start=-1><li>a<li>b<li>c</ol>", "-1. a\n0. b\n1. c" },
	{ "ignores_a_start_that_is_no_number", "<ol start=x><li>a</ol>", "1. a" },
	{ "ignores_a_start_past_all_lists", "<ol start=99999999999><li>a</ol>", "1. a" },
	{ "goes_on_from_value", "<ol><li value=5>a<li>b</ol>", "5. a\n6. b" },
	{ "counts_down_when_reversed", "<ol reversed><li>a<li>b</ol>", "2. a\n1. b" },
	{ "counts_down_from_start", "<ol reversed start=9><li>a<li>b</ol>", "9. a\n8. b" },
	{ "letters_after_z", "<ol type=a start=26><li>a<li>b</ol>", "z. a\naa. b" },
	{ "letters_only_from_one", "<ol type=a start=0><li>a<li>b</ol>", "0. a\na. b" },
	{ "roman_numbers", "<ol type=I start=1999><li>a</ol><ol type=i start=888><li>b</ol>", "1999. a\n\ndccclxxxviii. b" },
	{ "style_decides_without_type", "<ol style='list-style-type: upper-roman'><li>a</ol>", "I. a" },
	{ "type_decides_over_style", "<ol type=1 style='list-style-type: upper-roman'><li>a</ol>", "1. a" },
	{ "katakana_past_its_end_are_numbers", "<ol style='list-style:katakana' start=46><li>a<li>b</ol>", "ン. a\n47. b" },
	{ "bullet_without_list", "<li>a", "・a" },
	{ "empty_items_leave_no_mark", "<ul><li>a<li><li> <li>b</ul>", "・a\n・b" },
	{ "empty_items_count", "<ol><li>a<li><li>b</ol>", "1. a\n3. b" },
	{ "second_lines_stand_under_the_first", "<ol start=10><li>a<br>b</ol>", "10. a\n    b" },
	{ "paragraphs_in_items", "<ul><li><p>a</p><p>b</p></ul>", "・a\n\n  b" },
	{ "quote_in_item", "<ul><li>a<blockquote>b</blockquote></ul>", "・a\n  > b" },
	{ "menu_and_dir_are_lists", "<menu><li>a</menu><dir><li>b</dir>", "・a\n\n・b" },
};
/* clang-format on */

START_TEST(case_of_the_table)
{
	html_case_check(&cases[_i]);
}
END_TEST

START_TEST(bullets_are_asterisks_in_english)
{
	struct html_found found = { 0 };
	g_autofree char *got = html_case_text("<ul><li>a", 9, CONFIG_LANG_EN, &found);

	ck_assert_str_eq(got, "* a");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, bullets_are_asterisks_in_english);
}

UNIT_MAIN("html_list", add_tests)
