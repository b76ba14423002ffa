/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_table.c: tables of data are aligned, tables of layout flow, and
 * neither loses a cell.
 */
#include "unit.h"

#include "html/html_columns.h"
#include "html_cases.h"

/* clang-format off */
static const struct html_case cases[] = {
	{ "aligns_by_columns_of_a_terminal", "<table><tr><td>漢字<td>1<tr><td>abc<td>2</table>", "漢字 | 1\nabc  | 2" },
	{ "counts_circled_numbers_as_wide", "<table><tr><td>①<td>x<tr><td>abcd<td>y</table>", "①   | x\nabcd | y" },
	{ "one_row_flows", "<table><tr><td>a<td>b</table>", "a  b" },
	{ "one_column_flows", "<table border=1><tr><td>a<tr><td>b</table>", "a\nb" },
	{ "uneven_rows_without_border_flow", "<table><tr><td>a<td>b<tr><td>c</table>", "a  b\nc" },
	{ "uneven_rows_with_border_are_aligned", "<table border=1><tr><td>aa<td>b<tr><td>c<td>d<tr><td>e</table>", "aa | b\nc  | d\ne" },
	{ "border_zero_is_none", "<table border=0><tr><td>a<td>b<tr><td>c</table>", "a  b\nc" },
	{ "a_table_inside_makes_layout", "<table border=1><tr><td>a<td><table><tr><td>b</table><tr><td>c<td>d</table>", "a\nb\nc  d" },
	{ "rule_only_below_header_cells", "<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a | b\n--+--\nc | d" },
	{ "header_cells_at_the_side_get_no_rule", "<table><tr><th>a<td>b<tr><th>c<td>d</table>", "a | b\nc | d" },
	{ "numbers_stand_right_where_told", "<table border=1><tr><td>a<td align=right>1<tr><td>b<td style='text-align: right'>100</table>", "a |   1\nb | 100" },
	{ "lines_in_cells", "<table border=1><tr><td>a<br>b<td>c<tr><td>d<td>e</table>", "a | c\nb\nd | e" },
	{ "lists_in_cells", "<table border=1><tr><td><ul><li>a<li>b</ul><td>c<tr><td>d<td>e</table>", "・a | c\n・b\nd   | e" },
	{ "links_in_cells", "<table border=1><tr><td><a href=https://e.jp/x>a</a><td>b<tr><td>c<td>d</table>", "a <https://e.jp/x> | b\nc                  | d" },
	{ "empty_rows_are_left_out", "<table border=1><tr><td>a<td>b<tr><td><td>&nbsp;<tr><td>c<td>d</table>", "a | b\nc | d" },
	{ "empty_first_cell_keeps_its_place", "<table border=1><tr><td>aa<td>b<tr><td><td>d</table>", "aa | b\n   | d" },
	{ "rowspan_zero_and_junk_are_one", "<table border=1><tr><td rowspan=0>a<td colspan=-1>b<tr><td rowspan=x>c<td>d</table>", "a | b\nc | d" },
	{ "too_many_columns_flow", "<table border=1><tr><td colspan=20>a<td colspan=20>b<tr><td>c<td>d</table>", "a  b\nc  d" },
	{ "hidden_columns_are_left_out", "<table border=1><tr><td>a<td style='display:none'>x<td>b<tr><td>c<td style='display:none'>y<td>d</table>", "a | b\nc | d\n\n［見えないように隠されていた文字を省きました（2か所）］" },
	{ "tables_in_quotations_are_quoted", "<blockquote><table><tr><td>a<td>b<tr><td>c<td>d</table></blockquote>", "> a | b\n> c | d" },
	{ "long_cells_stand_below_each_other", "<table><tr><td>これは長い文章の入ったセルで、隣に別のセルがあっても、同じ行に続けて書くととても読みにくくなります。<td>b</table>",
	  "これは長い文章の入ったセルで、隣に別のセルがあっても、同じ行に続けて書くととても読みにくくなります。\nb" },
};
/* clang-format on */

START_TEST(case_of_the_table)
{
	html_case_check(&cases[_i]);
}
END_TEST

/* All spans from 0 to 40 in a small table: every cell is still there. */
START_TEST(no_span_loses_a_cell)
{
	for (unsigned i = 0; i < 41 * 41; i++) {
		struct html_found found = { 0 };
		g_autofree char *html = g_strdup_printf(
			"<table border=1><tr><td colspan=%u rowspan=%u>A<td>B<tr><td>C<td>D<tr>"
			"<td colspan=%u>E<td>F<td>G</table>",
			i % 41, i / 41, i / 41);
		g_autofree char *got = html_case_text(html, strlen(html), CONFIG_LANG_JA, &found);
		for (char c = 'A'; c <= 'G'; c++)
			ck_assert_msg(strchr(got, c) != NULL, "%s: lost %c in %s", html, c, got);
	}
}
END_TEST

/* No line of a table is wider than a mail's lines, whatever its columns. */
START_TEST(wide_tables_are_wrapped)
{
	for (unsigned columns = 2; columns <= 24; columns++) {
		g_autoptr(GString) html = g_string_new("<table border=1>");
		struct html_found found = { 0 };
		for (unsigned i = 0; i < columns * 3; i++)
			g_string_append_printf(html, "%s<td>%u、これは少し長いセルの内容です。",
					       i % columns ? "" : "<tr>", i);
		g_autofree char *got = html_case_text(html->str, html->len, CONFIG_LANG_JA, &found);
		if (columns <= 5)
			ck_assert_uint_le(html_columns_widest(got, strlen(got)), 76);
		ck_assert(strstr(got, "これは") != NULL);
	}
}
END_TEST

START_TEST(many_rows_are_linear)
{
	g_autoptr(GString) html = g_string_new("<table border=1>");
	struct html_found found = { 0 };

	for (unsigned i = 0; i < 6000; i++)
		g_string_append(html, "<tr><td rowspan=1000>a<td>b");
	g_autofree char *got = html_case_text(html->str, html->len, CONFIG_LANG_JA, &found);
	ck_assert(!found.fallback);
	ck_assert(strlen(got) < html->len * 20);
}
END_TEST

START_TEST(wrapping_keeps_all_text)
{
	static const char text[] = "あいうえお、かきくけこ。 one two https://example.jp/a/b/c 三四";

	for (size_t width = 2; width < 70; width++) {
		g_autoptr(GString) out = g_string_new(NULL);
		html_columns_wrap(out, text, strlen(text), width);
		g_auto(GStrv) got = g_strsplit_set(out->str, " \n", -1);
		g_auto(GStrv) want = g_strsplit_set(text, " \n", -1);
		g_autofree char *a = g_strjoinv("", got), *b = g_strjoinv("", want);
		ck_assert_str_eq(a, b);
		ck_assert(strstr(out->str, "https://example.jp/a/b/c"));
		ck_assert(!strstr(out->str, "\n、") && !strstr(out->str, "\n。"));
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, no_span_loses_a_cell);
	tcase_add_test(t, wide_tables_are_wrapped);
	tcase_add_test(t, many_rows_are_linear);
	tcase_add_test(t, wrapping_keeps_all_text);
}

UNIT_MAIN("html_table", add_tests)
