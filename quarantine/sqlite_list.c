/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite_list.c: what is read: lists for people and programs, one message with
 * all its facts, the counts. Column names are the JSON names. Tests:
 * tests/unit/quarantine/test_store.c
 */
#include "list.h"

#include <string.h>

#include "misogi/store.h"
#include "query.h"

static json_t *search(struct db *db, const char *select, const char *where, enum query_scope scope,
		      const char *order, unsigned limit, struct err *err)
{
	g_autoptr(GString) sql = g_string_new(select);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	if (!query_build(where, scope, sql, texts, err))
		return NULL;
	g_string_append_printf(sql, " ORDER BY %s LIMIT %u", order, limit);
	return db_rows(db, db_query_texts(db, err, sql->str, texts), err);
}

json_t *list_messages(struct db *db, const char *where, unsigned limit, struct err *err)
{
	return search(db,
		      "SELECT m.id, m.queue_id, m.received, m.client, m.sender, m.from_address,"
		      " m.subject, m.message_id, m.crossing, m.action, m.rule, m.why, m.state,"
		      " m.reply, m.raw_size,"
		      " (SELECT group_concat(address,', ') FROM recipient WHERE message=m.seq)"
		      "  AS recipients,"
		      " (SELECT count(*) FROM part WHERE message=m.seq AND is_attachment)"
		      "  AS attachments,"
		      " (SELECT count(*) FROM blob WHERE message=m.seq AND erased IS NULL) AS held"
		      " FROM message m WHERE 1",
		      where, QUERY_MESSAGES, "m.received DESC, m.seq DESC", limit, err);
}

json_t *list_held(struct db *db, const char *where, unsigned limit, struct err *err)
{
	return search(
		db,
		"SELECT m.id AS message, coalesce(p.path,'original') AS part, b.id AS blob, b.kind,"
		" m.queue_id, m.received, m.sender, m.from_address, m.subject, m.crossing,"
		" m.action AS message_action, m.state,"
		" (SELECT group_concat(address,', ') FROM recipient WHERE message=m.seq)"
		"  AS recipients,"
		" coalesce(p.name,'') AS name, coalesce(p.class,'mail') AS class,"
		" coalesce(p.type,'eml') AS type, b.size, coalesce(p.sha256,'') AS sha256,"
		" coalesce(p.scan,'not-needed') AS scan, coalesce(p.scan_word,'') AS scan_word,"
		" coalesce(p.action,'') AS action, coalesce(p.rule,m.rule) AS rule,"
		" coalesce(p.rule_where,m.rule_where) AS rule_where,"
		" coalesce(p.release,'approval') AS release, coalesce(p.approver,'') AS approver,"
		" coalesce(p.keep_until,m.original_keep_until) AS keep_until,"
		" (SELECT group_concat(finding,',') FROM finding f WHERE f.message=m.seq"
		"  AND f.part IS p.n) AS findings,"
		" EXISTS(SELECT 1 FROM release WHERE blob=b.id) AS is_released"
		" FROM blob b JOIN message m ON m.seq=b.message LEFT JOIN part p ON p.blob=b.id"
		" WHERE b.erased IS NULL",
		where, QUERY_PARTS, "m.received DESC, m.seq DESC, b.kind DESC, p.n", limit, err);
}

/* ---- one message ---- */

static bool set_rows(struct db *db, json_t *into, const char *key, sqlite3_stmt *stmt,
		     struct err *err)
{
	json_t *rows = db_rows(db, stmt, err);
	return rows && json_object_set_new(into, key, rows) == 0;
}

static const char select_blob[] = "SELECT id, kind, size, created, erased, erased_by, erased_why,"
				  " EXISTS(SELECT 1 FROM blob_key WHERE blob=blob.id) AS is_held"
				  " FROM blob WHERE id=?";

static bool add_blob(struct db *db, json_t *into, const char *id, struct err *err)
{
	sqlite3_stmt *stmt = db_query(db, err, select_blob, "t", id);
	int got = stmt ? db_step(db, stmt, err) : -1;
	if (got < 0)
		return false;
	json_t *blob = got == 1 ? db_row(stmt) : json_null();
	if (stmt)
		sqlite3_reset(stmt);
	json_object_set_new(into, "blob", blob);
	return got == 0 ||
	       set_rows(db, blob, "releases",
			db_query(db, err,
				 "SELECT time, actor, approved_by, why FROM release WHERE blob=?"
				 " ORDER BY seq",
				 "t", id),
			err);
}

static bool add_part_details(struct db *db, json_t *part, int64_t message, struct err *err)
{
	int64_t n = (int64_t)json_integer_value(json_object_get(part, "n"));
	const char *blob = json_string_value(json_object_get(part, "blob"));
	g_autofree char *id = g_strdup(blob ? blob : "");
	return set_rows(db, part, "findings",
			db_query(db, err,
				 "SELECT finding, place, detail FROM finding"
				 " WHERE message=? AND part=? ORDER BY n",
				 "ii", message, n),
			err) &&
	       add_blob(db, part, id, err);
}

static bool add_parts(struct db *db, json_t *shown, int64_t message, struct err *err)
{
	if (!set_rows(db, shown, "parts",
		      db_query(db, err, "SELECT * FROM part WHERE message=? ORDER BY n", "i",
			       message),
		      err))
		return false;
	size_t i;
	json_t *part;
	json_array_foreach(json_object_get(shown, "parts"), i, part)
	{
		json_object_del(part, "message");
		if (!add_part_details(db, part, message, err))
			return false;
	}
	return true;
}

static bool add_original(struct db *db, json_t *shown, int64_t message, struct err *err)
{
	sqlite3_stmt *stmt = db_query(
		db, err, "SELECT id FROM blob WHERE message=? AND kind='original'", "i", message);
	int got = stmt ? db_step(db, stmt, err) : -1;
	if (got < 0)
		return false;
	g_autofree char *id = g_strdup(got == 1 ? db_text(stmt, 0) : "");
	sqlite3_reset(stmt);
	json_t *original = json_object();
	json_object_set_new(shown, "original", original);
	return add_blob(db, original, id, err);
}

static bool add_details(struct db *db, json_t *shown, int64_t message, struct err *err)
{
	return set_rows(db, shown, "recipients",
			db_query(db, err,
				 "SELECT address, crossing FROM recipient WHERE message=?"
				 " ORDER BY n",
				 "i", message),
			err) &&
	       set_rows(db, shown, "findings",
			db_query(db, err,
				 "SELECT finding, place, detail FROM finding"
				 " WHERE message=? AND part IS NULL ORDER BY n",
				 "i", message),
			err) &&
	       add_parts(db, shown, message, err) && add_original(db, shown, message, err);
}

json_t *list_show(struct db *db, const char *id, struct err *err)
{
	/* The MTA may use a queue id again: the newest is meant. */
	sqlite3_stmt *stmt =
		db_query(db, err,
			 "SELECT * FROM message WHERE id=? OR (queue_id=? AND queue_id<>'')"
			 " ORDER BY id=? DESC, seq DESC LIMIT 1",
			 "ttt", id, id, id);
	int got = stmt ? db_step(db, stmt, err) : -1;
	if (got == 0)
		err_set(err, SCOPE_PERM, REASON_NONE, "there is no message %s", id);
	if (got != 1)
		return NULL;
	int64_t message = sqlite3_column_int64(stmt, 0);
	json_t *shown = db_row(stmt);
	sqlite3_reset(stmt);
	json_object_del(shown, "seq");
	if (add_details(db, shown, message, err))
		return shown;
	json_decref(shown);
	return NULL;
}

/* ---- blobs and counts ---- */

bool list_blob(struct db *db, const char *id, struct blob_row *out, struct err *err)
{
	sqlite3_stmt *stmt =
		db_query(db, err,
			 "SELECT m.id, b.kind, b.size, k.sealed FROM blob b"
			 " JOIN message m ON m.seq=b.message LEFT JOIN blob_key k ON k.blob=b.id"
			 " WHERE b.id=?",
			 "t", id);
	int got = stmt ? db_step(db, stmt, err) : -1;
	if (got == 0)
		return err_set(err, SCOPE_PERM, REASON_NONE, "there is no blob %s", id);
	if (got < 0)
		return false;
	bool has_key = sqlite3_column_bytes(stmt, 3) == SEAL_KEY_BYTES;
	g_strlcpy(out->mail, db_text(stmt, 0), sizeof(out->mail));
	out->kind = strcmp(db_text(stmt, 1), "part") == 0 ? BLOB_PART : BLOB_ORIGINAL;
	out->size = (uint64_t)sqlite3_column_int64(stmt, 2);
	if (has_key)
		memcpy(out->sealed, sqlite3_column_blob(stmt, 3), SEAL_KEY_BYTES);
	sqlite3_reset(stmt);
	return has_key ||
	       err_set(err, SCOPE_PERM, REASON_NONE, "blob %s was deleted: its key is gone", id);
}

/* What the file of a blob weighs, by the label that is sealed into it. */
static uint64_t disk_size(sqlite3_stmt *stmt)
{
	struct seal_label label = { .id = db_text(stmt, 0),
				    .mail = db_text(stmt, 1),
				    .size = (uint64_t)sqlite3_column_int64(stmt, 2) };
	return seal_disk_size(&label);
}

GHashTable *list_blob_sizes(struct db *db, struct err *err)
{
	GHashTable *sizes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	sqlite3_stmt *stmt = db_query(db, err,
				      "SELECT b.id, m.id, b.size FROM blob b"
				      " JOIN message m ON m.seq=b.message WHERE b.erased IS NULL",
				      "");
	int more = -1;
	while (stmt && (more = db_step(db, stmt, err)) == 1) {
		uint64_t size = disk_size(stmt);
		g_hash_table_insert(sizes, g_strdup(db_text(stmt, 0)),
				    g_memdup2(&size, sizeof(size)));
	}
	if (more == 0)
		return sizes;
	g_hash_table_destroy(sizes);
	return NULL;
}

bool list_stats(struct db *db, json_t *into, struct err *err)
{
	static const struct {
		const char *name, *sql;
	} counts[] = {
		{ "messages", "SELECT count(*) FROM message" },
		{ "prepared", "SELECT count(*) FROM message WHERE state='prepared'" },
		{ "handed_over", "SELECT count(*) FROM message WHERE state='handed-over'" },
		{ "orphaned", "SELECT count(*) FROM message WHERE state='orphaned'" },
		{ "held", "SELECT count(*) FROM blob WHERE erased IS NULL" },
		{ "held_bytes", "SELECT coalesce(sum(size),0) FROM blob WHERE erased IS NULL" },
		{ "erased", "SELECT count(*) FROM blob WHERE erased IS NOT NULL" },
		{ "audit_last", "SELECT coalesce(max(seq),0) FROM audit" },
		{ "version", "PRAGMA user_version" },
		{ "newest", "SELECT coalesce(max(received),0) FROM message" },
		{ "synchronous", "PRAGMA synchronous" },
		{ "wal", "SELECT journal_mode='wal' FROM pragma_journal_mode" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
		int64_t n;
		if (!db_number(db, counts[i].sql, &n, err))
			return false;
		json_object_set_new(into, counts[i].name, json_integer(n));
	}
	return true;
}
