/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * twice.c: the characters of windows-1252 back into its bytes, and a look at
 * those. One character beyond Latin-1, as any Japanese text has, ends it.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/twice.h"

#include "text/converters.h"
#include "text/detect.h"

#define SURE 700 /* of detect_score(): kana and usual kanji, nothing broken */

/* What windows-1252 has at 0x80 … 0x9f; 0 where it has nothing, and Latin-1 a control. */
static const gunichar own[32] = {
	0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017d, 0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
};

/* The byte that ${u} was taken from; -1: none. */
static int byte_of(gunichar u)
{
	if (u <= 0xff)
		return (int)u;
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		if (own[i] == u)
			return (int)(0x80 + i);
	return -1;
}

/* NULL at the first character that was no byte. */
static GString *bytes_of(const char *p, const char *end)
{
	g_autoptr(GString) bytes = g_string_sized_new((gsize)(end - p) / 2);

	for (; p < end; p = g_utf8_next_char(p)) {
		const int byte = byte_of(g_utf8_get_char(p));
		if (byte < 0)
			return NULL;
		g_string_append_c(bytes, (char)byte);
	}
	return g_steal_pointer(&bytes);
}

bool twice_undo(GString *text, size_t start)
{
	const char *from = text->str + start;
	int score;

	if (detect_is_ascii(from, text->len - start))
		return false;
	g_autoptr(GString) bytes = bytes_of(from, text->str + text->len);
	if (!bytes)
		return false;
	enum converter c = CONVERTER_UTF8;
	if (!detect_is_utf8(bytes->str, bytes->len))
		c = detect_japanese(bytes->str, bytes->len, &score);
	g_autoptr(GString) once = g_string_new(NULL);
	if (detect_score(c, bytes->str, bytes->len) < SURE ||
	    (c != CONVERTER_UTF8 && detect_kana(c, bytes->str, bytes->len) < 3) ||
	    converter_run(c, once, bytes->str, bytes->len) > 0)
		return false;
	g_string_truncate(text, start);
	g_string_append_len(text, once->str, (gssize)once->len);
	return true;
}
