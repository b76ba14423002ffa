/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite_rows.c: a decision as rows: the record first, then the message, its
 * recipients, blobs and keys, parts, findings. Every fact is a column, so that
 * another policy can be replayed over them. Tests:
 * tests/unit/quarantine/test_store.c
 */
#include "rows.h"

#include <string.h>
#include <time.h>

#include "audit.h"

#define ACTOR_MILTER "misogi-milter"

static const char *some(const char *s)
{
	return s ? s : "";
}

static json_t *text(const char *s)
{
	g_autofree char *valid = g_utf8_make_valid(some(s), -1);
	return json_string(valid);
}

static const struct stored_blob *blob_of_part(const GArray *blobs, int part)
{
	for (unsigned i = 0; i < blobs->len; i++) {
		const struct stored_blob *b = &g_array_index(blobs, struct stored_blob, i);
		if (b->part == part)
			return b;
	}
	return NULL;
}

/* ---- the record ---- */

static json_t *part_detail(const struct part *p, const struct stored_blob *b)
{
	json_t *o = json_object();
	json_object_set_new(o, "path", text(p->path));
	json_object_set_new(o, "class", text(word_of(VOCABULARY_CLASS, (int)p->class)));
	json_object_set_new(o, "sha256", text(p->sha256));
	json_object_set_new(o, "scan", text(word_of(VOCABULARY_SCAN, (int)p->scan)));
	json_object_set_new(o, "action", text(word_of(VOCABULARY_PART_ACTION, (int)p->action)));
	json_object_set_new(o, "rule", text(p->rule));
	json_object_set_new(o, "blob", text(b ? b->id : ""));
	return o;
}

static json_t *recipients_detail(const struct envelope *e)
{
	json_t *a = json_array();
	for (unsigned i = 0; i < e->recipients->len; i++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, i);
		json_array_append_new(a, text(r->address));
	}
	return a;
}

static json_t *parts_detail(const struct rows_commit *job)
{
	const struct message *m = job->record->message;
	json_t *a = json_array();
	for (unsigned i = 0; i < m->parts->len; i++)
		json_array_append_new(
			a, part_detail(message_part(m, i), blob_of_part(job->blobs, (int)i)));
	return a;
}

static json_t *decision_detail(const struct rows_commit *job)
{
	const struct store_record *r = job->record;
	const struct stored_blob *original = blob_of_part(job->blobs, -1);
	json_t *o = json_object();
	json_object_set_new(o, "queue_id", text(r->envelope->queue_id));
	json_object_set_new(o, "client", text(r->envelope->client));
	json_object_set_new(o, "sender", text(r->envelope->sender));
	json_object_set_new(o, "recipients", recipients_detail(r->envelope));
	json_object_set_new(o, "raw_size", json_integer((json_int_t)r->message->raw_size));
	json_object_set_new(o, "action",
			    text(word_of(VOCABULARY_MAIL_ACTION, (int)r->message->action)));
	json_object_set_new(o, "rule", text(r->message->rule));
	json_object_set_new(o, "rule_where", text(r->message->rule_where));
	json_object_set_new(o, "why", text(r->message->why));
	json_object_set_new(o, "policy", text(r->policy_digest));
	json_object_set_new(o, "scanner", text(r->scanner));
	json_object_set_new(o, "reply", text(r->reply));
	json_object_set_new(o, "original", text(original ? original->id : ""));
	json_object_set_new(o, "parts", parts_detail(job));
	return o;
}

/* ---- rows ---- */

static char *crossings(const struct envelope *e)
{
	GString *s = g_string_new(NULL);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = 0; i < e->recipients->len; i++) {
		struct recipient *r = g_ptr_array_index(e->recipients, i);
		if (r->crossing && *r->crossing && g_hash_table_add(seen, r->crossing))
			g_string_append_printf(s, "%s%s", s->len ? "," : "", r->crossing);
	}
	return g_string_free(s, FALSE);
}

static bool insert_message(struct db *db, const struct rows_commit *job, int64_t audit,
			   struct err *err)
{
	const struct store_record *r = job->record;
	const struct envelope *e = r->envelope;
	const struct message *m = r->message;
	g_autofree char *crossing = crossings(e);
	bool kept = blob_of_part(job->blobs, -1) && m->keep_original_seconds > 0;
	g_autofree char *until =
		kept ? g_strdup_printf("%" G_GINT64_FORMAT, e->received + m->keep_original_seconds)
		     : NULL;
	return db_run(db, err,
		      "INSERT INTO message(id,queue_id,received,client,helo,sender,from_address,"
		      "subject,message_id,crossing,auth,auth_detail,raw_size,action,rule,"
		      "rule_where,why,reply,policy,scanner,state,state_time,original_keep_until,"
		      "audit) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'prepared',?,?,?)",
		      "ttittttttttti"
		      "tttttttiti",
		      e->id, some(e->queue_id), e->received, some(e->client), some(e->helo),
		      some(e->sender), some(m->from), some(m->subject), some(m->message_id),
		      crossing, word_of(VOCABULARY_AUTH, (int)m->auth), some(m->auth_detail),
		      (int64_t)m->raw_size, word_of(VOCABULARY_MAIL_ACTION, (int)m->action),
		      some(m->rule), some(m->rule_where), some(m->why), some(r->reply),
		      some(r->policy_digest), some(r->scanner), (int64_t)time(NULL), until, audit);
}

static bool insert_recipients(struct db *db, const struct envelope *e, int64_t message,
			      struct err *err)
{
	for (unsigned i = 0; i < e->recipients->len; i++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, i);
		if (!db_run(db, err,
			    "INSERT INTO recipient(message,n,address,crossing) VALUES(?,?,?,?)",
			    "iitt", message, (int64_t)i, some(r->address), some(r->crossing)))
			return false;
	}
	return true;
}

static bool insert_blob(struct db *db, const struct stored_blob *b, int64_t message,
			struct err *err)
{
	const char *kind = b->kind == BLOB_PART ? "part" : "original";
	return db_run(db, err, "INSERT INTO blob(id,message,kind,size,created) VALUES(?,?,?,?,?)",
		      "titii", b->id, message, kind, (int64_t)b->size, (int64_t)time(NULL)) &&
	       db_run(db, err, "INSERT INTO blob_key(blob,public_key,sealed) VALUES(?,?,?)", "ttb",
		      b->id, b->key_id, (const void *)b->sealed, (int)SEAL_KEY_BYTES);
}

static bool insert_part(struct db *db, const struct rows_commit *job, unsigned n, int64_t message,
			struct err *err)
{
	const struct part *p = message_part(job->record->message, n);
	const struct stored_blob *b = blob_of_part(job->blobs, (int)n);
	int64_t until = job->record->envelope->received + p->keep_seconds;
	g_autofree char *keep =
		b && p->keep_seconds > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, until) : NULL;
	return db_run(
		db, err,
		"INSERT INTO part(message,n,path,parent,is_body,is_attachment,declared_type,type,"
		"class,name,raw_name,size,sha256,scan,scan_word,wanted,action,rule,rule_where,"
		"release,approver,keep_until,blob)"
		" VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		"iitiiittttt"
		"ittttttttttt",
		message, (int64_t)n, some(p->path), (int64_t)p->parent, (int64_t)p->is_body,
		(int64_t)p->is_attachment, some(p->declared_type), some(p->type),
		word_of(VOCABULARY_CLASS, (int)p->class), some(p->name), some(p->raw_name),
		(int64_t)p->size, p->sha256, word_of(VOCABULARY_SCAN, (int)p->scan),
		some(p->scan_word), word_of(VOCABULARY_PART_ACTION, (int)p->wanted),
		word_of(VOCABULARY_PART_ACTION, (int)p->action), some(p->rule), some(p->rule_where),
		some(p->release), some(p->approver), keep, b ? b->id : NULL);
}

/* The index of the part that ${f} speaks of; -1: of the message. */
static int part_of_finding(const struct message *m, const struct finding *f)
{
	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		if (f->place && p->path && strcmp(p->path, f->place) == 0 &&
		    part_has_finding(p, f->id))
			return (int)i;
	}
	return -1;
}

static bool insert_findings(struct db *db, const struct message *m, int64_t message,
			    struct err *err)
{
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		int part = part_of_finding(m, f);
		g_autofree char *part_text = part < 0 ? NULL : g_strdup_printf("%d", part);
		if (!db_run(db, err,
			    "INSERT INTO finding(message,n,part,finding,place,detail)"
			    " VALUES(?,?,?,?,?,?)",
			    "iitttt", message, (int64_t)i, part_text,
			    word_of(VOCABULARY_FINDING, (int)f->id), some(f->place),
			    some(f->detail)))
			return false;
	}
	return true;
}

static bool insert_all(struct db *db, const struct rows_commit *job, int64_t audit, struct err *err)
{
	if (!insert_message(db, job, audit, err))
		return false;
	int64_t message = sqlite3_last_insert_rowid(db->handle);
	if (!insert_recipients(db, job->record->envelope, message, err))
		return false;
	for (unsigned i = 0; i < job->blobs->len; i++)
		if (!insert_blob(db, &g_array_index(job->blobs, struct stored_blob, i), message,
				 err))
			return false;
	for (unsigned i = 0; i < job->record->message->parts->len; i++)
		if (!insert_part(db, job, i, message, err))
			return false;
	return insert_findings(db, job->record->message, message, err);
}

bool rows_commit(struct db *db, void *arg, struct err *err)
{
	const struct rows_commit *job = arg;
	json_t *detail = decision_detail(job);
	int64_t audit;
	bool ok = audit_append(db, ACTOR_MILTER, "decision", job->record->envelope->id, detail,
			       &audit, err) &&
		  insert_all(db, job, audit, err);
	json_decref(detail);
	return ok;
}

/* ---- what happens later ---- */

bool rows_mark(struct db *db, void *arg, struct err *err)
{
	const struct rows_mark *mark = arg;
	return db_run(db, err,
		      "UPDATE message SET state=?, state_time=? WHERE id=? AND state='prepared'",
		      "tit", mark->handed_over ? "handed-over" : "orphaned", (int64_t)time(NULL),
		      mark->id);
}

void rows_mark_free(void *arg)
{
	struct rows_mark *mark = arg;
	g_free(mark->id);
	g_free(mark);
}

bool rows_audit(struct db *db, void *arg, struct err *err)
{
	const struct rows_audit *a = arg;
	return audit_append(db, a->actor, a->event, a->id, a->detail, NULL, err);
}

typedef struct held {
	char *message, *path, *kind, *release, *scan, *sha256;
	bool infected;
} held_t;

static void held_clear(held_t *h)
{
	g_free(h->message);
	g_free(h->path);
	g_free(h->kind);
	g_free(h->release);
	g_free(h->scan);
	g_free(h->sha256);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(held_t, held_clear)

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, SCOPE_PERM, REASON_NONE, "%s", why);
}

/* What the rules say of blob ${id}; an original counts as infected when any of its parts is. */
static bool find_held(struct db *db, const char *id, struct held *h, struct err *err)
{
	sqlite3_stmt *stmt = db_query(
		db, err,
		"SELECT m.id, coalesce(p.path,'original'), b.kind,"
		" CASE WHEN b.kind='original' THEN 'approval' ELSE coalesce(p.release,'never') END,"
		" coalesce(p.scan,''), coalesce(p.sha256,''), b.erased IS NOT NULL,"
		" EXISTS(SELECT 1 FROM part i WHERE i.message=m.seq AND i.scan='infected'"
		"  AND (b.kind='original' OR i.blob=b.id))"
		" FROM blob b JOIN message m ON m.seq=b.message LEFT JOIN part p ON p.blob=b.id"
		" WHERE b.id=?",
		"t", id);
	int got = stmt ? db_step(db, stmt, err) : -1;
	if (got == 0)
		refuse(err, "there is no such blob");
	if (got <= 0)
		return false;
	bool erased = sqlite3_column_int(stmt, 6);
	*h = (struct held){ g_strdup(db_text(stmt, 0)), g_strdup(db_text(stmt, 1)),
			    g_strdup(db_text(stmt, 2)), g_strdup(db_text(stmt, 3)),
			    g_strdup(db_text(stmt, 4)), g_strdup(db_text(stmt, 5)),
			    sqlite3_column_int(stmt, 7) };
	sqlite3_reset(stmt);
	return !erased || refuse(err, "it was deleted before");
}

static json_t *act_detail(const struct rows_act *act, const struct held *h)
{
	json_t *o = json_object();
	json_object_set_new(o, "blob", text(act->blob));
	json_object_set_new(o, "part", text(h->path));
	json_object_set_new(o, "sha256", text(h->sha256));
	json_object_set_new(o, "why", text(act->why));
	if (act->approved_by)
		json_object_set_new(o, "approved_by", text(act->approved_by));
	return o;
}

static bool audit_act(struct db *db, const struct rows_act *act, const struct held *h,
		      const char *event, int64_t *seq, struct err *err)
{
	json_t *detail = act_detail(act, h);
	bool ok = audit_append(db, act->actor, event, h->message, detail, seq, err);
	json_decref(detail);
	return ok;
}

bool rows_erase(struct db *db, void *arg, struct err *err)
{
	const struct rows_act *act = arg;
	g_auto(held_t) h = { 0 };
	return find_held(db, act->blob, &h, err) && audit_act(db, act, &h, "delete", NULL, err) &&
	       db_run(db, err, "DELETE FROM blob_key WHERE blob=?", "t", act->blob) &&
	       db_run(db, err, "UPDATE blob SET erased=?, erased_by=?, erased_why=? WHERE id=?",
		      "ittt", (int64_t)time(NULL), act->actor, act->why, act->blob);
}

static bool may_release(const struct rows_act *act, const struct held *h, struct err *err)
{
	bool approved = act->approved_by && *act->approved_by;
	if (h->infected)
		return refuse(err, "infected files are never released");
	if (strcmp(h->release, "self") == 0)
		return true;
	if (strcmp(h->release, "approval") != 0 && strcmp(h->release, "after-password") != 0)
		return refuse(err, "its rule says release=never");
	if (!approved)
		return refuse(err, "its rule wants the approval of another person");
	if (strcmp(act->approved_by, act->actor) == 0)
		return refuse(err, "nobody approves his own release");
	return true;
}

bool rows_release(struct db *db, void *arg, struct err *err)
{
	const struct rows_act *act = arg;
	g_auto(held_t) h = { 0 };
	int64_t audit;
	return find_held(db, act->blob, &h, err) && may_release(act, &h, err) &&
	       audit_act(db, act, &h, "release", &audit, err) &&
	       db_run(db, err,
		      "INSERT INTO release(blob,time,actor,approved_by,why,audit)"
		      " VALUES(?,?,?,?,?,?)",
		      "tittti", act->blob, (int64_t)time(NULL), act->actor,
		      act->approved_by ? act->approved_by : "", act->why, audit);
}
