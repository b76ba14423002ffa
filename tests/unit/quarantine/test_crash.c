/* SPDX-License-Identifier: BSD-2-Clause */
/* test_crash.c: a writer is killed again and again; what it said was stored is there. */
#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>

#define KILLS 60
#define THREADS 3

static struct place place;

struct ack {
	char id[16];
	struct blob blob;
};

static void set_up(void)
{
	place_make(&place);
}

static void tear_down(void)
{
	place_remove(&place);
}

struct worker {
	struct store *store;
	int pipe;
	unsigned seed;
};

/* Says each mail only after store_commit() returned; one pipe write of an ack is atomic. */
static gpointer store_for_ever(gpointer arg)
{
	struct worker *w = arg;
	for (unsigned i = w->seed;; i = i * 1103515245u + 12345u) {
		struct ack ack = { 0 };
		put_mail(w->store, i % 90000, ack.id, &ack.blob);
		store_mark(w->store, ack.id, true, NULL);
		if (!io_write_all(w->pipe, &ack, sizeof(ack)))
			_exit(1);
	}
	return NULL;
}

static void run_writer(int pipe_end, unsigned seed)
{
	struct store *s = place_open(&place, STORE_WRITE);
	struct worker workers[THREADS];
	GThread *threads[THREADS];
	for (unsigned i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ s, pipe_end, seed + i };
		threads[i] = g_thread_new("mails", store_for_ever, &workers[i]);
	}
	g_thread_join(threads[0]);
}

static void kill_one(GRand *rand, GArray *acks)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	unsigned seed = g_rand_int(rand);
	pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		close(ends[0]);
		run_writer(ends[1], seed);
		_exit(1);
	}
	close(ends[1]);
	/* Often in the first moments, when it opens the store; the rest while it writes. */
	g_usleep((gulong)g_rand_int_range(rand, 0, 90000));
	kill(pid, SIGKILL);
	struct ack ack;
	while (io_read_full(ends[0], &ack, sizeof(ack)) == (ssize_t)sizeof(ack))
		g_array_append_val(acks, ack);
	close(ends[0]);
	int status;
	waitpid(pid, &status, 0);
	ck_assert_msg(WIFSIGNALED(status), "the writer ended by itself: %d", status);
}

static void is_there(struct store *s, const struct ack *a)
{
	struct err err = { 0 };
	json_t *shown = store_show_message(s, a->id, &err);
	ck_assert_msg(shown != NULL, "%s was acknowledged and is lost", a->id);
	json_decref(shown);
	AUTO_FD got = io_memfd("got");
	AUTO_FD want = memfd_of_size(a->blob.size);
	ck_assert_msg(store_get_blob(s, a->blob.id, got, &err), "%s: %s", a->id, err.text);
	ck_assert_msg(same_bytes(got, want), "%s", a->id);
}

START_TEST(nothing_acknowledged_is_lost)
{
	g_autoptr(GRand) rand = g_rand_new();
	guint32 seed = g_rand_int(rand);
	g_rand_set_seed(rand, seed);
	g_autoptr(GArray) acks = g_array_new(FALSE, FALSE, sizeof(struct ack));
	struct store *s = place_open(&place, STORE_WRITE);
	store_close(s);
	for (unsigned i = 0; i < KILLS; i++)
		kill_one(rand, acks);
	ck_assert_msg(acks->len > 0, "seed %u: nothing was stored at all", seed);
	uint64_t count, bad;
	struct err err = { 0 };
	json_t *report;
	s = place_open(&place, STORE_WRITE);
	for (unsigned i = 0; i < acks->len; i++)
		is_there(s, &g_array_index(acks, struct ack, i));
	ck_assert_msg(store_verify_audit(s, &count, &bad, &err), "seed %u: %s", seed, err.text);
	ck_assert_uint_ge(count, acks->len);
	ck_assert(store_check(s, 0, true, &report, &err));
	ck_assert_uint_eq(json_array_size(json_object_get(report, "missing")), 0);
	json_decref(report);
	ck_assert(store_check(s, 0, false, &report, &err));
	ck_assert_uint_eq(json_array_size(json_object_get(report, "orphans")), 0);
	ck_assert_int_eq(json_number(report, "blobs"), (int64_t)count);
	json_decref(report);
	g_autofree char *tmp = place_path(&place, "tmp");
	g_autoptr(GDir) d = g_dir_open(tmp, 0, NULL);
	ck_assert_ptr_null(g_dir_read_name(d));
	store_close(s);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, nothing_acknowledged_is_lost);
}

UNIT_MAIN("crash", add_tests)
