/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sweep.c: a file without row is what a crash between blob and commit leaves:
 * nobody can open it, and repair removes it once it is older than the grace
 * time (a mail at work has such files, too). A row without its file is a loss:
 * told, never repaired away. Tests: tests/unit/quarantine/test_sweep.c
 */
#include "sweep.h"

#include "list.h"

struct look {
	struct blobs *blobs;
	GHashTable *sizes; /* id → size of the file a row wants */
	int64_t grace;
	bool repair;
	json_t *orphans;
	int64_t files, removed;
};

static void look_at_file(void *ctx, const char *id)
{
	struct look *l = ctx;
	uint64_t size;
	int64_t age;
	l->files++;
	if (g_hash_table_contains(l->sizes, id) || !blobs_stat(l->blobs, id, &size, &age) ||
	    age < l->grace)
		return;
	json_array_append_new(l->orphans, json_string(id));
	if (l->repair && blobs_remove(l->blobs, id, NULL))
		l->removed++;
}

static json_t *missing_files(struct blobs *b, GHashTable *sizes)
{
	json_t *missing = json_array();
	GHashTableIter i;
	gpointer id, want;
	g_hash_table_iter_init(&i, sizes);
	while (g_hash_table_iter_next(&i, &id, &want)) {
		uint64_t size;
		int64_t age;
		if (!blobs_stat(b, id, &size, &age) || size != *(uint64_t *)want)
			json_array_append_new(missing, json_string(id));
	}
	return missing;
}

bool sweep_store(struct blobs *b, struct db *db, int64_t grace, bool repair, json_t **report,
		 struct err *err)
{
	/* Rows first: a mail that commits meanwhile has a young file, which grace spares. */
	g_autoptr(GHashTable) sizes = list_blob_sizes(db, err);
	if (!sizes)
		return false;
	struct look l = { b, sizes, grace, repair, json_array(), 0, 0 };
	if (!blobs_each(b, look_at_file, &l, err)) {
		json_decref(l.orphans);
		return false;
	}
	*report = json_pack("{s:o, s:o, s:I, s:I}", "orphans", l.orphans, "missing",
			    missing_files(b, sizes), "removed", (json_int_t)l.removed, "blobs",
			    (json_int_t)l.files);
	return true;
}
