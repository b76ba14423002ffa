/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_css.c: sheets as mailers and hostile senders write them, and which
 * elements of one document they hide. Time and rules are bounded.
 */
#include "unit.h"

#include <string.h>

#include "html/html_css.h"

static const char document[] =
	"<html><body class=body><div id=d class='Box wide'><p class=first title='A B'>"
	"<a href=x>l</a><b>m</b></p><p lang=ja-JP class=second>n</p></div><x-y>o</x-y></body>";

/* What is hidden: letters of the elements d(iv), p(first), a, b, q (second), x. */
/* clang-format off */
static const struct {
	const char *name, *css, *hidden;
} cases[] = {
	{ "hides_by_element", "b{display:none}", "b" },
	{ "hides_by_element_nobody_knows", "x-y{display:none}", "x" },
	{ "hides_by_class_in_any_case", ".BOX{display:none}", "d" },
	{ "hides_by_id", "#d{display:none}", "d" },
	{ "hides_all", "*{display:none}", "dpabqx" },
	{ "hides_by_list", "a, b ,x-y{display:none}", "abx" },
	{ "hides_by_compound", "p.second,div.box.wide#d,b.first{display:none}", "dq" },
	{ "hides_by_descendant", "body p b,div x-y{display:none}", "b" },
	{ "hides_by_child", "div>p>a,body > b,.box > .second{display:none}", "aq" },
	{ "goes_back_to_last_descendant", "body div > p b,html body > div > * > a{display:none}", "ab" },
	{ "hides_by_attribute", "[href],[title='a b']{display:none}", "pa" },
	{ "hides_by_attribute_word", "[title~=b]{display:none}", "p" },
	{ "hides_by_attribute_language", "[lang|=ja]{display:none}", "q" },
	{ "hides_by_attribute_parts", "a[href^='x'],p[class$=\"cond\"],[class*=ide]{display:none}", "daq" },
	{ "hides_by_link_and_first_child", "a:link,p:first-child{display:none}", "pa" },
	{ "hides_nothing_by_states_and_elements_that_are_not", "a:hover,p::before,a:visited,:not(p),p:nth-child(2){display:none}", "" },
	{ "hides_nothing_by_siblings", "p + p,p ~ p,u + .body b{display:none}", "" },
	{ "keeps_the_rest_of_a_list", "a:hover,b,p + p,x-y{display:none}", "bx" },
	{ "reads_escapes_in_names", ".\\42 ox,\\#d{display:none}", "d" },
	{ "skips_comments_anywhere", "/*x*/b/**/{/*;*/display/**/:/*}*/none/**/}/*", "b" },
	{ "skips_html_comment_marks", "<!-- b{display:none} -->", "b" },
	{ "skips_import_charset_namespace", "@charset 'x';@import url(a;b.css);@namespace x;b{display:none}", "b" },
	{ "skips_font_face_keyframes_page", "@font-face{src:url(x)}@keyframes k{from{a:b}to{c:d}}@page{margin:0}b{display:none}", "b" },
	{ "reads_strings_with_brackets", "p[title=\"}\"]{color:red}b{font-family:\"};\";display:none}", "b" },
	{ "reads_address_with_semicolon", "b{background:url(data:x;y,z);display:none}", "b" },
	{ "recovers_from_broken_declaration", "b{color;:;9x:y;display:none}", "b" },
	{ "recovers_from_rule_in_rule", "b{a:hover{color:red}display:none}a{display:none}", "ab" },
	{ "recovers_from_broken_selector", "..x{display:none}b{display:none}", "b" },
	{ "recovers_from_stray_bracket", "p[{}b{display:none}a{display:none}", "" },
	{ "closes_what_the_end_closes", "a{}b{display:none", "b" },
	{ "prefers_the_specific", "#d{display:block}div{display:none}.box{display:none}", "" },
	{ "prefers_the_later", "b{display:block}b{display:none}a{display:none}a{display:block}", "b" },
	{ "prefers_the_important", "b{display:none!important}body b{display:block}", "b" },
	{ "prefers_important_of_the_specific", ".wide{display:none!important}#d{display:block!important}", "" },
	{ "reads_screens_not_paper", "@media screen{a{display:none}}@media print{b{display:none}}@media not print{x-y{display:none}}", "ax" },
	{ "reads_only_and_all_and_lists", "@media only screen{a{display:none}}@media all{b{display:none}}@media print,screen{x-y{display:none}}", "abx" },
	{ "reads_wide_windows", "@media (min-width:600px){a{display:none}}@media screen and (max-width:600px){b{display:none}}@media (max-device-width:48em){x-y{display:none}}", "a" },
	{ "reads_light_not_dark", "@media (prefers-color-scheme:dark){a{display:none}}@media (prefers-color-scheme:light){b{display:none}}", "b" },
	{ "reads_pixel_ratio_hack", "@media screen and (-webkit-min-device-pixel-ratio:0){a{display:none}}@media (-webkit-min-device-pixel-ratio:2){b{display:none}}", "a" },
	{ "reads_media_in_media", "@media screen{@media (min-width:1px){a{display:none}}b{display:none}}x-y{display:none}", "abx" },
	{ "reads_supports_and_layers", "@supports (display:grid){a{display:none}}@supports not (display:grid){b{display:none}}@layer l{x-y{display:none}}", "ax" },
	{ "knows_no_other_at_rule", "@container (width>1px){a{display:none}}@yahoo{b{display:none}}", "" },
	{ "is_nothing_for_nothing", "", "" },
	{ "survives_depth", "@media{@media{@media{((([[[{{{", "" },
	{ "survives_half_an_escape", "b{display:none}\\", "b" },
};
/* clang-format on */

static void ask(GString *hidden, const struct html_sheet *s, const GumboNode *node)
{
	const GumboVector *children = &node->v.element.children;
	const GumboAttribute *class = gumbo_get_attribute(&node->v.element.attributes, "class");
	struct html_declared said = { 0 };

	html_sheet_ask(s, node, &said);
	bool is =
		(said.set >> HTML_DISPLAY & 1) && said.value[HTML_DISPLAY].word == HTML_WORD_HIDES;
	const char *tag = gumbo_normalized_tagname(node->v.element.tag);
	char letter = !*tag ? 'x' : class && !strcmp(class->value, "second") ? 'q' : *tag;
	if (is && node->v.element.tag != GUMBO_TAG_HTML && node->v.element.tag != GUMBO_TAG_HEAD &&
	    node->v.element.tag != GUMBO_TAG_BODY)
		g_string_append_c(hidden, letter);
	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *child = children->data[i];
		if (child->type == GUMBO_NODE_ELEMENT)
			ask(hidden, s, child);
	}
}

static char *hidden_by(const char *css, size_t n)
{
	GumboOutput *tree = gumbo_parse(document);
	struct html_sheet *s = html_sheet_new(100);
	GString *hidden = g_string_new(NULL);

	ck_assert(html_sheet_read(s, css, n));
	ask(hidden, s, tree->root);
	html_sheet_free(s);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
	return g_string_free(hidden, FALSE);
}

START_TEST(case_of_the_table)
{
	g_autofree char *got = hidden_by(cases[_i].css, strlen(cases[_i].css));

	ck_assert_msg(!strcmp(got, cases[_i].hidden), "%s: hidden \"%s\"", cases[_i].name, got);
}
END_TEST

/* Every beginning of every sheet ends well, with nothing read behind it. */
START_TEST(survives_cuts)
{
	for (size_t n = 0; n <= strlen(cases[_i].css); n++) {
		g_autofree char *cut = g_memdup2(cases[_i].css, n + 1);
		g_autofree char *exact = g_memdup2(cut, n);
		g_autofree char *got = hidden_by(exact ? exact : "", n);
		ck_assert(strlen(got) <= 6);
	}
}
END_TEST

START_TEST(limit_css_rules)
{
	g_autoptr(GString) css = g_string_new(NULL);
	struct html_sheet *s = html_sheet_new(10);

	for (int i = 0; i < 10; i++)
		g_string_append_printf(css, ".c%d{display:none}p{margin-right:1px}", i);
	ck_assert(html_sheet_read(s, css->str, css->len));
	ck_assert(!html_sheet_read(s, "b{display:none}", 15));
	html_sheet_free(s);

	GumboOutput *tree = gumbo_parse("<style>a,b{display:none}</style><style media=print>i,u,p{"
					"display:none}</style><style>i,u{display:none}</style>");
	bool full = false;
	html_sheet_free(html_sheet_of(tree->root, 4, &full));
	ck_assert(!full);
	html_sheet_free(html_sheet_of(tree->root, 3, &full));
	ck_assert(full);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
}
END_TEST

static GString *repeated(const char *unit, unsigned times)
{
	GString *s = g_string_new(NULL);

	for (unsigned i = 0; i < times; i++)
		g_string_append(s, unit);
	return s;
}

START_TEST(reading_takes_linear_time)
{
	static const char *const units[] = {
		"/*",	       "{",    "[(",	   "a{",      "@media{", "\\",		"\"",
		"}",	       "a,",   "a{b:c;}",  "a>",      "@x;",	 "/**/",	"a{color:",
		"background:", "<!--", "a{font:1", ".a.b[c]", "*",	 "a{!important"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(GString) css = repeated(units[i], 200000);
		struct html_sheet *s = html_sheet_new(2000);
		html_sheet_read(s, css->str, css->len);
		html_sheet_free(s);
	}
}
END_TEST

/* Each of 2000 rules may mean each of 5000 elements, all below one another. */
START_TEST(asking_takes_bounded_time)
{
	g_autoptr(GString) css = repeated(".z .a b > .b, .z b b b {display:none}", 1000);
	g_autoptr(GString) html = repeated("<div class='a b c d e f g'><b>", 2500);
	GumboOptions options = kGumboDefaultOptions;
	struct html_sheet *s = html_sheet_new(2000);
	g_autoptr(GString) hidden = g_string_new(NULL);

	options.max_errors = 0;
	GumboOutput *tree = gumbo_parse_with_options(&options, html->str, html->len);
	html_sheet_read(s, css->str, css->len);
	ck_assert(!html_sheet_is_spent(s));
	ask(hidden, s, tree->root);
	ck_assert(html_sheet_is_spent(s));
	html_sheet_free(s);
	gumbo_destroy_output(&options, tree);
	ck_assert(!html_sheet_is_spent(NULL));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_loop_test(t, survives_cuts, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, limit_css_rules);
	tcase_add_test(t, reading_takes_linear_time);
	tcase_add_test(t, asking_takes_bounded_time);
}

UNIT_MAIN("html_css", add_tests)
