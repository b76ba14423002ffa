/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite.c: the connection. WAL with synchronous=FULL: a commit is one fsync
 * and survives a power cut. secure_delete: a deleted key is overwritten. No
 * error is ever taken for "no row". Tests: tests/unit/quarantine/test_sqlite.c
 */
#include "sqlite.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"
#include "misogi/io.h"

#define BUSY_MS 5000
/* Larger ones are checked by `misogi quarantine check` only: a start must not take minutes. */
#define QUICK_CHECK_BYTES (64u << 20)

/*
 * SQLite knows ENOSPC as full; a quota or a limit it calls an I/O error, and errno has moved on.
 * Only of a write: what a failed fsync leaves behind is unknown, whatever it says.
 */
static bool is_full(struct db *db)
{
	int code = sqlite3_extended_errcode(db->handle);
	if (code != SQLITE_IOERR_WRITE && code != SQLITE_IOERR_SHMSIZE)
		return false;
	static const int files[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		sqlite3_file *f = NULL;
		int e = 0;
		if (sqlite3_file_control(db->handle, "main", files[i], &f) == SQLITE_OK && f &&
		    f->pMethods &&
		    f->pMethods->xFileControl(f, SQLITE_FCNTL_LAST_ERRNO, &e) == SQLITE_OK &&
		    disk_is_full(e))
			return true;
	}
	return false;
}

static enum reason reason_of(struct db *db)
{
	switch (sqlite3_errcode(db->handle)) {
	case SQLITE_FULL:
		return REASON_STORE_FULL;
	case SQLITE_IOERR:
		return is_full(db) ? REASON_STORE_FULL : REASON_STORE_IO;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return REASON_STORE_LOCKED;
	case SQLITE_CONSTRAINT:
		return REASON_INTERNAL;
	default:
		return REASON_STORE_IO;
	}
}

static const char *remedy_of(int code)
{
	switch (code) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return "; store.db is damaged: stop misogi-milter, keep a copy, "
		       "restore a backup (docs/QUARANTINE.md)";
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return "; see who may write to store_directory";
	default:
		return "";
	}
}

bool db_fail(struct db *db, struct err *err, const char *what)
{
	int code = sqlite3_errcode(db->handle);
	enum reason reason = reason_of(db);
	bool io = code == SQLITE_IOERR && reason != REASON_STORE_FULL;
	if (io || code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		db->broken = true;
	return err_set(err, SCOPE_TEMP, reason, "%s: %s (sqlite %d)%s", what,
		       sqlite3_errmsg(db->handle), sqlite3_extended_errcode(db->handle),
		       remedy_of(code));
}

static bool exec(struct db *db, const char *sql, struct err *err)
{
	return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       db_fail(db, err, sql);
}

/* ---- statements ---- */

static sqlite3_stmt *prepare(struct db *db, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = g_hash_table_lookup(db->statements, sql);
	if (stmt) {
		sqlite3_reset(stmt);
		sqlite3_clear_bindings(stmt);
		return stmt;
	}
	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
	    SQLITE_OK) {
		db_fail(db, err, "preparing a statement");
		return NULL;
	}
	g_hash_table_insert(db->statements, g_strdup(sql), stmt);
	return stmt;
}

static int bind_text(sqlite3_stmt *stmt, int i, const char *s)
{
	if (!s)
		return sqlite3_bind_null(stmt, i);
	if (g_utf8_validate(s, -1, NULL))
		return sqlite3_bind_text(stmt, i, s, -1, SQLITE_TRANSIENT);
	g_autofree char *valid = g_utf8_make_valid(s, -1);
	return sqlite3_bind_text(stmt, i, valid, -1, SQLITE_TRANSIENT);
}

static int bind_one(sqlite3_stmt *stmt, int i, char type, va_list *ap)
{
	switch (type) {
	case 't':
		return bind_text(stmt, i, va_arg(*ap, const char *));
	case 'i':
		return sqlite3_bind_int64(stmt, i, va_arg(*ap, int64_t));
	case 'b': {
		const void *bytes = va_arg(*ap, const void *);
		return sqlite3_bind_blob(stmt, i, bytes, va_arg(*ap, int), SQLITE_TRANSIENT);
	}
	case 'n':
		return sqlite3_bind_null(stmt, i);
	default:
		return SQLITE_MISUSE;
	}
}

static sqlite3_stmt *bound(struct db *db, struct err *err, const char *sql, const char *types,
			   va_list *ap)
{
	sqlite3_stmt *stmt = prepare(db, sql, err);
	if (!stmt)
		return NULL;
	for (int i = 0; types[i]; i++) {
		if (bind_one(stmt, i + 1, types[i], ap) != SQLITE_OK) {
			db_fail(db, err, "binding a value");
			return NULL;
		}
	}
	return stmt;
}

sqlite3_stmt *db_query(struct db *db, struct err *err, const char *sql, const char *types, ...)
{
	va_list ap;
	va_start(ap, types);
	sqlite3_stmt *stmt = bound(db, err, sql, types, &ap);
	va_end(ap);
	return stmt;
}

sqlite3_stmt *db_query_texts(struct db *db, struct err *err, const char *sql,
			     const GPtrArray *texts)
{
	sqlite3_stmt *stmt = prepare(db, sql, err);
	for (unsigned i = 0; stmt && i < texts->len; i++) {
		if (bind_text(stmt, (int)i + 1, g_ptr_array_index(texts, i)) != SQLITE_OK) {
			db_fail(db, err, "binding a value");
			return NULL;
		}
	}
	return stmt;
}

int db_step(struct db *db, sqlite3_stmt *stmt, struct err *err)
{
	int rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		db_fail(db, err, "reading the store");
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : -1;
}

bool db_run(struct db *db, struct err *err, const char *sql, const char *types, ...)
{
	va_list ap;
	va_start(ap, types);
	sqlite3_stmt *stmt = bound(db, err, sql, types, &ap);
	va_end(ap);
	if (!stmt)
		return false;
	int rc = sqlite3_step(stmt);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		db_fail(db, err, "writing to the store");
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

const char *db_text(sqlite3_stmt *stmt, int i)
{
	const unsigned char *s = sqlite3_column_text(stmt, i);
	return s ? (const char *)s : "";
}

static json_t *cell(sqlite3_stmt *stmt, int i)
{
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_INTEGER:
		if (g_str_has_prefix(sqlite3_column_name(stmt, i), "is_"))
			return json_boolean(sqlite3_column_int64(stmt, i));
		return json_integer(sqlite3_column_int64(stmt, i));
	case SQLITE_TEXT: {
		/* A row that was tampered with may hold what is no UTF-8. */
		g_autofree char *valid = g_utf8_make_valid(db_text(stmt, i), -1);
		return json_string(valid);
	}
	default:
		return json_null();
	}
}

json_t *db_row(sqlite3_stmt *stmt)
{
	json_t *row = json_object();
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		json_object_set_new(row, sqlite3_column_name(stmt, i), cell(stmt, i));
	return row;
}

json_t *db_rows(struct db *db, sqlite3_stmt *stmt, struct err *err)
{
	if (!stmt)
		return NULL;
	json_t *rows = json_array();
	int more;
	while ((more = db_step(db, stmt, err)) == 1)
		json_array_append_new(rows, db_row(stmt));
	if (more == 0)
		return rows;
	json_decref(rows);
	return NULL;
}

bool db_number(struct db *db, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *stmt = db_query(db, err, sql, "");
	if (!stmt)
		return false;
	int got = db_step(db, stmt, err);
	if (got == 1)
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return got == 1 ||
	       (got == 0 && err_set(err, SCOPE_TEMP, REASON_STORE_IO, "no answer to: %s", sql));
}

/* ---- transactions ---- */

bool db_begin(struct db *db, struct err *err)
{
	return db_run(db, err, "BEGIN IMMEDIATE", "");
}

bool db_commit(struct db *db, struct err *err)
{
	return db_run(db, err, "COMMIT", "");
}

void db_rollback(struct db *db)
{
	if (db_in_transaction(db))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool db_in_transaction(const struct db *db)
{
	return sqlite3_get_autocommit(db->handle) == 0;
}

bool db_savepoint(struct db *db, struct err *err)
{
	return db_run(db, err, "SAVEPOINT one", "");
}

bool db_release(struct db *db, struct err *err)
{
	return db_run(db, err, "RELEASE one", "");
}

void db_rollback_savepoint(struct db *db)
{
	if (db_in_transaction(db))
		sqlite3_exec(db->handle, "ROLLBACK TO one; RELEASE one", NULL, NULL, NULL);
}

void db_shrink_log(struct db *db)
{
	sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

/* ---- opening ---- */

/* SQLite gives the mode of the database to its -wal and -shm. */
static bool make_file(const char *path, struct err *err)
{
	AUTO_FD fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0)
		return errno == EEXIST || disk_error(err, "%s", path);
	return fchmod(fd, 0640) == 0 || disk_error(err, "%s", path);
}

static bool check_pages(struct db *db, const char *path, struct err *err)
{
	struct stat st;
	if (stat(path, &st) != 0 || st.st_size > (off_t)QUICK_CHECK_BYTES)
		return true;
	sqlite3_stmt *stmt = db_query(db, err, "PRAGMA quick_check(1)", "");
	if (!stmt || db_step(db, stmt, err) != 1)
		return false;
	bool ok = strcmp(db_text(stmt, 0), "ok") == 0;
	if (!ok)
		err_set(err, SCOPE_TEMP, REASON_STORE_IO, "%s: %s%s", path, db_text(stmt, 0),
			remedy_of(SQLITE_CORRUPT));
	sqlite3_reset(stmt);
	return ok;
}

static bool set_up(struct db *db, const char *path, bool create, struct err *err)
{
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	sqlite3_extended_result_codes(db->handle, 0);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (create && !exec(db, "PRAGMA journal_mode=WAL", err))
		return false;
	return exec(db,
		    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
		    "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY",
		    err) &&
	       (create ? check_pages(db, path, err) && schema_migrate(db, err)
		       : schema_check_version(db, err));
}

static void finalize(gpointer stmt)
{
	sqlite3_finalize(stmt);
}

struct db *db_open(const char *path, bool create, struct err *err)
{
	if (create && !make_file(path, err))
		return NULL;
	if (!create && access(path, F_OK) != 0) {
		disk_error(err, "no store at %s (misogi-milter makes it when it starts)", path);
		return NULL;
	}
	struct db *db = g_new0(struct db, 1);
	db->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, finalize);
	int rc = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
				 NULL);
	if ((rc == SQLITE_OK || db_fail(db, err, path)) && set_up(db, path, create, err))
		return db;
	db_close(db);
	return NULL;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	g_hash_table_destroy(db->statements);
	sqlite3_close(db->handle);
	g_free(db);
}
