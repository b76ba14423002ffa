/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_body.c: a text part from bytes to clean text, and what is said of it.
 */
#include "unit.h"

#include <string.h>

#include "text/body.h"

static const struct {
	const char *name;
	enum body_form form;
	const char *charset, *in, *want;
} cases[] = {
	{ "makes_lf_of_crlf", BODY_FORM_PLAIN, "utf-8", "a\r\nb\r\n", "a\nb\n" },
	{ "makes_lf_of_lone_cr", BODY_FORM_PLAIN, "utf-8", "a\rb", "a\nb\n" },
	{ "keeps_tabs_and_blank_lines", BODY_FORM_PLAIN, "utf-8", "a\tb\n\n\nc", "a\tb\n\n\nc\n" },
	{ "ends_without_blank_lines", BODY_FORM_PLAIN, "utf-8", "a\n \n\n", "a\n" },
	{ "is_empty_for_empty", BODY_FORM_PLAIN, "utf-8", "", "" },
	{ "drops_escape_sequences_of_terminals", BODY_FORM_PLAIN, "utf-8", "a\x1b[31mb",
	  "a[31mb\n" },
	{ "drops_direction_controls_and_says_so", BODY_FORM_PLAIN, "utf-8", "a\u202eb\u2066",
	  "ab\n［目に見えない文字が2個あったため、取り除きました］\n" },
	{ "keeps_joiner_of_emoji", BODY_FORM_PLAIN, "utf-8", "👨‍👩", "👨‍👩\n" },
	{ "makes_line_of_line_separator", BODY_FORM_PLAIN, "utf-8",
	  "a\xe2\x80\xa8"
	  "b",
	  "a\nb\n" },
	{ "reads_iso_2022_jp", BODY_FORM_PLAIN, "iso-2022-jp", "\x1b$B$\"\x1b(B\r\n", "あ\n" },
	{ "joins_flowed_lines", BODY_FORM_FLOWED, "utf-8", "one \r\ntwo\r\nthree\r\n",
	  "one two\nthree\n" },
	{ "drops_blank_of_delsp", BODY_FORM_FLOWED_DELSP, "utf-8", "日 \n本\n", "日本\n" },
	{ "joins_quoted_lines_of_one_depth", BODY_FORM_FLOWED, "utf-8", "> a \n> b\n>> c\n",
	  "> a b\n>> c\n" },
	{ "does_not_join_over_quote_depth", BODY_FORM_FLOWED, "utf-8", "> a \nb\n", "> a \nb\n" },
	{ "undoes_stuffing", BODY_FORM_FLOWED, "utf-8", " From x\n >y\n", "From x\n>y\n" },
	{ "keeps_signature_rule", BODY_FORM_FLOWED, "utf-8", "a \n-- \nsig\n", "a \n-- \nsig\n" },
	{ "reads_html", BODY_FORM_HTML, "utf-8", "<p>a</p><p>b</p>", "a\n\nb\n" },
	{ "believes_meta_without_label", BODY_FORM_HTML, "", "<meta charset=\"shift_jis\">\xb6\xc5",
	  "ｶﾅ\n" },
	{ "believes_label_before_meta", BODY_FORM_HTML, "utf-8", "<meta charset=big5>日本語",
	  "日本語\n" },
	{ "reads_html_in_iso_2022_jp", BODY_FORM_HTML, "iso-2022-jp", "<p>\x1b$B<,(<\x1b(B</p>",
	  "蒔┝\n" },
	{ "drops_direction_entities", BODY_FORM_HTML, "utf-8", "a&#8238;b&#x200b;c",
	  "abc\n［目に見えない文字が2個あったため、取り除きました］\n" },
};

START_TEST(case_of_the_table)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct body_found found;
	struct body_input in = { .buf = cases[_i].in,
				 .n = strlen(cases[_i].in),
				 .charset = cases[_i].charset,
				 .form = cases[_i].form };
	g_autoptr(GString) got = body_convert(&in, &options, &found);

	ck_assert_msg(!strcmp(got->str, cases[_i].want), "%s: got \"%s\" want \"%s\"",
		      cases[_i].name, got->str, cases[_i].want);
	ck_assert(!found.cut);
}
END_TEST

START_TEST(reads_no_more_than_could_be_shown)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct body_found found;
	g_autofree char *much = g_strnfill(409600, '\x01');
	const struct body_input in = {
		.buf = much, .n = 409600, .charset = "utf-8", .form = BODY_FORM_PLAIN
	};

	limits.text_bytes = limits.html_bytes = 1024;
	g_autoptr(GString) got = body_convert(&in, &options, &found);
	ck_assert(found.cut);
	ck_assert_uint_eq(found.swept.controls, 8 * 1024);
	ck_assert(strstr(got->str, "［長いため"));
}
END_TEST

START_TEST(names_the_files_that_were_taken_out)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .lang = CONFIG_LANG_EN };
	struct body_found found;
	g_autoptr(GPtrArray) blocks = g_ptr_array_new();
	struct body_input in = {
		.buf = "a\n\x10\nb\n\x10\n", .n = 8, .charset = "utf-8", .blocks = blocks
	};

	g_ptr_array_add(blocks, (gpointer)(uintptr_t) "見積.doc");
	g_autoptr(GString) got = body_convert(&in, &options, &found);
	ck_assert_str_eq(got->str, "a\n［The file \"見積.doc\" that stood here is treated as an "
				   "attachment］\nb\n");
}
END_TEST

START_TEST(limit_text_bytes)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct body_found found;
	g_autoptr(GString) text = g_string_new(NULL);

	while (text->len < 4000)
		g_string_append(text, "日本語\n");
	struct body_input in = {
		.buf = text->str, .n = text->len, .charset = "utf-8", .form = BODY_FORM_PLAIN
	};
	for (uint32_t max = 1024; max < 1040; max++) {
		limits.text_bytes = max;
		g_autoptr(GString) got = body_convert(&in, &options, &found);
		ck_assert(found.cut);
		ck_assert_uint_le(got->len, max);
		ck_assert(g_utf8_validate(got->str, -1, NULL));
		ck_assert(strstr(got->str, "\n［長いため"));
	}
	in.buf = "a\u202eb";
	in.n = strlen(in.buf);
	limits.text_bytes = 1024;
	g_autoptr(GString) noted = body_convert(&in, &options, &found);
	ck_assert(!found.cut && g_str_has_suffix(noted->str, "取り除きました］\n"));
	in.buf = text->str;
	in.n = text->len;
	limits.text_bytes = (uint32_t)text->len;
	g_autoptr(GString) whole = body_convert(&in, &options, &found);
	ck_assert(!found.cut && whole->len == text->len);
}
END_TEST

START_TEST(reports_what_it_met)
{
	static const char html[] = "<img src=http://x.example/><b hidden>h</b>"
				   "<a href=http://evil.example/>bank.com</a>\xff\0";
	static const enum finding_id want[] = { FINDING_CHARSET_UNKNOWN, FINDING_MIME_CONTROL,
						FINDING_HTML_HIDDEN, FINDING_HTML_REMOTE,
						FINDING_LINK_MISMATCH };
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct body_found found;
	struct body_input in = {
		.buf = html, .n = sizeof(html) - 1, .charset = "x-none", .form = BODY_FORM_HTML
	};
	g_autoptr(GString) got = body_convert(&in, &options, &found);
	g_autoptr(message_t) m = message_new();
	struct part *part = message_add_part(m, "1", -1);

	body_report(&found, m, part, &limits);
	for (size_t i = 0; i < G_N_ELEMENTS(want); i++)
		ck_assert_msg(part_has_finding(part, want[i]), "%s",
			      word_of(VOCABULARY_FINDING, (int)want[i]));
	ck_assert(!part_has_finding(part, FINDING_TEXT_CUT));
	ck_assert(!part_has_finding(part, FINDING_HTML_FALLBACK));
	ck_assert_str_eq(found.html.mismatch, "bank.com -> evil.example");
}
END_TEST

START_TEST(says_nothing_of_clean_text)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct body_found found;
	struct body_input in = {
		.buf = "a", .n = 1, .charset = "us-ascii", .form = BODY_FORM_PLAIN
	};
	g_autoptr(GString) got = body_convert(&in, &options, &found);
	g_autoptr(message_t) m = message_new();

	body_report(&found, m, message_add_part(m, "1", -1), &limits);
	ck_assert_uint_eq(m->findings->len, 0);
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_test(t, reads_no_more_than_could_be_shown);
	tcase_add_test(t, names_the_files_that_were_taken_out);
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, limit_text_bytes);
	tcase_add_test(t, reports_what_it_met);
	tcase_add_test(t, says_nothing_of_clean_text);
}

UNIT_MAIN("body", add_tests)
