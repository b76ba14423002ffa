/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset.c: the label is believed unless the bytes say otherwise. It decides
 * which converter is tried; evidence decides when the label is missing,
 * unknown, or when what it names cannot read the bytes and something else can.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/charset.h"

#include <string.h>

#include "text/converters.h"
#include "text/detect.h"
#include "text/emoji.h"
#include "text/jis.h"

bool charset_init(struct err *err)
{
	const char *missing = converters_open();

	if (missing)
		return err_set(err, SCOPE_BUG, REASON_INTERNAL,
			       "iconv cannot read %s here: is libc-bin complete?", missing);
	return true;
}

bool charset_is_known(const char *label)
{
	return converter_of_label(label) != CONVERTER_UNKNOWN;
}

/* UTF-16 and UTF-32 of no said byte order: the mark, else where the zeros are, else big endian. */
static enum converter byte_order(enum converter c, const char *buf, size_t n)
{
	const size_t unit = c == CONVERTER_UTF16 ? 2 : 4;
	const enum converter le = c == CONVERTER_UTF16 ? CONVERTER_UTF16LE : CONVERTER_UTF32LE;
	const enum converter be = c == CONVERTER_UTF16 ? CONVERTER_UTF16BE : CONVERTER_UTF32BE;
	size_t low = 0, high = 0;

	if (n >= 2 && !memcmp(buf, "\xff\xfe", 2))
		return le;
	if (n >= unit && !memcmp(buf + unit - 2, "\xfe\xff", 2))
		return be;
	for (size_t i = 0; i + unit <= MIN(n, 4096); i += unit) {
		high += buf[i] == 0;
		low += buf[i + unit - 1] == 0;
	}
	return low > high ? le : be;
}

static bool is_utf16(enum converter c)
{
	return c == CONVERTER_UTF16 || c == CONVERTER_UTF16LE || c == CONVERTER_UTF16BE ||
	       c == CONVERTER_UTF32 || c == CONVERTER_UTF32LE || c == CONVERTER_UTF32BE;
}

/* Whether bytes that are not all UTF-8 still read best so: UTF-8 with damage. */
static bool is_damaged_utf8(const char *buf, size_t n)
{
	int japanese;

	detect_japanese(buf, n, &japanese);
	return detect_score(CONVERTER_UTF8, buf, n) + 300 > japanese || japanese < 400;
}

/*
 * Whether the bytes read so much better as ${other} that a Japanese label is
 * wrong. Half-width kana alone read as kanji elsewhere, so that takes hiragana
 * (650) or bytes that ${c} cannot read at all (below -300).
 */
static bool is_overruled(enum converter c, enum converter other, const char *buf, size_t n)
{
	int score = detect_score(c, buf, n);

	if (score >= 300)
		return false;
	int better = detect_score(other, buf, n);
	return better >= score + 300 && (better >= 650 || score < -300);
}

/* The label of mailers that know no other; nobody writes western text in CP932. */
static bool is_western(const char *buf, size_t n)
{
	int japanese;

	if (detect_is_utf8(buf, n))
		return detect_score(CONVERTER_WINDOWS_1252, buf, n) >= 300;
	detect_japanese(buf, n, &japanese);
	return japanese < 650 || detect_score(CONVERTER_WINDOWS_1252, buf, n) >= japanese;
}

/*
 * Whether ${c}, which the label names, is what the bytes are in. Only what is
 * sure overrules a label: text that is named rightly must never be garbled.
 */
static bool label_fits(enum converter c, const char *buf, size_t n)
{
	if (is_utf16(c) || c == CONVERTER_UTF7 || c == CONVERTER_ISO_2022_KR)
		return true;
	bool ascii = detect_is_ascii(buf, n);
	if (c == CONVERTER_JIS)
		return ascii || jis_is_likely(buf, n);
	if (ascii)
		return !jis_is_likely(buf, n);
	if (c == CONVERTER_ASCII)
		return false;

	bool utf8 = detect_is_utf8(buf, n);
	if (c == CONVERTER_UTF8)
		return utf8 || is_damaged_utf8(buf, n);
	if (c == CONVERTER_WINDOWS_1252)
		return is_western(buf, n);
	if (utf8 && is_overruled(c, CONVERTER_UTF8, buf, n))
		return false;
	if (c == CONVERTER_CP932)
		return !is_overruled(c, CONVERTER_EUC_JP, buf, n);
	if (c == CONVERTER_EUC_JP)
		return !is_overruled(c, CONVERTER_CP932, buf, n);
	return true;
}

static enum emoji_source emoji_source_of(enum converter c)
{
	if (c == CONVERTER_CP932)
		return EMOJI_OF_SJIS;
	return c == CONVERTER_JIS ? EMOJI_OF_JIS : EMOJI_OF_UTF;
}

void charset_to_utf8(GString *out, const char *buf, size_t n, const char *label,
		     struct charset_found *found)
{
	enum converter c = converter_of_label(label);

	if (c == CONVERTER_UNKNOWN) {
		found->unknown = found->unknown || (label && *label);
		c = detect_charset(buf, n);
	} else if (!label_fits(c, buf, n)) {
		enum converter real = detect_charset(buf, n);
		found->mislabelled = found->mislabelled || real != c;
		c = real;
	}
	if (c == CONVERTER_UTF16 || c == CONVERTER_UTF32)
		c = byte_order(c, buf, n);
	found->used = converter_word(c);

	size_t start = out->len;
	if (c == CONVERTER_ASCII)
		g_string_append_len(out, buf, (gssize)n);
	else
		found->undecodable += converter_run(c, out, buf, n);

	/* A byte order mark is no text. */
	if (out->len >= start + 3 && !memcmp(out->str + start, "\xef\xbb\xbf", 3))
		g_string_erase(out, (gssize)start, 3);
	if (c == CONVERTER_CP932 || c == CONVERTER_JIS || c == CONVERTER_UTF8 ||
	    c == CONVERTER_ASCII)
		emoji_replace(out, start, emoji_source_of(c), emoji_of_label(label));
}
