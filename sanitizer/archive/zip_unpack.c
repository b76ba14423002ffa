/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_unpack.c: the bytes of one entry of a zip, by zlib. They must be all of
 * what is packed there and just what the directory says.
 * Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include <string.h>
#include <zlib.h>

#include "archive/zip_parts.h"

#define METHOD_STORED 0u
#define METHOD_DEFLATED 8u
#define RATIO_MAX 1040u /* deflate makes of a byte 1032 at most */

/* Whether the deflated ${from} is ${n} bytes, which go into ${to}, and nothing follows it. */
static bool inflate_all(const char *from, size_t packed, char *to, size_t n)
{
	z_stream s = { .next_in = (Bytef *)(guintptr)from,
		       .avail_in = (uInt)packed,
		       .next_out = (Bytef *)to,
		       .avail_out = (uInt)n + 1 };

	if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
		return false;
	bool is_whole =
		inflate(&s, Z_FINISH) == Z_STREAM_END && s.avail_in == 0 && s.total_out == n;
	inflateEnd(&s);
	return is_whole;
}

static bool unpack_into(const struct zip *z, const struct zip_entry *e, char *to, size_t n)
{
	const char *from = z->data + e->data_at;

	if (e->method == METHOD_STORED)
		memcpy(to, from, n);
	else if (!inflate_all(from, (size_t)e->packed, to, n))
		return false;
	return crc32(0, (const Bytef *)to, (uInt)n) == e->crc;
}

static bool is_sound(const struct zip_entry *e, size_t max)
{
	if (e->is_encrypted || e->size > max || e->size >= G_MAXINT32 || e->packed >= G_MAXINT32)
		return false;
	if (e->method == METHOD_STORED)
		return e->packed == e->size;
	return e->method == METHOD_DEFLATED && e->size / RATIO_MAX <= e->packed;
}

char *zip_unpack(const struct zip *z, const struct zip_entry *e, size_t max, size_t *n)
{
	g_autofree char *to = is_sound(e, max) ? g_try_malloc((gsize)e->size + 1) : NULL;

	if (!to || !unpack_into(z, e, to, (size_t)e->size))
		return NULL;
	to[e->size] = '\0';
	*n = (size_t)e->size;
	return g_steal_pointer(&to);
}
