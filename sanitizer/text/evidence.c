/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evidence.c: each kind of charset has its own signs of a wrong label: a 7-bit
 * one has 8-bit bytes, one with escapes has none, and one that takes any byte
 * for a character reads as nothing that people write.
 * Tests: tests/unit/sanitizer/test_charset.c, test_detect.c.
 */
#include "text/evidence.h"

#include <string.h>

#include "text/detect.h"
#include "text/jis.h"

#define LOOK_AT 4096 /* bytes, where a look at the beginning is enough */

enum converter evidence_byte_order(enum converter c, const char *buf, size_t n)
{
	const size_t unit = c == CONVERTER_UTF16 ? 2 : 4;
	const enum converter le = c == CONVERTER_UTF16 ? CONVERTER_UTF16LE : CONVERTER_UTF32LE;
	const enum converter be = c == CONVERTER_UTF16 ? CONVERTER_UTF16BE : CONVERTER_UTF32BE;
	size_t low = 0, high = 0;

	if (n >= 2 && !memcmp(buf, "\xff\xfe", 2))
		return le;
	if (n >= unit && !memcmp(buf + unit - 2, "\xfe\xff", 2))
		return be;
	for (size_t i = 0; i + unit <= MIN(n, LOOK_AT); i += unit) {
		high += buf[i] == 0;
		low += buf[i + unit - 1] == 0;
	}
	if (low == high && unit == 2 && detect_score(le, buf, n) > detect_score(be, buf, n))
		return le;
	return low > high ? le : be;
}

bool evidence_overrules(enum converter c, enum converter other, const char *buf, size_t n)
{
	const int score = detect_score(c, buf, n);

	if (score >= 300)
		return false;
	const int better = detect_score(other, buf, n);
	return better >= score + 300 && (better >= 650 || score < -300);
}

/* Words and lines, as no text in 16-bit units looks by chance. */
static bool is_plain_ascii(const char *buf, size_t n)
{
	size_t words = 0;

	for (size_t i = 0; i < MIN(n, LOOK_AT); i++) {
		const char c = buf[i];
		if (c & 0x80 || (c < ' ' && !strchr("\r\n\t", c)) || c == '\0')
			return false;
		words += g_ascii_isalnum(c) || g_ascii_isspace(c);
	}
	return n >= 6 && words * 10 >= MIN(n, LOOK_AT) * 8 &&
	       (memchr(buf, ' ', n) || memchr(buf, '\n', n));
}

static bool fits_wide(enum converter c, const char *buf, size_t n)
{
	if (memchr(buf, 0, n) ||
	    (n >= 2 && (!memcmp(buf, "\xff\xfe", 2) || !memcmp(buf, "\xfe\xff", 2))))
		return true;
	if (is_plain_ascii(buf, n))
		return false;
	if (c == CONVERTER_UTF16 || c == CONVERTER_UTF32)
		c = evidence_byte_order(c, buf, n);
	return !detect_is_utf8(buf, n) || !evidence_overrules(c, CONVERTER_UTF8, buf, n);
}

/* Whether bytes that are not all UTF-8 still read best so: UTF-8 with damage. */
static bool fits_utf8(const char *buf, size_t n)
{
	int japanese;

	if (detect_is_utf8(buf, n))
		return true;
	detect_japanese(buf, n, &japanese);
	const int western = detect_score(CONVERTER_WINDOWS_1252, buf, n);
	const int utf8 = detect_score(CONVERTER_UTF8, buf, n);
	return (japanese < 400 || utf8 + 300 > japanese) && (western < 600 || utf8 + 300 > western);
}

/* The label of mailers that know no other; nobody writes western text in CP932. */
static bool fits_western(const char *buf, size_t n)
{
	int japanese;

	if (detect_is_utf8(buf, n))
		return detect_score(CONVERTER_WINDOWS_1252, buf, n) >= 300;
	detect_japanese(buf, n, &japanese);
	return japanese < 650 || detect_score(CONVERTER_WINDOWS_1252, buf, n) >= japanese;
}

/* Alphabets and neighbours' kanji: only Japanese that has its kana in it overrules them. */
static bool fits_foreign(enum converter c, const char *buf, size_t n)
{
	int score;
	const enum converter japanese = detect_japanese(buf, n, &score);

	return score < 650 || detect_kana(japanese, buf, n) < 3 ||
	       !evidence_overrules(c, japanese, buf, n);
}

static bool fits_8bit(enum converter c, const char *buf, size_t n)
{
	if (c == CONVERTER_UTF8)
		return fits_utf8(buf, n);
	if (c == CONVERTER_WINDOWS_1252)
		return fits_western(buf, n);
	if (detect_is_utf8(buf, n) && evidence_overrules(c, CONVERTER_UTF8, buf, n))
		return false;
	if (c == CONVERTER_CP932)
		return !evidence_overrules(c, CONVERTER_EUC_JP, buf, n);
	if (c == CONVERTER_EUC_JP)
		return !evidence_overrules(c, CONVERTER_CP932, buf, n);
	return fits_foreign(c, buf, n);
}

static bool is_wide(enum converter c)
{
	return c == CONVERTER_UTF16 || c == CONVERTER_UTF16LE || c == CONVERTER_UTF16BE ||
	       c == CONVERTER_UTF32 || c == CONVERTER_UTF32LE || c == CONVERTER_UTF32BE;
}

static bool is_7bit(enum converter c)
{
	return c == CONVERTER_UTF7 || c == CONVERTER_ISO_2022_KR || c == CONVERTER_ISO_2022_CN ||
	       c == CONVERTER_HZ;
}

static bool fits(enum converter c, const char *buf, size_t n)
{
	if (is_wide(c))
		return fits_wide(c, buf, n);
	const bool ascii = detect_is_ascii(buf, n);
	if (c == CONVERTER_JIS)
		return ascii || jis_is_likely(buf, n);
	if (ascii)
		return !jis_is_likely(buf, n);
	return c != CONVERTER_ASCII && !is_7bit(c) && fits_8bit(c, buf, n);
}

enum converter evidence_weigh(enum converter labelled, const char *buf, size_t n)
{
	if (labelled != CONVERTER_UNKNOWN && fits(labelled, buf, n))
		return labelled;
	return detect_charset(buf, n);
}
