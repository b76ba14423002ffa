/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite_audit.c: the table of the record. Numbers come from AUTOINCREMENT's
 * own memory, so that a tail that was cut off shows as a gap for ever. Appends
 * happen inside BEGIN IMMEDIATE: no two processes take the same end of the
 * chain. Tests: tests/unit/quarantine/test_audit.c
 */
#include "audit.h"

#include <string.h>

/* The number to come and the hash to follow. */
static bool chain_end(struct db *db, int64_t *next, char prev[AUDIT_HASH], struct err *err)
{
	sqlite3_stmt *stmt =
		db_query(db, err,
			 "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name='audit'),0),"
			 " (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)",
			 "");
	if (!stmt || db_step(db, stmt, err) != 1)
		return false;
	const char *hash = db_text(stmt, 1);
	*next = sqlite3_column_int64(stmt, 0) + 1;
	g_strlcpy(prev, *hash ? hash : audit_genesis, AUDIT_HASH);
	sqlite3_reset(stmt);
	return true;
}

bool audit_append(struct db *db, const char *actor, const char *event, const char *message,
		  json_t *detail, int64_t *seq, struct err *err)
{
	char prev[AUDIT_HASH], hash[AUDIT_HASH];
	g_autofree char *who = g_utf8_make_valid(actor, -1);
	g_autofree char *which = g_utf8_make_valid(message ? message : "", -1);
	struct audit_row r = {
		.time = g_get_real_time() / 1000, .actor = who, .event = event, .message = which
	};
	if (!chain_end(db, &r.seq, prev, err))
		return false;
	g_autofree char *record = audit_text(&r, detail);
	if (!record)
		return err_set(err, SCOPE_BUG, REASON_INTERNAL, "a record that is no JSON");
	audit_hash(prev, record, hash);
	if (!db_run(db, err,
		    "INSERT INTO audit(seq,time,actor,event,message,record,prev,hash)"
		    " VALUES(?,?,?,?,?,?,?,?)",
		    "iitttttt", r.seq, r.time, who, event, which, record, prev, hash))
		return false;
	if (seq)
		*seq = r.seq;
	return true;
}

static bool fault(struct err *err, uint64_t *bad, int64_t seq, const char *why)
{
	*bad = (uint64_t)seq;
	return err_set(err, SCOPE_PERM, REASON_STORE_IO,
		       "the record was tampered with: number %" G_GINT64_FORMAT ": %s", seq, why);
}

static bool follow_chain(struct db *db, uint64_t *count, uint64_t *bad, struct err *err)
{
	char prev[AUDIT_HASH];
	g_strlcpy(prev, audit_genesis, sizeof(prev));
	sqlite3_stmt *stmt = db_query(
		db, err,
		"SELECT seq,time,actor,event,message,record,prev,hash FROM audit ORDER BY seq", "");
	int more = -1;
	int64_t seq = 0;
	while (stmt && (more = db_step(db, stmt, err)) == 1) {
		seq++;
		struct audit_row r = { sqlite3_column_int64(stmt, 0),
				       sqlite3_column_int64(stmt, 1),
				       db_text(stmt, 2),
				       db_text(stmt, 3),
				       db_text(stmt, 4),
				       db_text(stmt, 5),
				       db_text(stmt, 6),
				       db_text(stmt, 7) };
		const char *why = audit_fault(&r, seq, prev);
		if (why) {
			fault(err, bad, seq, why);
			sqlite3_reset(stmt);
			return false;
		}
		g_strlcpy(prev, r.hash, sizeof(prev));
	}
	*count = (uint64_t)seq;
	return more == 0;
}

static bool check_tail(struct db *db, uint64_t count, uint64_t *bad, struct err *err)
{
	int64_t last;
	if (!db_number(db,
		       "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name='audit'),0)",
		       &last, err))
		return false;
	return last == (int64_t)count ||
	       fault(err, bad, (int64_t)count + 1, "the last records are missing");
}

/* Only after the chain is known to be good: its texts are JSON. */
static bool check_messages(struct db *db, uint64_t *bad, struct err *err)
{
	sqlite3_stmt *stmt =
		db_query(db, err,
			 "SELECT m.audit FROM message m LEFT JOIN audit a ON a.seq=m.audit"
			 " WHERE a.seq IS NULL OR a.event<>'decision' OR a.message<>m.id"
			 " OR json_extract(a.record,'$.detail.action') IS NOT m.action"
			 " OR json_extract(a.record,'$.detail.rule') IS NOT m.rule"
			 " OR json_extract(a.record,'$.detail.sender') IS NOT m.sender"
			 " OR json_extract(a.record,'$.detail.policy') IS NOT m.policy"
			 " OR json_extract(a.record,'$.detail.reply') IS NOT m.reply"
			 " ORDER BY m.audit LIMIT 1",
			 "");
	int more = stmt ? db_step(db, stmt, err) : -1;
	if (more == 1) {
		fault(err, bad, sqlite3_column_int64(stmt, 0), "its message says otherwise");
		sqlite3_reset(stmt);
	}
	return more == 0;
}

bool audit_verify(struct db *db, uint64_t *count, uint64_t *bad, struct err *err)
{
	uint64_t n = 0, first_bad = 0;
	bool ok = follow_chain(db, &n, &first_bad, err) && check_tail(db, n, &first_bad, err) &&
		  check_messages(db, &first_bad, err);
	*count = n;
	*bad = first_bad;
	return ok;
}

static json_t *row_json(sqlite3_stmt *stmt)
{
	json_t *row = db_row(stmt);
	const char *record = json_string_value(json_object_get(row, "record"));
	json_t *parsed = record ? json_loads(record, 0, NULL) : NULL;
	json_t *detail = json_object_get(parsed, "detail");
	json_object_set(row, "detail", detail ? detail : json_null());
	json_decref(parsed);
	return row;
}

json_t *audit_list(struct db *db, uint64_t after, unsigned limit, const char *message,
		   struct err *err)
{
	sqlite3_stmt *stmt =
		db_query(db, err,
			 "SELECT seq,time,actor,event,message,record,prev,hash FROM audit"
			 " WHERE seq>? AND (? IS NULL OR message=?) ORDER BY seq LIMIT ?",
			 "itti", (int64_t)after, message, message, (int64_t)limit);
	if (!stmt)
		return NULL;
	json_t *rows = json_array();
	int more;
	while ((more = db_step(db, stmt, err)) == 1)
		json_array_append_new(rows, row_json(stmt));
	if (more == 0)
		return rows;
	json_decref(rows);
	return NULL;
}
