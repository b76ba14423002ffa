/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_text_check.c: the grammars of what a child may write, as tables.
 */
#include "text_check.h"

#include <string.h>

#include "unit.h"

static const struct {
	const char *name, *value;
	bool want;
} values[] = {
	{ "plain", "a subject", true },
	{ "empty", "", true },
	{ "tab inside", "a\tb", true },
	{ "folded by space", "a\r\n b", true },
	{ "folded by tab", "a\r\n\tb", true },
	{ "first line empty", "\r\n b", true },
	{ "leading space", " a", false },
	{ "trailing CRLF", "a\r\n", false },
	{ "new field", "a\r\nBcc: b", false },
	{ "end of headers", "a\r\n\r\nb", false },
	{ "blank folded line", "a\r\n \r\n b", false },
	{ "blank last line", "a\r\n ", false },
	{ "bare LF", "a\n b", false },
	{ "bare CR", "a\r b", false },
	{ "CR CR LF", "a\r\r\n b", false },
	{ "8-bit", "\xe4\xbb\xb6", false },
	{ "escape", "a\033[2J", false },
	{ "DEL", "a\177", false },
};

START_TEST(takes_only_folded_printable_values)
{
	bool got = text_check_header_value(values[_i].value, 9);

	ck_assert_msg(got == values[_i].want, "%s: got %d", values[_i].name, got);
}
END_TEST

START_TEST(counts_a_header_line_with_its_name)
{
	g_autofree char *fits = g_strnfill(989, 'x'), *too_long = g_strnfill(990, 'x');
	g_autofree char *second = g_strconcat("x\r\n ", too_long, NULL);
	g_autofree char *third = g_strconcat("x\r\n ", too_long, "xxxxxxxx", NULL);

	ck_assert(text_check_header_value(fits, 9));
	ck_assert(!text_check_header_value(too_long, 9));
	ck_assert(text_check_header_value(second, 9));
	ck_assert(!text_check_header_value(third, 9));
}
END_TEST

#define BYTES(s) s, sizeof s - 1

static const struct {
	const char *name, *body;
	size_t n;
	bool want;
} bodies[] = {
	{ "nothing", BYTES(""), true },
	{ "one line", BYTES("a\r\n"), true },
	{ "empty lines", BYTES("\r\n\r\n"), true },
	{ "ten characters", BYTES("0123456789\r\n"), true },
	{ "eleven characters", BYTES("01234567890\r\n"), false },
	{ "no end", BYTES("a"), false },
	{ "ends in CR", BYTES("a\r"), false },
	{ "bare LF", BYTES("a\nb\r\n"), false },
	{ "bare CR", BYTES("a\rb\r\n"), false },
	{ "LF CR", BYTES("a\n\r\r\n"), false },
	{ "NUL", BYTES("a\0\r\n"), false },
	{ "8-bit", BYTES("\x80\r\n"), false },
};

START_TEST(takes_only_short_seven_bit_lines)
{
	bool got = text_check_lines(bodies[_i].body, bodies[_i].n, 10);

	ck_assert_msg(got == bodies[_i].want, "%s: got %d", bodies[_i].name, got);
}
END_TEST

#define LINE_76 "0123456789012345678901234567890123456789012345678901234567890123456789012345"

static const struct {
	const char *name, *body;
	enum text_encoding encoding;
	bool want;
} encoded[] = {
	{ "7bit says nothing more", "a = b\r\n", TEXT_7BIT, true },
	{ "7bit may be long", LINE_76 "6\r\n", TEXT_7BIT, true },
	{ "7bit without controls", "a\033[2J\r\n", TEXT_7BIT, false },
	{ "JIS", "a\033$B8l\033(Bb\r\n", TEXT_JIS, true },
	{ "JIS in ASCII only", "a\r\n", TEXT_JIS, true },
	{ "JIS that never ends", "\033$B8l\r\n", TEXT_JIS, false },
	{ "JIS over a line end", "\033$B8l\r\n8l\033(B\r\n", TEXT_JIS, false },
	{ "half a pair of JIS", "\033$B8\033(B\r\n", TEXT_JIS, false },
	{ "JIS with another set", "\033(Ia\033(B\r\n", TEXT_JIS, false },
	{ "JIS with a lone escape", "a\033b\r\n", TEXT_JIS, false },
	{ "base64 of UTF-8", "5Lu25ZCN\r\n", TEXT_BASE64, true },
	{ "base64 with padding", "5Lu2YQ==\r\n", TEXT_BASE64, true },
	{ "base64 over two lines", "5Lu2\r\n5ZCN\r\n", TEXT_BASE64, true },
	{ "empty base64", "", TEXT_BASE64, true },
	{ "base64 with a space", "5Lu2 5ZCN\r\n", TEXT_BASE64, false },
	{ "base64 with a tail", "5Lu2YQ==5ZCN\r\n", TEXT_BASE64, false },
	{ "base64 cut off", "5Lu25ZC\r\n", TEXT_BASE64, false },
	{ "base64 of Shift_JIS", "jI+W\r\n", TEXT_BASE64, false },
	{ "base64 of NUL", "AAAA\r\n", TEXT_BASE64, false },
	{ "base64 line too long", LINE_76 "6789\r\n", TEXT_BASE64, false },
	{ "quoted-printable", "=E4=BB=B6 a=3D\r\n", TEXT_QUOTED_PRINTABLE, true },
	{ "soft line end", "a=\r\nb\r\n", TEXT_QUOTED_PRINTABLE, true },
	{ "soft end within a character", "=E4=BB=\r\n=B6\r\n", TEXT_QUOTED_PRINTABLE, true },
	{ "half an escape", "a=4\r\n", TEXT_QUOTED_PRINTABLE, false },
	{ "no hex digits", "a=GG\r\n", TEXT_QUOTED_PRINTABLE, false },
	{ "half a character", "=E4=BB\r\n", TEXT_QUOTED_PRINTABLE, false },
	{ "quoted NUL", "=00\r\n", TEXT_QUOTED_PRINTABLE, false },
	{ "quoted line too long", LINE_76 "6\r\n", TEXT_QUOTED_PRINTABLE, false },
};

START_TEST(takes_only_what_decodes_to_utf8)
{
	bool got = text_check_encoded(encoded[_i].body, strlen(encoded[_i].body),
				      encoded[_i].encoding);

	ck_assert_msg(got == encoded[_i].want, "%s: got %d", encoded[_i].name, got);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, takes_only_folded_printable_values, 0, G_N_ELEMENTS(values));
	tcase_add_test(t, counts_a_header_line_with_its_name);
	tcase_add_loop_test(t, takes_only_short_seven_bit_lines, 0, G_N_ELEMENTS(bodies));
	tcase_add_loop_test(t, takes_only_what_decodes_to_utf8, 0, G_N_ELEMENTS(encoded));
}

UNIT_MAIN("text_check", add_tests)
