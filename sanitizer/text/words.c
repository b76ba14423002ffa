/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.c: RFC 2047 as it is met, not as it is written: words glued to text,
 * characters split between words (so neighbours of one charset are joined
 * before they are decoded), 8-bit and escapes without any words, words within
 * words. One pass; no look-ahead is made twice.
 * Tests: tests/unit/sanitizer/test_words.c.
 */
#include "text/words.h"

#include <string.h>

#include "text/converters.h"
#include "text/detect.h"
#include "text/jis.h"
#include "text/rfc2047.h"

#define TO_ASCII "\x1b(B"

struct decoder {
	GString *out;
	GString *joined; /* bytes of neighbouring words of one charset */
	size_t escape;	 /* one past the last ESC among them, 0: none */
	char charset[RFC2047_CHARSET];
	struct rfc2047_rest rest;
	const char *hint; /* of 8-bit bytes outside of words */
	unsigned words;
	struct charset_found *found;
};

const char *words_evidence(const char *line, size_t n)
{
	if (detect_is_ascii(line, n) || detect_is_utf8(line, n))
		return NULL;
	return converter_word(detect_charset(line, n));
}

/* What stands outside of words. Nothing says its charset, so no label can be wrong. */
static void append_raw(struct decoder *d, const char *buf, size_t n)
{
	struct charset_found guess = { 0 };
	bool ascii = detect_is_ascii(buf, n);

	if (jis_is_likely(buf, n)) {
		charset_to_utf8(d->out, buf, n, NULL, d->found);
	} else if (ascii || detect_is_utf8(buf, n)) {
		g_string_append_len(d->out, buf, (gssize)n);
	} else {
		charset_to_utf8(d->out, buf, n, d->hint, &guess);
		d->found->undecodable += guess.undecodable;
	}
}

static void end_words(struct decoder *d)
{
	if (d->joined->len > 0)
		charset_to_utf8(d->out, d->joined->str, d->joined->len, d->charset, d->found);
	g_string_truncate(d->joined, 0);
	d->escape = 0;
	d->rest = (struct rfc2047_rest){ 0 };
}

/* How many bytes of double-byte text were joined last; 0: they end in ASCII, or within an escape.
 */
static size_t open_run(const struct decoder *d)
{
	size_t left = d->escape ? d->joined->len - d->escape : 0;

	return left > 2 && d->joined->str[d->escape] == '$' ? left - 2 : 0;
}

/*
 * ISO-2022-JP, and the word before did not return to ASCII. Each word should
 * begin in ASCII all the same; senders that cut text blindly go on in kanji.
 * Only what can be no kanji tells: a blank, half a character, an escape back.
 */
static bool begins_in_ascii(const GString *jis, size_t at, size_t open)
{
	const char *p = jis->str + at;
	size_t n = jis->len - at, run = 0;

	if (open % 2 != 0)
		return false;
	for (; run < n && p[run] != 0x1b; run++)
		if (p[run] <= ' ' || p[run] == 0x7f)
			return true;
	if (run + 1 < n && run > 0)
		return p[run + 1] == '$';
	return run % 2 != 0;
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
	size_t at = d->joined->len, open = c == CONVERTER_JIS ? open_run(d) : 0;
	rfc2047_bytes(word, d->joined, &d->rest);
	if (open > 0 && begins_in_ascii(d->joined, at, open))
		g_string_insert(d->joined, (gssize)at, TO_ASCII);
	const char *escape = memrchr(d->joined->str + at, 0x1b, d->joined->len - at);
	if (escape)
		d->escape = (size_t)(escape - d->joined->str) + 1;
	d->words++;
}

static bool is_blank(const char *buf, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (buf[i] != ' ' && buf[i] != '\t')
			return false;
	return true;
}

/* NUL would end the string for whoever reads it: it becomes U+FFFD. */
static GString *without_nul(GString *s, struct charset_found *found)
{
	if (strlen(s->str) == s->len)
		return s;

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
	return clean;
}

/* ${line}, unfolded, with its words decoded once; how many those were in ${words}. */
static GString *decode_once(const GString *line, const char *hint, struct charset_found *found,
			    unsigned *words)
{
	struct decoder d = { .hint = hint, .found = found };
	struct rfc2047_cursor cursor = { 0 };
	struct rfc2047_word word;
	size_t done = 0; /* what stands before this is written or joined */

	d.out = g_string_sized_new(line->len);
	d.joined = g_string_new(NULL);
	for (size_t i = 0; i < line->len;) {
		size_t whole = rfc2047_opaque(line->str, line->len, i, RFC2047_RAW_SINGLE);
		if (whole > 0 || line->str[i] != '=' ||
		    !rfc2047_at(line->str, line->len, i, &cursor, &word)) {
			i += MAX(whole, 1);
			continue;
		}
		/* Blanks between two words are no text, all else is. */
		if (d.joined->len == 0 || !is_blank(line->str + done, i - done)) {
			end_words(&d);
			append_raw(&d, line->str + done, i - done);
		}
		add_word(&d, &word);
		i += word.len;
		done = i;
	}
	end_words(&d);
	append_raw(&d, line->str + done, line->len - done);
	g_string_free(d.joined, TRUE);
	*words = d.words;
	return without_nul(d.out, found);
}

char *words_decode(const char *raw, size_t n, const char *hint, struct charset_found *found)
{
	g_autoptr(GString) line = rfc2047_unfold(raw, n);
	unsigned words;
	GString *text = decode_once(line, hint ? hint : words_evidence(line->str, line->len), found,
				    &words);

	/* A gateway took the words for text and encoded them again; nobody does so twice. */
	if (words > 0 && strstr(text->str, "=?")) {
		g_autoptr(GString) outer = text;
		text = decode_once(outer, NULL, found, &words);
	}
	return g_string_free(text, FALSE);
}
