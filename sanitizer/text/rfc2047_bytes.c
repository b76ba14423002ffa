/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2047_bytes.c: the bytes of one encoded-word: base64 without padding, with
 * it in the middle, or cut within a quantum; a "=" that is no escape stays as
 * it is; a word that says B and is Q, or the other way round.
 * Tests: tests/unit/sanitizer/test_words.c.
 */
#include <string.h>

#include "text/converters.h"
#include "text/detect.h"
#include "text/jis.h"
#include "text/rfc2047.h"

#define SURE_BASE64 8u /* a text of fewer characters is base64 by chance */

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

static void bytes_b(const char *text, size_t n, GString *out, struct rfc2047_rest *rest)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '=') {
			/* Padding in the middle: two words' base64 were joined; start afresh. */
			rest->bits = rest->have = 0;
			continue;
		}
		int v = base64_value(text[i]);
		if (v < 0)
			continue;
		rest->bits = (rest->bits << 6 | (unsigned)v) & 0xffffff;
		rest->have += 6;
		if (rest->have >= 8) {
			rest->have -= 8;
			g_string_append_c(out, (char)(rest->bits >> rest->have & 0xff));
		}
	}
}

static bool is_escape(const char *text, size_t n, size_t at)
{
	return n > at + 2 && text[at] == '=' && g_ascii_isxdigit(text[at + 1]) &&
	       g_ascii_isxdigit(text[at + 2]);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The last character of ${out} is UTF-8 that still wants bytes. */
static bool is_cut_utf8(const GString *out)
{
	for (size_t back = 1; back <= 3 && back <= out->len; back++) {
		guint8 c = (guint8)out->str[out->len - back];
		if (c >= 0xc2)
			return back < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u);
		if (c < 0x80)
			break;
	}
	return false;
}

/* A Q word and what is known of its sender. */
struct q {
	const char *text;
	size_t n;
	bool codes_blanks; /* as "_" or "=20" */
	bool is_utf8;
};

/* A blank that folding put in: beside an escape of a sender who codes blanks, or in a character. */
static bool is_fold(const struct q *q, size_t at, const GString *out)
{
	bool beside =
		(at >= 3 && is_escape(q->text, q->n, at - 3)) || is_escape(q->text, q->n, at + 1);

	return (beside && q->codes_blanks) || (q->is_utf8 && is_cut_utf8(out));
}

/* "=" and a fold between two escapes is the soft line break of a body's quoted-printable. */
static bool is_soft_break(const char *text, size_t n, size_t at)
{
	return text[at] == '=' && n - at > 2 && is_blank(text[at + 1]) &&
	       is_escape(text, n, at + 2);
}

static void bytes_q(const struct rfc2047_word *word, GString *out)
{
	const char *text = word->text;
	size_t n = word->text_len;
	struct q q = { .text = text, .n = n };

	q.codes_blanks = memchr(text, '_', n) || memmem(text, n, "=20", 3);
	q.is_utf8 = converter_of_label(word->charset) == CONVERTER_UTF8;
	for (size_t i = 0; i < n; i++) {
		if (is_escape(text, n, i)) {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(text[i + 1]) * 16 +
						      g_ascii_xdigit_value(text[i + 2])));
			i += 2;
		} else if (is_soft_break(text, n, i)) {
			i++;
		} else if (!is_blank(text[i])) {
			g_string_append_c(out, text[i] == '_' ? ' ' : text[i]);
		} else if (!is_fold(&q, i, out)) {
			g_string_append_c(out, text[i]);
		}
	}
}

/* B by its letter, but full of "=E6": no "=" of base64 has hexadecimal digits behind it. */
static bool is_really_q(const char *text, size_t n)
{
	bool escape = false;

	for (size_t i = 0; i < n; i++) {
		if (text[i] != '=')
			continue;
		if (!is_escape(text, n, i))
			return false;
		escape = escape || text[i + 1] >= '8';
		i += 2;
	}
	return escape;
}

/* Q by its letter, but base64 of text that nobody writes by chance. */
static bool is_really_b(const char *text, size_t n)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	struct rfc2047_rest rest = { 0 };
	size_t pads = 0;

	if (n < SURE_BASE64 || n % 4 != 0)
		return false;
	while (pads < 2 && text[n - 1 - pads] == '=')
		pads++;
	for (size_t i = 0; i < n - pads; i++)
		if (!g_ascii_isalnum(text[i]) && text[i] != '+' && text[i] != '/')
			return false;
	bytes_b(text, n - pads, bytes, &rest);
	return detect_is_utf8(bytes->str, bytes->len) || jis_is_likely(bytes->str, bytes->len);
}

/*
 * Whether ${word} ends the quantum that its neighbour left open, or that one
 * merely lost its padding: lost bits were zeros, and this word is whole alone.
 */
static bool ends_quantum(const struct rfc2047_rest *rest, const char *text, size_t n)
{
	unsigned chars = 0, pads = 0, last = 0;

	if (rest->have == 0 || rest->have == 6 || rest->bits & ((1u << rest->have) - 1))
		return rest->have > 0;
	for (size_t i = 0; i < n; i++) {
		int v = base64_value(text[i]);
		chars += v >= 0;
		pads += text[i] == '=';
		last = v >= 0 ? (unsigned)v : last;
	}
	unsigned open = rest->have == 4 ? 2 : 3, lost = chars % 4 == 2 ? 0xf : 0x3;
	if ((chars + pads) % 4 == 0 || (open + chars + pads) % 4 != 0)
		return false;
	return pads > 0 || chars % 4 == 1 || (last & lost) != 0;
}

void rfc2047_bytes(const struct rfc2047_word *word, GString *out, struct rfc2047_rest *rest)
{
	const char *text = word->text;
	size_t n = word->text_len;
	bool base64 = word->base64 ? !is_really_q(text, n) : is_really_b(text, n);

	if (!base64 || !ends_quantum(rest, text, n))
		*rest = (struct rfc2047_rest){ 0 };
	if (base64)
		bytes_b(text, n, out, rest);
	else
		bytes_q(word, out);
}
