/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html.c: HTML as mailers write it and the text that readers must get;
 * hostile HTML, and that it costs neither the process nor the text.
 */
#include "unit.h"

#include <string.h>

#include "html/html.h"

struct want {
	const char *name, *html, *text;
	unsigned hidden, remote, mismatches;
};

/* clang-format off */
static const struct want cases[] = {
	{ "keeps_plain_text", "hello", "hello", 0, 0, 0 },
	{ "collapses_blanks", "a \n\t  b", "a b", 0, 0, 0 },
	{ "joins_japanese_over_line_ends", "日本\n語", "日本語", 0, 0, 0 },
	{ "keeps_blank_between_words_over_line_ends", "one\ntwo", "one two", 0, 0, 0 },
	{ "keeps_blank_between_japanese_on_one_line", "日本 語", "日本 語", 0, 0, 0 },
	{ "joins_lines_behind_a_japanese_stop", "はい。\n24時間、\nA", "はい。24時間、A", 0, 0, 0 },
	{ "breaks_line_at_br", "a<br>b", "a\nb", 0, 0, 0 },
	{ "breaks_twice_at_two_br", "a<br><br>b", "a\n\nb", 0, 0, 0 },
	{ "leaves_blank_line_between_paragraphs", "<p>a</p><p>b</p>", "a\n\nb", 0, 0, 0 },
	{ "keeps_outlook_paragraphs_tight", "<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb", 0, 0, 0 },
	{ "keeps_outlook_blank_paragraph", "<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>", "a\n\nb", 0, 0, 0 },
	{ "puts_div_on_its_own_line", "a<div>b</div>c", "a\nb\nc", 0, 0, 0 },
	{ "keeps_blank_line_of_empty_div_with_br", "<div>a</div><div><br></div><div>b</div>", "a\n\nb", 0, 0, 0 },
	{ "leaves_no_line_for_empty_blocks", "a<div></div><div><div></div></div>b", "a\nb", 0, 0, 0 },
	{ "sets_heading_apart", "a<h1>T</h1>b", "a\n\n■ T\n\nb", 0, 0, 0 },
	{ "marks_list_items", "<ul><li>a<li>b</ul>", "・a\n・b", 0, 0, 0 },
	{ "numbers_ordered_list", "<ol><li>a<li>b</ol>", "1. a\n2. b", 0, 0, 0 },
	{ "starts_numbers_where_told", "<ol start=9><li>a<li>b</ol>", "9. a\n10. b", 0, 0, 0 },
	{ "indents_nested_list", "<ul><li>a<ul><li>b</ul><li>c</ul>", "・a\n  ・b\n・c", 0, 0, 0 },
	{ "indents_second_line_of_item", "<ul><li>a<br>b</ul>", "・a\n  b", 0, 0, 0 },
	{ "separates_cells", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d", 0, 0, 0 },
	{ "skips_empty_cells", "<table><tr><td><td>a<td></table>", "a", 0, 0, 0 },
	{ "marks_quotations", "a<blockquote>b<br>c</blockquote>d", "a\n> b\n> c\nd", 0, 0, 0 },
	{ "marks_nested_quotations", "<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n> > b", 0, 0, 0 },
	{ "keeps_preformatted_text", "<pre>a  b\n  c</pre>", "a  b\n  c", 0, 0, 0 },
	{ "draws_rule", "a<hr>b", "a\n----------------------------------------\nb", 0, 0, 0 },
	{ "shows_text_of_image", "<img alt=\"地図\" src=cid:x>", "[地図]", 0, 0, 0 },
	{ "counts_remote_image", "<img src=\"https://t.example/x.gif\">a", "a", 0, 1, 0 },
	{ "counts_protocol_relative_image", "<img src=\"//t.example/x.gif\">a", "a", 0, 1, 0 },
	{ "counts_iframe", "<iframe src=http://x.example/>hidden</iframe>a", "a", 0, 1, 0 },
	{ "decodes_entities", "&lt;b&gt; &amp; &#12354;&#x3042;&copy;", "<b> & ああ©", 0, 0, 0 },
	{ "keeps_nbsp_as_blanks", "a&nbsp;&nbsp;b", "a  b", 0, 0, 0 },
	{ "drops_script", "a<script>alert(1)</script>b", "ab", 0, 0, 0 },
	{ "drops_style_and_title", "<head><title>t</title><style>p{}</style></head>a", "a", 0, 0, 0 },
	{ "drops_comments", "a<!-- x -->b<!--[if mso]>y<![endif]-->c", "abc", 0, 0, 0 },
	{ "reads_ruby", "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢(かん)", 0, 0, 0 },
	{ "shows_where_link_leads", "<a href=\"https://example.com/a\">here</a>.", "here <https://example.com/a>.", 0, 0, 0 },
	{ "says_address_once", "<a href=\"https://example.com/\">https://example.com</a>", "https://example.com", 0, 0, 0 },
	{ "says_bare_address_once", "<a href=\"https://example.com/a\">example.com/a</a>", "example.com/a", 0, 0, 0 },
	{ "says_mail_address_once", "<a href=\"mailto:a@b.jp\">a@b.jp</a>", "a@b.jp", 0, 0, 0 },
	{ "shows_hidden_mail_address", "<a href=\"mailto:a@b.jp?subject=x\">Mail</a>", "Mail <a@b.jp>", 0, 0, 0 },
	{ "shows_no_script_link", "<a href=\"javascript:alert(1)\">x</a>", "x［危険な種類のリンクのため省きました: javascript:］", 0, 0, 0 },
	{ "shows_no_data_link", "<a href=\"data:text/html,x\">x</a>", "x［危険な種類のリンクのため省きました: data:］", 0, 0, 0 },
	{ "shows_link_of_image", "<a href=\"https://e.jp/x\"><img alt=L></a>", "[L] <https://e.jp/x>", 0, 0, 0 },
	{ "escapes_brackets_in_address", "<a href=\"https://e.jp/&gt;a b\">x</a>", "x <https://e.jp/%3Ea%20b>", 0, 0, 0 },
	{ "finds_link_to_another_host", "<a href=\"http://evil.example/\">https://bank.example/</a>", "https://bank.example/ <http://evil.example/>［注意: 実際の行き先は evil.example です］", 0, 0, 1 },
	{ "finds_bare_host_mismatch", "<a href=\"http://evil.example/\">www.bank.com</a>", "www.bank.com <http://evil.example/>［注意: 実際の行き先は evil.example です］", 0, 0, 1 },
	{ "finds_user_part_trick", "<a href=\"http://bank.com@evil.example/\">bank.com</a>", "bank.com <http://bank.com@evil.example/>［注意: 実際の行き先は evil.example です］", 0, 0, 1 },
	{ "accepts_host_below_the_shown", "<a href=\"http://click.bank.com/x\">www.bank.com</a>", "www.bank.com <http://click.bank.com/x>", 0, 0, 0 },
	{ "takes_file_name_for_no_host", "<a href=\"http://e.jp/x\">report.pdf</a>", "report.pdf <http://e.jp/x>", 0, 0, 0 },
	{ "drops_display_none", "a<div style=\"display:none\">h</div>b", "a\nb", 1, 0, 0 },
	{ "drops_display_none_important", "a<b style=\"DISPLAY : None !important\">h</b>b", "ab", 1, 0, 0 },
	{ "drops_visibility_hidden", "a<i style=\"visibility:hidden\">h</i>", "a", 1, 0, 0 },
	{ "drops_tiny_text", "a<i style=\"font-size:0\">h</i><i style='font-size:1px'>k</i>", "a", 2, 0, 0 },
	{ "shows_sized_text_in_tiny_frame", "<div style=\"font-size:0px\"><b style=\"font-size:13px\">a</b></div>", "a", 0, 0, 0 },
	{ "drops_hidden_attribute", "a<p hidden>h</p>", "a", 1, 0, 0 },
	{ "drops_clipped_preheader", "<div style=\"max-height:0;overflow:hidden\">h</div>a", "a", 1, 0, 0 },
	{ "drops_transparent_text", "<b style=\"opacity:0\">h</b>a", "a", 1, 0, 0 },
	{ "drops_what_hides_from_outlook", "<b style=\"mso-hide:all\">h</b>a", "a", 1, 0, 0 },
	{ "hides_children_of_hidden", "<div style=\"display:none\"><b style=\"display:block\">h</b></div>a", "a", 1, 0, 0 },
	{ "survives_cdata_in_math", "<table><math><mtext><![CDATA[!]]>&", "!]]>&", 0, 0, 0 },
	{ "survives_unclosed_everything", "<table><tr><td><a href=\"x\"><b>t", "t", 0, 0, 0 },
	{ "shows_text_of_svg", "<svg><text>t</text></svg>", "t", 0, 0, 0 },
	{ "is_empty_for_empty", "", "", 0, 0, 0 },
};
/* clang-format on */

static char *convert(const char *html, size_t n, const struct text_options *options,
		     struct html_found *found)
{
	GString *out = g_string_new(NULL);

	html_to_text(out, html, n, options, found);
	return g_string_free(out, FALSE);
}

START_TEST(case_of_the_table)
{
	const struct want *c = &cases[_i];
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autofree char *got = convert(c->html, strlen(c->html), &options, &found);
	char *ours = strstr(got, "［このメールから") ?: strstr(got, "［見えないように");

	/* Our lines at the end have tests of their own. */
	if (ours)
		*ours = '\0';
	g_strchomp(got);
	ck_assert_msg(!strcmp(got, c->text), "%s: got \"%s\" want \"%s\"", c->name, got, c->text);
	ck_assert_msg(found.hidden == c->hidden, "%s: hidden %u", c->name, found.hidden);
	ck_assert_msg(found.remote == c->remote, "%s: remote %u", c->name, found.remote);
	ck_assert_msg(found.mismatches == c->mismatches, "%s: mismatches %u", c->name,
		      found.mismatches);
	ck_assert_msg(!found.fallback, "%s: fell back", c->name);
}
END_TEST

START_TEST(links_follow_the_policy)
{
	static const struct {
		enum body_links links;
		const char *want;
	} rows[] = {
		{ LINKS_SHOW, "x <https://a.example.com/p.q>" },
		{ LINKS_DEFANG, "x <hxxps://a[.]example[.]com/p.q>" },
		{ LINKS_DOMAIN, "x <a.example.com>" },
		{ LINKS_REMOVE, "x" },
	};
	static const char html[] = "<a href=\"https://a.example.com/p.q\">x</a>";
	struct limits limits = limits_default();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct text_options options = { .limits = &limits, .links = rows[i].links };
		struct html_found found = { 0 };
		g_autofree char *got = convert(html, strlen(html), &options, &found);
		ck_assert_str_eq(got, rows[i].want);
	}
}
END_TEST

START_TEST(marks_hidden_text_when_asked_to)
{
	static const char html[] = "a <b style=\"display:none\">h</b>";
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .hidden = HIDDEN_MARK };
	struct html_found found = { 0 };
	g_autofree char *got = convert(html, strlen(html), &options, &found);

	ck_assert_str_eq(got, "a "
			      "［隠された文字：h］\n\n［見えないように隠されていた文字に「隠された"
			      "文字」と印を付けました（1か所）］\n");
	ck_assert_uint_eq(found.hidden, 1);
}
END_TEST

/* ${head}, then ${unit} ${times} times, numbered or not, then ${tail}. */
static GString *repeated(const char *head, const char *unit, unsigned times, bool numbered,
			 const char *tail)
{
	GString *s = g_string_new(head);

	for (unsigned i = 0; i < times; i++) {
		g_string_append(s, unit);
		if (numbered)
			g_string_append_printf(s, "%u ", i);
	}
	return g_string_append(s, tail);
}

static const struct {
	const char *name, *head, *unit, *tail;
	unsigned times;
	bool numbered, fallback;
} bombs[] = {
	{ "nested_div", "", "<div>", "end", 10000, false, false },
	{ "nested_blockquote", "", "<blockquote>", "end", 3000, false, false },
	{ "nested_links_in_tables", "", "<a href=https://e.jp/x>x<table><tr><td>", "end", 3000,
	  false, false },
	{ "many_links", "", "<a href=https://e.jp/x>x</a>", "end", 9000, false, false },
	{ "nested_sayings", "", "<q>a", "end", 5000, false, false },
	{ "nested_struck", "", "<del>", "end", 5000, false, false },
	{ "nested_powers", "", "<sup>1", "end", 5000, false, false },
	{ "nested_turned", "", "<bdo dir=rtl>a", "end", 5000, false, false },
	{ "nested_readings", "<ruby>", "<rtc><rt>a", "end", 5000, false, false },
	{ "nested_headings", "", "<h1><div>a", "end", 5000, false, false },
	{ "nested_lists", "", "<ol><li>", "end", 5000, false, false },
	{ "nested_fractions", "<math>", "<mfrac><mi>a</mi>", "end", 3000, false, false },
	{ "many_data_tables", "", "<table border=1><tr><td>a<td>b<tr><td>c<td>d</table>", "end",
	  1500, false, false },
	{ "many_cells", "<table border=1>", "<tr><td colspan=24 rowspan=65535>a<td>b",
	  "</table>end", 6000, false, false },
	{ "many_options", "<select>", "<option>a", "</select>end", 9000, false, false },
	{ "many_no_break_blanks", "", "&nbsp;<br>", "end", 15000, false, false },
	{ "nested_table", "", "<table><tr><td>", "end", 2000, false, false },
	{ "limit_html_tags", "", "<b>", "end", 20001, false, true },
	{ "limit_html_run_bytes", "<a ", "a", ">end", 100000, true, true },
	{ "limit_html_run_bytes_quoted", "<a x=\">\" ", "a", ">end", 100000, true, true },
	{ "run_behind_quote_trick", "<a =\"b=\"> ", "a", "\">end", 100000, true, true },
	{ "run_in_comment_look_alike", "<!-- <a x=\" --><b y=\"> ", "a", ">\">end", 100000, true,
	  true },
	{ "limit_html_bytes", "", "aaaaaaaaaa", "end", 220000, false, true },
	{ "formatting_elements_without_end", "", "><p><b id=", ">end", 9000, true, true },
	{ "half_tags", "", "<a <a ", "end", 10000, false, true },
	{ "ampersands", "", "&", "end", 500000, false, false },
	{ "unclosed_comments", "", "<!--", "-->end", 15000, false, true },
};

START_TEST(bomb_ends_and_keeps_its_text)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autoptr(GString) html = repeated(bombs[_i].head, bombs[_i].unit, bombs[_i].times,
					   bombs[_i].numbered, bombs[_i].tail);
	g_autofree char *got = convert(html->str, html->len, &options, &found);

	ck_assert_msg(strstr(got, "end") || strstr(got, "dne"), "%s lost its text", bombs[_i].name);
	ck_assert_msg(found.fallback == bombs[_i].fallback, "%s: fallback %d", bombs[_i].name,
		      found.fallback);
}
END_TEST

START_TEST(limits_are_said)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found bytes = { 0 }, tags = { 0 }, run = { 0 };

	limits.html_bytes = 1024;
	g_autoptr(GString) big = repeated("", "aaaaaaaa", 129, false, "");
	g_autofree char *a = convert(big->str, big->len, &options, &bytes);
	ck_assert(bytes.limit_bytes && !bytes.limit_tags && !bytes.limit_run);

	limits.html_tags = 100;
	g_autoptr(GString) many = repeated("", "<b>", 101, false, "");
	g_autofree char *b = convert(many->str, many->len, &options, &tags);
	ck_assert(tags.limit_tags && !tags.limit_bytes);

	limits = limits_default();
	limits.html_run_bytes = 1024;
	g_autoptr(GString) tag = repeated("<b ", "aaaaaaaa", 129, false, ">");
	g_autofree char *c = convert(tag->str, tag->len, &options, &run);
	ck_assert(run.limit_run && !run.limit_tags);
}
END_TEST

START_TEST(fallback_reads_like_text)
{
	static const char html[] = "<head><style>x{}</style></head><p>a &amp; b</p><div>c</div>"
				   "<script>no</script>&#x3042;<br>d<!-- no -->";
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };

	limits.html_bytes = 10;
	g_autofree char *got = convert(html, strlen(html), &options, &found);
	ck_assert(found.fallback);
	ck_assert_msg(strstr(got, "a & b") && strstr(got, "c") && strstr(got, "あ\nd"), "%s", got);
	ck_assert(!strstr(got, "no") && !strstr(got, "x{}"));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_loop_test(t, bomb_ends_and_keeps_its_text, 0, G_N_ELEMENTS(bombs));
	tcase_add_test(t, links_follow_the_policy);
	tcase_add_test(t, marks_hidden_text_when_asked_to);
	tcase_add_test(t, limits_are_said);
	tcase_add_test(t, fallback_reads_like_text);
}

UNIT_MAIN("html", add_tests)
