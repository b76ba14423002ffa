/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text_check.c: headers, lines and encodings, written against the RFCs, not against
 * mail/compose.c: a mistake there must not be made here again.
 * Tests: tests/unit/front/test_text_check.c.
 */
#include "text_check.h"

#include <glib.h>
#include <string.h>

#define LINE_MAX_7BIT 998   /* RFC 5322 2.1.1 */
#define LINE_MAX_ENCODED 76 /* RFC 2045 6.7 (5), 6.8 */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_visible(char c)
{
	return c > 0x20 && c < 0x7f;
}

bool text_check_header_value(const char *value, size_t before)
{
	size_t column = before;
	bool visible = true; /* the first line may be empty */

	if (is_blank(*value))
		return false;
	for (const char *p = value; *p; p++) {
		if (p[0] == '\r' && p[1] == '\n' && is_blank(p[2]) && visible) {
			p++;
			column = 0;
			visible = false;
			continue;
		}
		if (!is_visible(*p) && !is_blank(*p))
			return false;
		visible = visible || is_visible(*p);
		if (++column > LINE_MAX_7BIT)
			return false;
	}
	return visible;
}

bool text_check_lines(const char *body, size_t n, size_t line_max)
{
	size_t column = 0;

	for (size_t i = 0; i < n; i++) {
		if (body[i] == '\r' && i + 1 < n && body[i + 1] == '\n') {
			i++;
			column = 0;
			continue;
		}
		if (body[i] == '\r' || body[i] == '\n' || body[i] == '\0' || (body[i] & 0x80))
			return false;
		if (++column > line_max)
			return false;
	}
	return column == 0;
}

static bool is_text(const GString *s)
{
	return g_utf8_validate_len(s->str, s->len, NULL);
}

/* ---- base64: whole groups of four, padding only at the very end ---- */

static bool is_base64(const char *body, size_t n)
{
	size_t digits = 0, padding = 0;

	for (size_t i = 0; i < n; i++) {
		if (body[i] == '\r' || body[i] == '\n')
			continue;
		bool digit = g_ascii_isalnum(body[i]) || body[i] == '+' || body[i] == '/';
		if (body[i] == '=')
			padding++;
		else if (!digit || padding > 0)
			return false;
		digits++;
	}
	return padding <= 2 && digits % 4 == 0;
}

static bool check_base64(const char *body, size_t n)
{
	gint state = 0;
	guint save = 0;

	if (!is_base64(body, n))
		return false;
	g_autoptr(GString) out = g_string_sized_new(n);
	out->len = g_base64_decode_step(body, n, (guchar *)out->str, &state, &save);
	return is_text(out);
}

/* ---- quoted-printable ---- */

/* At "=": a soft line end or two hex digits; ${*i} comes to stand on the last character of it. */
static bool take_escape(const char *body, size_t n, size_t *i, GString *out)
{
	if (n - *i < 3)
		return false;
	if (body[*i + 1] == '\r') {
		*i += 2;
		return true;
	}
	int high = g_ascii_xdigit_value(body[*i + 1]), low = g_ascii_xdigit_value(body[*i + 2]);
	if (high < 0 || low < 0)
		return false;
	g_string_append_c(out, (char)(high << 4 | low));
	*i += 2;
	return true;
}

static bool check_quoted_printable(const char *body, size_t n)
{
	g_autoptr(GString) out = g_string_sized_new(n);

	for (size_t i = 0; i < n; i++) {
		if (body[i] != '=')
			g_string_append_c(out, body[i]);
		else if (!take_escape(body, n, &i, out))
			return false;
	}
	return is_text(out);
}

/* ---- 7bit ---- */

static bool is_printable(const char *body, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_visible(body[i]) && !is_blank(body[i]) && body[i] != '\r' &&
		    body[i] != '\n')
			return false;
	return true;
}

/* Two escapes and no other; pairs within JIS X 0208's 94 by 94 (RFC 1468). */
static bool check_jis(const char *body, size_t n)
{
	bool kanji = false;

	for (size_t i = 0; i < n; i++) {
		bool to_ascii = n - i >= 3 && memcmp(body + i, "\x1b(B", 3) == 0;
		bool to_kanji = n - i >= 3 && memcmp(body + i, "\x1b$B", 3) == 0;
		if (to_ascii || to_kanji) {
			kanji = to_kanji;
			i += 2;
		} else if (kanji) {
			if (n - i < 2 || !is_visible(body[i]) || !is_visible(body[i + 1]))
				return false;
			i++;
		} else if (!is_printable(body + i, 1)) {
			return false;
		}
	}
	return !kanji;
}

bool text_check_encoded(const char *body, size_t n, enum text_encoding encoding)
{
	bool is_encoded = encoding == TEXT_QUOTED_PRINTABLE || encoding == TEXT_BASE64;

	if (is_encoded && !text_check_lines(body, n, LINE_MAX_ENCODED))
		return false;
	switch (encoding) {
	case TEXT_7BIT:
		return is_printable(body, n);
	case TEXT_JIS:
		return check_jis(body, n);
	case TEXT_QUOTED_PRINTABLE:
		return check_quoted_printable(body, n);
	case TEXT_BASE64:
		return check_base64(body, n);
	}
	return false;
}
