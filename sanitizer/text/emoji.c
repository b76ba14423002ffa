/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * emoji.c: one carrier's characters are a few stretches of private code
 * points; which, hangs on the charset. au hardly sends Shift_JIS, so there
 * SoftBank is asked before au; docomo and SoftBank share lead byte F9, and
 * docomo has more phones.
 * Tests: tests/unit/sanitizer/test_emoji.c.
 */
#include "text/emoji.h"

#include <stdbool.h>
#include <string.h>

#include "text/emoji_table.h"

#define TABLE_MAX 1400 /* emoji of all rows */
#define ESC 0x1b
#define SI 0x0f

static const char *starts[TABLE_MAX]; /* of the rows, one after the other */
static size_t row_starts[EMOJI_TABLE_ROWS];

/* Private characters of a source, and what they are in the table. */
struct stretch {
	enum emoji_source source;
	enum emoji_carrier carrier;
	gunichar first, last; /* as they came */
	gunichar as;	      /* the first in emoji_table */
};

static const struct stretch stretches[] = {
	{ EMOJI_OF_SJIS, EMOJI_DOCOMO, 0xe63e, 0xe757, 0xe63e },   /* F89F … F9FC */
	{ EMOJI_OF_SJIS, EMOJI_SOFTBANK, 0xe525, 0xe57e, 0xe101 }, /* F741 */
	{ EMOJI_OF_SJIS, EMOJI_SOFTBANK, 0xe584, 0xe5d6, 0xe201 }, /* F7A1 */
	{ EMOJI_OF_SJIS, EMOJI_SOFTBANK, 0xe69d, 0xe6f6, 0xe001 }, /* F941 */
	{ EMOJI_OF_SJIS, EMOJI_SOFTBANK, 0xe6fc, 0xe748, 0xe301 }, /* F9A1 */
	{ EMOJI_OF_SJIS, EMOJI_AU_KDDI, 0xe468, 0xe5df, 0xe468 },  /* F640 … F7FC */
	{ EMOJI_OF_SJIS, EMOJI_AU_KDDI, 0xe234, 0xe33c, 0xea80 },  /* F340 … F493 */
	{ EMOJI_OF_JIS, EMOJI_AU_KDDI, 0xe468, 0xe5df, 0xe468 },
	{ EMOJI_OF_UTF, EMOJI_DOCOMO, 0xe63e, 0xe757, 0xe63e },
	{ EMOJI_OF_UTF, EMOJI_AU_KDDI, 0xe468, 0xe5df, 0xe468 },
	{ EMOJI_OF_UTF, EMOJI_AU_KDDI, 0xea80, 0xeb88, 0xea80 },
	{ EMOJI_OF_UTF, EMOJI_SOFTBANK, 0xe001, 0xe05a, 0xe001 },
	{ EMOJI_OF_UTF, EMOJI_SOFTBANK, 0xe101, 0xe15a, 0xe101 },
	{ EMOJI_OF_UTF, EMOJI_SOFTBANK, 0xe201, 0xe253, 0xe201 },
	{ EMOJI_OF_UTF, EMOJI_SOFTBANK, 0xe301, 0xe34d, 0xe301 },
	{ EMOJI_OF_UTF, EMOJI_SOFTBANK, 0xe401, 0xe44c, 0xe401 },
	{ EMOJI_OF_UTF, EMOJI_SOFTBANK, 0xe501, 0xe537, 0xe501 },
};

/* ---- the table ---- */

void emoji_open(void)
{
	size_t n = 0;

	for (size_t row = 0; row < EMOJI_TABLE_ROWS; row++) {
		row_starts[row] = n;
		for (const char *p = emoji_table[row].text; *p; p = strchr(p, ' ') + 1) {
			g_assert(n < TABLE_MAX);
			starts[n++] = p;
		}
	}
}

/* The emoji of a carrier's own code point, with a blank behind; NULL: there is none. */
static const char *find(gunichar u)
{
	for (size_t row = 0; row < EMOJI_TABLE_ROWS; row++)
		if (u >= emoji_table[row].first && u <= emoji_table[row].last)
			return starts[row_starts[row] + (u - emoji_table[row].first)];
	return NULL;
}

static void append(GString *out, const char *emoji)
{
	g_string_append_len(out, emoji, (gssize)strcspn(emoji, " "));
}

enum emoji_carrier emoji_of_label(const char *label)
{
	g_autofree char *low = g_ascii_strdown(label ? label : "", -1);

	if (strstr(low, "docomo"))
		return EMOJI_DOCOMO;
	if (strstr(low, "kddi"))
		return EMOJI_AU_KDDI;
	return strstr(low, "softbank") ? EMOJI_SOFTBANK : EMOJI_BY_EVIDENCE;
}

/* ---- whose they are ---- */

static const struct stretch *stretch_of(gunichar u, enum emoji_source source,
					enum emoji_carrier carrier)
{
	for (size_t i = 0; i < G_N_ELEMENTS(stretches); i++)
		if (stretches[i].source == source && stretches[i].carrier == carrier &&
		    u >= stretches[i].first && u <= stretches[i].last)
			return &stretches[i];
	return NULL;
}

static bool is_private(gunichar u)
{
	return u >= 0xe000 && u <= 0xf8ff;
}

/* What the private characters of a text could all be: a bit for each carrier. */
static unsigned carriers_of(const char *p, const char *end, enum emoji_source source, bool *kana)
{
	unsigned all = 1U << EMOJI_DOCOMO | 1U << EMOJI_AU_KDDI | 1U << EMOJI_SOFTBANK;
	bool mail_row = false;

	for (; p < end; p = g_utf8_next_char(p)) {
		if (!(*p & 0x80))
			continue;
		const gunichar u = g_utf8_get_char(p);
		*kana = *kana || (u >= 0x3041 && u <= 0x30fe);
		if (!is_private(u))
			continue;
		for (unsigned c = EMOJI_DOCOMO; c <= EMOJI_SOFTBANK; c++)
			if (!stretch_of(u, source, c))
				all &= ~(1U << c);
		mail_row = mail_row || (u >= EMOJI_AU && u <= 0xe5df);
	}
	/* F3 and F4 alone are an office's own kanji rather than au's. */
	return source == EMOJI_OF_SJIS && !mail_row ? all & ~(1U << EMOJI_AU_KDDI) : all;
}

/*
 * EMOJI_BY_EVIDENCE when nobody's. In Unicode only docomo's and au's, which
 * few others use, and only in Japanese: SoftBank's are where an office's first
 * private kanji are, and icon fonts are everywhere.
 */
static enum emoji_carrier carrier_of(const GString *text, size_t start, enum emoji_source source)
{
	bool kana = false;
	const unsigned could = carriers_of(text->str + start, text->str + text->len, source, &kana);

	if (source == EMOJI_OF_UTF && !kana)
		return EMOJI_BY_EVIDENCE;
	if (could & 1U << EMOJI_DOCOMO)
		return EMOJI_DOCOMO;
	if (could & 1U << EMOJI_SOFTBANK && source == EMOJI_OF_SJIS)
		return EMOJI_SOFTBANK;
	return could & 1U << EMOJI_AU_KDDI ? EMOJI_AU_KDDI : EMOJI_BY_EVIDENCE;
}

/* ---- web codes ---- */

/* After ESC $: which page of SoftBank's a letter names. */
static gunichar page_of(char c)
{
	static const char letters[] = "GEFOPQ";
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? 0xe001U + 0x100U * (gunichar)(at - letters) : 0;
}

size_t emoji_webcode_length(const char *p, size_t n)
{
	size_t i = 3;

	if (n < 5 || p[0] != ESC || p[1] != '$' || page_of(p[2]) == 0)
		return 0;
	while (i < n && p[i] >= 0x21 && p[i] <= 0x7a)
		i++;
	return i > 3 && i < n && p[i] == SI ? i + 1 : 0;
}

static void append_webcode(GString *out, const char *p, size_t len)
{
	const gunichar first = page_of(p[2]);

	for (size_t i = 3; i + 1 < len; i++) {
		const char *emoji = find(first + (guint8)p[i] - 0x21U);
		append(out, emoji ? emoji : "〓");
	}
}

/* ---- the text ---- */

/* Whether there is anything to do: private characters begin with EE or EF. */
static bool is_worth_it(const GString *text, size_t start)
{
	const char *p = text->str + start;
	const size_t n = text->len - start;

	return memchr(p, ESC, n) || memchr(p, 0xee, n);
}

/* The emoji that stands at ${p}; NULL: none. */
static const char *emoji_at(const char *p, enum emoji_source source, enum emoji_carrier carrier)
{
	if ((guint8)*p != 0xee || carrier == EMOJI_BY_EVIDENCE)
		return NULL;
	const gunichar u = g_utf8_get_char(p);
	const struct stretch *in = stretch_of(u, source, carrier);
	return in ? find(in->as + (u - in->first)) : NULL;
}

void emoji_replace(GString *text, size_t start, enum emoji_source source,
		   enum emoji_carrier carrier)
{
	if (!is_worth_it(text, start))
		return;
	if (carrier == EMOJI_BY_EVIDENCE)
		carrier = carrier_of(text, start, source);

	g_autoptr(GString) old = g_string_new_len(text->str + start, (gssize)(text->len - start));
	const char *p = old->str, *end = p + old->len, *done = p;
	g_string_truncate(text, start);
	while (p < end) {
		const size_t code = *p == ESC ? emoji_webcode_length(p, (size_t)(end - p)) : 0;
		const char *emoji = emoji_at(p, source, carrier);
		const char *next = code > 0 ? p + code : g_utf8_next_char(p);
		if (code > 0 || emoji) {
			g_string_append_len(text, done, p - done);
			done = next;
		}
		if (code > 0)
			append_webcode(text, p, code);
		else if (emoji)
			append(text, emoji);
		p = next;
	}
	g_string_append_len(text, done, end - done);
}
