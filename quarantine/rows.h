/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rows.h: what the writer does with the tables, each within a transaction, each
 * with its record. All have the type writer_fn.
 */
#ifndef QUARANTINE_ROWS_H
#define QUARANTINE_ROWS_H

#include "misogi/store.h"
#include "seal.h"
#include "sqlite.h"

/* A durable blob and its sealed key, to be named by a row. */
struct stored_blob {
	char id[33];
	enum blob_kind kind;
	uint64_t size;
	int part; /* index; -1 for the original */
	uint8_t sealed[SEAL_KEY_BYTES];
	char key_id[KEY_ID_HEX];
};

struct rows_commit {
	const struct store_record *record;
	const GArray *blobs; /* of struct stored_blob */
};
bool rows_commit(struct db *db, void *rows_commit, struct err *err);

struct rows_mark {
	char *id;
	bool handed_over;
};
bool rows_mark(struct db *db, void *rows_mark, struct err *err);
void rows_mark_free(void *rows_mark);

struct rows_audit {
	const char *actor, *event, *id;
	json_t *detail;
};
bool rows_audit(struct db *db, void *rows_audit, struct err *err);

struct rows_act {
	const char *blob, *actor, *approved_by, *why;
};
/* Deletes the key, which is the erasure; the file is the caller's. */
bool rows_erase(struct db *db, void *rows_act, struct err *err);
/* Refuses what may never be released and what nobody else approved. */
bool rows_release(struct db *db, void *rows_act, struct err *err);

#endif
