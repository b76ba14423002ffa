/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2047.c: the grammar of encoded-words, read generously: blanks and "?"
 * inside the text, an end that was cut off, a fold within. What it must never
 * do is to look at the same bytes again and again: each search is remembered,
 * or bounded. The bytes of a word: rfc2047_bytes.c.
 * Tests: tests/unit/sanitizer/test_words.c.
 */
#include "text/rfc2047.h"

#include <string.h>

#include "text/converters.h"

#define Q_LOOK 100u /* how far the end of a Q word with a raw "?" in it is looked for */

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

/* "…?=E3=81=82?=": the "?" at ${at} is text and the "=" begins an escape. */
static bool goes_on(const char *buf, size_t n, size_t at)
{
	if (n - at < 6 || !g_ascii_isxdigit(buf[at + 2]) || !g_ascii_isxdigit(buf[at + 3]))
		return false;
	for (size_t i = at + 4; i + 1 < n && i < at + Q_LOOK; i++) {
		if (buf[i] <= ' ' || (buf[i] == '=' && buf[i + 1] == '?'))
			return false;
		if (buf[i] == '?' && buf[i + 1] == '=')
			return true;
	}
	return false;
}

/* "=?charset*language?" at ${at}: where the encoding's letter stands, 0 when it is none. */
static size_t read_charset(const char *buf, size_t n, size_t at, struct rfc2047_word *word)
{
	size_t i = at + 2, len = 0;
	bool language = false;

	for (; i < n && buf[i] != '?'; i++) {
		language = language || buf[i] == '*';
		if (buf[i] <= ' ' || i - at > 2 * RFC2047_CHARSET)
			return 0;
		if (language)
			continue;
		if (len + 1 >= RFC2047_CHARSET)
			return 0;
		word->charset[len++] = buf[i];
	}
	word->charset[len] = '\0';
	return i < n ? i + 1 : 0;
}

static bool is_base64_char(char c)
{
	return g_ascii_isalnum(c) || c == '+' || c == '/' || c == '=';
}

/* Whether ${text}, that no "?=" ends, still is the beginning of a word's text and no words of
 * people. */
static bool is_cut_text(const char *text, size_t n, bool base64)
{
	bool escape = false;

	for (size_t i = 0; i < n; i++) {
		if (text[i] <= ' ' || (base64 && !is_base64_char(text[i])))
			return false;
		escape = escape || (text[i] == '=' && n - i > 2 && g_ascii_isxdigit(text[i + 1]) &&
				    g_ascii_isxdigit(text[i + 2]));
	}
	return base64 ? n >= 4 : escape;
}

/*
 * A word without an end: cut off where the value ends, or where the next word
 * begins at ${end}. Blanks and the half of the end are no text.
 */
static bool take_cut(const char *buf, size_t at, size_t end, struct rfc2047_word *word)
{
	word->len = end - at;
	word->text_len = end - (size_t)(word->text - buf);
	while (word->text_len > 0 && strchr(" \t", word->text[word->text_len - 1])) {
		word->text_len--;
		word->len--;
	}
	if (word->text_len > 0 && word->text[word->text_len - 1] == '?')
		word->text_len--;
	return is_cut_text(word->text, word->text_len, word->base64);
}

bool rfc2047_at(const char *buf, size_t n, size_t at, struct rfc2047_cursor *cursor,
		struct rfc2047_word *word)
{
	if (n - at < 8 || buf[at] != '=' || buf[at + 1] != '?')
		return false;
	size_t i = read_charset(buf, n, at, word);
	if (i == 0 || n - i < 4 || buf[i + 1] != '?')
		return false;
	char encoding = g_ascii_tolower(buf[i]);
	if (encoding != 'b' && encoding != 'q')
		return false;

	size_t start = i + 2, end = next_end(buf, n, start, cursor);
	const char *next = memmem(buf + start, end - start, "=?", 2);
	word->base64 = encoding == 'b';
	word->text = buf + start;
	if (next || end == n)
		return take_cut(buf, at, next ? (size_t)(next - buf) : n, word);
	while (encoding == 'q' && end < n && goes_on(buf, n, end))
		end = next_end(buf, n, end + 1, cursor);
	word->text_len = end - start;
	word->len = end + 2 - at;
	return true;
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

/* Up to and with the return to ASCII; when the sender forgot it, to the first blank. */
static size_t escaped_run(const char *buf, size_t n, size_t at)
{
	size_t i = at + 1, blank = 0;

	if (is_return(buf, n, at))
		return 3;
	for (; i < n && buf[i] != 0x1b; i++)
		if (blank == 0 && buf[i] <= ' ' && buf[i] >= 0)
			blank = i;
	if (i == n && blank > 0)
		return blank - at;
	return i - at + (is_return(buf, n, i) ? 3 : 0);
}

/* Half-width kana between SO and SI. */
static size_t shifted_run(const char *buf, size_t n, size_t at)
{
	size_t i = at + 1;

	while (i < n && buf[i] > ' ' && buf[i] < 0x60)
		i++;
	return i < n && buf[i] == 0x0f ? i + 1 - at : 0;
}

enum rfc2047_raw rfc2047_raw_of(const char *charset)
{
	return converter_of_label(charset) == CONVERTER_CP932 ? RFC2047_RAW_DOUBLE
							      : RFC2047_RAW_SINGLE;
}

size_t rfc2047_opaque(const char *buf, size_t n, size_t at, enum rfc2047_raw raw)
{
	guint8 c = (guint8)buf[at];

	if (raw == RFC2047_RAW_DOUBLE && ((c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc)))
		return at + 1 < n && (guint8)buf[at + 1] >= 0x40 ? 2 : 0;
	if (c == 0x0e)
		return shifted_run(buf, n, at);
	if (c != 0x1b || n - at < 3)
		return 0;
	if (buf[at + 1] == '&')
		return 3;
	return buf[at + 1] == '$' || buf[at + 1] == '(' ? escaped_run(buf, n, at) : 0;
}
