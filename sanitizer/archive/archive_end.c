/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_end.c: 7z, cabinets and disk images say in their headers how long they are;
 * the others end where their reader stopped. Tests:
 * tests/unit/sanitizer/test_archive.c.
 */
#include "archive/archive_end.h"

#include <glib.h>

#include "archive/sealed_parts.h"
#include "kinds/little.h"

#define SEVENZIP_START 32u
#define CAB_START 36u
#define ISO_VOLUME 32768u /* the primary volume descriptor */
#define ISO_SECTOR 2048u

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

bool archive_has_tail(enum type_id type, const char *data, size_t len, size_t used)
{
	if (type == TYPE_SEVENZIP)
		return sevenzip_has_tail(data, len);
	if (type == TYPE_CAB)
		return len >= CAB_START && little_u32(data + 8) < len;
	if (type == TYPE_RAR)
		return sealed_rar(data, len).end < len;
	if (type == TYPE_ISO)
		return iso_has_tail(data, len);
	if (type == TYPE_TAR || type == TYPE_LZH)
		return used < len && !only_zeros(data, used, len);
	return used < len;
}
