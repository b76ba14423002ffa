/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Foreign strings made fit for a line of ours: tables of named cases.
 */
#include "misogi/text.h"

#include <string.h>

#include "unit.h"

static const struct line_case {
	const char *name, *in;
	size_t max;
	const char *want;
} line_cases[] = {
	{ "plain", "Hello", 80, "Hello" },
	{ "null is empty", NULL, 80, "" },
	{ "japanese", "見積書.pdf", 80, "見積書.pdf" },
	{ "kanji variant stays", "葛\xf3\xa0\x84\x80", 80, "葛\xf3\xa0\x84\x80" },
	{ "wave dash stays", "10〜20", 80, "10〜20" },
	{ "crlf is space", "a\r\nb", 80, "a  b" },
	{ "tab is space", "a\tb", 80, "a b" },
	{ "escape is space", "\x1b[31mred", 80, " [31mred" },
	{ "delete is space", "a\x7f", 80, "a " },
	{ "c1 next line is space", "a\xc2\x85z", 80, "a z" },
	{ "c1 csi is space", "a\xc2\x9bz", 80, "a z" },
	{ "line separator is space", "a\xe2\x80\xa8z", 80, "a z" },
	{ "paragraph separator is space", "a\xe2\x80\xa9z", 80, "a z" },
	{ "direction override is dropped", "exe\xe2\x80\xaetxt.scr", 80, "exetxt.scr" },
	{ "direction isolate is dropped", "a\xe2\x81\xa6z\xe2\x81\xa9", 80, "az" },
	{ "arabic letter mark is dropped", "a\xd8\x9cz", 80, "az" },
	{ "zero-width space is dropped", "pay\xe2\x80\x8bpal", 80, "paypal" },
	{ "zero-width joiner is dropped", "a\xe2\x80\x8dz", 80, "az" },
	{ "joiner between pictures stays", "👨\xe2\x80\x8d👩\xe2\x80\x8d👧", 80,
	  "👨\xe2\x80\x8d👩\xe2\x80\x8d👧" },
	{ "joiner after a picture is dropped", "👨\xe2\x80\x8d.exe", 80, "👨.exe" },
	{ "joiner of what does not fit is dropped", "👨\xe2\x80\x8d👩", 10, "👨" },
	{ "joiners in a row are dropped", "👨\xe2\x80\x8d\xe2\x80\x8d👧", 80, "👨\xe2\x80\x8d👧" },
	{ "word joiner is dropped", "a\xe2\x81\xa0z", 80, "az" },
	{ "soft hyphen is dropped", "a\xc2\xadz", 80, "az" },
	{ "byte order mark is dropped", "\xef\xbb\xbfz", 80, "z" },
	{ "annotation is dropped", "a\xef\xbf\xb9z", 80, "az" },
	{ "tag character is dropped", "a\xf3\xa0\x81\x81z", 80, "az" },
	{ "bad byte", "a\xffz", 80, "a\xef\xbf\xbdz" },
	{ "lone continuation", "a\x80z", 80, "a\xef\xbf\xbdz" },
	{ "overlong slash", "\xc0\xaf", 80, "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "overlong nul", "\xc0\x80", 80, "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "surrogate", "\xed\xa0\x80", 80, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "beyond unicode", "\xf4\x90\x80\x80z", 80,
	  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz" },
	{ "truncated character", "a\xe7\xa6", 80, "a\xef\xbf\xbd\xef\xbf\xbd" },
	{ "cut at the limit", "abcdef", 3, "abc" },
	{ "cut before half a character", "ab禊", 4, "ab" },
	{ "cut to nothing", "禊", 2, "" },
	{ "exact fit", "ab禊", 5, "ab禊" },
};

START_TEST(one_line)
{
	const struct line_case *c = &line_cases[_i];
	g_autofree char *got = text_one_line(c->in, c->max);

	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got '%s' want '%s'", c->name, got, c->want);
	ck_assert(g_utf8_validate(got, -1, NULL));
}
END_TEST

static const struct value_case {
	const char *name, *in, *want;
} value_cases[] = {
	{ "plain", "clean", "clean" },
	{ "address", "a+b@example.jp", "a+b@example.jp" },
	{ "equals sign", "k=v", "k=v" },
	{ "null", NULL, "\"\"" },
	{ "empty", "", "\"\"" },
	{ "space", "a b", "\"a b\"" },
	{ "ideographic space", "a　b", "\"a　b\"" },
	{ "japanese", "見積書", "見積書" },
	{ "quote", "a\"b", "\"a\\\"b\"" },
	{ "backslash", "a\\b", "\"a\\\\b\"" },
	{ "line break", "a\r\nb", "\"a\\r\\nb\"" },
	{ "tab", "a\tb", "\"a\\tb\"" },
	{ "escape", "\x1b[2J", "\"\\x1b[2J\"" },
	{ "delete", "\x7f", "\"\\x7f\"" },
	{ "c1 csi", "\xc2\x9b", "\"\\u009b\"" },
	{ "direction override", "a\xe2\x80\xaez", "\"a\\u202ez\"" },
	{ "tag character", "\xf3\xa0\x81\x81", "\"\\U000e0041\"" },
	{ "line separator", "\xe2\x80\xa8", "\"\\u2028\"" },
	{ "bad byte", "a\xff", "\"a\\xff\"" },
	{ "overlong", "\xc0\xaf", "\"\\xc0\\xaf\"" },
};

START_TEST(log_value)
{
	const struct value_case *c = &value_cases[_i];
	g_autofree char *got = text_log_value(c->in);

	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got '%s' want '%s'", c->name, got, c->want);
}
END_TEST

START_TEST(printable_ascii_is_0x20_to_0x7e)
{
	for (int b = 1; b < 256; b++) {
		char s[] = { 'a', (char)b, 'z', 0 };

		ck_assert_int_eq(text_is_printable_ascii(s), b >= 0x20 && b <= 0x7e);
	}
	ck_assert(text_is_printable_ascii(""));
}
END_TEST

static const struct locale_case {
	const char *all, *messages, *lang;
	bool want;
} locale_cases[] = {
	{ NULL, NULL, NULL, false },
	{ NULL, NULL, "ja_JP.UTF-8", true },
	{ NULL, NULL, "C.UTF-8", false },
	{ NULL, "en_US.UTF-8", "ja_JP.UTF-8", false },
	{ NULL, "ja_JP.UTF-8", "C", true },
	{ "C", "ja_JP.UTF-8", "ja_JP.UTF-8", false },
	{ "", "", "ja", true },
};

static void set_or_unset(const char *name, const char *value)
{
	if (value)
		g_setenv(name, value, TRUE);
	else
		g_unsetenv(name);
}

START_TEST(wants_japanese_by_the_first_variable_that_is_set)
{
	const struct locale_case *c = &locale_cases[_i];

	set_or_unset("LC_ALL", c->all);
	set_or_unset("LC_MESSAGES", c->messages);
	set_or_unset("LANG", c->lang);
	ck_assert_int_eq(text_wants_japanese(), c->want);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, one_line, 0, G_N_ELEMENTS(line_cases));
	tcase_add_loop_test(t, log_value, 0, G_N_ELEMENTS(value_cases));
	tcase_add_test(t, printable_ascii_is_0x20_to_0x7e);
	tcase_add_loop_test(t, wants_japanese_by_the_first_variable_that_is_set, 0,
			    G_N_ELEMENTS(locale_cases));
}

UNIT_MAIN("lib/text", add)
