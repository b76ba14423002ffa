/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_rtf.c: RTF as text: charsets of fonts, what is shown, what is not.
 */
#include "unit.h"

#include <string.h>

#include "kinds/rtf.h"
#include "kinds/rtf_words.h"

#define HEAD                                                                                       \
	"{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fnil\\fcharset128 Gothic;}"              \
	"{\\f1\\fcharset0 Arial;}{\\f2\\fcharset2 Wingdings;}{\\f3\\fcharset2 Symbol;}"            \
	"{\\f4\\fcharset204 Times;}{\\f5\\fcharset134 Song;}{\\f6\\fcharset2 Bars;}"               \
	"{\\f7\\fcharset136 Ming;}{\\f8\\fcharset129 Batang;}{\\f9\\fcharset238 Arial;}}"          \
	"{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue128;}"

static const struct {
	const char *name, *in, *want;
} cases[] = {
	{ "reads_text", "{\\rtf1\\ansi a b}", "a b" },
	{ "ends_paragraphs_and_lines", "{\\rtf1 a\\par b\\line c\\\nd}", "a\nb\nc\nd" },
	{ "keeps_blanks_and_tabs", "{\\rtf1 a   b\\tab c\\~d\\_e\\-f}", "a   b\tc d-ef" },
	{ "keeps_blank_lines", "{\\rtf1 a\\par\\par b}", "a\n\nb" },
	{ "ignores_line_ends_of_the_file", "{\\rtf1 a\r\nb}", "ab" },
	{ "reads_escaped_braces", "{\\rtf1 \\{a\\}\\\\}", "{a}\\" },
	{ "keeps_what_looks_like_html", "{\\rtf1 <b>&amp;\"}", "<b>&amp;\"" },
	{ "writes_named_characters", "{\\rtf1 \\ldblquote a\\rdblquote\\emdash\\bullet\\rquote}",
	  "“a”—•’" },

	{ "reads_japanese_pairs", HEAD "\\f0\\'93\\'fa\\'96\\'7b}", "日本" },
	{ "reads_japanese_by_default_font", HEAD "\\'93\\'fa}", "日" },
	{ "reads_pair_with_letter_as_second_half", HEAD "\\f0\\'83A\\'83e\\'8a\\'bf}", "アテ漢" },
	{ "reads_pair_with_escaped_backslash", HEAD "\\f0\\'95\\\\\\'8e\\'a6}", "表示" },
	{ "reads_pair_over_a_line_end", HEAD "\\f0\\'93\n\\'fa}", "日" },
	{ "reads_raw_bytes", HEAD "\\f0 \x93\xfa\x96{}", "日本" },
	{ "reads_raw_backslash_as_second_half", HEAD "\\f0 \x95\\\x8e\xa6\\par b}", "表示\nb" },
	{ "reads_raw_first_half_and_hex_second", HEAD "\\f0 \x83\\'5c}", "ソ" },
	{ "reads_half_width_kana", HEAD "\\f0\\'b6\\'c5}", "ｶﾅ" },
	{ "reads_nec_characters", HEAD "\\f0\\'87\\'40\\'fa\\'b1}", "①﨑" },
	{ "reads_western_font", HEAD "\\f1 caf\\'e9 \\'93x\\'94}", "café “x”" },
	{ "reads_japanese_in_a_western_font", HEAD "\\f1\\'82\\'b1\\'82\\'ea\\'82\\'cd}",
	  "これは" },
	{ "reads_cyrillic_font", HEAD "\\f4\\'cf\\'f0\\'e8}", "При" },
	{ "reads_chinese_font", HEAD "\\f5\\'c4\\'e3\\'ba\\'c3}", "你好" },
	{ "reads_traditional_chinese_font", HEAD "\\f7\\'b4\\'fa\\'b8\\'d5}", "測試" },
	{ "reads_korean_font", HEAD "\\f8\\'c7\\'d1\\'b1\\'db}", "한글" },
	{ "reads_central_european_font", HEAD "\\f9\\'9cwi\\'eato}", "święto" },
	{ "reads_font_by_cpg", "{\\rtf1{\\fonttbl{\\f0\\cpg932 X;}}\\f0\\'93\\'fa}", "日" },
	{ "reads_font_table_without_groups",
	  "{\\rtf1{\\fonttbl\\f0\\fcharset0 A;\\f1\\fcharset128 B;}\\f1\\'93\\'fa}", "日" },
	{ "reads_mac_text", "{\\rtf1\\mac caf\\'8e}", "café" },
	{ "counts_half_a_character", HEAD "\\f0 a\\'93}", "a\xef\xbf\xbd" },

	{ "reads_unicode", "{\\rtf1\\uc1\\u26085?\\u26412?}", "日本" },
	{ "reads_negative_unicode", "{\\rtf1\\u-3913 ?}", "\xef\x82\xb7" },
	{ "skips_two_bytes_of_a_pair", HEAD "\\f0\\uc2\\u39641\\'8d\\'82\\u64017\\'fa\\'b1}",
	  "髙﨑" },
	{ "skips_nothing_by_uc0", "{\\rtf1\\uc0\\u26085 x}", "日x" },
	{ "skips_no_control_word", "{\\rtf1\\uc1\\u26085\\par x}", "日\nx" },
	{ "ends_skipping_with_the_group", "{\\rtf1{\\uc5\\u26085}abc}", "日abc" },
	{ "joins_surrogates", "{\\rtf1\\uc1\\u-10179?\\u-8704?}", "😀" },
	{ "joins_surrogates_without_fallback", "{\\rtf1\\uc0\\u55357\\u56832}", "😀" },
	{ "marks_a_lone_surrogate", "{\\rtf1\\uc0\\u55357 a\\u56832}",
	  "\xef\xbf\xbd"
	  "a\xef\xbf\xbd" },
	{ "reads_whole_characters_by_number", "{\\rtf1\\uc0\\u128512}", "😀" },
	{ "takes_the_better_half_of_upr", "{\\rtf1{\\upr{??}{\\*\\ud{\\uc0\\u26085}}}}", "日" },

	{ "shows_smile_of_outlook", HEAD "{\\f2 J} {\\f2\\'e0} {\\f2\\'fc}}", "☺ → ✓" },
	{ "shows_bullet_and_greek_of_symbol", HEAD "{\\f3\\'b7}{\\f3 a}{\\f3\\u-3913 ?}}", "•α•" },
	{ "keeps_letters_of_unknown_pictures", HEAD "{\\f6 A\\'e0}}", "A•" },

	{ "skips_unknown_destinations", "{\\rtf1 a{\\*\\unknown b{c}}d}", "ad" },
	{ "shows_unknown_groups", "{\\rtf1 a{\\unknown b}}", "ab" },
	{ "skips_tables_of_the_header",
	  "{\\rtf1{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}{\\*\\generator y;}a}", "a" },
	{ "skips_headers_and_footers", "{\\rtf1{\\header h\\par}{\\footerr f}a}", "a" },
	{ "shows_list_numbers", "{\\rtf1{\\pntext 1.\\tab}a\\par{\\listtext 2.\\tab}b}",
	  "1.\ta\n2.\tb" },
	{ "shows_footnotes_in_place", "{\\rtf1 a{\\footnote b}c}", "a（b）c" },
	{ "shows_text_of_old_boxes", "{\\rtf1{\\*\\do\\dptxbx{\\dptxbxtext a}\\dpx1}}", "a" },
	{ "shows_text_of_boxes",
	  "{\\rtf1{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt a}}{\\shprslt b}}}", "a" },
	{ "steps_over_binary", "{\\rtf1 a\\bin3 }}}b}", "ab" },
	{ "drops_objects_data", "{\\rtf1 a{\\object\\objattph{\\*\\objdata 00}{\\result b}}}",
	  "ab" },

	{ "shows_where_a_link_leads",
	  "{\\rtf1{\\field{\\*\\fldinst{HYPERLINK \"https://a.example/b\"}}{\\fldrslt{x}}}y}",
	  "x <https://a.example/b>y" },
	{ "reads_link_with_switches",
	  "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \\\\o \"tip\" \"https://a.example/\" \\\\l "
	  "\"p\"}{\\fldrslt x}}}",
	  "x <https://a.example/#p>" },
	{ "shows_link_without_result",
	  "{\\rtf1{\\field{\\*\\fldinst HYPERLINK https://a.example/}}}", "https://a.example/" },
	{ "keeps_text_of_links_within",
	  "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \\\\l "
	  "\"_Toc\"}{\\fldrslt x}}}",
	  "x" },
	{ "parts_neighbouring_links",
	  "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"https://a.example/\"}{\\fldrslt x}}"
	  "{\\field{\\*\\fldinst HYPERLINK \"https://b.example/\"}{\\fldrslt y}}}",
	  "x <https://a.example/>y <https://b.example/>" },
	{ "shows_results_of_other_fields", "{\\rtf1{\\field{\\*\\fldinst DATE}{\\fldrslt 8.12.}}}",
	  "8.12." },
	{ "shows_ruby_of_word",
	  HEAD "{\\field{\\*\\fldinst EQ \\\\* jc2 \\\\* hps10 \\\\o\\\\ad(\\\\s\\\\up "
	       "9(\\uc0\\u12363\\u12435),\\u28450)}{\\fldrslt}}}",
	  "漢(かん)" },
	{ "shows_circled_characters_of_word",
	  HEAD "{\\field{\\*\\fldinst EQ \\\\o\\\\ac(\\uc0\\u9675,\\u21360)}{\\fldrslt}}}",
	  "(印)" },

	{ "aligns_tables",
	  "{\\rtf1\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell bb\\cell\\row\\pard\\intbl "
	  "cc\\cell d\\cell\\row\\pard e}",
	  "a  | bb\ncc | d\n\ne" },
	{ "reads_table_without_intbl", "{\\rtf1\\trowd\\cellx1\\cellx2 a\\cell b\\cell\\row}",
	  "a  b" },
	{ "keeps_white_text_in_shaded_cells",
	  HEAD "\\trowd\\clcbpat2\\cellx1\\clcbpat2\\cellx2\\pard\\intbl\\cf1 a\\cell "
	       "b\\cell\\row}",
	  "a  b" },

	{ "takes_html_out",
	  "{\\rtf1\\ansi\\fromhtml1 \\deff0{\\fonttbl{\\f0 A;}}{\\*\\htmltag64 <p>}\\htmlrtf "
	  "{\\htmlrtf0 a{\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 {\\*\\htmltag72 </p>}\\htmlrtf "
	  "\\par}\\htmlrtf0{\\*\\htmltag64 <p>}b{\\*\\htmltag72 </p>}}",
	  "a<\n\nb" },
	{ "reads_japanese_in_html",
	  "{\\rtf1\\ansi\\ansicpg932\\fromhtml1\\deff0{\\fonttbl{\\f0\\fcharset128 A;}}"
	  "{\\*\\htmltag <b>}\\uc2\\'93\\'fa\\u26412\\'96\\'7b{\\*\\htmltag </b>}}",
	  "日本" },
	{ "ignores_mhtmltag",
	  "{\\rtf1\\fromhtml1{\\*\\mhtmltag <a href=\"x\">}{\\*\\htmltag <i>}a}", "a" },
	{ "drops_list_marks_of_html",
	  "{\\rtf1\\fromhtml1{\\*\\htmltag <ul><li>}{\\pntext *\\tab}a}", "・a" },
	{ "escapes_text_around_html_tags", "{\\rtf1\\fromhtml1 <b>a</b>}", "<b>a</b>" },
	{ "reads_rtf_when_html_is_empty", "{\\rtf1\\fromhtml1\\htmlrtf a\\htmlrtf0}", "a" },
	{ "reads_rtf_made_of_text", "{\\rtf1\\fromtext a\\par b}", "a\nb" },
	{ "ignores_html_tags_in_other_rtf", "{\\rtf1 a{\\*\\htmltag <b>}}", "a" },
};

/* Without blanks at the end. */
static GString *convert(const char *rtf, size_t n, const struct limits *limits,
			struct body_found *found)
{
	struct text_options options = { .limits = limits, .lang = CONFIG_LANG_JA };
	GString *out = g_string_new(NULL);

	memset(found, 0, sizeof(*found));
	ck_assert(charset_init(NULL));
	rtf_to_text(out, rtf, n, &options, found);
	while (out->len > 0 && strchr(" \n", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	return out;
}

START_TEST(case_of_the_table)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) got = convert(cases[_i].in, strlen(cases[_i].in), &limits, &found);

	ck_assert_msg(!strcmp(got->str, cases[_i].want), "%s: got \"%s\", want \"%s\"",
		      cases[_i].name, got->str, cases[_i].want);
	ck_assert_msg(!found.malformed, "%s: malformed", cases[_i].name);
}
END_TEST

static const struct {
	const char *name, *in;
} malformed[] = {
	{ "says_group_without_end", "{\\rtf1 a{b" },
	{ "says_binary_past_the_end", "{\\rtf1 a\\bin99 }" },
	{ "says_text_after_the_end", "{\\rtf1 a}b" },
	{ "says_what_is_no_rtf", "a" },
	{ "says_backslash_at_the_end", "{\\rtf1 a\\" },
};

START_TEST(malformed_of_the_table)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) got =
		convert(malformed[_i].in, strlen(malformed[_i].in), &limits, &found);

	ck_assert_msg(found.malformed, "%s", malformed[_i].name);
	ck_assert_msg(got->str[0] == 'a', "%s: got \"%s\"", malformed[_i].name, got->str);
}
END_TEST

static const struct {
	const char *name, *in;
} hidden[] = {
	{ "finds_hidden_text", HEAD "a{\\v secret}b}" },
	{ "finds_white_text", HEAD "a{\\cf1 secret}b}" },
	{ "finds_text_on_its_own_colour", HEAD "a{\\cf2\\highlight2 secret}b}" },
	{ "finds_tiny_text", HEAD "a{\\fs1 secret}b}" },
};

START_TEST(hidden_of_the_table)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) got = convert(hidden[_i].in, strlen(hidden[_i].in), &limits, &found);

	ck_assert_msg(found.html.hidden == 1, "%s: %u", hidden[_i].name, found.html.hidden);
	ck_assert_msg(!strstr(got->str, "secret"), "%s: %s", hidden[_i].name, got->str);
}
END_TEST

START_TEST(limit_rtf_depth)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) rtf = g_string_new("{\\rtf1 a");

	limits.rtf_depth = 10;
	for (unsigned i = 0; i < 9; i++)
		g_string_append(rtf, "{b");
	g_autofree char *fits = g_strdup_printf("%s}}}}}}}}}c}", rtf->str);
	g_autofree char *deeper = g_strdup_printf("%s{d{e}}}}}}}}}}}c}", rtf->str);
	g_autoptr(GString) all = convert(fits, strlen(fits), &limits, &found);
	ck_assert(!found.limit_rtf_depth && !found.malformed);
	ck_assert_str_eq(all->str, "abbbbbbbbbc");
	g_autoptr(GString) most = convert(deeper, strlen(deeper), &limits, &found);
	ck_assert(found.limit_rtf_depth && !found.malformed);
	ck_assert_str_eq(most->str, "abbbbbbbbbc\n\n［入れ子が深すぎる部分は省きました］");
}
END_TEST

START_TEST(says_what_was_left_out)
{
	static const char rtf[] = "{\\rtf1 a\\par{\\pict\\wmetafile8 00}{\\object\\objemb"
				  "{\\*\\objdata 00}{\\result{\\pict 00}}}}";
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) got = convert(rtf, strlen(rtf), &limits, &found);

	ck_assert_str_eq(got->str, "a\n\n［図・写真 2 点は本文に入れられないため省きました］\n"
				   "［本文に埋め込まれたもの 1 点は省きました］");
}
END_TEST

START_TEST(counts_commands_and_remote_pictures)
{
	static const char rtf[] =
		"{\\rtf1 a{\\field{\\*\\fldinst DDEAUTO c:\\\\\\\\x.exe \"y\"}{\\fldrslt b}}"
		"{\\field{\\*\\fldinst INCLUDEPICTURE \"https://a.example/p.png\"}{\\fldrslt}}}";
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) got = convert(rtf, strlen(rtf), &limits, &found);

	ck_assert_ptr_nonnull(strstr(got->str, "ab"));
	ck_assert_uint_eq(found.html.scripts, 1);
	ck_assert_uint_eq(found.html.remote, 1);
}
END_TEST

/* A run of bytes is decoded in pieces, but never in the middle of a character. */
START_TEST(reads_long_runs)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) rtf = g_string_new(HEAD "\\f0 ");

	for (unsigned i = 0; i < 100000; i++)
		g_string_append(rtf, i % 50 ? "\x93\xfa" : "\x96{ ");
	g_string_append(rtf, "}");
	g_autoptr(GString) got = convert(rtf->str, rtf->len, &limits, &found);
	ck_assert_uint_eq(found.charset.undecodable, 0);
	ck_assert_int_eq(g_utf8_strlen(got->str, -1), 100000 + 2000);
}
END_TEST

START_TEST(writes_no_more_html_than_can_be_read)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) rtf = g_string_new("{\\rtf1 ");

	limits.html_bytes = 1000;
	for (unsigned i = 0; i < 100000; i++)
		g_string_append(rtf, "<<<<{\\v x}\n");
	g_string_append(rtf, "}");
	g_autoptr(GString) got = convert(rtf->str, rtf->len, &limits, &found);
	ck_assert(found.html.limit_bytes && found.html.fallback);
	ck_assert_uint_lt(got->len, 10000);
}
END_TEST

/* Every half of a mail that was cut somewhere is read without a fault. */
START_TEST(reads_every_beginning)
{
	struct limits limits = limits_default();
	struct body_found found;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		for (size_t n = 0; n < strlen(cases[i].in); n++) {
			g_autofree char *copy = g_memdup2(cases[i].in, MAX(n, 1));
			g_autoptr(GString) got = convert(copy, n, &limits, &found);
			ck_assert(g_utf8_validate(got->str, (gssize)got->len, NULL));
		}
}
END_TEST

START_TEST(finds_every_word_of_the_table)
{
	static const char *const some[] = { "aftncn", "bullet",	  "f",	  "fs",	    "par",
					    "pard",   "u",	  "uc",	  "ud",	    "upr",
					    "v",      "xmlnstbl", "blue", "nestrow" };

	for (size_t i = 0; i < G_N_ELEMENTS(some); i++) {
		const struct rtf_word *row = rtf_words_find(some[i], strlen(some[i]));
		ck_assert_msg(row && !strcmp(row->word, some[i]), "%s", some[i]);
	}
	ck_assert_ptr_null(rtf_words_find("pa", 2));
	ck_assert_ptr_null(rtf_words_find("parx", 4));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_loop_test(t, malformed_of_the_table, 0, G_N_ELEMENTS(malformed));
	tcase_add_loop_test(t, hidden_of_the_table, 0, G_N_ELEMENTS(hidden));
	tcase_add_test(t, limit_rtf_depth);
	tcase_add_test(t, says_what_was_left_out);
	tcase_add_test(t, counts_commands_and_remote_pictures);
	tcase_add_test(t, reads_long_runs);
	tcase_add_test(t, writes_no_more_html_than_can_be_read);
	tcase_add_test(t, reads_every_beginning);
	tcase_add_test(t, finds_every_word_of_the_table);
}

UNIT_MAIN("rtf", add_tests)
