/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_field.c: fields in a short notation: { begins one, | separates
 * code and result, } ends it.
 */
#include "inspect/office_field.h"

#include <string.h>

#include "unit.h"

/* What the fields of ${text} are found to be, "dde external-link"; caller frees. */
static char *found_in(const char *text)
{
	struct limits limits = limits_default();
	struct inspection *in = inspect(TYPE_TXT, "", 0, &limits);
	struct office o = { .in = in, .left = limits.office_bytes };
	struct field_reader r;
	GString *words = g_string_new(NULL);

	field_reader_init(&r, &o);
	for (const char *p = text; *p; p++) {
		if (*p == '{')
			field_begin(&r);
		else if (*p == '|')
			field_separate(&r);
		else if (*p == '}')
			field_end(&r);
		else
			field_text(&r, p, 1);
	}
	field_reader_clear(&r);
	for (guint i = 0; i < in->found->len; i++) {
		const struct inspected *one = g_ptr_array_index(in->found, i);
		g_string_append_printf(words, "%s%s", i ? " " : "",
				       word_of(VOCABULARY_FINDING, (int)one->id));
	}
	inspection_free(in);
	return g_string_free(words, FALSE);
}

static void is(const char *text, const char *want)
{
	g_autofree char *got = found_in(text);

	ck_assert_msg(strcmp(got, want) == 0, "%s: got \"%s\", want \"%s\"", text, got, want);
}

START_TEST(finds_dde_however_it_is_written)
{
	is("{DDEAUTO c:\\\\x \"y\"|!}", "dde");
	is("{ dde excel x}", "dde");
	is("{\"DDEAUTO\" x}", "dde");
	is("{DDEAUTO\"c:\\\\x\"}", "dde");
	is("text{ QUOTE {DDE a b}}", "dde");
	is("{{QUOTE 68 68 69 65 85 84 79} c:\\\\x}", "dde");
	is("{{QUOTE 68 68}{QUOTE 0x45} x}", "dde");
	is("{{QUOTE \"D\"|old}DE x}", "dde");
	is("{{IF 1=1|DD}E x}", "dde");
	is("{DDE", "");
	is("DDEAUTO x", "");
	is("{PAGE|DDE}", "");
}
END_TEST

START_TEST(finds_what_is_loaded)
{
	is("{INCLUDEPICTURE \"http://example.jp/a.png\" \\d}", "external-link");
	is("{includetext \\\\\\\\server\\\\a}", "external-link");
	is("{LINK Excel.Sheet.8 a.xls}", "external-link");
	is("{HYPERLINK \"https://example.jp/\"|here}", "");
	is("{HYPERLINK \"file://server/a\"}", "external-link");
	is("{HYPERLINK \"ms-excel:ofe|u\"}", "external-link");
	is("{CONTROL Forms.TextBox.1 \\s}", "activex");
	is("{EMBED Package}", "ole-object");
	is("{LINKS x}", "");
	is("{PAGEREF _Toc1 \\h|1}{TOC \\o}{MERGEFORMAT}{DATE}", "");
}
END_TEST

START_TEST(keeps_words_behind_much_space)
{
	g_autofree char *blanks = g_strnfill(20000, ' ');
	g_autofree char *text = g_strconcat("{", blanks, "DDE x}", NULL);

	is(text, "dde");
}
END_TEST

START_TEST(ends_where_fields_do_not)
{
	g_autofree char *open = g_strnfill(100000, '{');
	g_autofree char *close = g_strnfill(100000, '}');
	g_autofree char *text = g_strconcat(open, "DDE x", close, close, "{DDE x}", NULL);
	g_autofree char *got = found_in(text);

	ck_assert_str_eq(got, "dde");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_dde_however_it_is_written);
	tcase_add_test(t, finds_what_is_loaded);
	tcase_add_test(t, keeps_words_behind_much_space);
	tcase_add_test(t, ends_where_fields_do_not);
}

UNIT_MAIN("inspect_field", add)
