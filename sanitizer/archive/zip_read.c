/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_read.c: the directory of a zip, from the end record backwards, as most
 * readers go; then every entry of it against the bytes that it speaks of.
 * Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include "archive/zip_read.h"

#include <string.h>
#include <sys/stat.h>

#include "archive/zip_parts.h"
#include "kinds/little.h"

#define METHOD_AES 99u
#define DOS_DIRECTORY 0x10u

void zip_problem(struct zip *z, enum finding_id id)
{
	if (!zip_has_problem(z, id))
		g_array_append_val(z->problems, id);
}

bool zip_has_problem(const struct zip *z, enum finding_id id)
{
	for (guint i = 0; i < z->problems->len; i++)
		if (g_array_index(z->problems, enum finding_id, i) == id)
			return true;
	return false;
}

bool zip_is_at(const struct zip *z, guint64 at, const char *sign)
{
	return at <= z->len && z->len - at >= 4 && memcmp(z->data + at, sign, 4) == 0;
}

/* Kinds of files as the directory has them: of Unix above, of DOS below. */
static void read_kind(struct zip_entry *e, guint32 attributes)
{
	unsigned mode = attributes >> 16 & S_IFMT;
	char last = e->name_len > 0 ? e->name[e->name_len - 1] : '\0';

	e->is_link = mode != 0 && mode != S_IFREG && mode != S_IFDIR;
	e->is_directory = last == '/' || (e->size == 0 && last == '\\') || mode == S_IFDIR ||
			  attributes & DOS_DIRECTORY;
}

/* The record at ${p}, which is whole; ${base}: where the zip begins. */
static struct zip_entry read_entry(struct zip *z, const char *p, guint64 base)
{
	size_t name_len = little_u16(p + 28), extra_len = little_u16(p + 30);
	guint64 offset = little_u32(p + 42);
	struct zip_entry e = {
		.name = p + ZIP_CENTRAL_BYTES,
		.name_len = name_len,
		.flags = little_u16(p + 8),
		.method = little_u16(p + 10),
		.crc = little_u32(p + 16),
		.packed = little_u32(p + 20),
		.size = little_u32(p + 24),
	};
	struct zip_extra x = zip_extra_read(e.name + name_len, extra_len);
	guint64 *const numbers[] = { &e.size, &e.packed, &offset };

	if (!zip_extra_widen(&x, numbers, G_N_ELEMENTS(numbers)) || x.is_malformed)
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	if (name_len > ZIP_NAME_MAX || memchr(e.name, '\0', name_len) ||
	    !zip_extra_take_path(&x, e.name, name_len, &e))
		zip_problem(z, FINDING_ARCHIVE_NAMES);
	guint16 disk = little_u16(p + 34);
	if (disk != 0 && !(disk == 0xffff && x.wide))
		zip_problem(z, FINDING_ARCHIVE_SPLIT);
	e.is_encrypted = e.flags & (ZIP_FLAG_ENCRYPTED | ZIP_FLAG_STRONG | ZIP_FLAG_MASKED) ||
			 e.method == METHOD_AES;
	e.header_at = offset > z->len ? z->len : base + offset;
	read_kind(&e, little_u32(p + 38));
	return e;
}

/* What an entry says that no reader can make sense of. */
static void check_entry(struct zip *z, const struct zip_entry *e)
{
	if (e->flags & ZIP_FLAG_PATCH)
		zip_problem(z, FINDING_ARCHIVE_UNSUPPORTED);
	if ((e->is_directory && e->size > 0) ||
	    (e->method == 0 && !e->is_encrypted && e->packed != e->size))
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
	z->is_encrypted |= e->is_encrypted;
}

/* A directory that is encrypted itself names nobody; the first header still says so (APPNOTE 7.3).
 */
static bool has_locked_directory(const struct zip *z, size_t start)
{
	return zip_is_at(z, start, "PK\6\10") ||
	       (zip_is_at(z, 0, "PK\3\4") &&
		little_u16(z->data + 6) & (ZIP_FLAG_STRONG | ZIP_FLAG_MASKED));
}

/* Where the directory begins; false: nowhere. Offsets count from ${*base}. */
static bool find_directory(struct zip *z, const struct zip_end *end, size_t *start, size_t *base)
{
	if (end->size > end->at || end->offset > end->at - end->size) {
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
		return false;
	}
	*start = end->at - (size_t)end->size;
	*base = *start - (size_t)end->offset;
	z->is_encrypted |= has_locked_directory(z, *start);
	/* With something between it and its end record some readers find it all the same. */
	if (!zip_is_at(z, *start, "PK\1\2") && zip_is_at(z, end->offset, "PK\1\2")) {
		zip_problem(z, FINDING_ARCHIVE_MALFORMED);
		*start = (size_t)end->offset;
		*base = 0;
	}
	return true;
}

/* Every record between ${at} and ${end}; returns where they end. */
static size_t read_directory(struct zip *z, size_t at, size_t end, size_t base, unsigned max)
{
	while (end - at >= ZIP_CENTRAL_BYTES && zip_is_at(z, at, "PK\1\2")) {
		const char *p = z->data + at;
		size_t n = ZIP_CENTRAL_BYTES + little_u16(p + 28) + little_u16(p + 30) +
			   little_u16(p + 32);
		if (end - at < n)
			break;
		if (z->entries->len == max) {
			zip_problem(z, FINDING_LIMIT_ARCHIVE_ENTRIES);
			break;
		}
		struct zip_entry e = read_entry(z, p, base);
		g_array_append_val(z->entries, e);
		at += n;
	}
	return at;
}

/* Entries that are longer together than the file share bytes: no more than a file's worth is read.
 */
static void check_entries(struct zip *z, size_t start)
{
	g_autoptr(GArray) spans =
		g_array_sized_new(FALSE, FALSE, sizeof(struct zip_span), z->entries->len);
	guint64 seen = 0;

	for (guint i = 0; i < z->entries->len; i++) {
		struct zip_entry *e = &g_array_index(z->entries, struct zip_entry, i);
		struct zip_span span;
		if (seen > z->len)
			e->packed = 0;
		else if (zip_local_check(z, e, start, &span)) {
			g_array_append_val(spans, span);
			seen += span.to - span.from;
		}
		check_entry(z, e);
	}
	if (seen > z->len)
		zip_problem(z, FINDING_ARCHIVE_OVERLAP);
	if (!zip_has_problem(z, FINDING_LIMIT_ARCHIVE_ENTRIES))
		zip_layout_check(z, spans, start);
}

bool zip_open(const char *data, size_t len, unsigned max_entries, struct zip *z)
{
	struct zip_end end;
	size_t start, base;

	*z = (struct zip){ .data = data,
			   .len = len,
			   .entries = g_array_new(FALSE, FALSE, sizeof(struct zip_entry)),
			   .problems = g_array_new(FALSE, FALSE, sizeof(enum finding_id)) };
	if (!zip_end_find(z, &end)) {
		zip_close(z);
		return false;
	}
	if (find_directory(z, &end, &start, &base)) {
		size_t to = read_directory(z, start, end.at, base, max_entries);
		if (!zip_has_problem(z, FINDING_LIMIT_ARCHIVE_ENTRIES) &&
		    (to != end.at || z->entries->len != end.entries))
			zip_problem(z, FINDING_ARCHIVE_MALFORMED);
		check_entries(z, start);
	}
	zip_names_check(z);
	return true;
}

void zip_close(struct zip *z)
{
	g_clear_pointer(&z->entries, g_array_unref);
	g_clear_pointer(&z->problems, g_array_unref);
	g_clear_pointer(&z->names, g_array_unref);
}
