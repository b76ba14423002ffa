/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite.h: a connection, its remembered statements, and SQLite's errors in
 * our words. The sqlite*.c files are the only ones that know SQL.
 *
 * A connection belongs to one thread at a time.
 */
#ifndef QUARANTINE_SQLITE_H
#define QUARANTINE_SQLITE_H

#include <jansson.h>
#include <sqlite3.h>
#include <stdint.h>

#include "misogi/err.h"

struct db {
	sqlite3 *handle;
	GHashTable *statements; /* SQL text → sqlite3_stmt */
	bool broken;		/* an I/O error or damage was seen: nothing more is written here */
};

/*
 * Opens ${path}; ${create} makes it (mode 0640) and brings its tables up to
 * date, else tables of another version are refused. NULL with ${err}.
 */
struct db *db_open(const char *path, bool create, struct err *err);
void db_close(struct db *db);

/*
 * Runs ${sql} with the values of ${types}: t const char * (NULL: NULL; made
 * valid UTF-8), i int64_t, b const void * and int (length), n nothing (NULL).
 */
bool db_run(struct db *db, struct err *err, const char *sql, const char *types, ...);

/* The same for reading: a statement to be stepped by db_step(), or NULL. */
sqlite3_stmt *db_query(struct db *db, struct err *err, const char *sql, const char *types, ...);
/* The same with texts only. */
sqlite3_stmt *db_query_texts(struct db *db, struct err *err, const char *sql,
			     const GPtrArray *texts);
/* 1: a row; 0: no more; -1: ${err}. */
int db_step(struct db *db, sqlite3_stmt *stmt, struct err *err);

/* Column ${i} as text, "" for NULL; borrowed until the next step. */
const char *db_text(sqlite3_stmt *stmt, int i);

/* The row as a JSON object by column names; is_… become booleans. A new reference. */
json_t *db_row(sqlite3_stmt *stmt);

/* All rows of a query as a JSON array; NULL with ${err}. */
json_t *db_rows(struct db *db, sqlite3_stmt *stmt, struct err *err);

/* The one number of a query without values; false with ${err}. */
bool db_number(struct db *db, const char *sql, int64_t *out, struct err *err);

/* Transactions that write are BEGIN IMMEDIATE: two processes never append to one chain at once. */
bool db_begin(struct db *db, struct err *err);
bool db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
bool db_savepoint(struct db *db, struct err *err);
bool db_release(struct db *db, struct err *err);
void db_rollback_savepoint(struct db *db);

/* Empties the write-ahead log, so that no old page stays in it; best effort. */
void db_shrink_log(struct db *db);

/* Fills ${err} from the connection's last error; returns false. */
bool db_fail(struct db *db, struct err *err, const char *what);

/* ---- sqlite_schema.c ---- */

#define SCHEMA_VERSION 1

bool schema_migrate(struct db *db, struct err *err);
bool schema_check_version(struct db *db, struct err *err);

#endif
