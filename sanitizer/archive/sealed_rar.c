/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed_rar.c: headers of RAR 4 (blocks of fixed fields) and RAR 5 (numbers of
 * variable length, extra records), as technote.txt of unrar has them.
 * Tests: tests/unit/sanitizer/test_sealed.c.
 */
#include <glib.h>
#include <string.h>

#include "archive/sealed_parts.h"
#include "kinds/little.h"

#define SIGN_4 "Rar!\x1a\7\0"
#define SIGN_5 "Rar!\x1a\7\1\0"

enum block4 { MAIN_4 = 0x73, FILE_4 = 0x74, SERVICE_4 = 0x7a, END_4 = 0x7b };
enum flag4 {
	MAIN_4_VOLUME = 0x0001,
	MAIN_4_LOCKED = 0x0080,
	FILE_4_SPLIT = 0x0003,
	FILE_4_LOCKED = 0x0004,
	FILE_4_LARGE = 0x0100,
	END_4_NEXT = 0x0001,
	BLOCK_4_ADD = 0x8000,
};

enum block5 { MAIN_5 = 1, FILE_5 = 2, SERVICE_5 = 3, CRYPT_5 = 4, END_5 = 5 };
enum flag5 {
	BLOCK_5_EXTRA = 0x01,
	BLOCK_5_DATA = 0x02,
	BLOCK_5_SPLIT = 0x18,
	MAIN_5_VOLUME = 0x01,
	END_5_NEXT = 0x01,
};
#define RECORD_5_CRYPT 1u

static void read_flags4(struct sealed_facts *f, unsigned type, unsigned flags)
{
	if (type == MAIN_4) {
		f->is_volume |= flags & MAIN_4_VOLUME;
		f->is_locked |= flags & MAIN_4_LOCKED;
	} else if (type == FILE_4 || type == SERVICE_4) {
		f->is_volume |= flags & FILE_4_SPLIT;
		f->is_locked |= flags & FILE_4_LOCKED;
	} else if (type == END_4) {
		f->is_volume |= flags & END_4_NEXT;
	}
}

static struct sealed_facts look_at_4(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };
	size_t at = sizeof(SIGN_4) - 1;

	while (at <= len && len - at >= 7) {
		const char *p = data + at;
		unsigned type = (guint8)p[2], flags = little_u16(p + 3);
		size_t n = little_u16(p + 5);
		read_flags4(&f, type, flags);
		if (n < 7 || len - at < n)
			break;
		guint64 more = flags & BLOCK_4_ADD && n >= 11 ? little_u32(p + 7) : 0;
		if ((type == FILE_4 || type == SERVICE_4) && flags & FILE_4_LARGE && n >= 36)
			more |= (guint64)little_u32(p + 32) << 32;
		at += n;
		at += (size_t)MIN(more, len - at);
		if (type == END_4)
			break;
	}
	f.end = at;
	return f;
}

/* A number of seven bits a byte, lowest first. False: it does not end. */
static bool read_number(const char **p, const char *end, guint64 *v)
{
	*v = 0;
	for (unsigned shift = 0; *p < end && shift < 64; shift += 7) {
		guint8 byte = (guint8) * (*p)++;
		*v |= (guint64)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

/* Whether the extra records of a file say that it is locked. */
static bool has_lock(const char *p, const char *end)
{
	guint64 size, type;

	while (read_number(&p, end, &size) && size <= (guint64)(end - p)) {
		const char *next = p + size;
		if (read_number(&p, next, &type) && type == RECORD_5_CRYPT)
			return true;
		p = next;
	}
	return false;
}

/*
 * One header between ${p} and ${end}; ${*more}: bytes of data behind it. Whether
 * it is the last.
 */
static bool read_header5(struct sealed_facts *f, const char *p, const char *end, guint64 *more)
{
	guint64 type, flags, extra = 0, own;

	*more = 0;
	if (!read_number(&p, end, &type) || !read_number(&p, end, &flags) ||
	    (flags & BLOCK_5_EXTRA && !read_number(&p, end, &extra)) ||
	    (flags & BLOCK_5_DATA && !read_number(&p, end, more)))
		return false;
	if (type == FILE_5 || type == SERVICE_5) {
		f->is_volume |= flags & BLOCK_5_SPLIT;
		f->is_locked |= extra <= (guint64)(end - p) && has_lock(end - extra, end);
	} else if (type == CRYPT_5) {
		f->is_locked = true;
	} else if (type == MAIN_5 && read_number(&p, end, &own)) {
		f->is_volume |= own & MAIN_5_VOLUME;
	} else if (type == END_5 && read_number(&p, end, &own)) {
		f->is_volume |= own & END_5_NEXT;
	}
	return type == END_5;
}

static struct sealed_facts look_at_5(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };
	const char *p = data + sizeof(SIGN_5) - 1, *end = data + len;
	guint64 size, more;
	bool is_last = false;

	while (!f.is_locked && !is_last && end - p > 4) {
		const char *header = p + 4;
		if (!read_number(&header, end, &size) || size == 0 ||
		    size > (guint64)(end - header))
			break;
		is_last = read_header5(&f, header, header + size, &more);
		p = header + size;
		p += MIN(more, (guint64)(end - p));
	}
	f.end = (size_t)(p - data);
	return f;
}

struct sealed_facts sealed_rar(const char *data, size_t len)
{
	if (len >= sizeof(SIGN_5) - 1 && memcmp(data, SIGN_5, sizeof(SIGN_5) - 1) == 0)
		return look_at_5(data, len);
	if (len >= sizeof(SIGN_4) - 1 && memcmp(data, SIGN_4, sizeof(SIGN_4) - 1) == 0)
		return look_at_4(data, len);
	return (struct sealed_facts){ 0 };
}
