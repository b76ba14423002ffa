/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * multibyte.c: one loop, and for each charset what an 8-bit byte begins. Where
 * a pair is no character the second byte is only taken with the first when it
 * is 8-bit, too: one broken byte must eat neither a line break nor a letter.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/multibyte.h"

#include "text/planes.h"

/* What the 8-bit byte at ${p} begins, into ${s}; how many of the ${n} bytes were taken. */
typedef size_t put_wide(struct sink *s, const guint8 *p, size_t n);

/* Inlined, so that each charset has a loop of its own: twice as fast. */
G_ALWAYS_INLINE static inline unsigned run(put_wide *put, GString *out, const char *buf, size_t n)
{
	struct sink s;

	sink_open(&s, out, n);
	for (size_t i = 0; i < n;) {
		if (buf[i] & 0x80)
			i += put(&s, (const guint8 *)buf + i, n - i);
		else
			i += sink_ascii(&s, buf + i, n - i);
	}
	return sink_close(&s);
}

/* ${n} bytes that are of one form but no character. */
static size_t skip(struct sink *s, size_t n)
{
	sink_bad(s);
	return n;
}

static bool is_between(guint8 c, guint8 first, guint8 last)
{
	return c >= first && c <= last;
}

/* ---- Shift_JIS ---- */

static bool is_sjis_trail(guint8 c)
{
	return c >= 0x80 && c <= 0xfc;
}

/* A byte that is a character or nothing; no lead byte. */
static size_t put_sjis_byte(struct sink *s, guint8 c)
{
	if (is_between(c, 0xa1, 0xdf))
		sink_put(s, 0xff61U + c - 0xa1U);
	else
		sink_bad(s);
	return 1;
}

static bool is_sjis_lead(guint8 c)
{
	return is_between(c, 0x81, 0x9f) || is_between(c, 0xe0, 0xfc);
}

static size_t put_cp932(struct sink *s, const guint8 *p, size_t n)
{
	if (!is_sjis_lead(p[0]))
		return put_sjis_byte(s, p[0]);
	if (n >= 2 && planes_put(s, PLANE_CP932, p[0], p[1]))
		return 2;
	return skip(s, n >= 2 && is_sjis_trail(p[1]) ? 2 : 1);
}

/* JIS X 0213: which two rows each lead byte from 0xf0 on holds, of plane 2 (appendix 1). */
static const guint8 rows_of_plane_2[][2] = {
	{ 1, 8 },   { 3, 4 },	{ 5, 12 },  { 13, 14 }, { 15, 78 }, { 79, 80 }, { 81, 82 },
	{ 83, 84 }, { 85, 86 }, { 87, 88 }, { 89, 90 }, { 91, 92 }, { 93, 94 },
};

static bool put_0213(struct sink *s, guint8 lead, guint8 trail)
{
	if (trail < 0x40 || trail == 0x7f || trail > 0xfc)
		return false;
	const bool second = trail >= 0x9f;
	const guint8 cell = (guint8)(second ? trail - 0x9e : trail - 0x3f - (trail > 0x7f));
	if (lead >= 0xf0) {
		const guint8 row = rows_of_plane_2[lead - 0xf0][second];
		return planes_put(s, PLANE_JISX0213_2, (guint8)(row + 0xa0), (guint8)(cell + 0xa0));
	}
	const guint8 pair = (guint8)(lead - (lead < 0xa0 ? 0x81 : 0xc1));
	const guint8 row = (guint8)(pair * 2 + 1 + second);
	return planes_put(s, PLANE_JISX0213_1, (guint8)(row + 0xa0), (guint8)(cell + 0xa0));
}

static size_t put_sjis_2004(struct sink *s, const guint8 *p, size_t n)
{
	if (!is_sjis_lead(p[0]))
		return put_sjis_byte(s, p[0]);
	if (n >= 2 && put_0213(s, p[0], p[1]))
		return 2;
	return skip(s, n >= 2 && is_sjis_trail(p[1]) ? 2 : 1);
}

/* ---- EUC ---- */

static bool is_high(const guint8 *p, size_t n, size_t at)
{
	return at < n && is_between(p[at], 0xa1, 0xfe);
}

/* Half-width kana behind 0x8e; 0: there is none. */
static size_t put_euc_kana(struct sink *s, const guint8 *p, size_t n)
{
	if (n < 2 || !is_between(p[1], 0xa1, 0xdf))
		return 0;
	sink_put(s, 0xff61U + p[1] - 0xa1U);
	return 2;
}

static size_t put_euc(struct sink *s, const guint8 *p, size_t n, enum plane plane_2)
{
	const size_t lead = p[0] == 0x8e || p[0] == 0x8f;

	if (p[0] == 0x8e) {
		const size_t taken = put_euc_kana(s, p, n);
		return taken > 0 ? taken : skip(s, 1);
	}
	if (!is_high(p, n, lead) || !is_high(p, n, lead + 1))
		return skip(s, 1);
	const guint8 row = p[lead], cell = p[lead + 1];
	bool is;
	if (lead > 0)
		is = planes_put(s, plane_2, row, cell);
	else if (plane_2 == PLANE_JISX0213_2)
		is = planes_put(s, PLANE_JISX0213_1, row, cell);
	else
		is = planes_put_0208(s, row & 0x7f, cell & 0x7f);
	return is ? lead + 2 : skip(s, lead + 2);
}

static size_t put_euc_jp(struct sink *s, const guint8 *p, size_t n)
{
	return put_euc(s, p, n, PLANE_JISX0212);
}

static size_t put_euc_2004(struct sink *s, const guint8 *p, size_t n)
{
	return put_euc(s, p, n, PLANE_JISX0213_2);
}

/* Plane 1 in two bytes, planes 1 and 2 behind 0x8e and their number. */
static size_t put_euc_tw(struct sink *s, const guint8 *p, size_t n)
{
	if (p[0] != 0x8e) {
		if (!is_high(p, n, 0) || !is_high(p, n, 1))
			return skip(s, 1);
		return planes_put(s, PLANE_CNS_1, p[0], p[1]) ? 2 : skip(s, 2);
	}
	if (!is_high(p, n, 1) || !is_high(p, n, 2) || !is_high(p, n, 3))
		return skip(s, 1);
	const bool is = (p[1] == 0xa1 && planes_put(s, PLANE_CNS_1, p[2], p[3])) ||
			(p[1] == 0xa2 && planes_put(s, PLANE_CNS_2, p[2], p[3]));
	return is ? 4 : skip(s, 4);
}

/* ---- the neighbours' ---- */

static size_t put_big5(struct sink *s, const guint8 *p, size_t n)
{
	if (n >= 2 && planes_put(s, PLANE_BIG5, p[0], p[1]))
		return 2;
	return skip(s, n >= 2 && is_between(p[0], 0x81, 0xfe) && is_high(p, n, 1) ? 2 : 1);
}

static size_t put_uhc(struct sink *s, const guint8 *p, size_t n)
{
	if (n >= 2 && planes_put(s, PLANE_UHC, p[0], p[1]))
		return 2;
	return skip(s, n >= 2 && is_between(p[0], 0x81, 0xfe) && is_high(p, n, 1) ? 2 : 1);
}

unsigned multibyte_cp932(GString *out, const char *buf, size_t n)
{
	return run(put_cp932, out, buf, n);
}

unsigned multibyte_sjis_2004(GString *out, const char *buf, size_t n)
{
	return run(put_sjis_2004, out, buf, n);
}

unsigned multibyte_euc_jp(GString *out, const char *buf, size_t n)
{
	return run(put_euc_jp, out, buf, n);
}

unsigned multibyte_euc_2004(GString *out, const char *buf, size_t n)
{
	return run(put_euc_2004, out, buf, n);
}

unsigned multibyte_big5(GString *out, const char *buf, size_t n)
{
	return run(put_big5, out, buf, n);
}

unsigned multibyte_uhc(GString *out, const char *buf, size_t n)
{
	return run(put_uhc, out, buf, n);
}

unsigned multibyte_euc_tw(GString *out, const char *buf, size_t n)
{
	return run(put_euc_tw, out, buf, n);
}
