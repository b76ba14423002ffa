/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A zip written byte by byte (APPNOTE 4.3), so that the control of the scanner
 * rests on no library. The member is a deflate stream of one stored block.
 * Tests: tests/unit/front/test_clamd_real.c.
 */
#include "canary_zip.h"

#include <string.h>

#include "misogi/clamd.h"

static uint32_t crc32_of(const char *p, size_t n)
{
	uint32_t crc = 0xffffffffu;
	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static void put(GByteArray *out, unsigned bytes, uint32_t value)
{
	for (unsigned i = 0; i < bytes; i++) {
		guint8 b = (guint8)(value >> (8 * i));
		g_byte_array_append(out, &b, 1);
	}
}

/* The fields that the local and the central header share; version needed 2.0, method 8 (deflate).
 */
static void put_member_fields(GByteArray *out, const char *name, enum canary_zip_kind kind,
			      uint32_t packed)
{
	size_t size;
	const char *canary = clamd_canary_bytes(&size);
	put(out, 2, 20);
	put(out, 2, kind == CANARY_ZIP_ENCRYPTED ? 1 : 0);
	put(out, 2, 8);
	put(out, 2, 0);
	put(out, 2, 0x21); /* 1980-01-01 */
	put(out, 4, crc32_of(canary, size));
	put(out, 4, packed);
	put(out, 4, (uint32_t)size);
	put(out, 2, (uint32_t)strlen(name));
	put(out, 2, 0);
}

GByteArray *canary_zip(enum canary_zip_kind kind)
{
	const char *name = "canary.txt";
	size_t length;
	const char *canary = clamd_canary_bytes(&length);
	const uint32_t size = (uint32_t)length;
	const uint32_t packed = size + 5; /* one final stored block, RFC 1951 3.2.4 */
	GByteArray *out = g_byte_array_new();
	put(out, 4, 0x04034b50);
	put_member_fields(out, name, kind, packed);
	g_byte_array_append(out, (const guint8 *)name, (guint)strlen(name));
	put(out, 1, 1);
	put(out, 2, size);
	put(out, 2, ~size & 0xffff);
	g_byte_array_append(out, (const guint8 *)canary, size);

	uint32_t central = out->len;
	put(out, 4, 0x02014b50);
	put(out, 2, 20);
	put_member_fields(out, name, kind, packed);
	put(out, 2, 0); /* comment */
	put(out, 2, 0); /* disk */
	put(out, 2, 0);
	put(out, 4, 0);
	put(out, 4, 0); /* offset of the local header */
	g_byte_array_append(out, (const guint8 *)name, (guint)strlen(name));

	uint32_t end = out->len;
	put(out, 4, 0x06054b50);
	put(out, 4, 0); /* disks */
	put(out, 2, 1);
	put(out, 2, 1);
	put(out, 4, end - central);
	put(out, 4, central);
	put(out, 2, 0);
	return out;
}
