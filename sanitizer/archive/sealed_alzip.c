/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed_alzip.c: headers of ALZ and EGG, the archives of ALZip, which is at
 * home in Korea. Tests: tests/unit/sanitizer/test_sealed.c.
 */
#include <glib.h>
#include <string.h>

#include "archive/sealed_parts.h"
#include "kinds/little.h"

#define ALZ_HEAD 8u
#define ALZ_FILE "BLZ\1"
#define ALZ_FILE_HEAD 13u
#define ALZ_LOCKED 0x01u
#define ALZ_LOCK_BYTES 12u

#define EGG_HEAD 14u
#define EGG_FILE_BYTES 16u
#define EGG_BLOCK_BYTES 22u
enum egg { EGG_END = 0x08e28222, EGG_FILE = 0x0a8590e3, EGG_BLOCK = 0x02b50c13 };
enum egg_field { EGG_LOCK = 0x08d1470f, EGG_SPLIT = 0x24f5a262 };

/* The number of ${width} bytes; 0 for a width that the format does not have. */
static guint64 read_size(const char *p, unsigned width)
{
	switch (width) {
	case 1:
		return (guint8)*p;
	case 2:
		return little_u16(p);
	case 4:
		return little_u32(p);
	case 8:
		return little_u64(p);
	default:
		return 0;
	}
}

struct sealed_facts sealed_alz(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };
	size_t at = ALZ_HEAD;

	while (at <= len && len - at >= ALZ_FILE_HEAD && memcmp(data + at, ALZ_FILE, 4) == 0) {
		const char *p = data + at;
		unsigned flags = (guint8)p[11], width = flags >> 4;
		size_t name = little_u16(p + 4), head = ALZ_FILE_HEAD;
		guint64 packed = 0;
		f.is_locked |= flags & ALZ_LOCKED;
		if (width > 0) {
			head += 6 + 2 * width;
			if (len - at < head)
				break;
			packed = read_size(p + ALZ_FILE_HEAD + 6, width);
		}
		head += name + (flags & ALZ_LOCKED ? ALZ_LOCK_BYTES : 0);
		at += MIN(head, len - at);
		at += (size_t)MIN(packed, len - at);
	}
	return f;
}

/* How many bytes the record at ${p} takes, of which ${room} are there; 0: it is cut off. */
static guint64 egg_record(const char *p, size_t room, guint32 magic)
{
	if (magic == EGG_END)
		return 4;
	if (magic == EGG_FILE)
		return EGG_FILE_BYTES;
	if (magic == EGG_BLOCK)
		return room < EGG_BLOCK_BYTES ? 0 : EGG_BLOCK_BYTES + (guint64)little_u32(p + 10);
	if (room < 9)
		return 0;
	return p[4] & 1 ? 9 + (guint64)little_u32(p + 5) : 7u + little_u16(p + 5);
}

struct sealed_facts sealed_egg(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };
	size_t at = EGG_HEAD;

	while (at <= len && len - at >= 4) {
		guint32 magic = little_u32(data + at);
		guint64 n = egg_record(data + at, len - at, magic);
		f.is_locked |= magic == EGG_LOCK;
		f.is_volume |= magic == EGG_SPLIT;
		if (n == 0 || n > len - at)
			break;
		at += (size_t)n;
	}
	return f;
}
