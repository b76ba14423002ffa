/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite_schema.c: the tables, as numbered steps. A step that was shipped is
 * never edited; a change is a new step. A store of a newer misogi is refused:
 * guessing at its columns could lose facts. docs/QUARANTINE.md has the columns
 * for people. Tests: tests/unit/quarantine/test_sqlite.c
 */
#include "sqlite.h"

#define APPLICATION_ID 0x6d736769 /* "msgi" */

static const char *const steps[SCHEMA_VERSION] = {
	/* 1 */
	"CREATE TABLE audit ("
	" seq INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, actor TEXT NOT NULL,"
	" event TEXT NOT NULL, message TEXT NOT NULL, record TEXT NOT NULL, prev TEXT NOT NULL,"
	" hash TEXT NOT NULL) STRICT;"
	"CREATE INDEX audit_message ON audit(message);"

	"CREATE TABLE message ("
	" seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, queue_id TEXT NOT NULL,"
	" received INTEGER NOT NULL, client TEXT NOT NULL, helo TEXT NOT NULL,"
	" sender TEXT NOT NULL, from_address TEXT NOT NULL, subject TEXT NOT NULL,"
	" message_id TEXT NOT NULL, crossing TEXT NOT NULL, auth TEXT NOT NULL,"
	" auth_detail TEXT NOT NULL, raw_size INTEGER NOT NULL, action TEXT NOT NULL,"
	" rule TEXT NOT NULL, rule_where TEXT NOT NULL, why TEXT NOT NULL, reply TEXT NOT NULL,"
	" policy TEXT NOT NULL, scanner TEXT NOT NULL,"
	" state TEXT NOT NULL CHECK (state IN ('prepared','handed-over','orphaned')),"
	" state_time INTEGER NOT NULL, original_keep_until INTEGER,"
	" audit INTEGER NOT NULL REFERENCES audit(seq)) STRICT;"
	"CREATE INDEX message_queue_id ON message(queue_id);"
	"CREATE INDEX message_received ON message(received);"
	"CREATE INDEX message_message_id ON message(message_id);"

	"CREATE TABLE recipient ("
	" message INTEGER NOT NULL REFERENCES message(seq), n INTEGER NOT NULL,"
	" address TEXT NOT NULL, crossing TEXT NOT NULL, PRIMARY KEY (message, n)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE blob ("
	" id TEXT PRIMARY KEY, message INTEGER NOT NULL REFERENCES message(seq),"
	" kind TEXT NOT NULL CHECK (kind IN ('part','original')), size INTEGER NOT NULL,"
	" created INTEGER NOT NULL, erased INTEGER, erased_by TEXT, erased_why TEXT"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX blob_message ON blob(message);"

	"CREATE TABLE blob_key ("
	" blob TEXT PRIMARY KEY REFERENCES blob(id), public_key TEXT NOT NULL,"
	" sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;"

	"CREATE TABLE part ("
	" message INTEGER NOT NULL REFERENCES message(seq), n INTEGER NOT NULL,"
	" path TEXT NOT NULL, parent INTEGER NOT NULL, is_body INTEGER NOT NULL,"
	" is_attachment INTEGER NOT NULL, declared_type TEXT NOT NULL, type TEXT NOT NULL,"
	" class TEXT NOT NULL, name TEXT NOT NULL, raw_name TEXT NOT NULL,"
	" size INTEGER NOT NULL, sha256 TEXT NOT NULL, scan TEXT NOT NULL,"
	" scan_word TEXT NOT NULL, wanted TEXT NOT NULL, action TEXT NOT NULL,"
	" rule TEXT NOT NULL, rule_where TEXT NOT NULL, release TEXT NOT NULL,"
	" approver TEXT NOT NULL, keep_until INTEGER, blob TEXT REFERENCES blob(id),"
	" PRIMARY KEY (message, n)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX part_blob ON part(blob) WHERE blob IS NOT NULL;"
	"CREATE INDEX part_sha256 ON part(sha256) WHERE sha256 <> '';"

	"CREATE TABLE finding ("
	" message INTEGER NOT NULL REFERENCES message(seq), n INTEGER NOT NULL,"
	" part INTEGER, finding TEXT NOT NULL, place TEXT NOT NULL, detail TEXT NOT NULL,"
	" PRIMARY KEY (message, n)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE release ("
	" seq INTEGER PRIMARY KEY, blob TEXT NOT NULL REFERENCES blob(id),"
	" time INTEGER NOT NULL, actor TEXT NOT NULL, approved_by TEXT NOT NULL,"
	" why TEXT NOT NULL, audit INTEGER NOT NULL REFERENCES audit(seq)) STRICT;"
	"CREATE INDEX release_blob ON release(blob);",
};

static bool pragma(struct db *db, const char *name, int64_t value, struct err *err)
{
	/* A pragma takes no bound values. */
	g_autofree char *sql = g_strdup_printf("PRAGMA %s=%" G_GINT64_FORMAT, name, value);
	return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       db_fail(db, err, sql);
}

static bool refuse(struct err *err, int64_t version)
{
	return err_set(err, SCOPE_TEMP, REASON_STORE_VERSION,
		       "store.db has version %" G_GINT64_FORMAT ", this misogi knows %d: %s",
		       version, SCHEMA_VERSION,
		       version > SCHEMA_VERSION
			       ? "install the newer misogi again"
			       : "start misogi-milter once, it brings it up to date");
}

static bool read_versions(struct db *db, int64_t *version, struct err *err)
{
	int64_t application;
	if (!db_number(db, "PRAGMA application_id", &application, err) ||
	    !db_number(db, "PRAGMA user_version", version, err))
		return false;
	if (application == APPLICATION_ID || (application == 0 && *version == 0))
		return true;
	return err_set(err, SCOPE_TEMP, REASON_STORE_VERSION, "this is not a store of misogi");
}

/* In one transaction: a crash leaves the old tables or the new ones. */
static bool take_steps(struct db *db, struct err *err)
{
	int64_t version;
	if (!read_versions(db, &version, err))
		return false;
	if (version > SCHEMA_VERSION)
		return refuse(err, version);
	for (; version < SCHEMA_VERSION; version++)
		if (sqlite3_exec(db->handle, steps[version], NULL, NULL, NULL) != SQLITE_OK)
			return db_fail(db, err, "bringing the store up to date");
	return pragma(db, "application_id", APPLICATION_ID, err) &&
	       pragma(db, "user_version", SCHEMA_VERSION, err);
}

bool schema_migrate(struct db *db, struct err *err)
{
	int64_t version;
	if (!read_versions(db, &version, err))
		return false;
	if (version == SCHEMA_VERSION)
		return true;
	if (!db_begin(db, err))
		return false;
	if (take_steps(db, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool schema_check_version(struct db *db, struct err *err)
{
	int64_t version;
	return read_versions(db, &version, err) &&
	       (version == SCHEMA_VERSION || refuse(err, version));
}
