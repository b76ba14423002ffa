/* SPDX-License-Identifier: BSD-2-Clause */
/* test_store.c: the contract of store.h: what is put can be found, opened, released, deleted. */
#include "fixture.h"

#include "sqlite.h"

static struct place place;

static void set_up(void)
{
	place_make(&place);
}

static void tear_down(void)
{
	place_remove(&place);
}

START_TEST(makes_private_files)
{
	static const struct {
		const char *name;
		unsigned mode;
	} files[] = { { "", 0750 },	 { "store.db", 0640 }, { "store.db-wal", 0640 },
		      { "blobs", 0750 }, { "blobs/00", 0750 }, { "blobs/ff", 0750 },
		      { "tmp", 0750 } };
	umask(022);
	struct store *s = place_open(&place, STORE_WRITE);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		struct stat st;
		g_autofree char *path = place_path(&place, files[i].name);
		ck_assert_msg(stat(path, &st) == 0, "%s", path);
		ck_assert_msg((st.st_mode & 07777) == files[i].mode, "%s %o", path,
			      st.st_mode & 07777);
	}
	store_close(s);
}
END_TEST

START_TEST(needs_a_public_key_to_write)
{
	struct err err = { 0 };
	unlink(place.config->public_key_file);
	ck_assert_ptr_null(store_open(place.config, STORE_WRITE, &err));
	ck_assert_int_eq(err.reason, REASON_KEY);
}
END_TEST

START_TEST(writes_without_the_secret_key)
{
	char id[16];
	struct blob b;
	struct err err = { 0 };
	unlink(place.config->secret_key_file);
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 100, id, &b);
	AUTO_FD out = io_memfd("out");
	ck_assert(!store_get_blob(s, b.id, out, &err));
	ck_assert_int_eq(err.reason, REASON_KEY);
	store_close(s);
}
END_TEST

START_TEST(shows_what_was_committed)
{
	char id[16];
	struct blob b;
	struct err err = { 0 };
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 1000, id, &b);
	json_t *shown = store_show_message(s, id, &err);
	ck_assert_msg(shown != NULL, "%s", err.text);
	ck_assert_str_eq(json_text(shown, "subject"), "見積書の件 100%");
	ck_assert_str_eq(json_text(shown, "action"), "sanitize");
	ck_assert_str_eq(json_text(shown, "state"), "prepared");
	ck_assert_str_eq(json_text(shown, "crossing"), "inbound");
	json_t *parts = json_object_get(shown, "parts");
	ck_assert_uint_eq(json_array_size(parts), 2);
	json_t *pdf = json_array_get(parts, 1);
	ck_assert_str_eq(json_text(pdf, "name"), "見積書.pdf");
	ck_assert_str_eq(json_text(pdf, "class"), "pdf");
	ck_assert_str_eq(json_text(json_object_get(pdf, "blob"), "id"), b.id);
	ck_assert_int_eq(json_number(pdf, "keep_until"), 1700003600);
	ck_assert(json_is_true(json_object_get(pdf, "is_attachment")));
	json_t *finding = json_array_get(json_object_get(pdf, "findings"), 0);
	ck_assert_str_eq(json_text(finding, "finding"), "type-declared-mismatch");
	ck_assert_str_eq(json_text(finding, "detail"), "application/msword");
	json_t *own = json_array_get(json_object_get(shown, "findings"), 0);
	ck_assert_str_eq(json_text(own, "finding"), "mime-malformed");
	ck_assert(json_is_null(json_object_get(json_object_get(shown, "original"), "blob")));
	g_autofree char *queue_id = g_strdup(json_text(shown, "queue_id"));
	json_decref(shown);
	shown = store_show_message(s, queue_id, &err);
	ck_assert_str_eq(json_text(shown, "id"), id);
	json_decref(shown);
	store_close(s);
}
END_TEST

START_TEST(has_no_message_that_was_not_put)
{
	struct err err = { 0 };
	struct store *s = place_open(&place, STORE_WRITE);
	ck_assert_ptr_null(store_show_message(s, "NOTHERE1", &err));
	ck_assert_int_eq(err.scope, SCOPE_PERM);
	/* The empty queue id of mails from elsewhere finds nothing. */
	ck_assert_ptr_null(store_show_message(s, "", &err));
	store_close(s);
}
END_TEST

START_TEST(gives_blobs_back)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 5u << 20 };
	struct store *s = place_open(&place, STORE_WRITE);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		char id[16];
		struct blob b;
		struct err err = { 0 };
		put_mail(s, sizes[i], id, &b);
		ck_assert_uint_eq(b.size, sizes[i]);
		AUTO_FD want = memfd_of_size(sizes[i]);
		AUTO_FD got = io_memfd("got");
		ck_assert_msg(store_get_blob(s, b.id, got, &err), "%s", err.text);
		ck_assert_msg(same_bytes(want, got), "%zu", sizes[i]);
	}
	store_close(s);
}
END_TEST

START_TEST(keeps_no_clear_byte_on_disk)
{
	static const char token[] = "THE-SECRET-TOKEN-4711-OF-THIS-TEST";
	struct err err = { 0 };
	struct blob b;
	struct mail mail;
	mail_make(&mail);
	struct store *s = place_open(&place, STORE_WRITE);
	AUTO_FD fd = io_memfd_of(token, strlen(token));
	ck_assert(store_put_blob(s, fd, BLOB_PART, mail.e->id, &b, &err));
	ck_assert(mail_commit(s, &mail, &b, NULL, &err));
	g_autofree char *name = g_strdup_printf("blobs/%.2s/%s", b.id, b.id);
	g_autofree char *path = place_path(&place, name);
	char *bytes;
	gsize n;
	ck_assert(g_file_get_contents(path, &bytes, &n, NULL));
	ck_assert_ptr_null(memmem(bytes, n, token, strlen(token)));
	ck_assert_ptr_nonnull(memmem(bytes, n, mail.e->id, strlen(mail.e->id)));
	g_free(bytes);
	mail_free(&mail);
	store_close(s);
}
END_TEST

START_TEST(marks_once)
{
	static const struct {
		const char *name;
		bool first, second;
		const char *want;
	} cases[] = {
		{ "handed over stays", true, false, "handed-over" },
		{ "orphaned stays", false, true, "orphaned" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char id[16];
		struct blob b;
		struct store *s = place_open(&place, STORE_WRITE);
		put_mail(s, 10, id, &b);
		ck_assert(store_mark(s, id, cases[i].first, NULL));
		ck_assert(store_mark(s, id, cases[i].second, NULL));
		/* Closing finishes what was asked for. */
		store_close(s);
		s = place_open(&place, STORE_READ);
		json_t *shown = store_show_message(s, id, NULL);
		ck_assert_msg(strcmp(json_text(shown, "state"), cases[i].want) == 0, "%s",
			      cases[i].name);
		json_decref(shown);
		store_close(s);
	}
}
END_TEST

START_TEST(one_bad_record_is_undone_alone)
{
	struct err err = { 0 };
	struct blob b;
	char id[16];
	struct mail twice;
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 10, id, &b);
	mail_make(&twice);
	g_free(twice.e->id);
	twice.e->id = g_strdup(id);
	ck_assert(!mail_commit(s, &twice, NULL, NULL, &err));
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	put_mail(s, 10, id, &b);
	json_t *records = store_list_audit(s, 0, 100, &err);
	ck_assert_uint_eq(json_array_size(records), 2);
	json_decref(records);
	mail_free(&twice);
	store_close(s);
}
END_TEST

START_TEST(refuses_a_blob_of_nobody)
{
	struct err err = { 0 };
	struct blob b = { .id = "0123456789abcdef0123456789abcdef", .size = 3 };
	struct mail mail;
	mail_make(&mail);
	struct store *s = place_open(&place, STORE_WRITE);
	ck_assert(!mail_commit(s, &mail, &b, NULL, &err));
	ck_assert_int_eq(err.scope, SCOPE_BUG);
	mail_free(&mail);
	store_close(s);
}
END_TEST

START_TEST(dropping_takes_only_what_no_row_names)
{
	struct err err = { 0 };
	struct blob named, unnamed;
	char id[16];
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 77, id, &named);
	AUTO_FD fd = memfd_of_size(5);
	ck_assert(store_put_blob(s, fd, BLOB_PART, id, &unnamed, &err));
	store_drop_blob(s, &named);
	store_drop_blob(s, &unnamed);
	AUTO_FD out = io_memfd("out");
	ck_assert_msg(store_get_blob(s, named.id, out, &err), "%s", err.text);
	g_autofree char *name = g_strdup_printf("blobs/%.2s/%s", unnamed.id, unnamed.id);
	g_autofree char *path = place_path(&place, name);
	ck_assert_int_ne(access(path, F_OK), 0);
	store_close(s);
}
END_TEST

static bool is_in_any_file(const char *directory, const void *bytes, size_t n)
{
	g_autoptr(GDir) d = g_dir_open(directory, 0, NULL);
	for (const char *name; (name = g_dir_read_name(d));) {
		g_autofree char *path = g_build_filename(directory, name, NULL);
		g_autofree char *all = NULL;
		gsize len = 0;
		if (g_file_test(path, G_FILE_TEST_IS_DIR)
			    ? is_in_any_file(path, bytes, n)
			    : (g_file_get_contents(path, &all, &len, NULL) &&
			       memmem(all, len, bytes, n)))
			return true;
	}
	return false;
}

/* Reads the sealed key of ${blob} as anybody with the file could. */
static void sealed_key_of(const char *blob, uint8_t key[80])
{
	struct err err = { 0 };
	g_autofree char *path = place_path(&place, "store.db");
	struct db *db = db_open(path, false, &err);
	sqlite3_stmt *stmt =
		db_query(db, &err, "SELECT sealed FROM blob_key WHERE blob=?", "t", blob);
	ck_assert_int_eq(db_step(db, stmt, &err), 1);
	ck_assert_int_eq(sqlite3_column_bytes(stmt, 0), 80);
	memcpy(key, sqlite3_column_blob(stmt, 0), 80);
	db_close(db);
}

START_TEST(deleting_destroys_the_key)
{
	char id[16];
	struct blob b;
	uint8_t key[80];
	struct err err = { 0 };
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 500, id, &b);
	sealed_key_of(b.id, key);
	ck_assert(is_in_any_file(place.dir, key, sizeof(key)));
	ck_assert_msg(store_delete_blob(s, b.id, "tanaka", "保存期間が過ぎた", &err), "%s",
		      err.text);
	ck_assert(!is_in_any_file(place.dir, key, sizeof(key)));
	AUTO_FD out = io_memfd("out");
	ck_assert(!store_get_blob(s, b.id, out, &err));
	ck_assert_int_eq(err.scope, SCOPE_PERM);
	ck_assert(!store_delete_blob(s, b.id, "tanaka", "again", &err));
	store_close(s);
}
END_TEST

START_TEST(deleting_keeps_the_row_and_who_and_why)
{
	char id[16];
	struct blob b;
	struct err err = { 0 };
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 500, id, &b);
	ck_assert(store_delete_blob(s, b.id, "tanaka", "消去依頼", &err));
	json_t *shown = store_show_message(s, id, &err);
	json_t *blob = json_object_get(json_array_get(json_object_get(shown, "parts"), 1), "blob");
	ck_assert_str_eq(json_text(blob, "erased_by"), "tanaka");
	ck_assert_str_eq(json_text(blob, "erased_why"), "消去依頼");
	ck_assert(json_is_false(json_object_get(blob, "is_held")));
	json_decref(shown);
	json_t *records = store_list_audit_of(s, id, 10, &err);
	ck_assert_uint_eq(json_array_size(records), 2);
	json_t *last = json_array_get(records, 1);
	ck_assert_str_eq(json_text(last, "event"), "delete");
	ck_assert_str_eq(json_text(json_object_get(last, "detail"), "blob"), b.id);
	json_decref(records);
	store_close(s);
}
END_TEST

START_TEST(releases_by_the_rule_only)
{
	static const struct {
		const char *name, *release;
		enum scan_answer scan;
		const char *approver;
		bool want;
	} cases[] = {
		{ "self needs nobody", "self", SCAN_CLEAN, NULL, true },
		{ "approval by another", "approval", SCAN_CLEAN, "suzuki", true },
		{ "approval by nobody", "approval", SCAN_CLEAN, NULL, false },
		{ "approval by an empty name", "approval", SCAN_CLEAN, "", false },
		{ "approval by oneself", "approval", SCAN_CLEAN, "tanaka", false },
		{ "never", "never", SCAN_CLEAN, "suzuki", false },
		{ "an unknown word is never", "sometimes", SCAN_CLEAN, "suzuki", false },
		{ "infected, whoever approves", "approval", SCAN_INFECTED, "suzuki", false },
		{ "infected and self", "self", SCAN_INFECTED, "suzuki", false },
	};
	struct store *s = place_open(&place, STORE_WRITE);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct err err = { 0 };
		struct mail mail;
		struct blob b;
		mail_make(&mail);
		g_free(mail.pdf->release);
		mail.pdf->release = g_strdup(cases[i].release);
		mail.pdf->scan = cases[i].scan;
		AUTO_FD fd = memfd_of_size(9);
		ck_assert(store_put_blob(s, fd, BLOB_PART, mail.e->id, &b, &err));
		ck_assert(mail_commit(s, &mail, &b, NULL, &err));
		bool got = store_release_blob(s, b.id, "tanaka", cases[i].approver, "窓口", &err);
		ck_assert_msg(got == cases[i].want, "%s: %s", cases[i].name, err.text);
		json_t *records = store_list_audit_of(s, mail.e->id, 10, &err);
		ck_assert_msg(json_array_size(records) == (got ? 2 : 1), "%s", cases[i].name);
		json_decref(records);
		mail_free(&mail);
	}
	store_close(s);
}
END_TEST

START_TEST(original_of_an_infected_mail_is_not_released)
{
	static const struct {
		enum scan_answer scan;
		bool want;
	} cases[] = { { SCAN_CLEAN, true }, { SCAN_INFECTED, false } };
	struct store *s = place_open(&place, STORE_WRITE);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct err err = { 0 };
		struct mail mail;
		struct blob original;
		mail_make(&mail);
		mail.pdf->scan = cases[i].scan;
		mail.m->keep_original_seconds = 60;
		AUTO_FD fd = memfd_of_size(9);
		ck_assert(store_put_blob(s, fd, BLOB_ORIGINAL, mail.e->id, &original, &err));
		ck_assert(mail_commit(s, &mail, NULL, &original, &err));
		json_t *shown = store_show_message(s, mail.e->id, &err);
		json_t *blob = json_object_get(json_object_get(shown, "original"), "blob");
		ck_assert_str_eq(json_text(blob, "id"), original.id);
		ck_assert_int_eq(json_number(shown, "original_keep_until"), 1700000060);
		json_decref(shown);
		ck_assert(!store_release_blob(s, original.id, "tanaka", NULL, "x", &err));
		ck_assert(store_release_blob(s, original.id, "tanaka", "suzuki", "x", &err) ==
			  cases[i].want);
		mail_free(&mail);
	}
	store_close(s);
}
END_TEST

START_TEST(has_room_until_the_reserve)
{
	struct err err = { 0 };
	struct store *s = place_open(&place, STORE_WRITE);
	ck_assert_msg(store_has_room(s, &err), "%s", err.text);
	store_close(s);
	place.config->store_reserve_bytes = UINT64_MAX;
	s = place_open(&place, STORE_WRITE);
	ck_assert(!store_has_room(s, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_FULL);
	store_close(s);
}
END_TEST

START_TEST(counts)
{
	static const struct {
		const char *key;
		int64_t want;
	} cases[] = {
		{ "messages", 3 },    { "prepared", 3 },   { "handed_over", 0 },
		{ "orphaned", 0 },    { "held", 2 },	   { "erased", 1 },
		{ "held_bytes", 20 }, { "audit_last", 4 }, { "version", SCHEMA_VERSION },
		{ "synchronous", 2 }, { "wal", 1 },
	};
	char id[16];
	struct blob b;
	struct store *s = place_open(&place, STORE_WRITE);
	for (unsigned i = 0; i < 3; i++)
		put_mail(s, 10, id, &b);
	ck_assert(store_delete_blob(s, b.id, "a", "b", NULL));
	json_t *stats = store_stats(s, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(json_number(stats, cases[i].key) == cases[i].want, "%s",
			      cases[i].key);
	ck_assert(json_is_true(json_object_get(stats, "is_sound")));
	ck_assert_int_gt(json_number(stats, "newest"), 0);
	json_decref(stats);
	store_close(s);
}
END_TEST

START_TEST(takes_bytes_that_are_no_utf8)
{
	struct err err = { 0 };
	struct mail mail;
	mail_make(&mail);
	g_free(mail.e->sender);
	mail.e->sender = g_strdup("caf\xe9\r\n\x1b[2J@example.jp");
	struct store *s = place_open(&place, STORE_WRITE);
	ck_assert_msg(mail_commit(s, &mail, NULL, NULL, &err), "%s", err.text);
	json_t *shown = store_show_message(s, mail.e->id, &err);
	ck_assert_str_eq(json_text(shown, "sender"), "caf\xef\xbf\xbd\r\n\x1b[2J@example.jp");
	json_decref(shown);
	uint64_t count, bad;
	ck_assert_msg(store_verify_audit(s, &count, &bad, &err), "%s", err.text);
	mail_free(&mail);
	store_close(s);
}
END_TEST

START_TEST(reads_only_what_was_made)
{
	struct err err = { 0 };
	ck_assert_ptr_null(store_open(place.config, STORE_READ, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
	g_autofree char *path = place_path(&place, "store.db");
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, makes_private_files);
	tcase_add_test(t, needs_a_public_key_to_write);
	tcase_add_test(t, writes_without_the_secret_key);
	tcase_add_test(t, shows_what_was_committed);
	tcase_add_test(t, has_no_message_that_was_not_put);
	tcase_add_test(t, gives_blobs_back);
	tcase_add_test(t, keeps_no_clear_byte_on_disk);
	tcase_add_test(t, marks_once);
	tcase_add_test(t, one_bad_record_is_undone_alone);
	tcase_add_test(t, refuses_a_blob_of_nobody);
	tcase_add_test(t, dropping_takes_only_what_no_row_names);
	tcase_add_test(t, deleting_destroys_the_key);
	tcase_add_test(t, deleting_keeps_the_row_and_who_and_why);
	tcase_add_test(t, releases_by_the_rule_only);
	tcase_add_test(t, original_of_an_infected_mail_is_not_released);
	tcase_add_test(t, has_room_until_the_reserve);
	tcase_add_test(t, counts);
	tcase_add_test(t, takes_bytes_that_are_no_utf8);
	tcase_add_test(t, reads_only_what_was_made);
}

UNIT_MAIN("store", add_tests)
