/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.c: RFC 2047 as it is met, not as it is written: words glued to text,
 * spaces inside, padding lost, characters split between words (so neighbours
 * of one charset are joined before they are decoded), 8-bit and escapes
 * without any words. One pass; no look-ahead is made twice.
 * Tests: tests/unit/sanitizer/test_words.c.
 */
#include "text/words.h"

#include <string.h>

#include "text/converters.h"
#include "text/rfc2047.h"

struct decoder {
	GString *out;
	GString *joined; /* bytes of neighbouring words of one charset */
	char charset[RFC2047_CHARSET];
	struct charset_found *found;
};

static void append_text(struct decoder *d, const char *buf, size_t n, const char *label)
{
	if (n > 0)
		charset_to_utf8(d->out, buf, n, label, d->found);
}

static void end_words(struct decoder *d)
{
	append_text(d, d->joined->str, d->joined->len, d->charset);
	g_string_truncate(d->joined, 0);
}

static void add_word(struct decoder *d, const struct rfc2047_word *word)
{
	enum converter c = converter_of_label(word->charset);
	bool same = c == CONVERTER_UNKNOWN ? !g_ascii_strcasecmp(word->charset, d->charset)
					   : c == converter_of_label(d->charset);

	if (!same) {
		end_words(d);
		g_strlcpy(d->charset, word->charset, sizeof(d->charset));
	}
	rfc2047_bytes(word, d->joined);
}

static bool is_blank(const char *buf, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (buf[i] != ' ' && buf[i] != '\t')
			return false;
	return true;
}

/* NUL would end the string for whoever reads it: it becomes U+FFFD. */
static char *without_nul(GString *s, struct charset_found *found)
{
	if (strlen(s->str) == s->len)
		return g_string_free(s, FALSE);

	GString *clean = g_string_sized_new(s->len + 16);
	for (size_t i = 0; i < s->len; i++) {
		if (s->str[i]) {
			g_string_append_c(clean, s->str[i]);
			continue;
		}
		converter_replacement(clean);
		found->undecodable++;
	}
	g_string_free(s, TRUE);
	return g_string_free(clean, FALSE);
}

char *words_decode(const char *raw, size_t n, const char *label, struct charset_found *found)
{
	g_autoptr(GString) line = rfc2047_unfold(raw, n);
	struct decoder d = { .out = g_string_sized_new(n), .joined = g_string_new(NULL) };
	struct rfc2047_cursor cursor = { 0 };
	struct rfc2047_word word;
	size_t done = 0; /* what stands before this is written or joined */

	d.found = found;
	for (size_t i = 0; i < line->len;) {
		size_t escaped = rfc2047_opaque(line->str, line->len, i, false);
		if (escaped > 0) {
			i += escaped;
			continue;
		}
		if (line->str[i] != '=' || !rfc2047_at(line->str, line->len, i, &cursor, &word)) {
			i++;
			continue;
		}
		/* Blanks between two words are no text, all else is. */
		if (d.joined->len == 0 || !is_blank(line->str + done, i - done)) {
			end_words(&d);
			append_text(&d, line->str + done, i - done, label);
		}
		add_word(&d, &word);
		i += word.len;
		done = i;
	}
	end_words(&d);
	append_text(&d, line->str + done, line->len - done, label);
	g_string_free(d.joined, TRUE);
	return without_nul(d.out, found);
}
