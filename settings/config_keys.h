/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * config_keys.h: the rows of CONFIG and LIMITS as one table, and what a value
 * of each kind may be.
 */
#ifndef SETTINGS_CONFIG_KEYS_H
#define SETTINGS_CONFIG_KEYS_H

#include "misogi/config.h"

enum config_kind {
	KIND_STRING,
	KIND_PATH,
	KIND_SOCKET,
	KIND_LIST,
	KIND_SECONDS,
	KIND_BOOL,
	KIND_MODE,
	KIND_LANG,
	KIND_SANDBOX,
	KIND_LIMIT_BYTES,
	KIND_LIMIT_COUNT,
	KIND_LIMIT_SECONDS,
};

struct config_row {
	const char *name;
	enum config_kind kind;
	size_t offset;	   /* in struct config */
	uint32_t min, max; /* of limits */
};

#define CONFIG_ROWS_MAX 128

/* All rows, those of CONFIG first; in the order of config_keys(). */
const struct config_row *config_rows(size_t *n);

/* The row of ${name}, or NULL. */
const struct config_row *config_row_find(const char *name);

/* Whether the row's field is an owned string. */
bool config_row_is_text(const struct config_row *row);

/* The key whose name is nearest to ${typed}, or NULL. */
const char *config_nearest(const char *typed);

/*
 * Sets ${row} of ${c} from ${value}. False, nothing changed: ${*en} and
 * ${*ja} say what would be right; the caller frees both.
 */
bool config_set(struct config *c, const struct config_row *row, const char *value, char **en,
		char **ja);

/* The value as one would write it; caller frees. */
char *config_value(const struct config *c, const struct config_row *row);

#endif
