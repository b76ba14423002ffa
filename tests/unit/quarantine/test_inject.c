/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inject.c: the n-th system call of a kind fails, or kills: what was
 * acknowledged is there, the chain holds, no row lacks its file. strace does it
 * to this very program, which then stores mails instead of testing.
 */
#include "fixture.h"

#include <sys/wait.h>

#define MAILS 3
#define DIRECTORY "MISOGI_TEST_INJECT"

static struct place place;

/* ---- the program under strace: no assertion of Check works here ---- */

static bool store_one(struct store *s, const char *bytes, size_t n)
{
	struct err err = { 0 };
	struct mail mail;
	struct blob b;
	mail_make(&mail);
	AUTO_FD fd = io_memfd_of(bytes, n);
	bool put = fd >= 0 && store_put_blob(s, fd, BLOB_PART, mail.e->id, &b, &err);
	bool ok = put && mail_commit(s, &mail, &b, NULL, &err);
	if (put && !ok)
		store_drop_blob(s, &b);
	if (ok)
		dprintf(STDOUT_FILENO, "%s %s\n", mail.e->id, b.id);
	mail_free(&mail);
	return ok;
}

static void store_mails(const char *directory)
{
	struct err err = { 0 };
	struct config c = { .store_directory = g_strconcat(directory, "/store", NULL),
			    .public_key_file = g_strconcat(directory, "/seal.pub", NULL),
			    .secret_key_file = g_strconcat(directory, "/seal.key", NULL) };
	g_autofree char *bytes = g_strnfill(70000, 'x');
	struct store *s = store_open(&c, STORE_WRITE, &err);
	for (unsigned i = 0; s && i < MAILS; i++)
		store_one(s, bytes, 70000);
	store_close(s);
	_exit(0);
}

__attribute__((constructor)) static void maybe_store_mails(void)
{
	const char *directory = getenv(DIRECTORY);
	if (directory)
		store_mails(directory);
}

/* ---- the test ---- */

static const struct {
	const char *call, *what;
} faults[] = {
	{ "fsync", "error=EIO" },	{ "fsync", "error=ENOSPC" },
	{ "fdatasync", "error=EIO" },	{ "write", "error=ENOSPC" },
	{ "pwrite64", "error=EIO" },	{ "pwrite64", "error=ENOSPC" },
	{ "pwrite64", "error=EDQUOT" }, { "renameat", "error=EIO" },
	{ "openat", "error=EMFILE" },	{ "fsync", "signal=KILL" },
	{ "fdatasync", "signal=KILL" }, { "pwrite64", "signal=KILL" },
	{ "renameat", "signal=KILL" },
};

static const unsigned times[] = { 1, 2, 5, 9, 17, 60 };

static void set_up(void)
{
	place_make(&place);
	struct store *s = place_open(&place, STORE_WRITE);
	store_close(s);
}

static void tear_down(void)
{
	place_remove(&place);
}

static char *run_with_fault(const char *call, const char *what, unsigned when)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *trace = g_strdup_printf("trace=%s", call);
	g_autofree char *inject = g_strdup_printf("inject=%s:%s:when=%u", call, what, when);
	char *argv[] = { (char *)"strace",
			 (char *)"-f",
			 (char *)"-qq",
			 (char *)"-o",
			 (char *)"/dev/null",
			 (char *)"-e",
			 trace,
			 (char *)"-e",
			 inject,
			 self,
			 NULL };
	g_auto(GStrv) env = g_environ_setenv(g_get_environ(), DIRECTORY, place.dir, TRUE);
	char *out = NULL;
	ck_assert(g_spawn_sync(NULL, argv, env, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
			       NULL, NULL, &out, NULL, NULL, NULL));
	return out;
}

static unsigned all_there(struct store *s, const char *acks, const char *name)
{
	g_auto(GStrv) lines = g_strsplit(acks, "\n", -1);
	unsigned n = 0;
	for (; lines[n] && *lines[n]; n++) {
		struct err err = { 0 };
		g_auto(GStrv) words = g_strsplit(lines[n], " ", 2);
		json_t *shown = store_show_message(s, words[0], &err);
		AUTO_FD out = io_memfd("out");
		ck_assert_msg(shown && store_get_blob(s, words[1], out, &err), "%s: lost %s: %s",
			      name, lines[n], err.text);
		json_decref(shown);
	}
	return n;
}

START_TEST(keeps_what_it_acknowledged)
{
	g_autofree char *strace = g_find_program_in_path("strace");
	if (!strace) {
		printf("skipped: strace is not installed\n");
		return;
	}
	unsigned acknowledged = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
		struct err err = { 0 };
		uint64_t count, bad;
		json_t *report;
		g_autofree char *name = g_strdup_printf("%s:%s:when=%u", faults[_i].call,
							faults[_i].what, times[i]);
		g_autofree char *acks = run_with_fault(faults[_i].call, faults[_i].what, times[i]);
		struct store *s = place_open(&place, STORE_WRITE);
		acknowledged += all_there(s, acks, name);
		ck_assert_msg(store_verify_audit(s, &count, &bad, &err), "%s: %s", name, err.text);
		ck_assert_msg(count >= acknowledged, "%s", name);
		ck_assert(store_check(s, 0, true, &report, &err));
		ck_assert_msg(json_array_size(json_object_get(report, "missing")) == 0, "%s", name);
		json_decref(report);
		store_close(s);
	}
	/* Some faults hit nothing: if all did, this test would be blind. */
	ck_assert_msg(acknowledged > 0 && acknowledged < MAILS * G_N_ELEMENTS(times),
		      "%s %s: %u acknowledged", faults[_i].call, faults[_i].what, acknowledged);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, keeps_what_it_acknowledged, 0, G_N_ELEMENTS(faults));
}

UNIT_MAIN("inject", add_tests)
