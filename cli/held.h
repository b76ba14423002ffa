/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * held.h: what the commands over the store share: opening it, who asks, times,
 * and which held file ID[/PART] means.
 */
#ifndef CLI_HELD_H
#define CLI_HELD_H

#include "cli.h"
#include "misogi/store.h"

/* The store for reading; NULL after saying why, with ${*status}. */
struct store *held_open_store(struct cli *cli, int *status);

/* Says ${err}: EX_DATAERR for what there is not or may not be, else as cli_fail(). */
int held_fail(const struct cli *cli, const struct err *err);

/* The login name of who runs this, before sudo; caller frees. */
char *held_actor(void);

/* "2026-11-22 09:14" in local time; "" for 0. Caller frees. */
char *held_time(int64_t epoch);

/* The text or number at ${key} of ${o}; "" and 0 when it is not there. */
const char *held_text(const json_t *o, const char *key);
int64_t held_number(const json_t *o, const char *key);

/* Operands as one search: each is one word. Caller frees. */
char *held_where(int argc, char **argv);

/* One held file. */
struct held {
	char *message; /* reference */
	char *part;    /* path, or "original" */
	char *blob;
	char *sha256; /* "" when not known */
	char *name;   /* as shown to people */
	uint64_t size;
};
void held_clear(struct held *h);
typedef struct held held_t;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(held_t, held_clear)

/* Finds ${spec}: ID/PART, ID/original, or ID when it holds one file only. An exit status, 0: found.
 */
int held_find(struct cli *cli, struct store *s, const char *spec, struct held *out);

#endif
