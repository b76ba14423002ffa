/* SPDX-License-Identifier: BSD-2-Clause */
/* test_writer.c: many share a commit, one failure is one failure, a broken disk stays broken. */
#include "fixture.h"

#include "writer.h"

static struct place place;
static struct writer *writer;

static void set_up(void)
{
	struct err err = { 0 };
	place_make(&place);
	g_mkdir_with_parents(place.config->store_directory, 0750);
	g_autofree char *path = place_path(&place, "store.db");
	struct db *db = db_open(path, true, &err);
	ck_assert_msg(db != NULL, "%s", err.text);
	ck_assert(db_run(db, &err, "CREATE TABLE t(x INTEGER UNIQUE) STRICT", ""));
	writer = writer_new(db);
}

static void tear_down(void)
{
	writer_free(writer);
	place_remove(&place);
}

static bool insert(struct db *db, void *x, struct err *err)
{
	return db_run(db, err, "INSERT INTO t VALUES(?)", "i", (int64_t)GPOINTER_TO_INT(x));
}

static bool sum(struct db *db, void *out, struct err *err)
{
	return db_number(db, "SELECT coalesce(sum(x),0) FROM t", out, err);
}

static int64_t total(void)
{
	int64_t n = -1;
	ck_assert(writer_do(writer, sum, &n, NULL));
	return n;
}

/* Writes, then fails: nothing of it may stay. */
static bool insert_and_fail(struct db *db, void *x, struct err *err)
{
	return insert(db, x, err) && err_set(err, SCOPE_PERM, REASON_NONE, "on purpose");
}

START_TEST(undoes_what_failed)
{
	struct err err = { 0 };
	ck_assert(writer_do(writer, insert, GINT_TO_POINTER(1), &err));
	ck_assert(!writer_do(writer, insert_and_fail, GINT_TO_POINTER(10), &err));
	ck_assert_str_eq(err.text, "on purpose");
	ck_assert(!writer_do(writer, insert, GINT_TO_POINTER(1), &err));
	ck_assert_int_eq(err.reason, REASON_INTERNAL);
	ck_assert(writer_do(writer, insert, GINT_TO_POINTER(100), &err));
	ck_assert_int_eq(total(), 101);
	ck_assert(writer_is_sound(writer, &err));
}
END_TEST

static GMutex gate;

/* Keeps the thread busy while others queue up. */
static bool wait_at_gate(struct db *db, void *arg, struct err *err)
{
	(void)db;
	(void)arg;
	(void)err;
	g_mutex_lock(&gate);
	g_mutex_unlock(&gate);
	return true;
}

static gpointer do_gate(gpointer arg)
{
	ck_assert(writer_do(writer, wait_at_gate, arg, NULL));
	return NULL;
}

static gpointer do_insert(gpointer x)
{
	/* Every seventh fails, in the same group as the others. */
	bool fails = GPOINTER_TO_INT(x) % 7 == 0;
	ck_assert(writer_do(writer, fails ? insert_and_fail : insert, x, NULL) == !fails);
	return NULL;
}

START_TEST(those_who_come_meanwhile_share_a_commit)
{
	GThread *threads[20];
	int64_t want = 0;
	g_mutex_lock(&gate);
	GThread *first = g_thread_new("gate", do_gate, NULL);
	/* Until the gate's task was taken, its transaction is not there to be waited behind. */
	g_usleep(20000);
	for (int i = 0; i < 20; i++) {
		threads[i] = g_thread_new("insert", do_insert, GINT_TO_POINTER(i + 1));
		want += (i + 1) % 7 == 0 ? 0 : i + 1;
	}
	g_usleep(100000);
	g_mutex_unlock(&gate);
	g_thread_join(first);
	for (unsigned i = 0; i < 20; i++)
		g_thread_join(threads[i]);
	ck_assert_uint_lt(writer_commits(writer), 20);
	ck_assert_int_eq(total(), want);
}
END_TEST

static void keep(gpointer arg)
{
	(void)arg;
}

START_TEST(posted_work_is_done_before_closing)
{
	for (int i = 1; i <= 3; i++)
		writer_post(writer, insert, GINT_TO_POINTER(i), keep);
	writer_free(writer);
	struct err err = { 0 };
	g_autofree char *path = place_path(&place, "store.db");
	writer = writer_new(db_open(path, true, &err));
	ck_assert_int_eq(total(), 6);
}
END_TEST

static bool break_it(struct db *db, void *arg, struct err *err)
{
	(void)arg;
	db->broken = true;
	return err_set(err, SCOPE_TEMP, REASON_STORE_IO, "fsync");
}

START_TEST(nothing_is_written_after_an_io_error)
{
	struct err err = { 0 };
	ck_assert(writer_do(writer, insert, GINT_TO_POINTER(1), &err));
	ck_assert(!writer_do(writer, break_it, NULL, &err));
	ck_assert(!writer_do(writer, insert, GINT_TO_POINTER(2), &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
	ck_assert(!writer_is_sound(writer, &err));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, undoes_what_failed);
	tcase_add_test(t, those_who_come_meanwhile_share_a_commit);
	tcase_add_test(t, posted_work_is_done_before_closing);
	tcase_add_test(t, nothing_is_written_after_an_io_error);
}

UNIT_MAIN("writer", add_tests)
