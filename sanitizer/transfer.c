/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transfer.c: base64, quoted-printable and uuencode in one pass from a buffer
 * into a buffer. Our own and not the parser's, because that one drops what
 * follows base64 padding without a word: we decode all of it, so that nothing
 * is hidden from the scanner, and say so. Never fails.
 * Tests: tests/unit/sanitizer/test_transfer.c.
 */
#include "transfer.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define X64 0xff /* not of the alphabet */

static uint8_t base64_values[256];

static void base64_prepare(void)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	if (base64_values[0] == X64)
		return;
	memset(base64_values, X64, sizeof(base64_values));
	for (uint8_t i = 0; i < 64; i++)
		base64_values[(uint8_t)alphabet[i]] = i;
}

static bool is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Writes what ${have} sextets of ${acc} hold when a group ends early. */
static size_t base64_flush(uint32_t acc, unsigned have, char *out)
{
	if (have < 2)
		return 0;
	acc <<= 6 * (4 - have);
	out[0] = (char)(acc >> 16);
	if (have == 3)
		out[1] = (char)(acc >> 8);
	return have - 1;
}

static size_t base64_decode(const char *in, size_t n, char *out, struct transfer_found *found)
{
	const uint8_t *p = (const uint8_t *)in, *end = p + n;
	char *o = out;
	uint32_t acc = 0;
	unsigned have = 0;
	bool padded = false;

	base64_prepare();
	while (p < end) {
		while (have == 0 && end - p >= 4) {
			uint32_t a = base64_values[p[0]], b = base64_values[p[1]];
			uint32_t c = base64_values[p[2]], d = base64_values[p[3]];
			if ((a | b | c | d) & ~63u)
				break;
			uint32_t v = a << 18 | b << 12 | c << 6 | d;
			*o++ = (char)(v >> 16);
			*o++ = (char)(v >> 8);
			*o++ = (char)v;
			p += 4;
			found->is_padded_early |= padded;
		}
		if (p == end)
			break;
		uint8_t c = *p++, v = base64_values[c];
		if (v != X64) {
			found->is_padded_early |= padded;
			acc = acc << 6 | v;
			if (++have == 4) {
				*o++ = (char)(acc >> 16);
				*o++ = (char)(acc >> 8);
				*o++ = (char)acc;
				acc = have = 0;
			}
		} else if (c == '=') {
			o += base64_flush(acc, have, o);
			acc = have = 0;
			padded = true;
		} else if (!is_blank(c)) {
			found->has_junk = true;
		}
	}
	found->is_malformed |= found->is_padded_early || found->has_junk;
	found->is_truncated |= have > 0;
	o += base64_flush(acc, have, o);
	return (size_t)(o - out);
}

/* An "=" at ${p}: the bytes it takes; ${*out} is advanced when it stands for one. */
static size_t quoted_escape(const char *p, const char *end, char **out,
			    struct transfer_found *found)
{
	const char *q = p + 1;

	if (end - p >= 3 && g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2])) {
		*(*out)++ = (char)(g_ascii_xdigit_value(p[1]) << 4 | g_ascii_xdigit_value(p[2]));
		return 3;
	}
	while (q < end && (*q == ' ' || *q == '\t'))
		q++;
	bool has_blanks = q > p + 1;
	if (q < end && *q == '\r')
		q++;
	if (q == end || *q == '\n') {
		found->is_quoted_odd |= has_blanks && q < end;
		return (size_t)(q - p) + (q < end);
	}
	found->is_malformed = found->is_quoted_odd = true;
	*(*out)++ = '=';
	return 1;
}

static size_t quoted_decode(const char *in, size_t n, char *out, struct transfer_found *found)
{
	const char *p = in, *end = in + n;
	char *o = out;

	while (p < end) {
		const char *eq = memchr(p, '=', (size_t)(end - p));
		size_t run = (size_t)((eq ? eq : end) - p);
		memcpy(o, p, run);
		o += run;
		p += run;
		if (eq)
			p += quoted_escape(p, end, &o, found);
	}
	return (size_t)(o - out);
}

/* One line of uuencode, ${n} bytes without the line end. */
static size_t uu_line(const char *p, size_t n, char *out, struct transfer_found *found)
{
	size_t want = n > 0 ? (size_t)((p[0] - ' ') & 0x3f) : 0, done = 0;

	for (size_t i = 1; done < want; i += 4) {
		uint32_t v = 0;
		if (i >= n) {
			found->is_truncated = true;
			break;
		}
		for (size_t k = 0; k < 4; k++)
			v = v << 6 | (i + k < n ? (uint32_t)((p[i + k] - ' ') & 0x3f) : 0);
		for (unsigned shift = 16; done < want; shift -= 8) {
			out[done++] = (char)(v >> shift);
			if (shift == 0)
				break;
		}
	}
	return done;
}

static size_t uu_decode(const char *in, size_t n, char *out, struct transfer_found *found)
{
	const char *p = in, *end = in + n;
	size_t done = 0;
	bool begun = false, ended = false;

	while (p < end && !ended) {
		const char *lf = memchr(p, '\n', (size_t)(end - p)), *next = lf ? lf + 1 : end;
		size_t len = (size_t)((lf ? lf : end) - p);
		if (len > 0 && p[len - 1] == '\r')
			len--;
		if (!begun)
			begun = len > 6 && memcmp(p, "begin", 5) == 0 && is_blank((uint8_t)p[5]);
		else if (len == 3 && memcmp(p, "end", 3) == 0)
			ended = true;
		else if (len > 0)
			done += uu_line(p, len, out + done, found);
		p = next;
	}
	found->is_truncated |= begun && !ended;
	found->is_absent |= !begun;
	return done;
}

/* What the token ${p} names. */
static enum transfer named(const char *p, size_t len)
{
	static const struct {
		const char *name;
		enum transfer is;
	} names[] = {
		{ "7bit", TRANSFER_IDENTITY },	 { "8bit", TRANSFER_IDENTITY },
		{ "binary", TRANSFER_IDENTITY }, { "base64", TRANSFER_BASE64 },
		{ "x-uuencode", TRANSFER_UU },	 { "quoted-printable", TRANSFER_QUOTED },
		{ "uuencode", TRANSFER_UU },	 { "x-uue", TRANSFER_UU },
		{ "x-uu", TRANSFER_UU },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strlen(names[i].name) == len && g_ascii_strncasecmp(p, names[i].name, len) == 0)
			return names[i].is;
	return TRANSFER_UNKNOWN;
}

static bool is_token(char c)
{
	return g_ascii_isalnum(c) || c == '-';
}

bool transfer_names_another(const char *raw, size_t n, enum transfer t)
{
	for (size_t i = 0; i < n;) {
		size_t len = 0;
		while (i + len < n && is_token(raw[i + len]))
			len++;
		enum transfer other = len > 0 ? named(raw + i, len) : TRANSFER_UNKNOWN;
		if (other != TRANSFER_UNKNOWN && other != t)
			return true;
		i += len + 1;
	}
	return false;
}

enum transfer transfer_named(const char *raw, size_t n, bool *is_odd)
{
	size_t from = 0, len = 0;
	unsigned comments = 0;

	*is_odd = false;
	/* The first token outside comments, whatever stands round it. */
	for (; from < n; from++) {
		if (raw[from] == '(')
			comments++;
		else if (raw[from] == ')' && comments > 0)
			comments--;
		else if (comments == 0 && is_token(raw[from]))
			break;
		*is_odd |= !is_blank((uint8_t)raw[from]);
	}
	while (from + len < n && is_token(raw[from + len]))
		len++;
	for (size_t i = from + len; i < n; i++)
		*is_odd |= !is_blank((uint8_t)raw[i]);
	if (len == 0)
		return *is_odd ? TRANSFER_UNKNOWN : TRANSFER_IDENTITY;
	return named(raw + from, len);
}

size_t transfer_room(enum transfer t, size_t n)
{
	switch (t) {
	case TRANSFER_BASE64:
		return n / 4 * 3 + 3;
	case TRANSFER_UU: /* a line of 2 characters may give 3 bytes; its LF or "begin" pays */
	case TRANSFER_QUOTED:
	case TRANSFER_IDENTITY:
	case TRANSFER_UNKNOWN:
		break;
	}
	return n;
}

size_t transfer_decode(enum transfer t, const char *in, size_t n, char *out,
		       struct transfer_found *found)
{
	if (n == 0)
		return 0;
	switch (t) {
	case TRANSFER_BASE64:
		return base64_decode(in, n, out, found);
	case TRANSFER_QUOTED:
		return quoted_decode(in, n, out, found);
	case TRANSFER_UU:
		return uu_decode(in, n, out, found);
	case TRANSFER_IDENTITY:
	case TRANSFER_UNKNOWN:
		break;
	}
	memcpy(out, in, n);
	return n;
}
