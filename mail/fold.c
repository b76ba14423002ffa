/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fold.c: libunistring says where a line may be broken and how wide characters
 * are; ours is where it must not be: within an address, or between a quote's
 * mark and its text.
 * Tests: tests/unit/mail/test_fold.c.
 */
#include "fold.h"

#include <stdbool.h>
#include <string.h>
#include <unilbrk.h>
#include <uniwidth.h>

#define ENCODING "EUC-JP" /* the widths of a Japanese terminal */
#define WORD_MAX 300	  /* bytes: far below the 998 of RFC 5322 also when written in JIS */
#define QUOTE_MAX 40	  /* deeper quotes are broken without their marks */

/* "> > " at the start of ${line}. */
static size_t quote_of(const char *line, size_t n)
{
	size_t i = 0;

	while (i < n && i < QUOTE_MAX && (line[i] == '>' || (i > 0 && line[i] == ' ')))
		i++;
	return i < QUOTE_MAX ? i : 0;
}

static bool is_visible_ascii(char c)
{
	return c > ' ' && c <= '~';
}

/* A break between two letters of an address would make it another one. */
static bool may_break(const char *line, const char *p, char wish, size_t word)
{
	bool inside = p > line && is_visible_ascii(p[-1]) && is_visible_ascii(*p);

	return inside ? word >= WORD_MAX : wish == UC_BREAK_POSSIBLE;
}

/* Where the line that begins at ${from} ends: at the last break before ${columns}, or the first. */
static const char *line_end(const char *from, const char *end, const char *wishes, unsigned columns)
{
	const char *best = NULL;
	size_t column = 0, word = 0;

	for (const char *p = from; p < end; p = g_utf8_next_char(p)) {
		if (p > from && may_break(from, p, wishes[p - from], word)) {
			best = p;
			word = 0;
		}
		int width = uc_width(g_utf8_get_char(p), ENCODING);
		column += *p == ' ' || width < 0 ? 0 : (size_t)width;
		if (column > columns && best)
			return best;
		column += *p == ' ';
		word = is_visible_ascii(*p) ? word + 1 : 0;
	}
	return end;
}

static void fold_line(GString *out, const char *line, size_t n, unsigned columns)
{
	size_t quote = quote_of(line, n);
	const char *end = line + n;
	g_autofree char *wishes = g_malloc0(n + 1);

	u8_possible_linebreaks((const uint8_t *)line, n, ENCODING, wishes);
	for (const char *p = line + quote; p < end;) {
		const char *stop = line_end(p, end, wishes + (p - line), columns - (unsigned)quote);
		size_t len = (size_t)(stop - p);
		while (stop < end && len > 0 && p[len - 1] == ' ')
			len--;
		g_string_append_len(out, line, (gssize)quote);
		g_string_append_len(out, p, (gssize)len);
		if (stop < end)
			g_string_append_c(out, '\n');
		p = stop;
	}
}

GString *fold_lines(const char *utf8, size_t n, unsigned columns)
{
	GString *out = g_string_sized_new(n + n / 32);
	const char *end = utf8 + n;

	for (const char *p = utf8; p < end;) {
		const char *eol = memchr(p, '\n', (size_t)(end - p));
		size_t len = (size_t)((eol ? eol : end) - p);
		if (len <= columns || u8_width((const uint8_t *)p, len, ENCODING) <= (int)columns)
			g_string_append_len(out, p, (gssize)len);
		else
			fold_line(out, p, len, columns);
		if (eol)
			g_string_append_c(out, '\n');
		p += len + (eol != NULL);
	}
	return out;
}
