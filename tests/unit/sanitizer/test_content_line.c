/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_content_line.c: lines as programs really fold, quote and encode them.
 * A line is written here as "NAME;PARAM=value:text", its text decoded; lines
 * are joined by "|".
 */
#include "unit.h"

#include <string.h>

#include "kinds/content_value.h"

#define S(x) x, sizeof(x) - 1

static const struct {
	const char *name, *raw;
	size_t n;
	const char *charset, *want;
} cases[] = {
	{ "reads_a_line", S("SUMMARY:x\r\n"), "", "SUMMARY:x" },
	{ "reads_lf_lines_and_no_end", S("A:1\nB:2"), "", "A:1|B:2" },
	{ "keeps_colons_of_the_value", S("URL:https://a:1/"), "", "URL:https://a:1/" },
	{ "makes_names_upper_case", S("Summary;Language=ja:x"), "", "SUMMARY;LANGUAGE=ja:x" },
	{ "drops_groups", S("item1.TEL:1"), "", "TEL:1" },
	{ "keeps_colon_in_quotes", S("A;CN=\"a:b;c\":x"), "", "A;CN=a:b;c:x" },
	{ "undoes_carets", S("A;CN=^'a^' ^^ ^n:x"), "", "A;CN=\"a\" ^  :x" },
	{ "reads_bare_types", S("TEL;WORK;VOICE:1"), "", "TEL;TYPE=WORK;TYPE=VOICE:1" },
	{ "skips_blank_lines", S("A:1\r\n\r\nB:2"), "", "A:1|B:2" },
	{ "takes_lines_without_colon_for_text", S("NOTE:1\r\nmore\r\n\r\nB:2"), "",
	  "NOTE:1\nmore|B:2|malformed" },
	{ "skips_lines_without_colon", S("A:1\r\nmore\r\nB:2"), "", "A:1|B:2|malformed" },
	{ "skips_lines_without_colon_at_the_top", S("nonsense\r\nB:2"), "", "B:2|malformed" },
	{ "skips_open_quotes", S("A;CN=\"x:1\r\nB:2"), "", "B:2|malformed" },
	{ "unfolds", S("A:one\r\n two"), "", "A:onetwo" },
	{ "unfolds_tabs", S("A:one\n\ttwo"), "", "A:onetwo" },
	{ "unfolds_inside_of_a_character", S("A:\xe4\xbc\r\n \x9a\xe8\r\n \xad\xb0"), "utf-8",
	  "A:会議" },
	{ "unfolds_inside_of_a_jis_run", S("A:\x1b$B2q\r\n 5D\x1b(B"), "iso-2022-jp", "A:会議" },
	{ "undoes_escapes", S("A:a\\, b\\; c\\nd\\\\e"), "", "A:a, b; c\nd\\e" },
	{ "keeps_unknown_escapes", S("A:C:\\docs"), "", "A:C:\\docs" },
	{ "keeps_a_last_backslash", S("A:a\\"), "", "A:a\\" },
	{ "reads_quoted_printable", S("A;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E4=BC=9A"), "",
	  "A;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:会" },
	{ "joins_quoted_printable_lines", S("A;QUOTED-PRINTABLE:=E4=\r\n=BC=9A\r\nB:x"), "utf-8",
	  "A;ENCODING=QUOTED-PRINTABLE:会|B:x" },
	{ "joins_quoted_printable_lines_with_blanks", S("A;QUOTED-PRINTABLE:=E4=\r\n =BC=9A"),
	  "utf-8", "A;ENCODING=QUOTED-PRINTABLE:会" },
	{ "does_not_join_after_equals_of_plain_text", S("URL:http://a/?b=\r\nB:x"), "",
	  "URL:http://a/?b=|B:x" },
	{ "reads_shift_jis_quoted_printable",
	  S("A;ENCODING=QUOTED-PRINTABLE;CHARSET=SHIFT_JIS:=89=EF=8Bc"), "",
	  "A;ENCODING=QUOTED-PRINTABLE;CHARSET=SHIFT_JIS:会議" },
	{ "reads_base64", S("A;ENCODING=b:5Lya"), "utf-8", "A;ENCODING=b:会" },
	{ "believes_charset_of_the_line", S("A;CHARSET=SHIFT_JIS:\x95\x5c\x8e\xa6"), "us-ascii",
	  "A;CHARSET=SHIFT_JIS:表示" },
	{ "reads_shift_jis_whose_second_byte_is_a_backslash", S("A:\x95\x5c\x8e\xa6"), "shift_jis",
	  "A:表示" },
	{ "reads_utf_16",
	  S("\xff\xfe"
	    "A\0:\0\x1a\x4f\r\0\n\0 \0\x70\x8b"),
	  "utf-16", "A:会議" },
	{ "reads_on_after_nul", S("A:x\0y\r\nB:z"), "", "A:x y|B:z" },
};

static void append_line(GString *out, const struct content_source *s,
			const struct content_line *line)
{
	g_autofree char *text = content_value_text(s, line);

	if (out->len > 0)
		g_string_append_c(out, '|');
	g_string_append(out, line->name);
	for (unsigned i = 0; i < line->n_params; i++)
		g_string_append_printf(out, ";%s=%s", line->params[i].name, line->params[i].value);
	g_string_append_printf(out, ":%s", text);
}

START_TEST(reads_lines)
{
	struct body_found found = { 0 };
	struct content_source s;
	struct content_line line;
	g_autoptr(GString) got = g_string_new(NULL);

	ck_assert(charset_init(NULL));
	content_line_open(&s, cases[_i].raw, cases[_i].n, cases[_i].charset, &found);
	while (content_line_next(&s, &line))
		append_line(got, &s, &line);
	if (found.malformed)
		g_string_append(got, got->len ? "|malformed" : "malformed");
	ck_assert_msg(!strcmp(got->str, cases[_i].want), "%s: got %s want %s", cases[_i].name,
		      got->str, cases[_i].want);
	content_line_close(&s);
}
END_TEST

START_TEST(splits_at_what_is_not_escaped)
{
	static const char raw[] = "N:a\\;b;c;;d\\\\;e";
	struct body_found found = { 0 };
	struct content_source s;
	struct content_line line;

	content_line_open(&s, raw, strlen(raw), "", &found);
	ck_assert(content_line_next(&s, &line));
	g_autoptr(GPtrArray) parts = content_value_split(&s, &line, ';');
	static const char *const want[] = { "a;b", "c", "", "d\\", "e" };
	ck_assert_uint_eq(parts->len, G_N_ELEMENTS(want));
	for (guint i = 0; i < parts->len; i++)
		ck_assert_str_eq(g_ptr_array_index(parts, i), want[i]);
	content_line_close(&s);
}
END_TEST

START_TEST(keeps_to_so_many_parameters)
{
	struct body_found found = { 0 };
	struct content_source s;
	struct content_line line;
	g_autoptr(GString) raw = g_string_new("A");

	for (int i = 0; i < 100000; i++)
		g_string_append(raw, ";X=y");
	g_string_append(raw, ":z");
	content_line_open(&s, raw->str, raw->len, "", &found);
	ck_assert(content_line_next(&s, &line));
	ck_assert_uint_eq(line.n_params, CONTENT_PARAMS_MAX);
	ck_assert_str_eq(line.value, "z");
	content_line_close(&s);
}
END_TEST

START_TEST(finds_words_in_lists)
{
	static const char raw[] = "TEL;TYPE=\"voice,Work\";TYPE=pref:1";
	struct body_found found = { 0 };
	struct content_source s;
	struct content_line line;

	content_line_open(&s, raw, strlen(raw), "", &found);
	ck_assert(content_line_next(&s, &line));
	ck_assert(content_line_has(&line, "TYPE", "WORK"));
	ck_assert(content_line_has(&line, "TYPE", "PREF"));
	ck_assert(!content_line_has(&line, "TYPE", "WOR"));
	ck_assert_str_eq(content_line_param(&line, "TYPE"), "voice,Work");
	ck_assert_ptr_null(content_line_param(&line, "X"));
	content_line_close(&s);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, reads_lines, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, splits_at_what_is_not_escaped);
	tcase_add_test(t, keeps_to_so_many_parameters);
	tcase_add_test(t, finds_words_in_lists);
}

UNIT_MAIN("content_line", add)
