/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_end.c: 7z, cabinets and disk images say in their headers how long they are;
 * the others end where their reader stopped. Tests:
 * tests/unit/sanitizer/test_archive.c.
 */
#include "archive/archive_end.h"

#include <glib.h>

#include "kinds/little.h"

#define SEVENZIP_START 32u
#define CAB_START 36u
#define ISO_VOLUME 32768u /* the primary volume descriptor */
#define ISO_SECTOR 2048u
#define RAR5_EXTRA 1u
#define RAR5_DATA 2u
#define RAR5_END 5u
#define RAR4_HEAD 7u
#define RAR4_FILE 0x74
#define RAR4_SERVICE 0x7a
#define RAR4_END 0x7b
#define RAR4_DATA 0x8000u
#define RAR4_LARGE 0x100u
#define RAR4_LARGE_END 40u /* high halves of two sizes stand before it */

static bool only_zeros(const char *data, size_t from, size_t len)
{
	for (size_t i = from; i < len; i++)
		if (data[i])
			return false;
	return true;
}

static bool sevenzip_has_tail(const char *data, size_t len)
{
	if (len < SEVENZIP_START)
		return false;
	guint64 at = little_u64(data + 12), size = little_u64(data + 20);
	guint64 rest = len - SEVENZIP_START;
	return at <= rest && size <= rest - at && rest - at - size > 0;
}

static bool iso_has_tail(const char *data, size_t len)
{
	if (len < ISO_VOLUME + ISO_SECTOR)
		return false;
	guint64 end =
		(guint64)little_u32(data + ISO_VOLUME + 80) * little_u16(data + ISO_VOLUME + 128);
	return end < len && !only_zeros(data, (size_t)end, len);
}

/* ---- RAR ---- */

struct rar {
	const char *data;
	size_t len, at;
};

/* A number of RAR 5: seven bits a byte, low ones first. */
static guint64 take_vint(struct rar *r)
{
	guint64 v = 0;

	for (unsigned shift = 0; shift < 63 && r->at < r->len; shift += 7) {
		guint8 one = (guint8)r->data[r->at++];
		v |= (guint64)(one & 0x7f) << shift;
		if (!(one & 0x80))
			break;
	}
	return v;
}

/* Moves ${n} bytes on; false: they are not there. */
static bool move(struct rar *r, guint64 n)
{
	if (n == 0 || n > r->len - r->at)
		return false;
	r->at += (size_t)n;
	return true;
}

/* The block at ${r}->at; true while there may be one more. */
static bool skip_rar5_block(struct rar *r, bool *is_end)
{
	if (r->len - r->at < 7)
		return false;
	r->at += 4;
	guint64 size = take_vint(r), extra = 0, data = 0;
	size_t head = r->at;
	guint64 type = take_vint(r), flags = take_vint(r);
	if (flags & RAR5_EXTRA)
		extra = take_vint(r);
	if (flags & RAR5_DATA)
		data = take_vint(r);
	r->at = head;
	*is_end = type == RAR5_END;
	return extra <= size && move(r, size) && (data == 0 || move(r, data)) && !*is_end;
}

static bool skip_rar4_block(struct rar *r, bool *is_end)
{
	const char *p = r->data + r->at;

	if (r->len - r->at < RAR4_HEAD)
		return false;
	guint64 size = little_u16(p + 5), data = 0;
	bool is_file = p[2] == RAR4_FILE || p[2] == RAR4_SERVICE;
	if ((little_u16(p + 3) & RAR4_DATA) && r->len - r->at >= RAR4_HEAD + 4)
		data = little_u32(p + RAR4_HEAD);
	if (is_file && (little_u16(p + 3) & RAR4_LARGE) && r->len - r->at >= RAR4_LARGE_END)
		data |= (guint64)little_u32(p + RAR4_LARGE_END - 8) << 32;
	*is_end = p[2] == RAR4_END;
	return size >= RAR4_HEAD && move(r, size) && (data == 0 || move(r, data)) && !*is_end;
}

static bool rar_has_tail(const char *data, size_t len)
{
	bool is_five = len > 6 && data[6] == 1, is_end = false;
	struct rar r = { data, len, is_five ? 8 : 7 };

	if (len < r.at)
		return false;
	while (is_five ? skip_rar5_block(&r, &is_end) : skip_rar4_block(&r, &is_end))
		continue;
	return r.at < len;
}

bool archive_has_tail(enum type_id type, const char *data, size_t len, size_t used)
{
	if (type == TYPE_SEVENZIP)
		return sevenzip_has_tail(data, len);
	if (type == TYPE_CAB)
		return len >= CAB_START && little_u32(data + 8) < len;
	if (type == TYPE_RAR)
		return rar_has_tail(data, len);
	if (type == TYPE_ISO)
		return iso_has_tail(data, len);
	if (type == TYPE_TAR || type == TYPE_LZH)
		return used < len && !only_zeros(data, used, len);
	return used < len;
}
