/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as an archive; the first byte says of which type. What comes out stays
 * within its budgets, each path is clean and only once there, and what is not
 * open has no members.
 */
#include <stdlib.h>
#include <string.h>

#include "archive/archive.h"
#include "misogi/sanitize.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const enum type_id types[] = {
	TYPE_ZIP,  TYPE_SEVENZIP, TYPE_RAR, TYPE_LZH,  TYPE_CAB, TYPE_TAR,	TYPE_ISO,
	TYPE_GZIP, TYPE_BZIP2,	  TYPE_XZ,  TYPE_ZSTD, TYPE_LZ4, TYPE_COMPRESS, TYPE_ARJ,
};

static void must(bool claim)
{
	if (!claim)
		abort();
}

static void check_path(const char *path)
{
	g_auto(GStrv) components = g_strsplit(path, "/", -1);

	must(*path != '\0' && g_utf8_validate(path, -1, NULL));
	must(!strpbrk(path, "\\:\r\n"));
	for (char **c = components; *c; c++)
		must(**c && strcmp(*c, ".") != 0 && strcmp(*c, "..") != 0);
}

static void check(const struct archive_answer *a, const struct limits *limits,
		  const struct archive_budget *budget)
{
	g_autoptr(GHashTable) paths = g_hash_table_new(g_str_hash, g_str_equal);
	size_t held = 0;

	must(a->is_open || a->members.list->len == 0);
	must(a->is_open || a->found->len > 0);
	must(a->members.list->len <= limits->archive_entries);
	must(budget->entries == a->members.list->len);
	for (guint i = 0; i < a->members.list->len; i++) {
		const struct member *m = g_ptr_array_index(a->members.list, i);
		check_path(m->path);
		must(g_hash_table_add(paths, m->path));
		must(m->kind == MEMBER_FILE && m->data && g_utf8_validate(m->name, -1, NULL));
		must(!m->is_absent || m->n == 0);
		must(m->n <= limits->part_bytes);
		held += m->n;
	}
	must(held <= limits->archive_bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	static struct limits limits;
	struct err err = { 0 };
	struct archive_answer answer;

	if (!open) {
		open = sanitize_init(&err);
		must(open);
		limits = limits_default();
		limits.archive_bytes = 1u << 20;
		limits.part_bytes = 1u << 19;
		limits.archive_entries = 8;
		limits.archive_seconds = 2;
	}
	if (size == 0)
		return 0;
	struct archive_budget budget = { .limits = &limits };
	g_autoptr(GPtrArray) passwords = g_ptr_array_new();
	g_ptr_array_add(passwords, (gpointer)(guintptr) "wrong");
	g_ptr_array_add(passwords, (gpointer)(guintptr) "Abc-1234");
	/* Of its own length, so that a byte beyond it is seen. */
	g_autofree char *copy = g_memdup2(data + 1, size - 1);
	archive_open(types[data[0] % G_N_ELEMENTS(types)], copy ? copy : "", size - 1, "a.tgz",
		     passwords, &budget, &answer);
	check(&answer, &limits, &budget);
	archive_answer_clear(&answer);
	return 0;
}
