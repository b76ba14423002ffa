/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * detect.c: a candidate is tried by converting, and what comes out is looked
 * at: hiragana, katakana and usual kanji speak for it, half-width kana,
 * private characters and errors against it.
 * Tests: tests/unit/sanitizer/test_detect.c.
 */
#include "text/detect.h"

#include <string.h>

#include "text/familiar.h"
#include "text/jis.h"
#include "text/sink.h"

#define LOOK_AT ((size_t)64 << 10)

bool detect_is_ascii(const char *buf, size_t n)
{
	return sink_ascii_length(buf, n) == n;
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

/* All of the 8-bit characters of ${text}, and those that are kana of either width. */
struct tally {
	long sum, count, half, full;
};

static struct tally tally_of(const GString *text)
{
	struct tally t = { 0 };

	for (const char *p = text->str, *end = p + text->len; p < end; p = g_utf8_next_char(p)) {
		if (!(*p & 0x80))
			continue;
		const gunichar u = g_utf8_get_char(p);
		t.sum += familiar_weight(u);
		t.count++;
		t.half += u >= 0xff61 && u <= 0xff9f;
		t.full += u >= 0x3041 && u <= 0x30fe;
	}
	return t;
}

/*
 * Half-width kana speak against a reading: EUC looks so in Shift_JIS. They do
 * not where there is nothing else or kana of full width, which EUC never looks
 * like, and not in EUC, where each has a byte of its own before it.
 */
static int score_japanese(enum converter c, const char *buf, size_t n)
{
	g_autoptr(GString) text = g_string_sized_new(n * SINK_GROWTH);

	converter_run(c, text, buf, n);
	struct tally t = tally_of(text);
	if (t.count == 0)
		return 0;
	if (c == CONVERTER_EUC_JP)
		t.sum += 11 * t.half;
	else if (t.half == t.count || t.full > 0)
		t.sum += 9 * t.half;
	return (int)CLAMP(t.sum * 100 / t.count, -3000, 1000);
}

/* ---- western ---- */

static bool is_high(char c)
{
	return (c & 0x80) != 0;
}

/* A quotation mark, dash or letter of windows-1252's own, as it stands in a text. */
static int weigh_own(guint8 c, char before, char after)
{
	const bool ends = !g_ascii_isalnum(after), begins = !g_ascii_isalnum(before);

	switch (c) {
	case 0x91: /* ‘ and “ */
	case 0x93:
		return begins && !g_ascii_isspace(after) ? 6 : -3;
	case 0x92: /* ’, often within a word */
		if (g_ascii_isalpha(before) && after && strchr("stmrlvd", after))
			return 12;
		return !begins && ends ? 6 : -3;
	case 0x94: /* ” */
		return ends && !g_ascii_isspace(before) ? 6 : -6;
	case 0x80: /* € • – — … */
	case 0x85:
	case 0x95:
	case 0x96:
	case 0x97:
		return ends || g_ascii_isdigit(after) ? 6 : -3;
	case 0x8a: /* Š Œ Ž š œ ž */
	case 0x8c:
	case 0x8e:
	case 0x9a:
	case 0x9c:
	case 0x9e:
		return g_ascii_islower(after) ? 5 : -1;
	}
	return 1;
}

/* In western text an 8-bit letter stands in or beside a word of ASCII letters. */
static int weigh_western(guint8 c, char before, char after)
{
	if (is_high(before) || is_high(after))
		return c >= 0xc0 && (g_ascii_isalpha(before) || g_ascii_isalpha(after)) ? 0 : -6;
	if (c >= 0xc0)
		return g_ascii_isalpha(before) || g_ascii_isalpha(after) ? 9 : 1;
	if (c >= 0xa0)
		return c == 0xa0 || c == 0xa9 || c == 0xae ? 6 : 1;
	return weigh_own(c, before, after);
}

static int score_western(const char *buf, size_t n)
{
	long sum = 0, count = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_high(buf[i]))
			continue;
		sum += weigh_western((guint8)buf[i], i > 0 ? buf[i - 1] : ' ',
				     i + 1 < n ? buf[i + 1] : ' ');
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

unsigned detect_kana(enum converter c, const char *buf, size_t n)
{
	g_autoptr(GString) text = g_string_new(NULL);

	converter_run(c, text, buf, MIN(n, LOOK_AT));
	return (unsigned)tally_of(text).full;
}

enum converter detect_japanese(const char *buf, size_t n, int *score)
{
	const int cp932 = detect_score(CONVERTER_CP932, buf, n);
	const int euc = detect_score(CONVERTER_EUC_JP, buf, n);

	*score = MAX(cp932, euc);
	return euc > cp932 ? CONVERTER_EUC_JP : CONVERTER_CP932;
}

/*
 * A word of EUC can happen to be valid UTF-8, of letters that nobody has ever
 * seen beside each other: 道路 is U+01BB U+03E9.
 */
static bool is_chance(const char *buf, size_t n)
{
	bool odd = false;

	for (size_t i = 0; i + 1 < n; i++) {
		const guint8 c = (guint8)buf[i];
		if (c >= 0xe0)
			return false;
		odd = odd || (c >= 0xc6 && c <= 0xcd) || c == 0xcf || (c >= 0xd2 && c <= 0xd6);
	}
	return odd && detect_score(CONVERTER_EUC_JP, buf, n) >= 850;
}

enum converter detect_charset(const char *buf, size_t n)
{
	if (n >= 2 && (!memcmp(buf, "\xff\xfe", 2) || !memcmp(buf, "\xfe\xff", 2)))
		return CONVERTER_UTF16;
	if (jis_is_likely(buf, n) && !detect_is_utf8(buf, n))
		return CONVERTER_JIS;
	if (detect_is_ascii(buf, n))
		return CONVERTER_ASCII;
	if (detect_is_utf8(buf, without_cut_end(buf, n)))
		return is_chance(buf, n) ? CONVERTER_EUC_JP : CONVERTER_UTF8;

	int score;
	const enum converter japanese = detect_japanese(buf, n, &score);
	return detect_score(CONVERTER_WINDOWS_1252, buf, n) > score ? CONVERTER_WINDOWS_1252
								    : japanese;
}
