/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_zip.c: zip by its directory, which was held against everything else
 * first. What is stored or deflated we unpack ourselves; what is locked or packed
 * otherwise libarchive does, which goes through the same entries by
 * their place in the file. Tests: tests/unit/sanitizer/test_archive_zip.c.
 */
#include "archive/archive_zip.h"

#include <string.h>

#include "archive/archive_reader.h"
#include "archive/zip_read.h"

#define STORED 0
#define DEFLATED 8
#define ENTRIES_PER_MEMBER 4u /* folders have entries of their own */

/* A member that libarchive unpacks. */
struct wanted {
	const struct zip_entry *e;
	struct member *m;
};

static const struct {
	guint16 method;
	const char *name;
	bool is_read;
} methods[] = {
	{ STORED, "stored", true },    { 1, "shrink", false },	  { 6, "implode", false },
	{ DEFLATED, "deflate", true }, { 9, "deflate64", false }, { 12, "bzip2", true },
	{ 14, "lzma", true },	       { 93, "zstd", true },	  { 95, "xz", true },
	{ 96, "jpeg", false },	       { 97, "wavpack", false },  { 98, "ppmd", true },
	{ 99, "AES", true }, /* what is within only the key's owner knows */
};

static bool check_method(struct opening *o, const struct zip_entry *e)
{
	g_autofree char *number = g_strdup_printf("method %u", e->method);

	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
		if (methods[i].method == e->method)
			return methods[i].is_read ||
			       opening_find(o, FINDING_ARCHIVE_UNSUPPORTED, methods[i].name);
	return opening_find(o, FINDING_ARCHIVE_UNSUPPORTED, number);
}

static bool unpack(struct opening *o, const struct zip *z, const struct zip_entry *e,
		   struct member *m)
{
	const struct limits *limits = o->budget->limits;
	guint64 left = limits->archive_bytes - MIN(o->budget->bytes, limits->archive_bytes);
	size_t max = (size_t)MIN(left, limits->part_bytes), n = 0;
	struct unpacking u = { .data = zip_unpack(z, e, max, &n) };

	if (!u.data && e->size <= max)
		return opening_find(o, FINDING_ARCHIVE_MALFORMED, m->path);
	if (!u.data)
		return opening_find(
			o, max < left ? FINDING_LIMIT_PART_BYTES : FINDING_LIMIT_ARCHIVE_BYTES,
			m->path);
	u.n = n;
	opening_settle(m, &u);
	return opening_count(o, n);
}

/* Members that libarchive unpacks: of the kinds it knows besides, and those with a password. */
struct by_reader {
	GArray *packed, *locked; /* of struct wanted */
};

static bool add_entry(struct opening *o, const struct zip *z, const struct zip_entry *e,
		      struct by_reader *rest)
{
	g_autofree char *name = zip_entry_name(e);

	if (e->is_directory)
		return true;
	if (e->is_link)
		return opening_add_absent(o, name, FINDING_ARCHIVE_LINK);
	if (!e->is_encrypted && !check_method(o, e))
		return false;
	struct wanted one = { e, opening_add(o, name) };
	if (!one.m)
		return false;
	if (e->is_encrypted)
		g_array_append_val(rest->locked, one);
	else if (e->method == STORED || e->method == DEFLATED)
		return unpack(o, z, e, one.m);
	else
		g_array_append_val(rest->packed, one);
	return true;
}

static gint by_place(gconstpointer a, gconstpointer b)
{
	guint64 x = (*(const struct zip_entry *const *)a)->header_at;
	guint64 y = (*(const struct zip_entry *const *)b)->header_at;

	return x < y ? -1 : x > y;
}

/* libarchive's order. */
static GPtrArray *entries_by_place(const struct zip *z)
{
	GPtrArray *all = g_ptr_array_sized_new(z->entries->len);

	for (guint i = 0; i < z->entries->len; i++)
		g_ptr_array_add(all, &g_array_index(z->entries, struct zip_entry, i));
	g_ptr_array_sort(all, by_place);
	return all;
}

static struct member *member_of(const GArray *wanted, const struct zip_entry *e)
{
	for (guint i = 0; i < wanted->len; i++)
		if (g_array_index(wanted, struct wanted, i).e == e)
			return g_array_index(wanted, struct wanted, i).m;
	return NULL;
}

static bool read_one(struct opening *o, struct archive *a, struct member *m)
{
	struct unpacking u = { 0 };
	bool done = reader_bytes(o, a, &u);

	if (done)
		opening_settle(m, &u);
	g_free(u.data);
	return done;
}

static bool begins(const char *name, const char *want, size_t n)
{
	return strncmp(name, want, MIN(strlen(name), n)) == 0;
}

/* Whether libarchive, which follows the Unicode Path, means ${e} by ${name}. */
static bool is_called(const struct zip_entry *e, const char *name)
{
	return begins(name, e->name, e->name_len) ||
	       (e->path && begins(name, e->path, e->path_len));
}

/* All of ${wanted} by libarchive with one password (NULL: none). */
static bool read_all(struct opening *o, const struct zip *z, const GArray *wanted,
		     const char *password)
{
	g_autoptr(GPtrArray) entries = entries_by_place(z);
	struct archive *a = reader_new(o, password);
	const char *name;
	guint i = 0;

	while (a && i < entries->len && reader_next(o, a, &name) == READER_ENTRY) {
		const struct zip_entry *e = g_ptr_array_index(entries, i);
		struct member *m = member_of(wanted, e);
		if (!is_called(e, name) || (m && !read_one(o, a, m)))
			break;
		i++;
	}
	bool done = a && i == entries->len;
	reader_free(a);
	return done || opening_find(o, FINDING_ARCHIVE_MALFORMED, "");
}

/* What a wrong password gave is forgotten; false when a budget is used up. */
static bool forget(struct opening *o, const GArray *locked, guint n_found)
{
	for (guint i = n_found; i < o->out->found->len; i++) {
		const struct archive_found *f = g_ptr_array_index(o->out->found, i);
		if (f->id != FINDING_ARCHIVE_MALFORMED && f->id != FINDING_ARCHIVE_UNSUPPORTED)
			return false;
	}
	g_ptr_array_set_size(o->out->found, (gint)n_found);
	for (guint i = 0; i < locked->len; i++)
		g_array_index(locked, struct wanted, i).m->n = 0;
	return true;
}

/* Tries the passwords; with none that fits the members are absent. */
static bool unlock(struct opening *o, const struct zip *z, const GArray *locked)
{
	guint n_found = o->out->found->len;

	for (guint i = 0; o->passwords && i < o->passwords->len; i++) {
		if (read_all(o, z, locked, g_ptr_array_index(o->passwords, i))) {
			opening_find(o, FINDING_PASSWORD_FOUND, "");
			return true;
		}
		if (!forget(o, locked, n_found))
			return false;
	}
	for (guint i = 0; i < locked->len; i++) {
		struct member *m = g_array_index(locked, struct wanted, i).m;
		m->is_absent = true;
		member_find(m, FINDING_ENCRYPTED);
	}
	opening_find(o, FINDING_ENCRYPTED, "");
	return true;
}

static bool read_rest(struct opening *o, const struct zip *z, const struct by_reader *rest)
{
	return (rest->packed->len == 0 || read_all(o, z, rest->packed, NULL)) &&
	       (rest->locked->len == 0 || unlock(o, z, rest->locked));
}

static bool read_entries(struct opening *o, const struct zip *z)
{
	struct by_reader rest = { g_array_new(FALSE, FALSE, sizeof(struct wanted)),
				  g_array_new(FALSE, FALSE, sizeof(struct wanted)) };
	bool done = true;

	for (guint i = 0; i < z->entries->len && done; i++)
		done = opening_has_time(o) &&
		       add_entry(o, z, &g_array_index(z->entries, struct zip_entry, i), &rest);
	done = done && read_rest(o, z, &rest);
	g_array_unref(rest.packed);
	g_array_unref(rest.locked);
	return done;
}

bool archive_zip_members(struct opening *o)
{
	unsigned max = o->budget->limits->archive_entries * ENTRIES_PER_MEMBER;
	struct zip z;

	if (!zip_open(o->data, o->len, max, &z))
		return opening_find(o, FINDING_ARCHIVE_MALFORMED, "no directory");
	for (guint i = 0; i < z.problems->len; i++)
		opening_find(o, g_array_index(z.problems, enum finding_id, i), "");
	bool done = z.problems->len == 0 && read_entries(o, &z);
	zip_close(&z);
	return done;
}
