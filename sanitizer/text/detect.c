/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * detect.c: a candidate is tried by converting, and what comes out is looked
 * at: hiragana, katakana and common kanji speak for it, half-width kana (what
 * EUC looks like when read as Shift_JIS), private characters and errors
 * against it. No statistics of languages.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/detect.h"

#include <string.h>

#include "text/jis.h"

#define LOOK_AT ((size_t)64 << 10)

bool detect_is_ascii(const char *buf, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (buf[i] & 0x80)
			return false;
	return true;
}

bool detect_is_utf8(const char *buf, size_t n)
{
	bool wide = false;

	while (n > 0) {
		const char *end;
		g_utf8_validate(buf, (gssize)n, &end);
		wide = wide || !detect_is_ascii(buf, (size_t)(end - buf));
		n -= (size_t)(end - buf);
		buf = end;
		if (n > 0 && *buf != '\0')
			return false;
		if (n > 0) {
			buf++;
			n--;
		}
	}
	return wide;
}

/* ${n} less a last character that was cut: file names are, at some mailers' limits. */
static size_t without_cut_end(const char *buf, size_t n)
{
	for (size_t back = 1; back <= 3 && back < n; back++) {
		guint8 c = (guint8)buf[n - back];
		size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
		if (c >= 0xc2)
			return want > back ? n - back : n;
		if (c < 0x80)
			break;
	}
	return n;
}

/* What one character says: positive for, negative against. */
static int weigh(gunichar u)
{
	if (u == 0xfffd)
		return -30;
	if (u >= 0x3041 && u <= 0x30fe) /* kana */
		return 10;
	if (u >= 0x3000 && u <= 0x3003) /* 　、。 */
		return 10;
	if (u >= 0xff61 && u <= 0xff9f) /* half-width kana */
		return -3;
	if (u >= 0xe000 && u <= 0xf8ff)
		return -10;
	if (u >= 0x4e00 && u <= 0x9fff)
		return 5;
	if (u >= 0xff01 && u <= 0xff5e)
		return 5;
	if (u < 0xa0)
		return -10;
	return 1;
}

static int score_japanese(enum converter c, const char *buf, size_t n)
{
	g_autoptr(GString) text = g_string_sized_new(n * 2);
	long sum = 0, count = 0;

	converter_run(c, text, buf, n);
	for (const char *p = text->str, *end = p + text->len; p < end; p = g_utf8_next_char(p)) {
		if (!(*p & 0x80))
			continue;
		sum += weigh(g_utf8_get_char(p));
		count++;
	}
	return count ? (int)CLAMP(sum * 100 / count, -1000, 1000) : 0;
}

/* In western text an 8-bit letter stands in or beside a word of ASCII letters. */
static int score_western(const char *buf, size_t n)
{
	long sum = 0, count = 0;

	for (size_t i = 0; i < n; i++) {
		guint8 c = (guint8)buf[i];
		if (c < 0x80)
			continue;
		char before = i > 0 ? buf[i - 1] : ' ', after = i + 1 < n ? buf[i + 1] : ' ';
		bool lonely = !(before & 0x80) && !(after & 0x80);
		bool word = g_ascii_isalpha(before) || g_ascii_isalpha(after);
		if (c >= 0xc0 && lonely && word)
			sum += 9;
		else if ((c >= 0x91 && c <= 0x97) || c == 0x80 || c == 0xa0 || c == 0xa9)
			sum += lonely ? 6 : -6;
		else
			sum += lonely ? 1 : -6;
		count++;
	}
	return count ? (int)(sum * 100 / count) : 0;
}

int detect_score(enum converter c, const char *buf, size_t n)
{
	n = MIN(n, LOOK_AT);
	if (c == CONVERTER_WINDOWS_1252)
		return score_western(buf, n);
	return score_japanese(c, buf, n);
}

enum converter detect_charset(const char *buf, size_t n)
{
	static const enum converter candidates[] = { CONVERTER_CP932, CONVERTER_EUC_JP,
						     CONVERTER_WINDOWS_1252 };

	if (n >= 2 && (!memcmp(buf, "\xff\xfe", 2) || !memcmp(buf, "\xfe\xff", 2)))
		return CONVERTER_UTF16;
	if (jis_is_likely(buf, n) && !detect_is_utf8(buf, n))
		return CONVERTER_JIS;
	if (detect_is_ascii(buf, n))
		return CONVERTER_ASCII;
	if (detect_is_utf8(buf, without_cut_end(buf, n)))
		return CONVERTER_UTF8;

	enum converter best = candidates[0];
	int best_score = detect_score(best, buf, n);
	for (size_t i = 1; i < G_N_ELEMENTS(candidates); i++) {
		int score = detect_score(candidates[i], buf, n);
		if (score > best_score) {
			best = candidates[i];
			best_score = score;
		}
	}
	return best;
}
