/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_nursery.c: programs that are no nursery, and the places for children.
 * Real births are in tests/sandbox/.
 */
#include "nursery.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "misogi/io.h"
#include "unit.h"

static char *directory, *program;

static void setup(void)
{
	directory = g_dir_make_tmp("misogi-nursery-XXXXXX", NULL);
	program = g_build_filename(directory, "program", NULL);
}

static void teardown(void)
{
	unlink(program);
	ck_assert_int_eq(rmdir(directory), 0);
	g_free(program);
	g_free(directory);
}

static struct nursery *start(const char *path, const struct config *config, struct err *err)
{
	struct nursery_options o = { .program = path,
				     .policy_path = "policy.conf",
				     .policy_digest = "digest",
				     .config = config };

	return nursery_start(&o, err);
}

/* Frames of one byte type and fields, by a shell: SEQPACKET keeps each printf one packet. */
#define SHELL(line) "#!/bin/sh\n" line "\n"
#define HELLO "\\001\\001\\001\\001\\000\\000\\000\\003"

static const struct {
	const char *name, *script;
	enum reason reason;
	const char *says;
} cases[] = {
	{ "ends at once", SHELL("exit 1"), REASON_NURSERY_DOWN, "ended at once" },
	{ "talks nonsense", SHELL("printf nonsense >&3"), REASON_NURSERY_DOWN, "" },
	{ "greets too shortly", SHELL("printf '\\001\\001' >&3; cat <&3"), REASON_NURSERY_DOWN,
	  "malformed" },
	{ "has another policy", SHELL("printf '" HELLO "\\000\\000\\000\\005other' >&3; cat <&3"),
	  REASON_CONFIG, "policy changed" },
	{ "says why not",
	  SHELL("printf '\\015\\002\\020\\000\\000\\000\\012no seccomp' >&3; cat <&3"),
	  REASON_SANDBOX, "no seccomp" },
	{ "has an environment",
	  SHELL("test -z \"$HOME$LD_PRELOAD$MISOGI_SECRET\" && exit 1; "
		"printf '" HELLO "\\000\\000\\000\\006digest' >&3"),
	  REASON_NURSERY_DOWN, "ended at once" },
	{ "has another descriptor",
	  SHELL("test ! -e /proc/self/fd/9 && exit 1; "
		"printf '" HELLO "\\000\\000\\000\\006digest' >&3"),
	  REASON_NURSERY_DOWN, "ended at once" },
};

START_TEST(refuses_what_is_no_nursery)
{
	struct config config = { .limits = limits_default() };
	struct err err = { 0 };

	ck_assert(g_file_set_contents(program, cases[_i].script, -1, NULL));
	ck_assert_int_eq(chmod(program, 0700), 0);
	g_setenv("MISOGI_SECRET", "x", TRUE);
	ck_assert_int_eq(dup2(2, 9), 9);
	struct nursery *n = start(program, &config, &err);
	ck_assert_msg(n == NULL, "%s: started", cases[_i].name);
	ck_assert_msg(err.reason == cases[_i].reason && strstr(err.text, cases[_i].says),
		      "%s: got %s (%s)", cases[_i].name, reason_word(err.reason), err.text);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
}
END_TEST

START_TEST(says_that_the_program_is_missing)
{
	struct config config = { .limits = limits_default() };
	struct err err = { 0 };

	ck_assert_ptr_null(start("/nonexistent/misogi-worker", &config, &err));
	ck_assert_int_eq(err.reason, REASON_NURSERY_DOWN);
	ck_assert_ptr_nonnull(strstr(err.text, "/nonexistent/misogi-worker"));
}
END_TEST

static struct nursery *start_with_places(struct config *config, unsigned places)
{
	struct err err = { 0 };

	*config = (struct config){ .limits = limits_default() };
	config->limits.workers = places;
	ck_assert(g_file_set_contents(
		program, SHELL("printf '" HELLO "\\000\\000\\000\\006digest' >&3; cat <&3"), -1,
		NULL));
	ck_assert_int_eq(chmod(program, 0700), 0);
	struct nursery *n = start(program, config, &err);
	ck_assert_msg(n != NULL, "%s", err.text);
	return n;
}

START_TEST(limits_workers)
{
	struct config config;
	struct err err = { 0 };
	struct nursery *n = start_with_places(&config, 2);

	ck_assert(nursery_walls(n).seccomp && nursery_walls(n).landlock_abi == 3);
	ck_assert(nursery_alive(n));
	ck_assert(nursery_take_places(n, 1, io_now_ms(), &err));
	ck_assert(nursery_take_places(n, 1, io_now_ms(), &err));
	ck_assert(!nursery_take_places(n, 1, io_now_ms() + 50, &err));
	ck_assert_int_eq(err.reason, REASON_BUSY);
	nursery_give_places(n, 1);
	ck_assert(nursery_take_places(n, 1, io_now_ms(), &err));
	nursery_unref(n);
}
END_TEST

START_TEST(a_big_mail_takes_more_places)
{
	struct config config;
	struct nursery *n = start_with_places(&config, 8);
	uint64_t largest = config.limits.message_bytes;

	ck_assert_uint_eq(nursery_places_for(n, 0), 1);
	ck_assert_uint_eq(nursery_places_for(n, largest / 16 - 1), 1);
	ck_assert_uint_eq(nursery_places_for(n, largest / 6), 3);
	ck_assert_uint_eq(nursery_places_for(n, largest / 2), 8);
	ck_assert_uint_eq(nursery_places_for(n, UINT64_MAX), 8);
	nursery_unref(n);
}
END_TEST

START_TEST(too_late_for_all_places_takes_none)
{
	struct config config;
	struct err err = { 0 };
	struct nursery *n = start_with_places(&config, 3);

	ck_assert(nursery_take_places(n, 1, io_now_ms(), &err));
	ck_assert(!nursery_take_places(n, 3, io_now_ms() + 50, &err));
	ck_assert_int_eq(err.reason, REASON_BUSY);
	ck_assert(nursery_take_places(n, 2, io_now_ms(), &err));
	nursery_unref(n);
}
END_TEST

static gpointer take_three(gpointer n)
{
	return GINT_TO_POINTER(nursery_take_places(n, 3, io_now_ms() + 60000, NULL));
}

START_TEST(big_mails_gather_places_one_by_one)
{
	struct config config;
	struct nursery *n = start_with_places(&config, 3);

	for (unsigned i = 0; i < 3; i++)
		ck_assert(nursery_take_places(n, 1, io_now_ms(), NULL));
	GThread *first = g_thread_new("first", take_three, n);
	GThread *second = g_thread_new("second", take_three, n);
	for (unsigned i = 0; i < 6; i++)
		nursery_give_places(n, 1);
	ck_assert(g_thread_join(first) && g_thread_join(second));
	ck_assert(!nursery_take_places(n, 1, io_now_ms(), NULL));
	nursery_unref(n);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, refuses_what_is_no_nursery, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, says_that_the_program_is_missing);
	tcase_add_test(t, limits_workers);
	tcase_add_test(t, a_big_mail_takes_more_places);
	tcase_add_test(t, too_late_for_all_places_takes_none);
	tcase_add_test(t, big_mails_gather_places_one_by_one);
}

UNIT_MAIN("nursery", add_tests)
