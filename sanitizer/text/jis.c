/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jis.c: no converter of glibc's reads what Japanese mailers write, so the
 * escapes are followed here and the characters handed to double-byte
 * converters: JIS X 0208 becomes Shift_JIS by arithmetic and goes through
 * CP932, which knows NEC's and IBM's characters; the others become EUC.
 * Runs of one set are converted in one call.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/jis.h"

#include <string.h>

#include "text/converters.h"

enum set { SET_ASCII, SET_KANA, SET_0208, SET_0212, SET_0213_1, SET_0213_2, SET_GB, SET_KS };

static const struct {
	const char *escape; /* after ESC */
	enum set set;
} escapes[] = {
	{ "(B", SET_ASCII }, { "(J", SET_ASCII },   { "(H", SET_ASCII },   { "(I", SET_KANA },
	{ "$@", SET_0208 },  { "$B", SET_0208 },    { "$(@", SET_0208 },   { "$(B", SET_0208 },
	{ "$(D", SET_0212 }, { "$(O", SET_0213_1 }, { "$(Q", SET_0213_1 }, { "$(P", SET_0213_2 },
	{ "$A", SET_GB },    { "$(A", SET_GB },	    { "$(C", SET_KS },	   { "&@\x1b$B", SET_0208 },
};

struct jis {
	GString *out;
	GString *run; /* bytes of one set, not yet converted */
	enum converter run_by;
	enum set set;
	bool shifted; /* between SO and SI */
	unsigned bad;
};

static enum converter converter_of(enum set set)
{
	switch (set) {
	case SET_ASCII:
	case SET_KANA:
	case SET_0208:
		return CONVERTER_CP932;
	case SET_0212:
		return CONVERTER_EUC_JP;
	case SET_0213_1:
	case SET_0213_2:
		return CONVERTER_JISX0213;
	case SET_GB:
		return CONVERTER_GB18030;
	case SET_KS:
		return CONVERTER_UHC;
	}
	return CONVERTER_CP932;
}

static void flush(struct jis *j)
{
	j->bad += converter_run(j->run_by, j->out, j->run->str, j->run->len);
	g_string_truncate(j->run, 0);
}

static void put(struct jis *j, enum converter by, const guint8 *bytes, size_t n)
{
	if (by != j->run_by) {
		flush(j);
		j->run_by = by;
	}
	g_string_append_len(j->run, (const char *)bytes, (gssize)n);
}

static void put_bad(struct jis *j)
{
	flush(j);
	converter_replacement(j->out);
	j->bad++;
}

/* ${a}, ${b} in 0x21..0x7e. */
static void put_pair(struct jis *j, guint8 a, guint8 b)
{
	guint8 bytes[3];
	size_t n = 2;

	if (j->set == SET_0208) {
		bytes[0] = (guint8)((a + 1) / 2 + (a < 0x5f ? 0x70 : 0xb0));
		bytes[1] = (guint8)(b + (a % 2 ? (b < 0x60 ? 0x1f : 0x20) : 0x7e));
	} else {
		n = 0;
		if (j->set == SET_0212 || j->set == SET_0213_2)
			bytes[n++] = 0x8f;
		bytes[n++] = a | 0x80;
		bytes[n++] = b | 0x80;
	}
	put(j, converter_of(j->set), bytes, n);
}

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

/*
 * 8-bit bytes where there should be none: half-width kana as a rule, a footer
 * in UTF-8 or Shift_JIS that some gateway appended otherwise.
 */
static size_t put_8bit(struct jis *j, const char *p, size_t n)
{
	size_t len = 0;
	bool kana = true;

	while (len < n && (p[len] & 0x80)) {
		guint8 c = (guint8)p[len++];
		kana = kana && c >= 0xa1 && c <= 0xdf;
	}
	bool utf8 = !kana && g_utf8_validate(p, (gssize)len, NULL);
	put(j, utf8 ? CONVERTER_UTF8 : CONVERTER_CP932, (const guint8 *)p, len);
	return len;
}

/* One 7-bit byte, or a pair of them; returns how many were taken. */
static size_t put_7bit(struct jis *j, const char *p, size_t n)
{
	guint8 a = (guint8)p[0];

	if (a < 0x21 || a == 0x7f) {
		if (a == '\n' || a == '\r') {
			/* Each line begins in ASCII, whatever the sender forgot. */
			j->set = SET_ASCII;
			j->shifted = false;
		}
		put(j, CONVERTER_CP932, &a, 1);
		return 1;
	}
	if ((j->shifted || j->set == SET_KANA) && a <= 0x5f) {
		guint8 kana = a | 0x80;
		put(j, CONVERTER_CP932, &kana, 1);
		return 1;
	}
	if (j->set == SET_ASCII || j->set == SET_KANA || j->shifted) {
		put(j, CONVERTER_CP932, &a, 1);
		return 1;
	}
	guint8 b = n > 1 ? (guint8)p[1] : 0;
	if (b < 0x21 || b > 0x7e) {
		put_bad(j);
		return 1;
	}
	put_pair(j, a, b);
	return 2;
}

unsigned jis_to_utf8(GString *out, const char *buf, size_t n)
{
	struct jis j = { .out = out, .run = g_string_sized_new(256), .run_by = CONVERTER_CP932 };
	size_t i = 0;

	while (i < n) {
		char c = buf[i];
		if (c == 0x1b) {
			size_t len = escape_length(buf + i + 1, n - i - 1, &j.set);
			if (len == 0)
				put_bad(&j);
			else
				j.shifted = false;
			i += 1 + len;
		} else if (c == 0x0e || c == 0x0f) {
			j.shifted = c == 0x0e;
			i++;
		} else if (c & 0x80) {
			i += put_8bit(&j, buf + i, n - i);
		} else {
			i += put_7bit(&j, buf + i, n - i);
		}
	}
	flush(&j);
	g_string_free(j.run, TRUE);
	return j.bad;
}

static bool is_high(const char *buf, size_t n, size_t at)
{
	return at < n && (guint8)buf[at] >= 0xa1 && (guint8)buf[at] <= 0xfe;
}

/* One character of EUC-JP; returns how many bytes were taken. */
static size_t put_euc(struct jis *j, const char *p, size_t n)
{
	guint8 c = (guint8)p[0];
	size_t lead = c == 0x8e || c == 0x8f ? 1 : 0;

	if (!(c & 0x80)) {
		put(j, CONVERTER_CP932, &c, 1);
		return 1;
	}
	if (c == 0x8e && is_high(p, n, 1) && (guint8)p[1] <= 0xdf) {
		put(j, CONVERTER_CP932, (const guint8 *)p + 1, 1);
		return 2;
	}
	if (c == 0x8e || !is_high(p, n, lead) || !is_high(p, n, lead + 1)) {
		put_bad(j);
		return 1;
	}
	j->set = lead ? SET_0212 : SET_0208;
	put_pair(j, (guint8)p[lead] & 0x7f, (guint8)p[lead + 1] & 0x7f);
	return lead + 2;
}

unsigned jis_euc_to_utf8(GString *out, const char *buf, size_t n)
{
	struct jis j = { .out = out, .run = g_string_sized_new(256), .run_by = CONVERTER_CP932 };

	for (size_t i = 0; i < n;)
		i += put_euc(&j, buf + i, n - i);
	flush(&j);
	g_string_free(j.run, TRUE);
	return j.bad;
}
