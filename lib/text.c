/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.c: strings that strangers chose, made fit for a line of ours. What is
 * invisible or turns the direction of reading never gets through: it is how a
 * name is made to look like another. Sizes and durations: numbers.c.
 * Tests: tests/unit/lib/test_text.c, tests/fuzz/fuzz_text.c.
 */
#include "misogi/text.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xfffdu
#define JOINER "\xe2\x80\x8d" /* U+200D */

/*
 * Code points that show nothing: zero-width, direction (UAX #9), deprecated
 * format characters, annotations, tags. Variation selectors are not among
 * them: U+E0100… tell one kanji of a name from another.
 */
static const struct range {
	gunichar first, last;
} invisible[] = {
	{ 0x00ad, 0x00ad }, { 0x034f, 0x034f },	  { 0x061c, 0x061c }, { 0x180e, 0x180e },
	{ 0x200b, 0x200f }, { 0x202a, 0x202e },	  { 0x2060, 0x206f }, { 0xfeff, 0xfeff },
	{ 0xfff9, 0xfffb }, { 0xe0000, 0xe007f },
};

static bool is_invisible(gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(invisible); i++)
		if (c >= invisible[i].first && c <= invisible[i].last)
			return true;
	return false;
}

/* Pictures, their variation selector and skin colours: what U+200D joins into one. */
static bool is_pictograph(gunichar c)
{
	return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || c == 0xfe0f;
}

/* A joiner between two pictures shows: without it a family falls apart into its members. */
static bool is_joining(gunichar before, gunichar c, const char *after)
{
	return c == 0x200d && is_pictograph(before) &&
	       is_pictograph(g_utf8_get_char_validated(after, -1));
}

static bool is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
}

/* The next character of ${*s} and ${*s} behind it; REPLACEMENT and one byte when it is none. */
static gunichar next_char(const char **s, bool *bad)
{
	gunichar c = g_utf8_get_char_validated(*s, -1);

	*bad = c == (gunichar)-1 || c == (gunichar)-2;
	if (*bad) {
		(*s)++;
		return REPLACEMENT;
	}
	*s = g_utf8_next_char(*s);
	return c;
}

char *text_one_line(const char *s, size_t max)
{
	GString *out = g_string_new(NULL);
	gunichar before = 0;
	char utf8[6];
	bool bad;

	while (s && *s) {
		gunichar c = next_char(&s, &bad);

		if (is_invisible(c) && !is_joining(before, c, s))
			continue;
		if (is_control(c))
			c = ' ';
		before = c;
		gssize n = g_unichar_to_utf8(c, utf8);
		if (out->len + (size_t)n > max)
			break;
		g_string_append_len(out, utf8, n);
	}
	/* What it joined did not fit. */
	if (g_str_has_suffix(out->str, JOINER))
		g_string_truncate(out, out->len - strlen(JOINER));
	return g_string_free(out, FALSE);
}

static void append_escaped(GString *out, gunichar c)
{
	switch (c) {
	case '\n':
		g_string_append(out, "\\n");
		break;
	case '\r':
		g_string_append(out, "\\r");
		break;
	case '\t':
		g_string_append(out, "\\t");
		break;
	case '"':
	case '\\':
		g_string_append_c(out, '\\');
		g_string_append_c(out, (char)c);
		break;
	default:
		g_string_append_printf(out,
				       c < 0x80	    ? "\\x%02x"
				       : c > 0xffff ? "\\U%08x"
						    : "\\u%04x",
				       c);
	}
}

char *text_log_value(const char *s)
{
	GString *out = g_string_new("\"");
	bool quote = !s || !*s;
	bool bad;

	while (s && *s) {
		unsigned char byte = (unsigned char)*s;
		gunichar c = next_char(&s, &bad);
		bool escape = is_invisible(c) || is_control(c) || c == '"' || c == '\\';

		if (bad)
			g_string_append_printf(out, "\\x%02x", byte);
		else if (escape)
			append_escaped(out, c);
		else
			g_string_append_unichar(out, c);
		quote = quote || bad || escape || g_unichar_isspace(c);
	}
	if (quote)
		g_string_append_c(out, '"');
	else
		g_string_erase(out, 0, 1);
	return g_string_free(out, FALSE);
}

bool text_is_printable_ascii(const char *s)
{
	for (; *s; s++)
		if (*s < 0x20 || *s > 0x7e)
			return false;
	return true;
}

bool text_wants_japanese(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	/* locale(7): the first that is set and not empty decides. */
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *v = getenv(names[i]);

		if (v && *v)
			return g_str_has_prefix(v, "ja");
	}
	return false;
}
