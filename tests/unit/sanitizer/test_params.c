/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_params.c: Content-Type and Content-Disposition as senders write them.
 * Parameters are written here as "name=value", extended ones as "name*=value".
 */
#include "unit.h"

#include <string.h>

#include "text/params.h"

enum { BAD = 1, DUP = 2, MANY = 4 };

static const struct {
	const char *name, *raw, *want;
	int flags;
} cases[] = {
	{ "reads_type_alone", "Text/PLAIN", "text/plain", 0 },
	{ "reads_parameters", "text/plain; Charset=utf-8; format=\"flowed\"",
	  "text/plain; charset=utf-8; format=flowed", 0 },
	{ "skips_comments", "text/plain (x); (y) charset=utf-8 (z)", "text/plain; charset=utf-8",
	  0 },
	{ "keeps_brackets_of_a_file_name", "a/b; name=foo (1).pdf", "a/b; name=foo (1).pdf", 0 },
	{ "keeps_blanks_of_unquoted_name", "a/b; filename=my file.pdf ; x=y",
	  "a/b; filename=my file.pdf; x=y", 0 },
	{ "keeps_semicolon_in_quotes", "a/b; name=\"a;b\"", "a/b; name=a;b", 0 },
	{ "undoes_escaped_quote", "a/b; name=\"a\\\"b\"", "a/b; name=a\"b", 0 },
	{ "keeps_backslash_of_a_path", "a/b; name=\"C:\\dir\\f.pdf\"", "a/b; name=C:\\dir\\f.pdf",
	  0 },
	{ "decodes_words_in_name", "a/b; name=\"=?utf-8?B?5pu46aGe?=.pdf\"", "a/b; name=書類.pdf",
	  0 },
	{ "decodes_folded_words_in_name", "a/b; name=\"=?utf-8?B?5pu4?=\r\n =?utf-8?B?6aGe?=.pdf\"",
	  "a/b; name=書類.pdf", 0 },
	{ "decodes_extended", "a; filename*=UTF-8''%E6%9B%B8%E9%A1%9E.pdf", "a; filename*=書類.pdf",
	  0 },
	{ "decodes_extended_with_language", "a; filename*=utf-8'ja'%E6%9B%B8.pdf",
	  "a; filename*=書.pdf", 0 },
	{ "decodes_extended_shift_jis", "a; filename*=shift_jis''%95%5c%8e%a6.pdf",
	  "a; filename*=表示.pdf", 0 },
	{ "decodes_extended_without_charset", "a; filename*=''%E6%9B%B8.pdf", "a; filename*=書.pdf",
	  0 },
	{ "joins_continuations", "a; filename*0*=utf-8''%E6%9B; filename*1*=%B8.pdf",
	  "a; filename*=書.pdf", 0 },
	{ "joins_continuations_out_of_order", "a; n*1=b; n*0=a; n*2=c", "a; n*=abc", 0 },
	{ "joins_plain_and_percent_segments", "a; n*0*=utf-8''%41; n*1=%42", "a; n*=A%42", 0 },
	{ "gives_both_readings_of_a_gap", "a; n*0=a.pdf; n*2=.exe", "a; n*=a.pdf; n*=a.pdf.exe",
	  BAD },
	{ "gives_two_readings_of_many_gaps", "a; n*0=a; n*2=b; n*4=c", "a; n*=a; n*=abc", BAD },
	{ "takes_charset_of_a_later_segment", "a; n*0=x; n*1*=utf-8''%E6%9B%B8", "a; n*=x書", 0 },
	{ "drops_charset_said_again", "a; n*0*=utf-8''%E6%9B; n*1*=utf-8''%B8", "a; n*=書", 0 },
	{ "joins_escape_cut_over_segments", "a; n*0*=utf-8''%E; n*1*=6%9B%; n*2*=B8", "a; n*=書",
	  0 },
	{ "keeps_escape_cut_at_the_end", "a; n*0*=utf-8''%E6%9B%B8%; n*1=x", "a; n*=書%x", 0 },
	{ "reads_percent_without_star", "a; n*0*=utf-8''%E6%9B; n*1=%B8", "a; n*=書", 0 },
	{ "reads_charset_and_percent_without_star", "a; n=\"utf-8''%E6%9B%B8.pdf\"", "a; n=書.pdf",
	  0 },
	{ "joins_words_split_over_segments", "a; n*0=\"=?utf-8?B?5pu4\"; n*1=\"6aGe?=.pdf\"",
	  "a; n*=書類.pdf", 0 },
	{ "decodes_words_in_extended", "a; n*=utf-8''%3D%3Futf-8%3FB%3F5pu4%3F%3D.pdf",
	  "a; n*=書.pdf", 0 },
	{ "drops_quotes_in_extended", "a; n*=utf-8''\"%E6%9B%B8.pdf\"", "a; n*=書.pdf", 0 },
	{ "reads_quoted_extended", "a; n*=\"utf-8''%E6%9B%B8.pdf\"", "a; n*=書.pdf", 0 },
	{ "reads_extended_without_second_quote", "a; n*=utf-8'%E6%9B%B8", "a; n*=書", 0 },
	{ "reads_extended_without_charset_or_quotes", "a; n*=%E6%9B%B8.pdf", "a; n*=書.pdf", 0 },
	{ "keeps_apostrophes_of_a_name", "a; n*=it's o'clock", "a; n*=it's o'clock", 0 },
	{ "keeps_broken_percent", "a; n*=utf-8''100%25%4%zz%E6%9B%B8", "a; n*=100%%4%zz書", 0 },
	{ "reads_raw_jis_in_extended", "a; filename*=iso-2022-jp''%1B$B=qN`%1B(B.pdf",
	  "a; filename*=書類.pdf", 0 },
	{ "joins_words_quoted_one_by_one",
	  "a; n=\"=?utf-8?B?5pu4?=\"\r\n \"=?utf-8?B?6aGe?=\"; x=y", "a; n=書類; x=y", BAD },
	{ "keeps_semicolon_of_unquoted_word", "a; n==?utf-8?Q?a;b?=; x=y", "a; n=a;b; x=y", 0 },
	{ "reads_continuation_without_beginning", "a; n*1=b", "a; n*=b", BAD },
	{ "takes_first_of_two_same_segments", "a; n*0=a; n*0=b; n*1=c", "a; n*=ac", BAD | DUP },
	{ "reports_both_forms", "a; filename=x.txt; filename*=utf-8''y.exe",
	  "a; filename=x.txt; filename*=y.exe", 0 },
	{ "reports_duplicates", "a; name=x; name=y", "a; name=x; name=y", DUP },
	{ "reads_raw_shift_jis", "a; filename=\"\x95\x5c\x8e\xa6\x8f\x91\x97\xde.pdf\"",
	  "a; filename=表示書類.pdf", 0 },
	{ "reads_raw_jis", "a; filename=\"\x1b$B=qN`\x1b(B.pdf\"", "a; filename=書類.pdf", 0 },
	{ "takes_no_quote_out_of_raw_jis", "a; filename=\"\x1b$B$\"$;\x1b(B.pdf\"",
	  "a; filename=あせ.pdf", 0 },
	{ "reads_raw_utf_8", "a; filename=\"書類.pdf\"", "a; filename=書類.pdf", 0 },
	{ "keeps_percent_of_plain_name", "a; filename=\"%E6%9B%B8.pdf\"",
	  "a; filename=%E6%9B%B8.pdf", 0 },
	{ "survives_unclosed_quote", "a; name=\"abc", "a; name=abc", BAD },
	{ "survives_text_behind_quote", "a; name=\"abc\"def; x=y", "a; name=abc; x=y", BAD },
	{ "skips_what_is_no_parameter", "a; nonsense; x=y", "a; x=y", BAD },
	{ "takes_blanks_around_equals", "a; name = \"x\"", "a; name=x", 0 },
	{ "is_empty_for_empty", "", "", 0 },
	{ "stops_at_the_limit", "a; b=1; c=2; d=3; e=4; f=5; g=6; h=7; i=8; j=9; k=10; l=11",
	  "a; b=1; c=2; d=3; e=4; f=5; g=6; h=7; i=8; j=9; k=10", MANY },
};

static char *written(const struct params *p)
{
	GString *s = g_string_new(p->value);

	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		g_string_append_printf(s, "; %s%s=%s", one->name, one->extended ? "*" : "",
				       one->value);
	}
	return g_string_free(s, FALSE);
}

START_TEST(case_of_the_table)
{
	g_autoptr(params_t) p = params_parse(cases[_i].raw, strlen(cases[_i].raw), 10);
	g_autofree char *got = written(p);
	int flags = (p->malformed ? BAD : 0) | (p->duplicate ? DUP : 0) | (p->too_many ? MANY : 0);

	ck_assert_msg(!strcmp(got, cases[_i].want), "%s: got \"%s\" want \"%s\"", cases[_i].name,
		      got, cases[_i].want);
	ck_assert_msg(flags == cases[_i].flags, "%s: flags %d", cases[_i].name, flags);
}
END_TEST

START_TEST(finds_values_in_order)
{
	static const char raw[] = "a; n*=utf-8''x; n=y; n=z";
	g_autoptr(params_t) p = params_parse(raw, strlen(raw), 10);

	ck_assert_str_eq(params_get(p, "n"), "y");
	ck_assert_str_eq(params_nth(p, "n", 0), "x");
	ck_assert_str_eq(params_nth(p, "n", 2), "z");
	ck_assert_ptr_null(params_nth(p, "n", 3));
	ck_assert_ptr_null(params_get(p, "m"));
}
END_TEST

START_TEST(takes_no_value_at_all)
{
	g_autoptr(params_t) p = params_parse(NULL, 0, 10);

	ck_assert_str_eq(p->value, "");
	ck_assert_uint_eq(p->list->len, 0);
}
END_TEST

START_TEST(survives_a_mebibyte_of_each_trick)
{
	static const char *const units[] = {
		"; a=b", "(", "\"", ";", "; a*1=", "=", "\x1b$B", "\\"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(GString) raw = g_string_new("x/y;n=\"\";");
		while (raw->len < 1 << 20)
			g_string_append(raw, units[i]);
		g_autoptr(params_t) p = params_parse(raw->str, raw->len, 200);
		ck_assert_uint_le(p->list->len, 200);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, finds_values_in_order);
	tcase_add_test(t, takes_no_value_at_all);
	tcase_add_test(t, survives_a_mebibyte_of_each_trick);
}

UNIT_MAIN("params", add_tests)
