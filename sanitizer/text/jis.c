/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jis.c: no converter of glibc's reads what Japanese mailers write, so the
 * escapes are followed here, and each pair of bytes is looked up in the plane
 * that the last escape chose. Each line begins in ASCII, whatever the sender
 * forgot.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/jis.h"

#include "text/converters.h"
#include "text/emoji.h"
#include "text/planes.h"

enum set {
	SET_ASCII,
	SET_KANA,
	SET_0208,
	SET_0212,
	SET_0213_1,
	SET_0213_2,
	SET_GB,
	SET_KS,
	SET_OWN, /* ISO-2022-JP-MS: characters that a site made for itself */
};

/* What ESC N shifts to for one character. */
enum high { HIGH_NONE, HIGH_LATIN, HIGH_GREEK };

static const struct {
	const char *escape; /* after ESC */
	enum set set;
} escapes[] = {
	{ "(B", SET_ASCII },   { "(J", SET_ASCII },	 { "(H", SET_ASCII },
	{ "(I", SET_KANA },    { "$@", SET_0208 },	 { "$B", SET_0208 },
	{ "$(@", SET_0208 },   { "$(B", SET_0208 },	 { "$(D", SET_0212 },
	{ "$(O", SET_0213_1 }, { "$(Q", SET_0213_1 },	 { "$(P", SET_0213_2 },
	{ "$A", SET_GB },      { "$(A", SET_GB },	 { "$(C", SET_KS },
	{ "$(?", SET_OWN },    { "&@\x1b$B", SET_0208 },
};

struct jis {
	struct sink s;
	GString *out;
	size_t n;     /* of the whole text: room for the rest is never more */
	unsigned bad; /* of others; our own are in ${s} */
	enum set set;
	enum high high;
	bool shifted; /* between SO and SI */
};

/* After ESC: length of the sequence that stands at ${p}, 0 when it is none of ours. */
static size_t escape_length(const char *p, size_t n, enum set *set)
{
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
		size_t len = strlen(escapes[i].escape);
		if (n >= len && !memcmp(p, escapes[i].escape, len)) {
			*set = escapes[i].set;
			return len;
		}
	}
	return 0;
}

bool jis_is_likely(const char *buf, size_t n)
{
	const char *end = buf + n, *p = buf;
	enum set set;

	while ((p = memchr(p, 0x1b, (size_t)(end - p)))) {
		p++;
		if (escape_length(p, (size_t)(end - p), &set) && set != SET_ASCII)
			return true;
	}
	return false;
}

/* ${n} bytes by another decoder, in their place. */
static void put_by(struct jis *j, enum converter by, const char *p, size_t n)
{
	j->bad += sink_close(&j->s);
	j->bad += converter_run(by, j->out, p, n);
	sink_open(&j->s, j->out, j->n);
}

/* ---- escapes ---- */

/* ESC . A and ESC . F name a set, ESC N takes one character of it; how many bytes, 0: neither. */
static size_t put_high(struct jis *j, const char *p, size_t n)
{
	if (n >= 2 && p[0] == '.' && (p[1] == 'A' || p[1] == 'F')) {
		j->high = p[1] == 'A' ? HIGH_LATIN : HIGH_GREEK;
		return 2;
	}
	if (n < 2 || p[0] != 'N' || j->high == HIGH_NONE || (guint8)p[1] < 0x20)
		return 0;
	const char c = (char)(p[1] | 0x80);
	if (j->high == HIGH_LATIN)
		sink_put(&j->s, (guint8)c);
	else
		put_by(j, CONVERTER_ISO_8859_7, &c, 1);
	return 2;
}

/* ESC at ${p}; how many bytes were taken. */
static size_t put_escape(struct jis *j, const char *p, size_t n)
{
	size_t len = escape_length(p + 1, n - 1, &j->set);

	if (len > 0) {
		j->shifted = false;
		return 1 + len;
	}
	len = put_high(j, p + 1, n - 1);
	if (len > 0)
		return 1 + len;
	len = emoji_webcode_length(p, n);
	if (len > 0) {
		sink_bytes(&j->s, p, len);
		return len;
	}
	sink_bad(&j->s);
	return 1;
}

/* ---- characters ---- */

/* au's emoji stand where JIS X 0208 has nothing; in Unicode, au put them from U+E468 on. */
static bool put_au(struct sink *s, guint8 row, guint8 cell)
{
	const gunichar u = EMOJI_AU + (row - EMOJI_AU_ROW) * 94U + (cell - 0x21U);

	if (row < EMOJI_AU_ROW || row > EMOJI_AU_LAST)
		return false;
	sink_put(s, u);
	return true;
}

static bool put_own(struct sink *s, guint8 row, guint8 cell)
{
	if (row > 0x34)
		return false;
	sink_put(s, 0xe000U + (row - 0x21U) * 94U + (cell - 0x21U));
	return true;
}

/* ${a}, ${b} in 0x21 … 0x7e. */
static bool put_pair(struct jis *j, guint8 a, guint8 b)
{
	const guint8 row = a | 0x80, cell = b | 0x80;

	switch (j->set) {
	case SET_0208:
		return planes_put_0208(&j->s, a, b) || put_au(&j->s, a, b);
	case SET_0212:
		return planes_put(&j->s, PLANE_JISX0212, row, cell);
	case SET_0213_1:
		return planes_put(&j->s, PLANE_JISX0213_1, row, cell);
	case SET_0213_2:
		return planes_put(&j->s, PLANE_JISX0213_2, row, cell);
	case SET_GB:
		return planes_put(&j->s, PLANE_GBK, row, cell);
	case SET_KS:
		return planes_put(&j->s, PLANE_UHC, row, cell);
	case SET_OWN:
		return put_own(&j->s, a, b);
	case SET_ASCII:
	case SET_KANA:
		break;
	}
	return false;
}

static bool is_graphic(char c)
{
	return c >= 0x21 && c <= 0x7e;
}

/* Whether an odd number of bytes is left in this run: then one of them was lost. */
static bool is_out_of_step(const char *p, size_t n)
{
	size_t len = 0;

	while (len < n && is_graphic(p[len]))
		len++;
	return len % 2 == 1;
}

/* Pairs of bytes up to what is none; how many bytes were taken, 1 at least. */
static size_t put_pairs(struct jis *j, const char *p, size_t n)
{
	bool in_step = false; /* looked at once in a run, when it goes wrong for the first time */
	size_t i = 0;

	while (i + 1 < n && is_graphic(p[i]) && is_graphic(p[i + 1])) {
		if (put_pair(j, (guint8)p[i], (guint8)p[i + 1])) {
			i += 2;
			continue;
		}
		sink_bad(&j->s);
		i += !in_step && is_out_of_step(p + i, n - i) ? 1 : 2;
		in_step = true;
	}
	if (i == 0 || (i < n && is_graphic(p[i]))) {
		sink_bad(&j->s);
		i++;
	}
	return i;
}

static void end_line(struct jis *j)
{
	j->set = SET_ASCII;
	j->high = HIGH_NONE;
	j->shifted = false;
}

/* 7-bit bytes at ${p}; how many were taken. */
static size_t put_7bit(struct jis *j, const char *p, size_t n)
{
	const char c = *p;

	if (!is_graphic(c)) {
		if (c == '\n' || c == '\r')
			end_line(j);
		sink_put(&j->s, (guint8)c);
		return 1;
	}
	if (j->shifted || j->set == SET_KANA) {
		sink_put(&j->s, c <= 0x5f ? 0xff40U + (guint8)c : (guint8)c);
		return 1;
	}
	if (j->set != SET_ASCII)
		return put_pairs(j, p, n);
	size_t len = 1;
	while (len < n && is_graphic(p[len]))
		len++;
	sink_bytes(&j->s, p, len);
	return len;
}

/*
 * 8-bit bytes where there should be none: half-width kana as a rule, else a
 * footer in UTF-8 or Shift_JIS that some gateway appended, to the line's end.
 */
static size_t put_8bit(struct jis *j, const char *p, size_t n)
{
	size_t len = 0;
	bool kana = true;

	for (; len < n && !strchr("\r\n\x1b\x0e\x0f", p[len]); len++) {
		const guint8 c = (guint8)p[len];
		if (c < 0x80 && j->set != SET_ASCII)
			break;
		kana = kana && (c < 0x80 || (c >= 0xa1 && c <= 0xdf));
	}
	len = MAX(len, 1);
	const bool utf8 = !kana && g_utf8_validate(p, (gssize)len, NULL);
	put_by(j, utf8 ? CONVERTER_UTF8 : CONVERTER_CP932, p, len);
	return len;
}

unsigned jis_to_utf8(GString *out, const char *buf, size_t n)
{
	struct jis j = { .out = out, .n = n };

	sink_open(&j.s, out, n);
	for (size_t i = 0; i < n;) {
		const char c = buf[i];
		if (c == 0x1b) {
			i += put_escape(&j, buf + i, n - i);
		} else if (c == 0x0e || c == 0x0f) {
			j.shifted = c == 0x0e;
			i++;
		} else if (c & 0x80) {
			i += put_8bit(&j, buf + i, n - i);
		} else {
			i += put_7bit(&j, buf + i, n - i);
		}
	}
	return j.bad + sink_close(&j.s);
}
