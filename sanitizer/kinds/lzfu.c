/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lzfu.c: a ring of 4096 bytes that begins with words which every RTF has;
 * references are 12 bits of place and 4 of length. "MELA" is not compressed.
 * Tests: tests/unit/sanitizer/test_tnef.c.
 */
#include "kinds/lzfu.h"

#include <string.h>

#include "kinds/little.h"

#define HEADER 16
#define MAGIC_LZFU 0x75465a4cu
#define MAGIC_MELA 0x414c454du
#define RING 4096u

static const char start[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
	"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
	"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/* CRC-32 without its usual inversions. */
static guint32 checksum(const char *buf, size_t n)
{
	guint32 crc = 0;

	for (size_t i = 0; i < n; i++) {
		crc ^= (guint8)buf[i];
		for (unsigned bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
	}
	return crc;
}

struct ring {
	char bytes[RING];
	unsigned at; /* where the next byte goes */
	GString *out;
	size_t max;
};

static void put(struct ring *r, char c)
{
	r->bytes[r->at] = c;
	r->at = (r->at + 1) % RING;
	if (r->out->len < r->max)
		g_string_append_c(r->out, c);
}

/* False: a reference to the place of writing, which ends it all. */
static bool copy(struct ring *r, const guint8 *p)
{
	unsigned from = (unsigned)p[0] << 4 | p[1] >> 4;
	unsigned length = (p[1] & 0xf) + 2u;

	if (from == r->at)
		return false;
	for (unsigned i = 0; i < length; i++)
		put(r, r->bytes[(from + i) % RING]);
	return true;
}

/* False: it did not come to its end. */
static bool inflate(struct ring *r, const char *buf, size_t n)
{
	const guint8 *p = (const guint8 *)buf, *end = p + n;

	while (p < end && r->out->len < r->max) {
		unsigned control = *p++;
		for (unsigned bit = 0; bit < 8 && p < end; bit++, control >>= 1) {
			if (!(control & 1)) {
				put(r, (char)*p++);
				continue;
			}
			if (end - p < 2)
				return false;
			if (!copy(r, p))
				return true;
			p += 2;
		}
	}
	return false;
}

GString *lzfu_decode(const char *buf, size_t n, size_t max, bool *damaged)
{
	if (n < HEADER)
		return NULL;
	size_t size = little_u32(buf), raw = little_u32(buf + 4);
	guint32 magic = little_u32(buf + 8);
	size_t left = MIN(n - HEADER, size > HEADER - 4 ? size - (HEADER - 4) : 0);
	bool whole = size + 4 <= n;

	if (magic == MAGIC_MELA) {
		*damaged = *damaged || !whole || raw > left || raw > max;
		return g_string_new_len(buf + HEADER, (gssize)MIN(MIN(raw, left), max));
	}
	if (magic != MAGIC_LZFU)
		return NULL;
	struct ring r = { .at = sizeof(start) - 1, .out = g_string_new(NULL), .max = max };
	memcpy(r.bytes, start, sizeof(start) - 1);
	bool ended = inflate(&r, buf + HEADER, left);
	*damaged = *damaged || !whole || (!ended && r.out->len == max) || r.out->len != raw ||
		   checksum(buf + HEADER, left) != little_u32(buf + 12);
	return r.out;
}
