/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utf.c: what is broken becomes one U+FFFD for each longest beginning of a
 * character (Unicode 15, 3.9), so that a cut character is counted once.
 * UTF-7 (RFC 2152) is a run of 16-bit units in base64 between "+" and "-".
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/utf.h"

#include <stdbool.h>

#include "text/sink.h"

static bool is_high_surrogate(gunichar u)
{
	return u >= 0xd800 && u <= 0xdbff;
}

static bool is_low_surrogate(gunichar u)
{
	return u >= 0xdc00 && u <= 0xdfff;
}

static gunichar join(gunichar high, gunichar low)
{
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* ---- UTF-8 ---- */

/* The three bytes of a surrogate at ${p}, which UTF-8 does not have; 0: there is none. */
static gunichar surrogate_at(const guint8 *p, size_t n)
{
	if (n < 3 || p[0] != 0xed || p[1] < 0xa0 || p[1] > 0xbf || (p[2] & 0xc0) != 0x80)
		return 0;
	return 0xd000U | (p[1] & 0x3fU) << 6 | (p[2] & 0x3fU);
}

/* Both halves of a character beyond U+FFFF, each as if it were one (CESU-8). */
static bool put_cesu(struct sink *s, const guint8 *p, size_t n)
{
	const gunichar high = surrogate_at(p, n);
	const gunichar low = n >= 6 ? surrogate_at(p + 3, n - 3) : 0;

	if (!is_high_surrogate(high) || !is_low_surrogate(low))
		return false;
	sink_put(s, join(high, low));
	return true;
}

/* How much of the broken ${p} could have begun a character: at least 1. */
static size_t broken_length(const guint8 *p, size_t n)
{
	size_t want = p[0] >= 0xc2 && p[0] <= 0xdf   ? 2
		      : (p[0] & 0xf0) == 0xe0	     ? 3
		      : p[0] >= 0xf0 && p[0] <= 0xf4 ? 4
						     : 1;
	guint8 low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
	guint8 high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
	size_t i = 1;

	for (; i < want && i < n && p[i] >= low && p[i] <= high; i++) {
		low = 0x80;
		high = 0xbf;
	}
	return i;
}

/* NUL, which GLib does not take for text, or what is no UTF-8; how many bytes were taken. */
static size_t put_odd(struct sink *s, const guint8 *p, size_t n)
{
	if (*p == 0) {
		sink_put(s, 0);
		return 1;
	}
	if (put_cesu(s, p, n))
		return 6;
	sink_bad(s);
	return broken_length(p, n);
}

unsigned utf_8(GString *out, const char *buf, size_t n)
{
	struct sink s;

	sink_open(&s, out, n);
	while (n > 0) {
		const char *end;
		g_utf8_validate(buf, (gssize)n, &end);
		sink_bytes(&s, buf, (size_t)(end - buf));
		n -= (size_t)(end - buf);
		buf = end;
		if (n == 0)
			break;
		const size_t taken = put_odd(&s, (const guint8 *)buf, n);
		buf += taken;
		n -= taken;
	}
	return sink_close(&s);
}

/* ---- UTF-16 and UTF-7 ---- */

/* 16-bit units one after the other; ${high} waits for its other half. */
struct units {
	struct sink s;
	gunichar high;
};

static void end_units(struct units *u)
{
	if (u->high)
		sink_bad(&u->s);
	u->high = 0;
}

static void put_unit(struct units *u, gunichar unit)
{
	if (u->high && is_low_surrogate(unit)) {
		sink_put(&u->s, join(u->high, unit));
		u->high = 0;
		return;
	}
	end_units(u);
	if (is_high_surrogate(unit))
		u->high = unit;
	else if (is_low_surrogate(unit))
		sink_bad(&u->s);
	else
		sink_put(&u->s, unit);
}

static unsigned run_16(GString *out, const char *buf, size_t n, unsigned high_at)
{
	const guint8 *p = (const guint8 *)buf;
	struct units u = { .high = 0 };

	sink_open(&u.s, out, n);
	for (size_t i = 0; i + 1 < n; i += 2)
		put_unit(&u, (gunichar)p[i + high_at] << 8 | p[i + 1 - high_at]);
	end_units(&u);
	if (n % 2)
		sink_bad(&u.s);
	return sink_close(&u.s);
}

unsigned utf_16le(GString *out, const char *buf, size_t n)
{
	return run_16(out, buf, n, 1);
}

unsigned utf_16be(GString *out, const char *buf, size_t n)
{
	return run_16(out, buf, n, 0);
}

static int digit_64(char c)
{
	if (g_ascii_isupper(c))
		return c - 'A';
	if (g_ascii_islower(c))
		return c - 'a' + 26;
	if (g_ascii_isdigit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* What stands behind a "+" at ${p}; how many bytes were taken, with the "-" that may end it. */
static size_t put_base64(struct units *u, const char *p, size_t n)
{
	guint32 bits = 0;
	unsigned count = 0;
	size_t i = 0;

	for (; i < n && digit_64(p[i]) >= 0; i++) {
		bits = bits << 6 | (guint32)digit_64(p[i]);
		count += 6;
		if (count >= 16) {
			count -= 16;
			put_unit(u, bits >> count & 0xffff);
		}
	}
	end_units(u);
	/* Less than a unit may be left, and only zeros. */
	if (i == 0 ? n == 0 || p[0] != '-' : count >= 6 || (bits & ((1U << count) - 1)))
		sink_bad(&u->s);
	else if (i == 0)
		sink_put(&u->s, '+');
	return i < n && p[i] == '-' ? i + 1 : i;
}

unsigned utf_7(GString *out, const char *buf, size_t n)
{
	struct units u = { .high = 0 };

	sink_open(&u.s, out, n);
	for (size_t i = 0; i < n;) {
		const char c = buf[i++];
		if (c == '+')
			i += put_base64(&u, buf + i, n - i);
		else if (c & 0x80)
			sink_bad(&u.s);
		else
			sink_put(&u.s, (guint8)c);
	}
	return sink_close(&u.s);
}

/* ---- UTF-32 ---- */

static unsigned run_32(GString *out, const char *buf, size_t n, const guint8 shifts[4])
{
	const guint8 *p = (const guint8 *)buf;
	struct sink s;

	sink_open(&s, out, n);
	for (size_t i = 0; i + 3 < n; i += 4) {
		gunichar u = 0;
		for (unsigned k = 0; k < 4; k++)
			u |= (gunichar)p[i + k] << shifts[k];
		if (u > 0x10ffff || (u >= 0xd800 && u <= 0xdfff))
			sink_bad(&s);
		else
			sink_put(&s, u);
	}
	if (n % 4)
		sink_bad(&s);
	return sink_close(&s);
}

unsigned utf_32le(GString *out, const char *buf, size_t n)
{
	return run_32(out, buf, n, (const guint8[]){ 0, 8, 16, 24 });
}

unsigned utf_32be(GString *out, const char *buf, size_t n)
{
	return run_32(out, buf, n, (const guint8[]){ 24, 16, 8, 0 });
}
