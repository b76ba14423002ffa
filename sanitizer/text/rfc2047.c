/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2047.c: the grammar of encoded-words, read generously: blanks inside
 * the text are taken, base64 without padding or with it in the middle is read
 * to its end, a "=" that is no escape stays as it is.
 * Tests: tests/unit/sanitizer/test_words.c.
 */
#include "text/rfc2047.h"

#include <string.h>

/* Where the next "?=" at or after ${from} is, ${n} when there is none. */
static size_t next_end(const char *buf, size_t n, size_t from, struct rfc2047_cursor *cursor)
{
	if (cursor->known && cursor->end >= from)
		return cursor->end;
	const char *p = from < n ? memmem(buf + from, n - from, "?=", 2) : NULL;
	cursor->known = true;
	cursor->end = p ? (size_t)(p - buf) : n;
	return cursor->end;
}

bool rfc2047_at(const char *buf, size_t n, size_t at, struct rfc2047_cursor *cursor,
		struct rfc2047_word *word)
{
	size_t i = at + 2, len = 0;
	bool language = false;

	if (n - at < 8 || buf[at] != '=' || buf[at + 1] != '?')
		return false;
	for (; i < n && buf[i] != '?'; i++) {
		language = language || buf[i] == '*';
		if (buf[i] <= ' ' || i - at > 2 * RFC2047_CHARSET)
			return false;
		if (language)
			continue;
		if (len + 1 >= RFC2047_CHARSET)
			return false;
		word->charset[len++] = buf[i];
	}
	word->charset[len] = '\0';
	if (n - i < 5 || buf[i + 2] != '?' || len == 0)
		return false;
	char encoding = g_ascii_tolower(buf[i + 1]);
	if (encoding != 'b' && encoding != 'q')
		return false;

	size_t end = next_end(buf, n, i + 3, cursor);
	if (end == n)
		return false;
	word->base64 = encoding == 'b';
	word->text = buf + i + 3;
	word->text_len = end - (i + 3);
	word->len = end + 2 - at;
	return true;
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

static void bytes_b(const char *text, size_t n, GString *out)
{
	unsigned bits = 0, have = 0;

	for (size_t i = 0; i < n; i++) {
		if (text[i] == '=') {
			/* Padding in the middle: two words' base64 were joined; start afresh. */
			bits = have = 0;
			continue;
		}
		int v = base64_value(text[i]);
		if (v < 0)
			continue;
		bits = (bits << 6 | (unsigned)v) & 0xffffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			g_string_append_c(out, (char)(bits >> have & 0xff));
		}
	}
}

static void bytes_q(const char *text, size_t n, GString *out)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '=' && n - i > 2 && g_ascii_isxdigit(text[i + 1]) &&
		    g_ascii_isxdigit(text[i + 2])) {
			int v = g_ascii_xdigit_value(text[i + 1]) * 16 +
				g_ascii_xdigit_value(text[i + 2]);
			g_string_append_c(out, (char)v);
			i += 2;
		} else {
			g_string_append_c(out, text[i] == '_' ? ' ' : text[i]);
		}
	}
}

void rfc2047_bytes(const struct rfc2047_word *word, GString *out)
{
	if (word->base64)
		bytes_b(word->text, word->text_len, out);
	else
		bytes_q(word->text, word->text_len, out);
}

GString *rfc2047_unfold(const char *raw, size_t n)
{
	GString *out = g_string_sized_new(n + 1);

	while (n > 0 && strchr("\r\n", raw[n - 1]) && raw[n - 1])
		n--;
	for (size_t i = 0; i < n; i++) {
		if (raw[i] != '\r' && raw[i] != '\n') {
			g_string_append_c(out, raw[i]);
			continue;
		}
		if (raw[i] == '\r' && i + 1 < n && raw[i + 1] == '\n')
			i++;
		if (i + 1 < n && (raw[i + 1] == ' ' || raw[i + 1] == '\t'))
			continue;
		g_string_append_c(out, ' ');
	}
	return out;
}

/* ESC ( B or ESC ( J: back to ASCII. */
static bool is_return(const char *buf, size_t n, size_t at)
{
	return n - at >= 3 && buf[at] == 0x1b && buf[at + 1] == '(' &&
	       (buf[at + 2] == 'B' || buf[at + 2] == 'J');
}

size_t rfc2047_opaque(const char *buf, size_t n, size_t at, bool raw8)
{
	guint8 c = (guint8)buf[at];

	if (raw8 && ((c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc)))
		return at + 1 < n && (guint8)buf[at + 1] >= 0x40 ? 2 : 0;
	if (c != 0x1b || n - at < 3 || !strchr("$(", buf[at + 1]) || !buf[at + 1])
		return 0;
	if (is_return(buf, n, at))
		return 3;

	/* Up to and with the return to ASCII, or to the end when the sender forgot it. */
	size_t i = at + 1;
	while (i < n && buf[i] != 0x1b)
		i++;
	return i - at + (is_return(buf, n, i) ? 3 : 0);
}
