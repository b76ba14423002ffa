/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * config_keys.c: CONFIG and LIMITS made into one table of rows with offsets,
 * so that reading, printing and explaining a setting need no list of their
 * own. Tests: tests/unit/settings/test_config.c.
 */
#include "config_keys.h"

#include <string.h>

#include "misogi/words.h"

static const struct config_row rows[] = {
#define X(name, kind, def, en, ja) { #name, KIND_##kind, offsetof(struct config, name), 0, 0 },
	CONFIG(X)
#undef X
#define X(name, def, min, max, kind, en, ja)                                                       \
	{ "limit_" #name, KIND_LIMIT_##kind, offsetof(struct config, limits.name), min, max },
		LIMITS(X)
#undef X
};

G_STATIC_ASSERT(G_N_ELEMENTS(rows) <= CONFIG_ROWS_MAX);

/* The defaults of CONFIG are text already; those of LIMITS are numbers and are written on first
 * use. */
static struct config_key keys[] = {
#define X(name, kind, def, en, ja) { #name, NULL, def, en, ja },
	CONFIG(X)
#undef X
#define X(name, def, min, max, kind, en, ja) { "limit_" #name, NULL, NULL, en, ja },
		LIMITS(X)
#undef X
};

static const char *const kind_words[] = {
	[KIND_STRING] = "string",     [KIND_PATH] = "path",
	[KIND_SOCKET] = "socket",     [KIND_LIST] = "list",
	[KIND_SECONDS] = "seconds",   [KIND_BOOL] = "yes/no",
	[KIND_MODE] = "mode",	      [KIND_LANG] = "language",
	[KIND_SANDBOX] = "sandbox",   [KIND_LIMIT_BYTES] = "bytes",
	[KIND_LIMIT_COUNT] = "count", [KIND_LIMIT_SECONDS] = "seconds",
};

const struct config_row *config_rows(size_t *n)
{
	*n = G_N_ELEMENTS(rows);
	return rows;
}

const struct config_row *config_row_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

bool config_row_is_text(const struct config_row *row)
{
	return row->kind == KIND_STRING || row->kind == KIND_PATH || row->kind == KIND_SOCKET ||
	       row->kind == KIND_LIST;
}

const char *config_nearest(const char *typed)
{
	const char *names[G_N_ELEMENTS(rows)];

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		names[i] = rows[i].name;
	return word_nearest(typed, names, G_N_ELEMENTS(rows));
}

static void fill_keys(void)
{
	struct config defaults = { .limits = limits_default() };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		keys[i].kind = kind_words[rows[i].kind];
		if (!keys[i].builtin)
			keys[i].builtin = config_value(&defaults, &rows[i]);
	}
}

const struct config_key *config_keys(size_t *n)
{
	static gsize filled;

	if (g_once_init_enter(&filled)) {
		fill_keys();
		g_once_init_leave(&filled, 1);
	}
	*n = G_N_ELEMENTS(keys);
	return keys;
}
