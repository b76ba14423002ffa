/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * store.c: the contract of store.h over blobs and SQLite. The order is the
 * promise: blob durable, then rows and record in one transaction, then the
 * caller may say 250. A sealed key waits in memory between the two; when the
 * process dies there, the file is noise that store_check() sweeps up. Never
 * holds a secret key but while a blob is opened. Tests:
 * tests/unit/quarantine/test_store.c, test_crash.c
 */
#include "misogi/store.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "audit.h"
#include "blob.h"
#include "sweep.h"
#include "disk.h"
#include "list.h"
#include "misogi/io.h"
#include "rows.h"
#include "writer.h"

struct store {
	enum store_mode mode;
	char *secret_key_file;
	uint64_t reserve;
	uint8_t public_key[KEY_BYTES];
	char key_id[KEY_ID_HEX];
	struct blobs blobs;
	struct writer *writer;
	GMutex read_lock; /* of reader */
	struct db *reader;
	GMutex pending_lock; /* of pending */
	GHashTable *pending; /* id → struct stored_blob: durable, not yet named by a row */
};

/* ---- opening ---- */

static bool open_key(struct store *s, const struct config *c, struct err *err)
{
	if (!keys_start(err))
		return false;
	if (s->mode == STORE_READ)
		return true;
	if (!keys_read_public(c->public_key_file, s->public_key, err))
		return false;
	keys_id(s->public_key, s->key_id);
	return true;
}

static void note_file(void *any, const char *id)
{
	(void)id;
	*(bool *)any = true;
}

/* A new database beside sealed files would make noise of them all, which a repair sweeps up. */
static bool is_not_lost(struct store *s, const char *path, struct err *err)
{
	struct stat st;
	bool any = false;
	if (stat(path, &st) == 0 ? st.st_size > 0 : errno != ENOENT)
		return true;
	if (!blobs_each(&s->blobs, note_file, &any, err))
		return false;
	return !any || err_set(err, SCOPE_TEMP, REASON_STORE_IO,
			       "%s is missing or empty, and there are sealed files: "
			       "restore a backup of it (docs/QUARANTINE.md)",
			       path);
}

static bool open_database(struct store *s, const char *directory, struct err *err)
{
	g_autofree char *path = g_build_filename(directory, "store.db", NULL);
	if (s->mode == STORE_WRITE && !is_not_lost(s, path, err))
		return false;
	struct db *db = db_open(path, s->mode == STORE_WRITE, err);
	if (!db)
		return false;
	s->writer = writer_new(db);
	s->reader = db_open(path, false, err);
	return s->reader != NULL;
}

struct store *store_open(const struct config *c, enum store_mode mode, struct err *err)
{
	struct store *s = g_new0(struct store, 1);
	s->mode = mode;
	s->secret_key_file = g_strdup(c->secret_key_file);
	s->reserve = c->store_reserve_bytes;
	s->blobs = (struct blobs){ .files = -1, .tmp = -1 };
	s->pending = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_mutex_init(&s->read_lock);
	g_mutex_init(&s->pending_lock);
	if (open_key(s, c, err) &&
	    blobs_open(&s->blobs, c->store_directory, mode == STORE_WRITE, err) &&
	    open_database(s, c->store_directory, err))
		return s;
	store_close(s);
	return NULL;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	/* The writer last: who closes last checkpoints the log into the database. */
	db_close(s->reader);
	writer_free(s->writer);
	blobs_close(&s->blobs);
	g_hash_table_destroy(s->pending);
	g_mutex_clear(&s->read_lock);
	g_mutex_clear(&s->pending_lock);
	g_free(s->secret_key_file);
	g_free(s);
}

static bool is_sound(struct store *s, struct err *err)
{
	if (g_atomic_int_get(&s->blobs.broken))
		return err_set(err, SCOPE_TEMP, REASON_STORE_IO,
			       "an fsync failed before: see the disk, then restart misogi-milter");
	return writer_is_sound(s->writer, err);
}

bool store_has_room(struct store *s, struct err *err)
{
	if (!is_sound(s, err))
		return false;
	struct statvfs v;
	if (fstatvfs(s->blobs.files, &v) != 0)
		return disk_error(err, "the store's file system");
	uint64_t free_bytes = (uint64_t)v.f_bavail * v.f_frsize;
	if (free_bytes < s->reserve)
		return err_set(err, SCOPE_TEMP, REASON_STORE_FULL,
			       "%" G_GUINT64_FORMAT
			       " bytes free, store_reserve is %" G_GUINT64_FORMAT,
			       free_bytes, s->reserve);
	if (v.f_files > 0 && v.f_favail == 0)
		return err_set(err, SCOPE_TEMP, REASON_STORE_FULL, "no inodes free");
	return true;
}

/* ---- blobs ---- */

static bool write_blob(struct store *s, int fd, const char *mail, struct stored_blob *b,
		       struct err *err)
{
	struct seal_label label = { b->id, mail, (uint8_t)b->kind, b->size };
	AUTO_FD out = blobs_begin(&s->blobs, b->id, err);
	if (out < 0)
		return false;
	if (seal_write(fd, out, &label, s->public_key, b->sealed, err))
		return blobs_finish(&s->blobs, b->id, out, seal_disk_size(&label), err);
	blobs_abandon(&s->blobs, b->id);
	return false;
}

static void remember(struct store *s, const struct stored_blob *b)
{
	struct stored_blob *copy = g_memdup2(b, sizeof(*b));
	g_mutex_lock(&s->pending_lock);
	g_hash_table_insert(s->pending, copy->id, copy);
	g_mutex_unlock(&s->pending_lock);
}

bool store_put_blob(struct store *s, int fd, enum blob_kind kind, const char *aad_id,
		    struct blob *out, struct err *err)
{
	struct stored_blob b = { .kind = kind };
	if (s->mode != STORE_WRITE)
		return err_set(err, SCOPE_BUG, REASON_INTERNAL, "the store is open for reading");
	if (!is_sound(s, err))
		return false;
	if (!io_size(fd, &b.size))
		return disk_error(err, "what is to be sealed");
	seal_new_id(b.id);
	memcpy(b.key_id, s->key_id, sizeof(b.key_id));
	if (!write_blob(s, fd, aad_id, &b, err))
		return false;
	remember(s, &b);
	*out = (struct blob){ .size = b.size };
	memcpy(out->id, b.id, sizeof(out->id));
	return true;
}

static bool forget(struct store *s, const char *id)
{
	g_mutex_lock(&s->pending_lock);
	bool was = g_hash_table_remove(s->pending, id);
	g_mutex_unlock(&s->pending_lock);
	return was;
}

void store_drop_blob(struct store *s, const struct blob *b)
{
	/* Only what no row names: a committed blob is not pending any more. */
	if (forget(s, b->id))
		blobs_remove(&s->blobs, b->id, NULL);
}

bool store_get_blob(struct store *s, const char *blob_id, int out_fd, struct err *err)
{
	struct blob_row row;
	g_mutex_lock(&s->read_lock);
	bool found = list_blob(s->reader, blob_id, &row, err);
	g_mutex_unlock(&s->read_lock);
	uint8_t secret[KEY_BYTES];
	if (!found || !keys_read_secret(s->secret_key_file, secret, err))
		return false;
	struct seal_label label = { blob_id, row.mail, row.kind, row.size };
	AUTO_FD in = blobs_read(&s->blobs, blob_id, err);
	bool ok = in >= 0 && seal_read(in, out_fd, &label, row.sealed, secret, err);
	keys_wipe(secret);
	return ok;
}

/* ---- writing rows ---- */

static bool add_pending(struct store *s, const struct blob *b, int part, GArray *blobs,
			struct err *err)
{
	g_mutex_lock(&s->pending_lock);
	const struct stored_blob *p = g_hash_table_lookup(s->pending, b->id);
	if (p) {
		g_array_append_val(blobs, *p);
		g_array_index(blobs, struct stored_blob, blobs->len - 1).part = part;
	}
	g_mutex_unlock(&s->pending_lock);
	return p || err_set(err, SCOPE_BUG, REASON_INTERNAL, "a blob that is not of this store");
}

static bool collect_blobs(struct store *s, const struct store_record *r, GArray *blobs,
			  struct err *err)
{
	for (unsigned i = 0; r->part_blobs && i < r->part_blobs->len; i++) {
		const struct blob *b = &g_array_index(r->part_blobs, struct blob, i);
		if (b->id[0] && !add_pending(s, b, (int)i, blobs, err))
			return false;
	}
	return !r->original || !r->original->id[0] || add_pending(s, r->original, -1, blobs, err);
}

bool store_commit(struct store *s, const struct store_record *r, struct err *err)
{
	g_autoptr(GArray) blobs = g_array_new(FALSE, FALSE, sizeof(struct stored_blob));
	if (!is_sound(s, err) || !collect_blobs(s, r, blobs, err))
		return false;
	struct rows_commit job = { r, blobs };
	if (!writer_do(s->writer, rows_commit, &job, err))
		return false;
	for (unsigned i = 0; i < blobs->len; i++)
		forget(s, g_array_index(blobs, struct stored_blob, i).id);
	return true;
}

bool store_mark(struct store *s, const char *id, bool handed_over, struct err *err)
{
	if (!is_sound(s, err))
		return false;
	struct rows_mark *mark = g_new0(struct rows_mark, 1);
	mark->id = g_strdup(id);
	mark->handed_over = handed_over;
	writer_post(s->writer, rows_mark, mark, rows_mark_free);
	return true;
}

bool store_audit(struct store *s, const char *actor, const char *event, const char *id,
		 json_t *detail, struct err *err)
{
	struct rows_audit a = { actor, event, id, detail };
	return writer_do(s->writer, rows_audit, &a, err);
}

bool store_release_blob(struct store *s, const char *blob_id, const char *actor,
			const char *approved_by, const char *why, struct err *err)
{
	struct rows_act act = { blob_id, actor, approved_by, why };
	return writer_do(s->writer, rows_release, &act, err);
}

bool store_delete_blob(struct store *s, const char *blob_id, const char *actor, const char *why,
		       struct err *err)
{
	struct rows_act act = { blob_id, actor, NULL, why };
	if (!writer_do(s->writer, rows_erase, &act, err))
		return false;
	/* The key is gone: what follows is sweeping, and store_check() sweeps again. */
	blobs_remove(&s->blobs, blob_id, NULL);
	g_mutex_lock(&s->read_lock);
	db_shrink_log(s->reader);
	g_mutex_unlock(&s->read_lock);
	return true;
}

/* ---- reading rows ---- */

json_t *store_list_messages(struct store *s, const char *where, unsigned limit, struct err *err)
{
	g_mutex_lock(&s->read_lock);
	json_t *rows = list_messages(s->reader, where, limit, err);
	g_mutex_unlock(&s->read_lock);
	return rows;
}

json_t *store_list_parts(struct store *s, const char *where, unsigned limit, struct err *err)
{
	g_mutex_lock(&s->read_lock);
	json_t *rows = list_held(s->reader, where, limit, err);
	g_mutex_unlock(&s->read_lock);
	return rows;
}

json_t *store_show_message(struct store *s, const char *id, struct err *err)
{
	g_mutex_lock(&s->read_lock);
	json_t *shown = list_show(s->reader, id, err);
	g_mutex_unlock(&s->read_lock);
	return shown;
}

json_t *store_list_audit(struct store *s, uint64_t after, unsigned limit, struct err *err)
{
	g_mutex_lock(&s->read_lock);
	json_t *rows = audit_list(s->reader, after, limit, NULL, err);
	g_mutex_unlock(&s->read_lock);
	return rows;
}

json_t *store_list_audit_of(struct store *s, const char *id, unsigned limit, struct err *err)
{
	g_mutex_lock(&s->read_lock);
	json_t *rows = audit_list(s->reader, 0, limit, id, err);
	g_mutex_unlock(&s->read_lock);
	return rows;
}

bool store_verify_audit(struct store *s, uint64_t *count, uint64_t *bad, struct err *err)
{
	g_mutex_lock(&s->read_lock);
	bool ok = audit_verify(s->reader, count, bad, err);
	g_mutex_unlock(&s->read_lock);
	return ok;
}

json_t *store_stats(struct store *s, struct err *err)
{
	struct statvfs v;
	if (fstatvfs(s->blobs.files, &v) != 0) {
		disk_error(err, "the store's file system");
		return NULL;
	}
	json_t *stats = json_object();
	json_object_set_new(stats, "free_bytes",
			    json_integer((json_int_t)((uint64_t)v.f_bavail * v.f_frsize)));
	json_object_set_new(stats, "is_sound", json_boolean(is_sound(s, NULL)));
	g_mutex_lock(&s->read_lock);
	bool ok = list_stats(s->reader, stats, err);
	g_mutex_unlock(&s->read_lock);
	if (ok)
		return stats;
	json_decref(stats);
	return NULL;
}

bool store_check(struct store *s, int64_t grace_seconds, bool repair, json_t **report,
		 struct err *err)
{
	g_mutex_lock(&s->read_lock);
	bool ok = sweep_store(&s->blobs, s->reader, grace_seconds, repair, report, err);
	g_mutex_unlock(&s->read_lock);
	return ok;
}
