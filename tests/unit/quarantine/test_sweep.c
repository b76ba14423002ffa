/* SPDX-License-Identifier: BSD-2-Clause */
/* test_sweep.c: files without row are swept up, rows without file are told. */
#include "fixture.h"

static struct place place;
static struct store *store;

static void set_up(void)
{
	place_make(&place);
	store = place_open(&place, STORE_WRITE);
}

static void tear_down(void)
{
	store_close(store);
	place_remove(&place);
}

static char *blob_path(const char *id)
{
	g_autofree char *name = g_strdup_printf("blobs/%.2s/%s", id, id);
	return place_path(&place, name);
}

struct counts {
	int64_t blobs, orphans, missing, removed;
};

static struct counts look(int64_t grace, bool repair)
{
	struct err err = { 0 };
	json_t *r;
	ck_assert_msg(store_check(store, grace, repair, &r, &err), "%s", err.text);
	struct counts c = { json_number(r, "blobs"),
			    (int64_t)json_array_size(json_object_get(r, "orphans")),
			    (int64_t)json_array_size(json_object_get(r, "missing")),
			    json_number(r, "removed") };
	json_decref(r);
	return c;
}

static void is(struct counts got, struct counts want, const char *name)
{
	ck_assert_msg(memcmp(&got, &want, sizeof(got)) == 0,
		      "%s: blobs %d orphans %d missing %d removed %d", name, (int)got.blobs,
		      (int)got.orphans, (int)got.missing, (int)got.removed);
}

START_TEST(sweeps_files_of_no_row)
{
	char id[16];
	struct blob named, unnamed;
	put_mail(store, 10, id, &named);
	AUTO_FD fd = memfd_of_size(4);
	ck_assert(store_put_blob(store, fd, BLOB_PART, id, &unnamed, NULL));
	is(look(0, false), (struct counts){ 2, 1, 0, 0 }, "seen");
	is(look(3600, true), (struct counts){ 2, 0, 0, 0 }, "too young");
	is(look(0, true), (struct counts){ 2, 1, 0, 1 }, "swept");
	is(look(0, false), (struct counts){ 1, 0, 0, 0 }, "gone");
	g_autofree char *kept = blob_path(named.id);
	ck_assert_int_eq(access(kept, F_OK), 0);
}
END_TEST

START_TEST(tells_rows_without_file_and_keeps_them)
{
	char id[16];
	struct blob away, cut;
	put_mail(store, 10, id, &away);
	put_mail(store, 10, id, &cut);
	g_autofree char *a = blob_path(away.id);
	g_autofree char *b = blob_path(cut.id);
	ck_assert_int_eq(unlink(a), 0);
	ck_assert_int_eq(truncate(b, 5), 0);
	is(look(0, true), (struct counts){ 1, 0, 2, 0 }, "told");
	is(look(0, true), (struct counts){ 1, 0, 2, 0 }, "told again");
	struct err err = { 0 };
	AUTO_FD out = io_memfd("out");
	ck_assert(!store_get_blob(store, away.id, out, &err));
	ck_assert(!store_get_blob(store, cut.id, out, &err));
}
END_TEST

/* A crash after the key is gone and before the file is. */
START_TEST(sweeps_the_file_of_an_erased_blob)
{
	char id[16];
	struct blob b;
	put_mail(store, 10, id, &b);
	g_autofree char *path = blob_path(b.id);
	g_autofree char *aside = g_strconcat(place.dir, "/aside", NULL);
	ck_assert_int_eq(link(path, aside), 0);
	ck_assert(store_delete_blob(store, b.id, "a", "b", NULL));
	ck_assert_int_eq(rename(aside, path), 0);
	is(look(0, true), (struct counts){ 1, 1, 0, 1 }, "swept");
}
END_TEST

/* Two blobs change places: each is whole, and neither opens. */
START_TEST(swapped_files_do_not_open)
{
	char id[16];
	struct blob a, b;
	struct err err = { 0 };
	put_mail(store, 10, id, &a);
	put_mail(store, 10, id, &b);
	g_autofree char *pa = blob_path(a.id);
	g_autofree char *pb = blob_path(b.id);
	g_autofree char *aside = g_strconcat(place.dir, "/aside", NULL);
	ck_assert(rename(pa, aside) == 0 && rename(pb, pa) == 0 && rename(aside, pb) == 0);
	AUTO_FD out = io_memfd("out");
	ck_assert(!store_get_blob(store, a.id, out, &err));
	ck_assert(!store_get_blob(store, b.id, out, &err));
	uint64_t size;
	ck_assert(io_size(out, &size));
	ck_assert_uint_eq(size, 0);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, sweeps_files_of_no_row);
	tcase_add_test(t, tells_rows_without_file_and_keeps_them);
	tcase_add_test(t, sweeps_the_file_of_an_erased_blob);
	tcase_add_test(t, swapped_files_do_not_open);
}

UNIT_MAIN("sweep", add_tests)
