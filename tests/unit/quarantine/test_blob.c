/* SPDX-License-Identifier: BSD-2-Clause */
/* test_blob.c: files are there wholly or not at all, also when the disk is full. */
#include "fixture.h"

#include <errno.h>

#include "blob.h"
#include "disk.h"

#define ID "00112233445566778899aabbccddeeff"

static char *dir;
static struct blobs blobs;

static void set_up(void)
{
	struct err err = { 0 };
	dir = g_dir_make_tmp("misogi-blob-XXXXXX", NULL);
	ck_assert_msg(blobs_open(&blobs, dir, true, &err), "%s", err.text);
}

static void tear_down(void)
{
	blobs_close(&blobs);
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	g_free(dir);
}

static unsigned files_in(const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	g_autoptr(GDir) d = g_dir_open(path, 0, NULL);
	unsigned n = 0;
	while (d && g_dir_read_name(d))
		n++;
	return n;
}

static void put(const char *id, const char *text)
{
	struct err err = { 0 };
	AUTO_FD fd = blobs_begin(&blobs, id, &err);
	ck_assert_msg(fd >= 0, "%s", err.text);
	ck_assert(io_write_all(fd, text, strlen(text)));
	ck_assert_uint_eq(files_in("tmp"), 1);
	ck_assert_uint_eq(files_in("blobs/00"), 0);
	ck_assert_msg(blobs_finish(&blobs, id, fd, strlen(text), &err), "%s", err.text);
}

START_TEST(appears_only_when_finished)
{
	put(ID, "whole");
	ck_assert_uint_eq(files_in("tmp"), 0);
	ck_assert_uint_eq(files_in("blobs/00"), 1);
	AUTO_FD fd = blobs_read(&blobs, ID, NULL);
	char buf[16];
	ck_assert_int_eq(io_read_full(fd, buf, sizeof(buf)), 5);
}
END_TEST

START_TEST(refuses_a_file_of_the_wrong_size)
{
	struct err err = { 0 };
	AUTO_FD fd = blobs_begin(&blobs, ID, &err);
	ck_assert(io_write_all(fd, "abc", 3));
	ck_assert(!blobs_finish(&blobs, ID, fd, 4, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
	ck_assert_uint_eq(files_in("tmp") + files_in("blobs/00"), 0);
}
END_TEST

START_TEST(refuses_names_that_are_no_id)
{
	static const char *const names[] = { "",
					     "../../../../etc/passwd",
					     "0011223344556677889 aabbccddeeff",
					     "00112233445566778899AABBCCDDEEFF",
					     "00112233445566778899aabbccddeef",
					     "00112233445566778899aabbccddeefff",
					     "0/112233445566778899aabbccddeeff" };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct err err = { 0 };
		ck_assert_int_eq(blobs_begin(&blobs, names[i], &err), -1);
		ck_assert_int_eq(blobs_read(&blobs, names[i], &err), -1);
		ck_assert(!blobs_remove(&blobs, names[i], &err));
		ck_assert_int_eq(err.scope, SCOPE_BUG);
	}
}
END_TEST

START_TEST(removes_what_a_dead_writer_left_and_nothing_else)
{
	static const char other[] = "ff112233445566778899aabbccddeeff";
	struct err err = { 0 };
	AUTO_FD live = blobs_begin(&blobs, ID, &err);
	AUTO_FD dead = blobs_begin(&blobs, other, &err);
	ck_assert(live >= 0 && dead >= 0);
	fd_close(&dead);
	g_autofree char *foreign = g_build_filename(dir, "tmp", "README", NULL);
	ck_assert(g_file_set_contents(foreign, "x", 1, NULL));
	struct blobs again;
	ck_assert(blobs_open(&again, dir, true, &err));
	blobs_close(&again);
	ck_assert_uint_eq(files_in("tmp"), 2);
	ck_assert(io_write_all(live, "abc", 3));
	ck_assert_msg(blobs_finish(&blobs, ID, live, 3, &err), "%s", err.text);
}
END_TEST

START_TEST(removing_twice_is_no_error)
{
	struct err err = { 0 };
	put(ID, "x");
	ck_assert(blobs_remove(&blobs, ID, &err));
	ck_assert(blobs_remove(&blobs, ID, &err));
	ck_assert_int_eq(blobs_read(&blobs, ID, &err), -1);
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
}
END_TEST

START_TEST(reading_needs_what_writing_made)
{
	struct err err = { 0 };
	struct blobs none;
	g_autofree char *away = g_build_filename(dir, "away", NULL);
	ck_assert(!blobs_open(&none, away, false, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "no store in"));
	ck_assert_int_ne(access(away, F_OK), 0);
}
END_TEST

START_TEST(a_failed_fsync_breaks_the_store)
{
	struct err err = { 0 };
	/* A file of proc is regular, empty, and cannot be synced. */
	AUTO_FD fd = blobs_begin(&blobs, ID, &err);
	ck_assert_int_eq(g_atomic_int_get(&blobs.broken), 0);
	AUTO_FD proc = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	ck_assert_int_ge(proc, 0);
	ck_assert(!blobs_finish(&blobs, ID, proc, 0, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
	ck_assert_int_eq(g_atomic_int_get(&blobs.broken), 1);
	ck_assert_uint_eq(files_in("tmp"), 0);
}
END_TEST

START_TEST(errno_says_full_or_broken)
{
	static const struct {
		int e;
		enum reason want;
	} cases[] = { { ENOSPC, REASON_STORE_FULL }, { EDQUOT, REASON_STORE_FULL },
		      { EFBIG, REASON_STORE_FULL },  { EIO, REASON_STORE_IO },
		      { EROFS, REASON_STORE_IO },    { EACCES, REASON_STORE_IO } };
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct err err = { 0 };
		errno = cases[i].e;
		ck_assert(!disk_error(&err, "test"));
		ck_assert_int_eq(err.reason, cases[i].want);
		ck_assert_int_eq(err.scope, SCOPE_TEMP);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, appears_only_when_finished);
	tcase_add_test(t, refuses_a_file_of_the_wrong_size);
	tcase_add_test(t, refuses_names_that_are_no_id);
	tcase_add_test(t, removes_what_a_dead_writer_left_and_nothing_else);
	tcase_add_test(t, removing_twice_is_no_error);
	tcase_add_test(t, reading_needs_what_writing_made);
	tcase_add_test(t, a_failed_fsync_breaks_the_store);
	tcase_add_test(t, errno_says_full_or_broken);
}

UNIT_MAIN("blob", add_tests)
