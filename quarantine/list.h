/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * list.h: reading the tables as JSON, and what a blob needs to be opened.
 */
#ifndef QUARANTINE_LIST_H
#define QUARANTINE_LIST_H

#include "seal.h"
#include "sqlite.h"

json_t *list_messages(struct db *db, const char *where, unsigned limit, struct err *err);
json_t *list_held(struct db *db, const char *where, unsigned limit, struct err *err);
json_t *list_show(struct db *db, const char *id, struct err *err);

/* Counts; false with ${err}. */
bool list_stats(struct db *db, json_t *into, struct err *err);

/* The row of a blob. */
struct blob_row {
	char mail[SEAL_LABEL_MAX + 1];
	uint64_t size;
	uint8_t kind; /* enum blob_kind */
	uint8_t sealed[SEAL_KEY_BYTES];
};
/* False with scope PERM when there is none or it was deleted. */
bool list_blob(struct db *db, const char *id, struct blob_row *out, struct err *err);

/* Blobs that must have a file: id → size (uint64_t *). NULL with ${err}. */
GHashTable *list_blob_sizes(struct db *db, struct err *err);

#endif
