/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any lines as the names of files in an archive: what the child makes of them
 * the front takes, each by itself and all in one zip. Two rooms with code of
 * their own must agree, or a mail is held for nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "archive/member_name.h"
#include "check_parts.h"
#include "names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAMES_MAX 20u
#define NAME_BYTES 240u

static void must(bool claim)
{
	if (!claim)
		abort();
}

static char *path_of(const char *raw, GTree *taken)
{
	struct member scratch = { 0 };
	bool was_taken;
	g_autofree char *utf8 = member_name_decode(raw, strlen(raw), false);
	g_autofree char *clean =
		member_name_clean(&scratch, utf8, NAME_BYTES - MEMBER_NUMBER_BYTES);

	if (scratch.findings)
		g_array_unref(scratch.findings);
	return member_name_unique(taken, clean, &was_taken);
}

static char *file_of(const char *raw)
{
	struct member scratch = { 0 };
	g_autofree char *valid = g_utf8_make_valid(raw, -1); /* as names_set() does */
	g_autofree char *last = names_clean(valid, NAME_BYTES);
	char *clean = member_name_clean(&scratch, last, NAME_BYTES);

	if (scratch.findings)
		g_array_unref(scratch.findings);
	return clean;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_auto(GStrv) lines = g_strsplit(text, "\n", NAMES_MAX);
	GTree *taken = member_paths_new();
	struct enclosure e = { .entries = g_ptr_array_new_with_free_func(g_free) };

	for (char **line = lines; *line; line++) {
		g_autofree char *path = path_of(*line, taken);
		g_autofree char *file = file_of(*line);
		must(check_file_path(path, NAME_BYTES));
		must(check_file_name(file, NAME_BYTES));
		struct enclosed *entry = g_new0(struct enclosed, 1);
		entry->name = g_steal_pointer(&path);
		g_ptr_array_add(e.entries, entry);
	}
	must(check_distinct_paths(&e));
	for (guint i = 0; i < e.entries->len; i++)
		g_free(((struct enclosed *)g_ptr_array_index(e.entries, i))->name);
	g_ptr_array_unref(e.entries);
	g_tree_destroy(taken);
	return 0;
}
