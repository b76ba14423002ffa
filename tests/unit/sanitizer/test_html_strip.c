/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_strip.c: tags out, words in: the fallback for HTML that is too
 * much for the parser.
 */
#include "unit.h"

#include <string.h>

#include "html/html_strip.h"

/* clang-format off */
static const struct { const char *name, *html, *text; } cases[] = {
	{ "keeps_text", "hello", "hello" },
	{ "breaks_lines_at_blocks", "<p>a</p><p>b</p><div>c</div>", "a\n\nb\n\nc\n" },
	{ "breaks_lines_at_br", "a<br>b<br/>c", "a\nb\nc" },
	{ "leaves_one_blank_line_at_most", "a<br><br><br><br><br>b", "a\n\nb" },
	{ "leaves_no_blank_before_a_line_end", "a  <br>b", "a\nb" },
	{ "collapses_blanks", "a \n\t b", "a b" },
	{ "drops_script", "a<script>x<b>y</script>b", "ab" },
	{ "drops_style", "a<STYLE type=x>p{}</STYLE >b", "ab" },
	{ "drops_script_without_end", "a<script>x", "a" },
	{ "drops_title", "<head><title>t</title></head>a", "a" },
	{ "keeps_text_of_a_head_without_end", "<head><body>a", "a" },
	{ "keeps_elements_that_begin_like_script", "<script-x>a</script-x>", "a" },
	{ "drops_comments", "a<!-- > <b> -->b", "ab" },
	{ "drops_all_behind_an_open_comment", "a<!-- x", "a<!-- x" },
	{ "decodes_names", "&lt;&amp;&gt;&quot;&nbsp;&copy;&yen;&rarr;", "<&>\" ©¥→" },
	{ "decodes_numbers", "&#12354;&#x3044;&#X3046;&#65", "あいうA" },
	{ "decodes_windows_numbers", "&#128;&#145;", "€‘" },
	{ "marks_numbers_of_nothing", "&#0;&#xd800;&#9999999;", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "leaves_unknown_names", "&foo; & &", "&foo; & &" },
	{ "takes_a_lone_less_for_text", "1 < 2 <3", "1 < 2 <3" },
	{ "is_empty_for_empty", "", "" },
};
/* clang-format on */

START_TEST(case_of_the_table)
{
	g_autoptr(GString) out = g_string_new("before ");

	html_strip(out, cases[_i].html, strlen(cases[_i].html));
	ck_assert_msg(g_str_has_prefix(out->str, "before "), "%s", cases[_i].name);
	ck_assert_msg(!strcmp(out->str + 7, cases[_i].text), "%s: got \"%s\" want \"%s\"",
		      cases[_i].name, out->str + 7, cases[_i].text);
}
END_TEST

/* 4 MB each: a quadratic way would take hours. */
START_TEST(is_linear)
{
	static const char *const units[] = { "a<br>", "<script>", "<!--", "</",	  "&",
					     "<p",    "<",	  "&#",	  "<!-->" };

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(GString) html = g_string_new(NULL);
		g_autoptr(GString) out = g_string_new(NULL);
		while (html->len < (4u << 20))
			g_string_append(html, units[i]);
		g_string_append(html, ">end");
		html_strip(out, html->str, html->len);
		ck_assert(out->len <= html->len);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, is_linear);
}

UNIT_MAIN("html_strip", add_tests)
