/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_columns.c: libunistring knows widths (with "EUC-JP": also ① and → take
 * two, as in Japanese fonts) and where a line may be broken (no 。 begins one).
 * Tests: tests/unit/sanitizer/test_html_table.c.
 */
#include "html/html_columns.h"

#include <stdbool.h>
#include <string.h>
#include <unilbrk.h>
#include <uniwidth.h>

#define ENCODING "EUC-JP"

/* Most characters are of these, and libunistring is not asked for them. */
static size_t char_width(const char *p)
{
	if (!(*p & 0x80))
		return 1;
	gunichar u = g_utf8_get_char(p);
	if ((u >= 0x3041 && u <= 0x30ff && u != 0x3099 && u != 0x309a) ||
	    (u >= 0x4e00 && u <= 0x9fff))
		return 2;
	int width = uc_width(u, ENCODING);
	return width > 0 ? (size_t)width : 0;
}

size_t html_columns_of(const char *utf8, size_t n)
{
	size_t width = 0;

	for (const char *p = utf8; p < utf8 + n; p = g_utf8_next_char(p))
		width += char_width(p);
	return width;
}

static size_t line_bytes(const char *s, size_t n)
{
	const char *end = memchr(s, '\n', n);

	return end ? (size_t)(end - s) : n;
}

size_t html_columns_widest(const char *utf8, size_t n)
{
	size_t widest = 0;

	for (size_t i = 0, len; i < n; i += len + 1) {
		len = line_bytes(utf8 + i, n - i);
		widest = MAX(widest, html_columns_of(utf8 + i, len));
	}
	return widest;
}

/* Addresses can be followed only whole: no breaks inside of what has "://" in it. */
static void keep_addresses(char *breaks, const char *s, size_t n)
{
	for (size_t i = 0, len; i < n; i += len + 1) {
		for (len = 0; i + len < n && s[i + len] != ' ';)
			len++;
		if (g_strstr_len(s + i, (gssize)len, "://"))
			memset(breaks + i + 1, UC_BREAK_PROHIBITED, len - 1);
	}
}

static void wrap_line(GString *out, const char *s, size_t n, size_t width)
{
	g_autofree char *breaks = g_malloc0(n + 1);
	size_t start = 0, column = 0, last = 0, last_column = 0;

	u8_possible_linebreaks((const uint8_t *)s, n, ENCODING, breaks);
	keep_addresses(breaks, s, n);
	for (size_t i = 0; i < n;) {
		size_t len = (size_t)(g_utf8_next_char(s + i) - (s + i));
		if (breaks[i] == UC_BREAK_POSSIBLE) {
			last = i;
			last_column = column;
		}
		column += char_width(s + i);
		/* A blank at the end of a line takes no room. */
		if (column > width && last > start && s[i] != ' ') {
			g_string_append_len(out, s + start, (gssize)(last - start));
			while (out->str[out->len - 1] == ' ')
				g_string_truncate(out, out->len - 1);
			g_string_append_c(out, '\n');
			start = last;
			column -= last_column;
		}
		i += len;
	}
	g_string_append_len(out, s + start, (gssize)(n - start));
}

void html_columns_wrap(GString *out, const char *utf8, size_t n, size_t width)
{
	for (size_t i = 0, len; i < n; i += len + 1) {
		len = line_bytes(utf8 + i, n - i);
		if (i > 0)
			g_string_append_c(out, '\n');
		if (html_columns_of(utf8 + i, len) <= width)
			g_string_append_len(out, utf8 + i, (gssize)len);
		else
			wrap_line(out, utf8 + i, len, width);
	}
}
