/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_fold.c: folds are undone as bytes, before the charset is looked at,
 * because they stand inside of characters; only what is written in units of
 * two or four bytes is converted first.
 * Tests: tests/unit/sanitizer/test_content_line.c.
 */
#include "kinds/content_fold.h"

#include <string.h>

#include "fields.h"
#include "text/converters.h"

/* ---- unfolding ---- */

static size_t line_len(const char *p, const char *next)
{
	while (next > p && (next[-1] == '\n' || next[-1] == '\r'))
		next--;
	return (size_t)(next - p);
}

static const char *find(const char *p, size_t n, const char *word)
{
	const size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (g_ascii_strncasecmp(p + i, word, len) == 0)
			return p + i;
	return NULL;
}

/* How many bytes stand before the first colon. */
static size_t head_len(const char *p, size_t n)
{
	const char *colon = memchr(p, ':', n);

	return colon ? (size_t)(colon - p) : 0;
}

/* In quoted-printable lines go on after "=", with and without a blank. */
static GString *unfold(const char *buf, size_t n)
{
	GString *out = g_string_sized_new(n);
	bool quoted = false;

	for (const char *p = buf, *end = buf + n; p < end;) {
		const char *next = fields_next_line(p, end);
		size_t len = line_len(p, next);
		bool blank = len > 0 && (*p == ' ' || *p == '\t');
		bool soft = quoted && out->len > 0 && out->str[out->len - 1] == '=';
		if (soft)
			g_string_truncate(out, out->len - 1);
		if (!blank && !soft) {
			if (out->len > 0)
				g_string_append_c(out, '\n');
			quoted = find(p, head_len(p, len), "QUOTED-PRINTABLE") != NULL;
		}
		g_string_append_len(out, p + blank, (gssize)(len - blank));
		p = next;
	}
	return out;
}

/* ---- charset ---- */

static bool is_wide(const char *buf, size_t n, const char *charset)
{
	enum converter c = converter_of_label(charset ? charset : "");

	return c == CONVERTER_UTF16 || c == CONVERTER_UTF16LE || c == CONVERTER_UTF16BE ||
	       c == CONVERTER_UTF32 || c == CONVERTER_UTF32LE || c == CONVERTER_UTF32BE ||
	       (n >= 2 && (!memcmp(buf, "\xff\xfe", 2) || !memcmp(buf, "\xfe\xff", 2)));
}

static bool is_ascii(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((p[i] & 0x80) || p[i] == '\x1b')
			return false;
	return true;
}

/* "CHARSET=…" of the first line that is not in ASCII; NULL when it names none. Caller frees. */
static char *line_charset(const GString *text)
{
	const char *end = text->str + text->len;

	for (const char *p = text->str; p < end;) {
		const char *next = fields_next_line(p, end);
		size_t len = line_len(p, next), head = head_len(p, len);
		if (!is_ascii(p, len)) {
			const char *at = find(p, head, "CHARSET=");
			size_t skip = strlen("CHARSET=");
			size_t room = at ? head - (size_t)(at - p) - skip : 0;
			return at ? g_strndup(at + skip, MIN(strcspn(at + skip, ";:\""), room))
				  : NULL;
		}
		p = next;
	}
	return NULL;
}

GString *content_fold_undo(const char *buf, size_t n, const char *charset,
			   struct charset_found *found)
{
	GString *text = g_string_sized_new(n + n / 2);

	if (is_wide(buf, n, charset)) {
		charset_to_utf8(text, buf, n, charset, found);
		g_autoptr(GString) whole = g_steal_pointer(&text);
		return unfold(whole->str, whole->len);
	}
	g_autoptr(GString) lines = unfold(buf, n);
	g_autofree char *own = line_charset(lines);
	charset_to_utf8(text, lines->str, lines->len, own ? own : charset, found);
	return text;
}

void content_fold_nul(GString *text, struct sweep_found *found)
{
	for (size_t i = 0; i < text->len; i++) {
		if (text->str[i])
			continue;
		text->str[i] = ' ';
		found->nul = true;
		found->controls++;
	}
}
