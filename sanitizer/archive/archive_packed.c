/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_packed.c: what is packed alone has no name that could be trusted (gzip's is
 * shown by one program and not by the other): it is called as the archive
 * without its ending. Tests: tests/unit/sanitizer/test_archive.c.
 */
#include "archive/archive_packed.h"

#include <string.h>

#include "archive/archive_reader.h"

#define TAR_BLOCK 512u
#define TAR_SUM 148u /* where the sum of the header stands, 8 octal digits */
#define TAR_SUM_LEN 8u

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

bool archive_packed_members(struct opening *o)
{
	struct unpacking u = { 0 };
	bool done = reader_unpack(o, &u) && (is_tar(&u) ? take_tar(o, &u) : take_file(o, &u));

	g_free(u.data);
	return done;
}
