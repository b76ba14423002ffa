/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_packed.c: what is packed alone has no name that could be trusted (gzip's is
 * shown by one program and not by the other): it is called as the archive
 * without its ending. Tests: tests/unit/sanitizer/test_archive.c.
 */
#include "archive/archive_packed.h"

#include <string.h>

#include "archive/archive_reader.h"
#include "kinds/little.h"

#define TAR_BLOCK 512u
#define TAR_SUM 148u /* where the sum of the header stands, 8 octal digits */
#define TAR_SUM_LEN 8u
#define GZIP_LEAST 18u
#define XZ_REST "7zXZ" /* with its NUL */

static const char *const endings[] = { ".gz", ".bz2", ".xz",   ".zst", ".lz4",
				       ".z",  ".tgz", ".tbz2", ".txz", ".gzip" };

static char *inner_name(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t end = strlen(endings[i]);
		if (n > end && g_ascii_strcasecmp(name + n - end, endings[i]) == 0)
			return g_strndup(name, n - end);
	}
	return g_strdup(name);
}

/* Also of tars older than the word "ustar": what holds is the sum. */
static bool is_tar(const struct unpacking *u)
{
	guint64 sum = 0, said = 0;

	if (u->n < TAR_BLOCK || u->data[0] == '\0')
		return false;
	for (size_t i = 0; i < TAR_BLOCK; i++) {
		bool is_sum = i >= TAR_SUM && i < TAR_SUM + TAR_SUM_LEN;
		sum += is_sum ? ' ' : (guint8)u->data[i];
		if (is_sum && u->data[i] >= '0' && u->data[i] <= '7')
			said = said * 8 + (guint64)(u->data[i] - '0');
	}
	return sum == said;
}

static bool take_tar(struct opening *o, const struct unpacking *u)
{
	struct opening tar = *o;

	tar.type = TYPE_TAR;
	tar.data = u->data;
	tar.len = u->n;
	tar.is_counted = true;
	return reader_members(&tar);
}

static bool take_file(struct opening *o, struct unpacking *u)
{
	g_autofree char *name = inner_name(o->name);
	struct member *m = opening_add(o, name);

	if (m)
		opening_settle(m, u);
	return m != NULL;
}

/* ---- several streams in one file ---- */

static const char *find(const char *p, const char *end, const char *what, size_t n)
{
	return p < end ? memmem(p, (size_t)(end - p), what, n) : NULL;
}

/* Its last words are the size of its last stream. */
static bool is_joined_gzip(const struct opening *o, const struct unpacking *u)
{
	return o->len < GZIP_LEAST || little_u32(o->data + o->len - 4) != (guint32)u->n;
}

/* "BZh", a level, and the magic of a block or of the end. */
static bool is_joined_bzip2(const struct opening *o)
{
	const char *end = o->data + o->len, *p = o->data + 1;

	while ((p = find(p, end, "BZh", 3))) {
		if (end - p >= 10 && (memcmp(p + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 ||
				      memcmp(p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0))
			return true;
		p++;
	}
	return false;
}

/* A beginning behind an end; there may be zeros between them. */
static bool is_joined_xz(const struct opening *o)
{
	const char *end = o->data + o->len, *p = o->data + 1;

	while ((p = find(p, end, "\xfd" XZ_REST, sizeof(XZ_REST)))) {
		const char *before = p;
		while (before > o->data && before[-1] == '\0')
			before--;
		if (before - o->data >= 2 && memcmp(before - 2, "YZ", 2) == 0)
			return true;
		p++;
	}
	return false;
}

/* One reader goes on to the next stream, another stops after the first. */
static bool is_one_stream(struct opening *o, const struct unpacking *u)
{
	if ((o->type == TYPE_GZIP && is_joined_gzip(o, u)) ||
	    (o->type == TYPE_BZIP2 && is_joined_bzip2(o)) ||
	    (o->type == TYPE_XZ && is_joined_xz(o)))
		return opening_find(o, FINDING_ARCHIVE_CONCATENATED, "");
	return true;
}

bool archive_packed_members(struct opening *o)
{
	struct unpacking u = { 0 };
	bool done = reader_unpack(o, &u) && is_one_stream(o, &u) &&
		    (is_tar(&u) ? take_tar(o, &u) : take_file(o, &u));

	g_free(u.data);
	return done;
}
