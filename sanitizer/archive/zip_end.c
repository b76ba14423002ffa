/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_end.c: the end record of a zip and the two of zip64 before it (APPNOTE
 * 4.3.14 to 4.3.16). Readers look for it from the end, some with and some
 * without regard to the length of its comment: both must find the same.
 * Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include <string.h>

#include "archive/zip_parts.h"
#include "kinds/little.h"

#define END_BYTES 22u
#define SEARCH (65535u + END_BYTES)
#define LOCATOR_BYTES 20u
#define WIDE_BYTES 56u
#define WIDE_SIZE 44u /* what its own size field says: all but the first twelve bytes */
#define NONE SIZE_MAX

static size_t end_of(const struct zip *z, size_t at)
{
	return at + END_BYTES + little_u16(z->data + at + 20);
}

/* The end record before ${before}, NONE: there is no other. By its last byte, rare in text. */
static size_t previous(const struct zip *z, size_t before)
{
	size_t from = z->len > SEARCH ? z->len - SEARCH : 0;
	const char *begin = z->data + from, *six = z->data + before;

	while ((six = memrchr(begin, 6, (size_t)(six - begin))) && six - begin >= 3)
		if (memcmp(six - 3, "PK\5", 3) == 0)
			return (size_t)(six - 3 - z->data);
	return NONE;
}

/* The last whose comment ends with the file; else the last. Another beside it is another zip. */
static size_t find(struct zip *z)
{
	size_t last = z->len < END_BYTES ? NONE : previous(z, z->len - END_BYTES + 4);
	size_t found = NONE;

	for (size_t at = last; at != NONE; at = previous(z, at)) {
		if (end_of(z, at) != z->len)
			continue;
		if (found != NONE)
			zip_problem(z, FINDING_ARCHIVE_CONCATENATED);
		else
			found = at;
	}
	if (found != NONE && found != last)
		zip_problem(z, FINDING_ARCHIVE_CONCATENATED);
	return found != NONE ? found : last;
}

/* ${narrow} must be the 64-bit number ${wide}, or all ones of ${ones}: then that one holds. */
static guint64 widen(struct zip *z, guint64 narrow, guint64 ones, guint64 wide)
{
	if (narrow != ones && narrow != wide)
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	return wide;
}

/* Where the zip64 record is that ends at ${end}: as the locator says, or just there. */
static size_t find_wide(const struct zip *z, size_t end, guint64 offset)
{
	if (offset < end && end - offset >= WIDE_BYTES && zip_is_at(z, offset, "PK\6\6") &&
	    little_u64(z->data + offset + 4) == end - offset - 12)
		return (size_t)offset;
	size_t at = end >= WIDE_BYTES ? end - WIDE_BYTES : NONE;
	if (at != NONE && zip_is_at(z, at, "PK\6\6") && little_u64(z->data + at + 4) == WIDE_SIZE)
		return at;
	return NONE;
}

static void read_wide(struct zip *z, const char *end, struct zip_end *e)
{
	size_t locator = e->at - LOCATOR_BYTES;
	const char *l = z->data + locator;
	guint64 offset = little_u64(l + 8);
	size_t at = find_wide(z, locator, offset);

	if (at == NONE) {
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
		return;
	}
	const char *w = z->data + at;
	e->at = at;
	e->entries = widen(z, little_u16(end + 10), 0xffff, little_u64(w + 32));
	e->size = widen(z, little_u32(end + 12), 0xffffffff, little_u64(w + 40));
	e->offset = widen(z, little_u32(end + 16), 0xffffffff, little_u64(w + 48));
	guint64 here = widen(z, little_u16(end + 8), 0xffff, little_u64(w + 24));
	if (here != e->entries || e->size > at || at - e->size - e->offset != at - offset)
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	if (little_u32(l + 4) != 0 || little_u32(l + 16) > 1 || little_u32(w + 16) != 0 ||
	    little_u32(w + 20) != 0)
		zip_problem(z, FINDING_ARCHIVE_SPLIT);
	/* Its second version says how the directory is encrypted. */
	z->is_encrypted |= little_u64(w + 4) > WIDE_SIZE;
}

static bool is_disk_0(const char *p, bool is_wide)
{
	return little_u16(p) == 0 || (is_wide && little_u16(p) == 0xffff);
}

bool zip_end_find(struct zip *z, struct zip_end *end)
{
	size_t at = find(z);

	if (at == NONE)
		return false;
	const char *r = z->data + at;
	*end = (struct zip_end){ .at = at,
				 .entries = little_u16(r + 10),
				 .size = little_u32(r + 12),
				 .offset = little_u32(r + 16) };
	if (end_of(z, at) > z->len)
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	else
		z->tail = z->len - end_of(z, at);
	if (z->tail > 0)
		zip_problem(z, FINDING_ARCHIVE_TAIL);
	bool is_wide = at >= LOCATOR_BYTES && zip_is_at(z, at - LOCATOR_BYTES, "PK\6\7");
	if (!is_disk_0(r + 4, is_wide) || !is_disk_0(r + 6, is_wide))
		zip_problem(z, FINDING_ARCHIVE_SPLIT);
	if (is_wide)
		read_wide(z, r, end);
	else if (little_u16(r + 8) != end->entries)
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	return true;
}
