/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * member_unique.c: no two members of one path, on no system; nor a file where
 * another member has its folder. Tests: tests/unit/sanitizer/test_member_name.c.
 */
#include <string.h>

#include "archive/member_name.h"

/* "図面/a.pdf", 2 → "図面/a (2).pdf" */
static char *numbered(const char *path, unsigned n)
{
	const char *slash = strrchr(path, '/'), *leaf = slash ? slash + 1 : path;
	const char *dot = strrchr(leaf, '.');
	size_t stem = dot && dot != leaf ? (size_t)(dot - path) : strlen(path);

	return g_strdup_printf("%.*s (%u)%s", (int)stem, path, n, path + stem);
}

/* What is known of ${path}, as a file or (ending with '/') a folder; 0: nothing. */
static guint look_up(GHashTable *taken, const char *path, const char *suffix)
{
	g_autofree char *folded = member_name_fold(path);
	g_autofree char *key = g_strconcat(folded, suffix, NULL);

	return GPOINTER_TO_UINT(g_hash_table_lookup(taken, key));
}

static void note(GHashTable *taken, const char *path, const char *suffix, guint value)
{
	g_autofree char *folded = member_name_fold(path);

	g_hash_table_insert(taken, g_strconcat(folded, suffix, NULL), GUINT_TO_POINTER(value));
}

/* ${path}, or the first number of it that is neither file nor (as ${folder_is_free} says) folder;
 * ${suffix} of the key under which the last number is kept. */
static char *free_path(GHashTable *taken, const char *path, bool is_folder)
{
	g_autofree char *now = g_strdup(path);
	guint n = look_up(taken, path, is_folder ? "//" : "///");

	for (n = MAX(n, 1); look_up(taken, now, "") || (!is_folder && look_up(taken, now, "/"));) {
		g_free(now);
		now = numbered(path, ++n);
	}
	if (n > 1)
		note(taken, path, is_folder ? "//" : "///", n - 1);
	return g_steal_pointer(&now);
}

char *member_name_unique(GHashTable *taken, const char *path, bool *was_taken)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	g_autofree char *now = g_strdup("");

	for (char **part = parts; *part; part++) {
		bool is_folder = part[1] != NULL;
		g_autofree char *wanted =
			*now ? g_strconcat(now, "/", *part, NULL) : g_strdup(*part);
		g_free(now);
		now = free_path(taken, wanted, is_folder);
		note(taken, now, is_folder ? "/" : "", 1);
	}
	*was_taken = strcmp(now, path) != 0;
	return g_steal_pointer(&now);
}
