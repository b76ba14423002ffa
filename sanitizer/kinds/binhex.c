/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * binhex.c: three layers, undone from the outside: 6 bits a character, runs of
 * equal bytes, then name, lengths and two forks with a checksum each. The runs
 * are expanded only as far as the lengths ask and the room allows. The resource
 * fork means nothing outside of a Macintosh. Tests: test_blocks.c.
 */
#include "kinds/binhex.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define RUN_MARK 0x90
#define NAME_MAX_BYTES 63u
#define FIXED_HEADER 20u /* behind the name: version, type, creator, flags, lengths */
#define CRC_BYTES 2u
#define CRC16_POLYNOMIAL 0x1021u

/* Bytes of which runs were made, and where reading them stands. */
struct runs {
	const uint8_t *p, *end;
	uint8_t last;
	unsigned again; /* how often ${last} is still to come */
};

/* ---- the layers ---- */

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p;
}

/* 6 bits a character from ${p} to the next ":", or to what is no such character. */
static GByteArray *read_characters(const char *p, const char *end, struct block *out)
{
	static const char alphabet[] =
		"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
	GByteArray *bytes = g_byte_array_new();
	uint32_t acc = 0;
	unsigned bits = 0;

	for (p = skip_blanks(p, end); p < end; p = skip_blanks(p + 1, end)) {
		const char *at = *p ? strchr(alphabet, *p) : NULL;
		if (!at)
			break;
		acc = acc << 6 | (uint32_t)(at - alphabet);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			uint8_t byte = (uint8_t)(acc >> bits);
			g_byte_array_append(bytes, &byte, 1);
		}
	}
	out->is_malformed |= p == end || *p != ':';
	out->next = block_line_at(p, end).next;
	return bytes;
}

/* The next ${want} bytes into ${to}; how many there were. */
static size_t expand(struct runs *r, uint8_t *to, size_t want)
{
	size_t n = 0;

	while (n < want) {
		if (r->again > 0) {
			size_t k = MIN(want - n, r->again);
			memset(to + n, r->last, k);
			n += k;
			r->again -= (unsigned)k;
		} else if (r->p == r->end) {
			break;
		} else if (*r->p != RUN_MARK || r->end - r->p < 2 || r->p[1] == 0) {
			r->last = to[n++] = *r->p;
			r->p += r->end - r->p > 1 && *r->p == RUN_MARK ? 2 : 1;
		} else {
			r->again = r->p[1] - 1u;
			r->p += 2;
		}
	}
	return n;
}

static uint16_t crc16_of(const uint8_t *data, size_t n)
{
	uint32_t crc = 0;

	for (size_t i = 0; i < n; i++) {
		crc ^= (uint32_t)data[i] << 8;
		for (unsigned bit = 0; bit < 8; bit++)
			crc = (crc << 1) ^ (crc & 0x8000 ? CRC16_POLYNOMIAL : 0);
		crc &= 0xffff;
	}
	return (uint16_t)crc;
}

/* Whether the checksum that follows in ${r} is that of ${data}. */
static bool crc_fits(struct runs *r, const uint8_t *data, size_t n)
{
	uint8_t crc[CRC_BYTES];

	return expand(r, crc, sizeof(crc)) == sizeof(crc) &&
	       (crc[0] << 8 | crc[1]) == crc16_of(data, n);
}

/* ---- the file ---- */

/* The header: its name's length, and how long the data fork is. */
static bool read_header(struct runs *r, uint8_t *header, size_t *name_len, uint32_t *length,
			struct block *out)
{
	if (expand(r, header, 1) != 1 || header[0] == 0 || header[0] > NAME_MAX_BYTES)
		return false;
	size_t rest = header[0] + FIXED_HEADER - 1;
	if (expand(r, header + 1, rest) != rest)
		return false;
	const uint8_t *lengths = header + 1 + rest - 8;
	*name_len = header[0];
	*length = (uint32_t)lengths[0] << 24 | (uint32_t)lengths[1] << 16 |
		  (uint32_t)lengths[2] << 8 | lengths[3];
	out->is_malformed |= !crc_fits(r, header, 1 + rest);
	return true;
}

static void read_fork(struct runs *r, uint32_t length, size_t room, struct block *out)
{
	/* What can come of the bytes that are there, so that a lie about the length costs nothing.
	 */
	size_t most = (size_t)(r->end - r->p) * UINT8_MAX + r->again;
	size_t want = MIN(MIN(length, most), room);

	out->is_cut = want < length && want == room;
	out->data = g_malloc(want + NAME_MAX_BYTES + 1);
	out->n = expand(r, (uint8_t *)out->data, want);
	out->is_malformed |= out->n < length || !crc_fits(r, (uint8_t *)out->data, out->n);
}

bool binhex_take(const char *p, const char *end, size_t room, struct block *out)
{
	struct block_line l = block_line_at(p, end);
	uint8_t header[1 + NAME_MAX_BYTES + FIXED_HEADER];
	size_t name_len;
	uint32_t length;

	if (!block_line_begins(&l, BINHEX_LINE))
		return false;
	p = skip_blanks(l.next, end);
	if (p == end || *p != ':')
		return false;
	g_autoptr(GByteArray) bytes = read_characters(p + 1, end, out);
	if (bytes->len == 0)
		return false;
	struct runs r = { .p = bytes->data, .end = bytes->data + bytes->len };
	if (!read_header(&r, header, &name_len, &length, out))
		return false;
	read_fork(&r, length, room, out);
	memcpy(out->data + out->n, header + 1, name_len);
	out->name = out->data + out->n;
	out->name_len = name_len;
	return true;
}
