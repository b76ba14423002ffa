/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_style.c: what a reader sees of a document and what was hidden from
 * him; and what newsletters do that hides nothing.
 */
#include "unit.h"

#include <string.h>

#include "html/html_css.h"
#include "html/html_style.h"

/* clang-format off */
static const struct {
	const char *name, *html, *seen;
	const char *hidden; /* texts, each in its brackets */
} cases[] = {
	{ "hides_display_none", "a<b style='display:none'>h</b>c", "ac", "[h]" },
	{ "hides_in_any_case_with_important", "<b style='DISPLAY : None ! IMPORTANT'>h</b>a", "a", "[h]" },
	{ "reads_escapes_and_comments", "<b style='dis\\70 lay/**/:/* x */none'>h</b>a", "a", "[h]" },
	{ "ignores_what_is_not_valid", "<b style='display:none;display:nothing'>h</b>a", "a", "[h]" },
	{ "believes_the_last", "<b style='display:none;display:inline'>a</b>", "a", "" },
	{ "believes_the_important", "<b style='display:none!important;display:inline'>h</b>a", "a", "[h]" },
	{ "hides_all_inside_of_display_none", "<p style='display:none'>h<b style='display:block'>i</b></p>a", "a", "[h][i]" },
	{ "hides_visibility", "<p style='visibility:hidden'>h<b style='visibility:visible'>a</b></p>", "a", "[h]" },
	{ "hides_visibility_collapse", "<p style='visibility:collapse'>h</p>a", "a", "[h]" },
	{ "hides_opacity", "<b style='opacity:0'>h</b><b style='opacity:.05'>i</b><b style='opacity:0%'>j</b>a", "a", "[h][i][j]" },
	{ "shows_half_opacity", "<b style='opacity:0.5'>a</b>", "a", "" },
	{ "multiplies_opacity", "<div style='opacity:.3'><b style='opacity:.3'>h</b>a</div>", "a", "[h]" },
	{ "hides_filter_of_opacity", "<b style='filter:opacity(0)'>h</b><b style='filter:blur(2px) opacity(3%)'>i</b>a", "a", "[h][i]" },
	{ "hides_hidden", "<p hidden>h</p>a", "a", "[h]" },
	{ "shows_hidden_that_is_displayed", "<p hidden style='display:block'>a</p>", "a", "" },
	{ "hides_what_outlook_hides", "<p style='mso-hide:all'>h</p>a", "a", "[h]" },
	{ "hides_content_visibility", "<p style='content-visibility:hidden'>h</p>a", "a", "[h]" },
	/* sizes */
	{ "hides_size_0_and_1", "<b style='font-size:0'>h</b><b style='font-size:1px'>i</b><b style='font-size:0.1px'>j</b>a", "a", "[h][i][j]" },
	{ "hides_em_and_percent", "<b style='font-size:.05em'>h</b><b style='font-size:5%'>i</b><b style='font-size:.1rem'>j</b>a", "a", "[h][i][j]" },
	{ "hides_calc", "<b style='font-size:calc(0px)'>h</b>a", "a", "[h]" },
	{ "hides_font_shorthand", "<b style='font:italic 700 1px/1.5 serif'>h</b>a", "a", "[h]" },
	{ "shows_font_shorthand", "<b style='font:bold 12px/0 serif'>a</b><b style='font:inherit'>b</b>", "ab", "" },
	{ "shows_size_inside_of_size_0", "<div style='font-size:0'> <b style='font-size:13px'>a</b><b style='font-size:medium'>b</b></div>", "ab", "" },
	{ "hides_em_inside_of_size_0", "<div style='font-size:0'><b style='font-size:2em'>h</b></div>a", "a", "[h]" },
	{ "shows_font_tag_inside_of_size_0", "<div style='font-size:0'><font size=1>a</font><font size='+1'>b</font></div>", "ab", "" },
	{ "shows_rem_inside_of_size_0", "<div style='font-size:0'><b style='font-size:1rem'>a</b></div>", "a", "" },
	{ "shows_replies_that_shrink", "<div style='font-size:.85em'><div style='font-size:.85em'><div style='font-size:80%'><div style='font-size:80%'><div style='font-size:80%'><div style='font-size:smaller'><div style='font-size:smaller'><div style='font-size:75%'>a</div></div></div></div></div></div></div></div>", "a", "" },
	{ "shows_table_of_quirks_inside_of_size_0", "<div style='font-size:0'><table><tr><td>a</table></div>", "a", "" },
	{ "hides_table_inside_of_size_0", "<!doctype html><div style='font-size:0'><table><tr><td>h</table></div>a", "a", "[h]" },
	/* colours */
	{ "hides_white_on_white", "<b style='color:#fff'>h</b><b style='color:White'>i</b><font color=FFFFFF>j</font>a", "a", "[h][i][j]" },
	{ "hides_nearly_white_on_white", "<b style='color:#fefefe'>h</b><b style='color:rgb(250, 250, 250)'>i</b><b style='color:hsl(0 0% 97%)'>j</b>a", "a", "[h][i][j]" },
	{ "shows_grey_and_yellow_on_white", "<b style='color:#ccc'>a</b><b style='color:#ddd'>b</b><b style='color:#ff0'>c</b>", "abc", "" },
	{ "hides_transparent", "<b style='color:transparent'>h</b><b style='color:rgba(0,0,0,0)'>i</b><b style='color:#0000'>j</b>a", "a", "[h][i][j]" },
	{ "hides_what_shines_through", "<b style='color:rgba(0,0,0,.02)'>h</b>a", "a", "[h]" },
	{ "hides_black_on_black", "<p style='background:#000'>h</p>a", "a", "[h]" },
	{ "hides_on_inherited_background", "<table bgcolor='#336699'><tr><td><b style='color:#336699'>h</b><font color=white>a</font></table>", "a", "[h]" },
	{ "shows_white_on_coloured_cell", "<table><tr><td bgcolor=navy><font color=white>a</font><td style='background:#c00;color:#fff'>b<td style='background-color:rgb(0 80 0)'><a href=x style='color:#fff'>c</a></table>", "abc", "" },
	{ "shows_white_on_black_body", "<body bgcolor=black text=white>a<p style='background:#fff;color:#000'>b</p></body>", "ab", "" },
	{ "hides_black_on_black_body", "<body bgcolor=#000000 text=white>a<b style='color:black'>h</b>", "a", "[h]" },
	{ "shows_links_in_their_own_colour", "<div style='color:#fff'>h<a href=x>a</a></div>", "a", "[h]" },
	{ "hides_links_of_body_link", "<body link=white><a href=x>h</a>a", "a", "[h]" },
	{ "shows_white_over_pictures", "<div style='background:url(x.png)'><b style='color:#fff'>a</b></div><table><tr><td background=x.png><font color=white>b</font></table><p style='background-image:linear-gradient(red,blue);color:#fff'>c</p>", "abc", "" },
	{ "hides_transparent_over_pictures", "<div style='background:url(x.png)'><b style='color:transparent'>h</b></div>a", "a", "[h]" },
	{ "shows_letters_cut_of_pictures", "<b style='background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent'>a</b>", "a", "" },
	{ "hides_behind_picture_with_colour_inside", "<div style='background:url(x.png)'><p style='background:#fff'><b style='color:#fff'>h</b></p></div>a", "a", "[h]" },
	{ "shows_computed_colours", "<b style='color:var(--x)'>a</b><p style='background:var(--y);color:#fff'>b</p>", "ab", "" },
	{ "hides_text_fill", "<b style='color:red;-webkit-text-fill-color:transparent'>h</b>a", "a", "[h]" },
	{ "mixes_half_transparent_backgrounds", "<div style='background:rgba(0,0,0,.9);color:#fff'>a<p style='background:rgba(255,255,255,.95)'>h</p></div>", "a", "[h]" },
	{ "shows_buttons", "<div style='color:#fff'><button>a</button></div><mark>b</mark>", "ab", "" },
	{ "shows_window_text", "<b style='color:windowtext;background:window'>a</b>", "a", "" },
	{ "ignores_unknown_colour", "<b style='color:#12345'>a</b><b style='color:nocolour'>b</b>", "ab", "" },
	/* places */
	{ "hides_off_screen", "<p style='position:absolute;left:-9999px'>h</p><p style='position:fixed;top:-1000em'>i</p><p style='position:relative;right:-2000px'>j</p>a", "a", "[h][i][j]" },
	{ "hides_inset_shorthand", "<p style='position:absolute;inset:0 0 0 -9999px'>h</p>a", "a", "[h]" },
	{ "shows_left_without_position", "<p style='left:-9999px'>a</p>", "a", "" },
	{ "shows_small_moves", "<p style='position:relative;top:-3px;left:-20px'>a</p>", "a", "" },
	{ "hides_negative_margins", "<p style='margin-left:-9999px'>h</p><p style='margin:0 0 0 -9999px'>i</p><p style='margin:-9999px'>j</p>a", "a", "[h][i][j]" },
	{ "hides_text_indent", "<p style='text-indent:-9999px'>h<b style='text-indent:0'>a</b></p>", "a", "[h]" },
	{ "hides_transforms", "<p style='transform:scale(0)'>h</p><p style='transform:translate(-9999px)'>i</p><p style='transform:rotate(3deg) scale(1, 0)'>j</p><p style='-webkit-transform:translateX(-2000px)'>k</p>a", "a", "[h][i][j][k]" },
	{ "shows_harmless_transforms", "<p style='transform:scale(1.2) translate(-50%)'>a</p>", "a", "" },
	{ "hides_clip", "<p style='position:absolute;clip:rect(0,0,0,0)'>h</p><p style='position:absolute;clip:rect(1px 1px 1px 1px)'>i</p><p style='clip-path:inset(100%)'>j</p><p style='clip-path:inset(50%)'>k</p><p style='clip-path:circle(0)'>l</p>a", "a", "[h][i][j][k][l]" },
	{ "shows_clip_without_position", "<p style='clip:rect(0,0,0,0)'>a</p><p style='clip-path:inset(0)'>b</p>", "ab", "" },
	/* boxes */
	{ "hides_shut_boxes", "<div style='max-height:0;overflow:hidden'>h</div><div style='height:0px;overflow:hidden'>i</div><div style='width:1px;overflow:hidden'>j</div><div style='overflow:auto;max-width:0'>k</div>a", "a", "[h][i][j][k]" },
	{ "shows_boxes_that_overflow", "<div style='height:0'>a</div><div style='max-height:0;overflow:visible'>b</div>", "ab", "" },
	{ "shows_cells_and_words_without_boxes", "<table><tr style='height:0;overflow:hidden'><td style='width:1px;height:1px;overflow:hidden'>a</table><span style='height:0;overflow:hidden'>b</span>", "ab", "" },
	{ "hides_words_made_boxes", "<span style='display:inline-block;height:0;overflow:hidden'>h</span>a", "a", "[h]" },
	{ "shows_overflow_hidden_with_size", "<div style='overflow:hidden;height:100%;width:600px;max-height:none'>a</div>", "a", "" },
	{ "shows_line_height_0", "<td style='line-height:0'><b>a</b></td>", "a", "" },
	/* aria */
	{ "hides_aria_hidden_words", "<p aria-hidden=true>h</p>a", "a", "[h]" },
	{ "shows_aria_hidden_icons", "<i aria-hidden=true>★</i><span aria-hidden='true'>|</span><b aria-hidden=false>a</b>", "★|a", "" },
	/* whole practices */
	{ "hides_preheader", "<div style='display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;mso-hide:all'>h</div>a", "a", "[h]" },
	{ "hides_screen_reader_text", "<style>.sr-only{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);border:0}</style><span class=sr-only>h</span>a", "a", "[h]" },
	{ "shows_bulletproof_button", "<a href=x style='background-color:#EB7035;border:1px solid #EB7035;color:#ffffff;display:inline-block;font-size:16px;line-height:44px;width:150px;-webkit-text-size-adjust:none;mso-hide:all'>a</a>", "a", "" },
	{ "shows_columns_of_inline_blocks", "<td style='font-size:0;text-align:center'><div style='display:inline-block;max-width:300px'><table><tr><td style='font-size:14px'>a</table></div></td>", "a", "" },
	{ "shows_what_old_outlook_does_not_get", "<!--[if mso]>h<![endif]--><!--[if !mso]><!-->a<!--<![endif]--><![if !mso]>b<![endif]>", "ab", "" },
	{ "shows_dark_mode_in_light", "<style>@media (prefers-color-scheme:dark){.d{color:#fff!important}.l{display:none!important}}</style><p class=d>a</p><p class=l>b</p>", "ab", "" },
	{ "shows_one_of_desktop_and_mobile", "<style>.m{display:none}@media only screen and (max-width:600px){.m{display:block!important}.d{display:none!important}}</style><p class=d>a</p><p class=m>h</p>", "a", "[h]" },
};
/* clang-format on */

struct seen {
	GString *text, *hidden;
};

static void take_text(struct seen *s, const char *text, const struct html_sight *sight)
{
	if (!text[strspn(text, " \t\r\n")])
		return;
	if (html_style_is_hidden(sight))
		g_string_append_printf(s->hidden, "[%s]", text);
	else
		g_string_append(s->text, text);
}

/* Tests may recurse. */
static void walk(struct seen *s, const struct html_sheet *sheet, const GumboNode *node,
		 struct html_sight sight)
{
	const GumboVector *children = &node->v.element.children;

	if (node->v.element.tag == GUMBO_TAG_STYLE)
		return;
	html_style_apply(sheet, node, &sight);
	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *child = children->data[i];
		if (child->type == GUMBO_NODE_ELEMENT)
			walk(s, sheet, child, sight);
		else if (child->type == GUMBO_NODE_TEXT)
			take_text(s, child->v.text.text, &sight);
	}
}

START_TEST(case_of_the_table)
{
	GumboOutput *tree = gumbo_parse(cases[_i].html);
	struct seen seen = { g_string_new(NULL), g_string_new(NULL) };
	struct html_sight sight = { 0 };
	bool full = false;
	struct html_sheet *sheet = html_sheet_of(tree->root, 100, &full);

	walk(&seen, sheet, tree->root, sight);
	ck_assert_msg(!strcmp(seen.text->str, cases[_i].seen), "%s: seen \"%s\"", cases[_i].name,
		      seen.text->str);
	ck_assert_msg(!strcmp(seen.hidden->str, cases[_i].hidden), "%s: hidden \"%s\"",
		      cases[_i].name, seen.hidden->str);
	ck_assert(!full);
	html_sheet_free(sheet);
	g_string_free(seen.text, TRUE);
	g_string_free(seen.hidden, TRUE);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
}
END_TEST

static struct html_sight sight_of(const char *html)
{
	GumboOutput *tree = gumbo_parse(html);
	const GumboNode *body = tree->root->v.element.children.data[1];
	struct html_sight sight = { 0 };

	html_style_apply(NULL, tree->root, &sight);
	html_style_apply(NULL, body, &sight);
	html_style_apply(NULL, body->v.element.children.data[0], &sight);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
	return sight;
}

START_TEST(keeps_blanks_where_css_says_so)
{
	struct html_sight pre = sight_of("<p style='white-space:pre-wrap'>x");
	struct html_sight lines = sight_of("<p style='white-space: pre-line'>x");
	struct html_sight normal = sight_of("<p style='white-space:pre;white-space:normal'>x");

	ck_assert(pre.pre && !pre.pre_line);
	ck_assert(!lines.pre && lines.pre_line);
	ck_assert(!normal.pre && !normal.pre_line);
}
END_TEST

START_TEST(sizes_out_of_this_world_stay_numbers)
{
	struct html_sight sight = sight_of("<p style='font-size:1e38em'>x");

	ck_assert(!html_style_is_hidden(&sight));
	sight = sight_of("<p style='font-size:-1e38px;opacity:-7;left:1e400px'>x");
	ck_assert(html_style_is_hidden(&sight));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, keeps_blanks_where_css_says_so);
	tcase_add_test(t, sizes_out_of_this_world_stay_numbers);
}

UNIT_MAIN("html_style", add_tests)
