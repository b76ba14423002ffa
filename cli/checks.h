/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * checks.h: the outcome of `misogi check`: rows of ok, warn or FAIL, what was
 * found, and what to do about it.
 */
#ifndef CLI_CHECKS_H
#define CLI_CHECKS_H

#include "cli.h"

enum check_level { CHECK_OK, CHECK_WARN, CHECK_FAIL };

struct check {
	enum check_level level;
	char *name;   /* stable word: "clamd-canary", "postfix-milter" */
	char *text;   /* what was found */
	char *remedy; /* "" when all is well */
};

struct checks {
	const struct cli *cli; /* for the language of remedies */
	GPtrArray *list;       /* of struct check */
	unsigned warnings, failures;
};

struct checks *checks_new(const struct cli *cli);
void checks_free(struct checks *c);

/* Adds a row; the remedy in both languages, shown only when not ok; ${fmt} says what was found. */
void check_add(struct checks *c, enum check_level level, const char *name, const char *remedy_en,
	       const char *remedy_ja, const char *fmt, ...) G_GNUC_PRINTF(6, 7);

/* The row ${name} in ${c}, the worst one; NULL when there is none. */
const struct check *checks_find(const struct checks *c, const char *name);

/* Prints the rows as a table or as JSON lines. */
void checks_print(const struct checks *c);

/* ---- what is checked, a file each ---- */

/* check_local.c: settings, policy, directories, sockets, keys, store, clamd, worker. */
void check_settings(struct checks *c, struct cli *cli);

/* check_postfix.c: the effective configuration of every service of Postfix in ${dir} (NULL: its
 * default). */
void check_postfix(struct checks *c, const struct config *config, const char *dir);

/* check_e2e.c: sends a mail through ${smtp} ("HOST:PORT") and looks for its record in the store. */
void check_e2e(struct checks *c, const struct config *config, const char *smtp, const char *from,
	       const char *to);

#endif
