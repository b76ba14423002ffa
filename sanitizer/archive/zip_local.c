/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_local.c: local headers (APPNOTE 4.3.7) and data descriptors (4.3.9) held
 * against the directory, because some readers believe the one and some the
 * other. Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include <string.h>

#include "archive/zip_parts.h"
#include "kinds/little.h"

#define FLAGS_COMPARED (ZIP_FLAG_ENCRYPTED | ZIP_FLAG_PATCH | ZIP_FLAG_STRONG | ZIP_FLAG_MASKED)

#define DESCRIPTOR_SIGN 0x08074b50u

struct local {
	guint16 flags, method;
	guint32 crc;
	guint64 packed, size;
	const char *name;
	size_t name_len;
	struct zip_extra extra;
};

/* The header at ${at}; false: there is no whole one before ${limit}. */
static bool read_local(struct zip *z, guint64 at, guint64 limit, struct local *l, guint64 *data_at)
{
	if (at > limit || limit - at < ZIP_LOCAL_BYTES || !zip_is_at(z, at, "PK\3\4"))
		return false;
	const char *p = z->data + at;
	size_t name_len = little_u16(p + 26), extra_len = little_u16(p + 28);
	if (limit - at - ZIP_LOCAL_BYTES < name_len + extra_len)
		return false;
	*l = (struct local){
		.flags = little_u16(p + 6),
		.method = little_u16(p + 8),
		.crc = little_u32(p + 14),
		.packed = little_u32(p + 18),
		.size = little_u32(p + 22),
		.name = p + ZIP_LOCAL_BYTES,
		.name_len = name_len,
		.extra = zip_extra_read(p + ZIP_LOCAL_BYTES + name_len, extra_len),
	};
	guint64 *const numbers[] = { &l->size, &l->packed };
	if (!zip_extra_widen(&l->extra, numbers, 2) || l->extra.is_malformed)
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	*data_at = at + ZIP_LOCAL_BYTES + name_len + extra_len;
	return true;
}

static bool is_ascii(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((guint8)name[i] >= 0x80)
			return false;
	return true;
}

static void compare_names(struct zip *z, struct zip_entry *e, const struct local *l)
{
	bool is_utf8 = l->flags & ZIP_FLAG_UTF8;

	if (l->name_len != e->name_len || memcmp(l->name, e->name, e->name_len) != 0 ||
	    (is_utf8 != !!(e->flags & ZIP_FLAG_UTF8) && !is_ascii(e->name, e->name_len)) ||
	    !zip_extra_take_path(&l->extra, l->name, l->name_len, e))
		zip_problem(z, FINDING_ARCHIVE_NAMES);
}

/* With a descriptor the header may leave these open. */
static bool is_same(guint64 local, guint64 central, bool is_open)
{
	return local == central || (is_open && local == 0);
}

static void compare_numbers(struct zip *z, const struct zip_entry *e, const struct local *l)
{
	bool is_open = l->flags & ZIP_FLAG_DESCRIPTOR;

	if (l->method != e->method || (l->flags & FLAGS_COMPARED) != (e->flags & FLAGS_COMPARED) ||
	    !is_same(l->crc, e->crc, is_open) || !is_same(l->packed, e->packed, is_open) ||
	    !is_same(l->size, e->size, is_open))
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
}

/* A descriptor at ${p} of ${e}, its sizes of ${width} bytes; it may lack its signature. */
static bool is_descriptor(const char *p, const struct zip_entry *e, size_t width)
{
	guint64 packed = width == 8 ? little_u64(p + 4) : little_u32(p + 4);
	guint64 size = width == 8 ? little_u64(p + 12) : little_u32(p + 8);

	return little_u32(p) == e->crc && packed == e->packed && size == e->size;
}

/* How long the descriptor at ${at} is; 0: there is none that is right. */
static size_t descriptor_len(const struct zip *z, const struct zip_entry *e, bool is_wide,
			     guint64 at, guint64 limit)
{
	size_t width = is_wide ? 8 : 4, n = 4 + 2 * width;
	guint64 room = limit - at;
	const char *p = z->data + at;

	if (room >= 4 + n && memcmp(p, "PK\7\10", 4) == 0 && is_descriptor(p + 4, e, width))
		return 4 + n;
	/* Its CRC must not look like a signature to others. */
	if (room >= n && is_descriptor(p, e, width) && e->crc != DESCRIPTOR_SIGN)
		return n;
	return 0;
}

/* Who reads stored bytes in one go looks for their descriptor: there must be no other within. */
static bool has_false_descriptor(const struct zip *z, const struct zip_entry *e)
{
	const char *data = z->data + e->data_at, *end = data + e->packed;

	for (const char *p = data; (p = memmem(p, (size_t)(end - p), "PK\7\10", 4)); p += 4)
		if (end - p >= 12 && little_u32(p + 8) == (guint32)(p - data))
			return true;
	return false;
}

static void check_descriptor(struct zip *z, const struct zip_entry *e, const struct local *l,
			     guint64 limit, struct zip_span *span)
{
	bool is_wide = l->extra.wide != NULL;
	size_t n = descriptor_len(z, e, is_wide, span->to, limit);

	span->to += n;
	if (n == 0 || (e->method == 0 && l->packed == 0 && has_false_descriptor(z, e)))
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
}

bool zip_local_check(struct zip *z, struct zip_entry *e, guint64 limit, struct zip_span *span)
{
	struct local l;
	guint64 data_at;

	if (!read_local(z, e->header_at, limit, &l, &data_at) || limit - data_at < e->packed) {
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
		e->packed = 0;
		return false;
	}
	e->data_at = data_at;
	e->is_encrypted |= l.flags & (ZIP_FLAG_ENCRYPTED | ZIP_FLAG_STRONG | ZIP_FLAG_MASKED);
	*span = (struct zip_span){ e->header_at, data_at + e->packed };
	compare_names(z, e, &l);
	compare_numbers(z, e, &l);
	if (l.flags & ZIP_FLAG_DESCRIPTOR)
		check_descriptor(z, e, &l, limit, span);
	return true;
}
