/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * writer.c: group commit. Each piece of work has a savepoint: one that fails is
 * undone alone. Where the whole transaction fails, all of it is told so and
 * nothing is tried again: their mails are deferred. Posted work waits a moment
 * for company. Tests: tests/unit/quarantine/test_writer.c
 */
#include "writer.h"

#define GROUP_MAX 256
#define LINGER_US 50000 /* posted work alone waits so long for work to share a commit with */

struct task {
	writer_fn fn;
	void *arg;
	GDestroyNotify done; /* posted: frees arg */
	bool posted;
	bool finished, ok;
	struct err err;
};

struct writer {
	struct db *db; /* the thread's */
	GThread *thread;
	GMutex lock; /* of all below */
	GCond asked, answered;
	GQueue tasks;
	unsigned waiting; /* tasks in the queue that someone waits for */
	bool closing, broken;
	uint64_t commits;
};

/* ---- the thread ---- */

static void fail_all(GPtrArray *group, const struct err *err)
{
	for (unsigned i = 0; i < group->len; i++) {
		struct task *t = g_ptr_array_index(group, i);
		if (t->ok)
			t->err = *err;
		t->ok = false;
	}
}

/* False when the transaction itself is gone: SQLite rolls back by itself when the disk is full. */
static bool run_one(struct db *db, struct task *t)
{
	if (!db_savepoint(db, &t->err))
		return false;
	t->ok = t->fn(db, t->arg, &t->err) && db_release(db, &t->err);
	if (!t->ok)
		db_rollback_savepoint(db);
	return db_in_transaction(db);
}

static bool run_all(struct db *db, GPtrArray *group, struct err *err)
{
	if (!db_begin(db, err))
		return false;
	for (unsigned i = 0; i < group->len; i++) {
		struct task *t = g_ptr_array_index(group, i);
		if (!run_one(db, t)) {
			*err = t->err;
			return false;
		}
	}
	return db_commit(db, err);
}

static void run_group(struct writer *w, GPtrArray *group)
{
	struct err err = { 0 };
	for (unsigned i = 0; i < group->len; i++)
		((struct task *)g_ptr_array_index(group, i))->ok = true;
	if (w->db->broken)
		err_set(&err, SCOPE_TEMP, REASON_STORE_IO,
			"the store failed before: nothing is written until a restart");
	if (w->db->broken || !run_all(w->db, group, &err)) {
		db_rollback(w->db);
		fail_all(group, &err);
	}
}

static GPtrArray *take_group(struct writer *w)
{
	GPtrArray *group = g_ptr_array_new();
	struct task *t;
	while (group->len < GROUP_MAX && (t = g_queue_pop_head(&w->tasks))) {
		w->waiting -= !t->posted;
		g_ptr_array_add(group, t);
	}
	return group;
}

static void give_back(struct writer *w, GPtrArray *group)
{
	w->commits++;
	w->broken = w->db->broken;
	for (unsigned i = 0; i < group->len; i++) {
		struct task *t = g_ptr_array_index(group, i);
		t->finished = true;
		if (t->posted) {
			t->done(t->arg);
			g_free(t);
		}
	}
	g_cond_broadcast(&w->answered);
}

static void wait_for_work(struct writer *w)
{
	while (!w->closing && g_queue_is_empty(&w->tasks))
		g_cond_wait(&w->asked, &w->lock);
	gint64 until = g_get_monotonic_time() + LINGER_US;
	while (!w->closing && w->waiting == 0)
		if (!g_cond_wait_until(&w->asked, &w->lock, until))
			return;
}

static gpointer writer_main(gpointer arg)
{
	struct writer *w = arg;
	g_mutex_lock(&w->lock);
	for (;;) {
		wait_for_work(w);
		if (g_queue_is_empty(&w->tasks))
			break;
		g_autoptr(GPtrArray) group = take_group(w);
		g_mutex_unlock(&w->lock);
		run_group(w, group);
		g_mutex_lock(&w->lock);
		give_back(w, group);
	}
	g_mutex_unlock(&w->lock);
	return NULL;
}

/* ---- those who ask ---- */

struct writer *writer_new(struct db *db)
{
	struct writer *w = g_new0(struct writer, 1);
	w->db = db;
	g_mutex_init(&w->lock);
	g_cond_init(&w->asked);
	g_cond_init(&w->answered);
	g_queue_init(&w->tasks);
	w->thread = g_thread_new("store", writer_main, w);
	return w;
}

void writer_free(struct writer *w)
{
	if (!w)
		return;
	g_mutex_lock(&w->lock);
	w->closing = true;
	g_cond_signal(&w->asked);
	g_mutex_unlock(&w->lock);
	g_thread_join(w->thread);
	db_close(w->db);
	g_mutex_clear(&w->lock);
	g_cond_clear(&w->asked);
	g_cond_clear(&w->answered);
	g_free(w);
}

bool writer_do(struct writer *w, writer_fn fn, void *arg, struct err *err)
{
	struct task t = { .fn = fn, .arg = arg };
	g_mutex_lock(&w->lock);
	g_queue_push_tail(&w->tasks, &t);
	w->waiting++;
	g_cond_signal(&w->asked);
	while (!t.finished)
		g_cond_wait(&w->answered, &w->lock);
	g_mutex_unlock(&w->lock);
	if (!t.ok && err)
		*err = t.err;
	return t.ok;
}

void writer_post(struct writer *w, writer_fn fn, void *arg, GDestroyNotify done)
{
	struct task *t = g_new0(struct task, 1);
	*t = (struct task){ .fn = fn, .arg = arg, .done = done, .posted = true };
	g_mutex_lock(&w->lock);
	g_queue_push_tail(&w->tasks, t);
	g_cond_signal(&w->asked);
	g_mutex_unlock(&w->lock);
}

bool writer_is_sound(struct writer *w, struct err *err)
{
	g_mutex_lock(&w->lock);
	bool broken = w->broken;
	g_mutex_unlock(&w->lock);
	return !broken ||
	       err_set(err, SCOPE_TEMP, REASON_STORE_IO,
		       "the store failed before: see the disk, then restart misogi-milter");
}

uint64_t writer_commits(struct writer *w)
{
	g_mutex_lock(&w->lock);
	uint64_t n = w->commits;
	g_mutex_unlock(&w->lock);
	return n;
}
