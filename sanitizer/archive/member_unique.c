/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * member_unique.c: no two members of one path, on no system; nor a file where
 * another member has its folder. Tests: tests/unit/sanitizer/test_member_name.c.
 */
#include <string.h>

#include "archive/member_name.h"

static int by_bytes(gconstpointer a, gconstpointer b, gpointer data)
{
	(void)data;
	return strcmp(a, b);
}

GTree *member_paths_new(void)
{
	return g_tree_new_full(by_bytes, NULL, g_free, NULL);
}

/* "図面/a.pdf", 2 → "図面/a (2).pdf" */
static char *numbered(const char *path, unsigned n)
{
	const char *slash = strrchr(path, '/'), *leaf = slash ? slash + 1 : path;
	const char *dot = strrchr(leaf, '.');
	size_t stem = dot && dot != leaf ? (size_t)(dot - path) : strlen(path);

	return g_strdup_printf("%.*s (%u)%s", (int)stem, path, n, path + stem);
}

/*
 * What stands behind a folded path in the tree: of a file, of a folder, and the
 * last number that was given to either, so that none is tried twice.
 */
#define AS_FILE ""
#define AS_FOLDER "/"
#define LAST_FILE "///"
#define LAST_FOLDER "//"

static guint look_up(GTree *taken, const char *path, const char *suffix)
{
	g_autofree char *folded = member_name_fold(path);
	g_autofree char *key = g_strconcat(folded, suffix, NULL);

	return GPOINTER_TO_UINT(g_tree_lookup(taken, key));
}

static void note(GTree *taken, const char *path, const char *suffix, guint value)
{
	g_autofree char *folded = member_name_fold(path);

	g_tree_insert(taken, g_strconcat(folded, suffix, NULL), GUINT_TO_POINTER(value));
}

/* ${path} or the first number of it that is free: a folder may be there already, a file not. */
static char *free_path(GTree *taken, const char *path, bool is_folder)
{
	const char *last = is_folder ? LAST_FOLDER : LAST_FILE;
	g_autofree char *now = g_strdup(path);
	guint n = MAX(look_up(taken, path, last), 1);

	while (look_up(taken, now, AS_FILE) || (!is_folder && look_up(taken, now, AS_FOLDER))) {
		g_free(now);
		now = numbered(path, ++n);
	}
	if (n > 1)
		note(taken, path, last, n - 1);
	return g_steal_pointer(&now);
}

char *member_name_unique(GTree *taken, const char *path, bool *was_taken)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	g_autofree char *now = g_strdup("");

	for (char **part = parts; *part; part++) {
		bool is_folder = part[1] != NULL;
		g_autofree char *wanted =
			*now ? g_strconcat(now, "/", *part, NULL) : g_strdup(*part);
		g_free(now);
		now = free_path(taken, wanted, is_folder);
		note(taken, now, is_folder ? AS_FOLDER : AS_FILE, 1);
	}
	*was_taken = strcmp(now, path) != 0;
	return g_steal_pointer(&now);
}
