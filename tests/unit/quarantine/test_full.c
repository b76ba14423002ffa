/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_full.c: the disk is full at every point of the work: STORE_FULL, nothing
 * half-written, and it goes on when there is room again. A limit on the size of
 * files needs no root; a tiny tmpfs in a mount namespace of its own does.
 */
#include "fixture.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

static struct place place;

static void set_up(void)
{
	place_make(&place);
	signal(SIGXFSZ, SIG_IGN);
}

static void tear_down(void)
{
	place_remove(&place);
}

static void limit_files(rlim_t bytes)
{
	struct rlimit l;
	getrlimit(RLIMIT_FSIZE, &l);
	l.rlim_cur = MIN(bytes, l.rlim_max);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &l), 0);
}

static void sound(struct store *s, int64_t blobs)
{
	struct err err = { 0 };
	uint64_t count, bad;
	json_t *report;
	ck_assert_msg(store_verify_audit(s, &count, &bad, &err), "%s", err.text);
	ck_assert(store_check(s, 0, false, &report, &err));
	ck_assert_int_eq(json_number(report, "blobs"), blobs);
	ck_assert_uint_eq(json_array_size(json_object_get(report, "orphans")), 0);
	ck_assert_uint_eq(json_array_size(json_object_get(report, "missing")), 0);
	json_decref(report);
	g_autofree char *tmp = place_path(&place, "tmp");
	g_autoptr(GDir) d = g_dir_open(tmp, 0, NULL);
	ck_assert_ptr_null(g_dir_read_name(d));
}

START_TEST(no_partial_blob_at_any_size)
{
	static const rlim_t limits[] = { 0, 1, 57, 58, 81, 82, 4096, 65536, 65635, 65636, 99999 };
	struct store *s = place_open(&place, STORE_WRITE);
	AUTO_FD fd = memfd_of_size(100000);
	struct blob b;
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		struct err err = { 0 };
		limit_files(limits[i]);
		bool ok = store_put_blob(s, fd, BLOB_PART, "7K3Q9F2M", &b, &err);
		limit_files(RLIM_INFINITY);
		ck_assert_msg(!ok, "%lu", (unsigned long)limits[i]);
		ck_assert_msg(err.reason == REASON_STORE_FULL, "%s", err.text);
		ck_assert_int_eq(err.scope, SCOPE_TEMP);
		sound(s, 0);
	}
	char id[16];
	put_mail(s, 100000, id, &b);
	sound(s, 1);
	store_close(s);
}
END_TEST

static uint64_t size_of(const char *name)
{
	struct stat st;
	g_autofree char *path = place_path(&place, name);
	return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

START_TEST(no_half_transaction_when_the_database_cannot_grow)
{
	struct store *s = place_open(&place, STORE_WRITE);
	char id[16];
	struct blob b;
	put_mail(s, 10, id, &b);
	for (unsigned room = 0; room < 8; room++) {
		struct err err = { 0 };
		struct mail mail;
		mail_make(&mail);
		limit_files(size_of("store.db-wal") + room * 1000);
		bool ok = mail_commit(s, &mail, NULL, NULL, &err);
		limit_files(RLIM_INFINITY);
		ck_assert_msg(!ok, "room %u", room);
		ck_assert_msg(err.reason == REASON_STORE_FULL, "%s", err.text);
		ck_assert_ptr_null(store_show_message(s, mail.e->id, &err));
		ck_assert_msg(mail_commit(s, &mail, NULL, NULL, &err), "%s", err.text);
		sound(s, 1);
		mail_free(&mail);
	}
	store_close(s);
}
END_TEST

/* Puts the store on a file system of ${options}; false, with a line, where that may not be. */
static bool own_file_system(const char *options)
{
	g_mkdir_with_parents(place.config->store_directory, 0750);
	if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mount("tmpfs", place.config->store_directory, "tmpfs", 0, options) == 0)
		return true;
	printf("skipped: a tmpfs of its own needs root (%s)\n", g_strerror(errno));
	return false;
}

static void fill_until_full(struct store *s, size_t size)
{
	int64_t stored = 0;
	for (unsigned i = 0; i < 10000; i++) {
		struct err err = { 0 };
		struct mail mail;
		struct blob b;
		mail_make(&mail);
		AUTO_FD fd = memfd_of_size(size);
		bool put = store_put_blob(s, fd, BLOB_PART, mail.e->id, &b, &err);
		bool ok = put && mail_commit(s, &mail, &b, NULL, &err);
		if (put && !ok)
			store_drop_blob(s, &b);
		mail_free(&mail);
		stored += ok;
		if (!ok) {
			ck_assert_msg(err.reason == REASON_STORE_FULL, "%s", err.text);
			break;
		}
	}
	ck_assert_int_gt(stored, 0);
	sound(s, stored);
}

START_TEST(a_small_disk_fills_up_without_harm)
{
	static const size_t sizes[] = { 0, 100, 5000, 70000 };
	if (!own_file_system(_i % 2 ? "size=3m,nr_inodes=600" : "size=1m"))
		return;
	struct store *s = place_open(&place, STORE_WRITE);
	fill_until_full(s, sizes[_i / 2]);
	store_close(s);
	umount(place.config->store_directory);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, no_partial_blob_at_any_size);
	tcase_add_test(t, no_half_transaction_when_the_database_cannot_grow);
	tcase_add_loop_test(t, a_small_disk_fills_up_without_harm, 0, 8);
}

UNIT_MAIN("full", add_tests)
