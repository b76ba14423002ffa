/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed_sevenzip.c: the header of a 7z is at its end and names its coders by
 * their ids; AES is one. Mostly the header is packed itself, by LZMA: it is
 * unpacked, no further than a header needs (7zFormat.txt).
 * Tests: tests/unit/sanitizer/test_sealed.c.
 */
#include <glib.h>
#include <lzma.h>
#include <string.h>

#include "archive/sealed_parts.h"
#include "kinds/little.h"

#define START_BYTES 32u
#define AES "\x06\xf1\x07\x01"
#define HEADER_MAX (8u << 20)	   /* unpacked: 100,000 names */
#define DICTIONARY_MAX (64u << 20) /* what it costs to unpack it */
#define DEPTH_MAX 4u

enum property {
	END = 0x00,
	PACK_INFO = 0x06,
	UNPACK_INFO = 0x07,
	SIZE = 0x09,
	CRC = 0x0a,
	FOLDER = 0x0b,
	UNPACK_SIZE = 0x0c,
	ENCODED_HEADER = 0x17,
};

struct header {
	const char *p, *end;
	bool is_odd; /* not what was expected: nothing read from there on holds */
};

static guint8 take_byte(struct header *h)
{
	if (h->p == h->end) {
		h->is_odd = true;
		return 0;
	}
	return (guint8)*h->p++;
}

/* A number whose first byte says, in unary, how many follow. */
static guint64 take_number(struct header *h)
{
	guint8 first = take_byte(h);
	guint64 v = 0;
	unsigned n = 0;

	for (guint8 bit = 0x80; first & bit; bit >>= 1)
		v |= (guint64)take_byte(h) << 8 * n++;
	return n < 7 ? v | (guint64)(first & (0x7f >> n)) << 8 * n : v;
}

static void expect(struct header *h, guint64 v)
{
	h->is_odd |= take_number(h) != v;
}

/* One stream of LZMA that is a header. */
struct packed {
	guint64 at, packed, size; /* ${at} from the end of the start header */
	const char *props;
};

/* The stream of an encoded header; false: it is packed in another way. */
static bool read_packed(struct header *h, struct packed *s)
{
	expect(h, ENCODED_HEADER);
	expect(h, PACK_INFO);
	s->at = take_number(h);
	expect(h, 1);
	expect(h, SIZE);
	s->packed = take_number(h);
	guint64 next = take_number(h);
	if (next == CRC) {
		expect(h, 1);
		for (unsigned i = 0; i < 4; i++)
			take_byte(h);
		next = take_number(h);
	}
	h->is_odd |= next != END;
	expect(h, UNPACK_INFO);
	expect(h, FOLDER);
	expect(h, 1); /* one folder, here, of one coder: LZMA with its five bytes */
	expect(h, 0);
	expect(h, 1);
	if (h->is_odd || h->end - h->p < 10 || memcmp(h->p, "\x23\3\1\1\5", 5) != 0)
		return false;
	s->props = h->p + 5;
	h->p += 10;
	expect(h, UNPACK_SIZE);
	s->size = take_number(h);
	return !h->is_odd;
}

/* The ${n} bytes that ${from} becomes; there is no mark at its end. */
static bool decode(const lzma_filter *filters, const char *from, size_t packed, guint8 *to,
		   size_t n)
{
	lzma_stream s = LZMA_STREAM_INIT;

	if (lzma_raw_decoder(&s, filters) != LZMA_OK)
		return false;
	s.next_in = (const uint8_t *)from;
	s.avail_in = packed;
	s.next_out = to;
	s.avail_out = n;
	lzma_ret r = lzma_code(&s, LZMA_RUN);
	lzma_end(&s);
	return (r == LZMA_OK || r == LZMA_STREAM_END) && s.avail_out == 0;
}

/* NULL when it is damaged, or takes more than a header may. */
static GBytes *unpack(const char *data, size_t n, const struct packed *s)
{
	lzma_filter filters[] = { { .id = LZMA_FILTER_LZMA1 }, { .id = LZMA_VLI_UNKNOWN } };
	size_t size = (size_t)MIN(s->size, HEADER_MAX);

	if (s->at > n || s->packed > n - s->at || s->size > HEADER_MAX ||
	    little_u32(s->props + 1) > DICTIONARY_MAX ||
	    lzma_properties_decode(filters, NULL, (const uint8_t *)s->props, 5) != LZMA_OK)
		return NULL;
	g_autofree guint8 *to = g_malloc(size + 1);
	bool is_whole = decode(filters, data + s->at, (size_t)s->packed, to, size);
	free(filters[0].options);
	return is_whole ? g_bytes_new_take(g_steal_pointer(&to), size) : NULL;
}

static bool names_aes(const char *header, size_t n)
{
	return memmem(header, n, AES, sizeof(AES) - 1) != NULL;
}

/* The header at ${header} or, if it is packed, the one that is meant, names AES. */
static bool is_locked(const char *data, size_t n, const char *header, size_t header_len)
{
	g_autoptr(GBytes) inner = NULL;

	for (unsigned depth = 0; depth < DEPTH_MAX; depth++) {
		struct header h = { header, header + header_len, false };
		struct packed s;
		if (names_aes(header, header_len))
			return true;
		GBytes *next = read_packed(&h, &s) ? unpack(data, n, &s) : NULL;
		if (!next)
			return false;
		g_clear_pointer(&inner, g_bytes_unref);
		inner = next;
		header = g_bytes_get_data(inner, &header_len);
	}
	return true;
}

struct sealed_facts sealed_sevenzip(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };

	if (len < START_BYTES)
		return f;
	guint64 at = little_u64(data + 12), size = little_u64(data + 20), room = len - START_BYTES;
	f.is_volume = at > room || size > room - at;
	if (!f.is_volume)
		f.is_locked = is_locked(data + START_BYTES, (size_t)room, data + START_BYTES + at,
					(size_t)size);
	return f;
}
