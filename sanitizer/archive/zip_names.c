/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_names.c: the names of a zip in one order, so that two that are one file
 * on some disk stand side by side, and one is found without going through all.
 * Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include <string.h>

#include "archive/member_name.h"
#include "archive/zip_parts.h"

struct key {
	char *folded;
	guint entry;
};

static void key_clear(gpointer p)
{
	g_free(((struct key *)p)->folded);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	const struct key *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	return order != 0 ? order : x->entry < y->entry ? -1 : x->entry > y->entry;
}

char *zip_entry_name(const struct zip_entry *e)
{
	if (e->path)
		return member_name_decode(e->path, e->path_len, true);
	return member_name_decode(e->name, MIN(e->name_len, ZIP_NAME_MAX),
				  e->flags & ZIP_FLAG_UTF8);
}

static char *fold(const struct zip_entry *e)
{
	g_autofree char *name = zip_entry_name(e);

	return member_name_fold(name);
}

void zip_names_check(struct zip *z)
{
	z->names = g_array_sized_new(FALSE, FALSE, sizeof(struct key), z->entries->len);
	g_array_set_clear_func(z->names, key_clear);
	for (guint i = 0; i < z->entries->len; i++) {
		const struct zip_entry *e = &g_array_index(z->entries, struct zip_entry, i);
		struct key key = { fold(e), i };
		g_array_append_val(z->names, key);
	}
	g_array_sort(z->names, by_name);
	for (guint i = 1; i < z->names->len; i++)
		if (strcmp(g_array_index(z->names, struct key, i - 1).folded,
			   g_array_index(z->names, struct key, i).folded) == 0)
			zip_problem(z, FINDING_ARCHIVE_DUPLICATE);
}

const struct zip_entry *zip_find(const struct zip *z, const char *name)
{
	g_autofree char *wanted = member_name_fold(name);
	guint low = 0, high = z->names->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (strcmp(g_array_index(z->names, struct key, middle).folded, wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == z->names->len)
		return NULL;
	const struct key *key = &g_array_index(z->names, struct key, low);
	return strcmp(key->folded, wanted) == 0
		       ? &g_array_index(z->entries, struct zip_entry, key->entry)
		       : NULL;
}
