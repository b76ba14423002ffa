/* SPDX-License-Identifier: BSD-2-Clause */
/* test_sqlite.c: which databases are opened, which are refused, and how it waits. */
#include "fixture.h"

#include "sqlite.h"

static struct place place;
static char *path;

static void set_up(void)
{
	place_make(&place);
	path = place_path(&place, "store.db");
}

static void tear_down(void)
{
	g_free(path);
	place_remove(&place);
}

static void by_hand(const char *sql)
{
	sqlite3 *db;
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s",
		      sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void make_store(void)
{
	char id[16];
	struct blob b;
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 10, id, &b);
	store_close(s);
}

static int64_t number(const char *sql)
{
	int64_t n = -1;
	struct db *db = db_open(path, false, NULL);
	ck_assert_ptr_nonnull(db);
	ck_assert(db_number(db, sql, &n, NULL));
	db_close(db);
	return n;
}

START_TEST(commits_survive_a_power_cut)
{
	make_store();
	ck_assert_int_eq(number("PRAGMA synchronous"), 2);
	ck_assert_int_eq(number("SELECT journal_mode='wal' FROM pragma_journal_mode"), 1);
	ck_assert_int_eq(number("PRAGMA secure_delete"), 1);
	ck_assert_int_eq(number("PRAGMA foreign_keys"), 1);
}
END_TEST

START_TEST(tables_are_strict)
{
	make_store();
	ck_assert_int_eq(number("SELECT count(*) FROM pragma_table_list"
				" WHERE schema='main' AND name NOT LIKE 'sqlite_%' AND strict=0"),
			 0);
	ck_assert_int_ge(number("SELECT count(*) FROM pragma_table_list WHERE strict=1"), 8);
}
END_TEST

START_TEST(opening_again_changes_nothing)
{
	make_store();
	struct store *s = place_open(&place, STORE_WRITE);
	store_close(s);
	ck_assert_int_eq(number("PRAGMA user_version"), SCHEMA_VERSION);
	ck_assert_int_eq(number("SELECT count(*) FROM message"), 1);
}
END_TEST

static const struct {
	const char *name, *sql;
	enum reason want;
} refused[] = {
	{ "newer", "PRAGMA user_version=99", REASON_STORE_VERSION },
	{ "another program's", "PRAGMA application_id=7", REASON_STORE_VERSION },
	{ "a version without our mark", "PRAGMA application_id=0", REASON_STORE_VERSION },
	{ "tables of ours without version", "PRAGMA user_version=0", REASON_STORE_IO },
};

START_TEST(refuses_a_database)
{
	static const enum store_mode modes[] = { STORE_WRITE, STORE_READ };
	make_store();
	by_hand(refused[_i].sql);
	for (size_t m = 0; m < G_N_ELEMENTS(modes); m++) {
		struct err err = { 0 };
		ck_assert_msg(!store_open(place.config, modes[m], &err), "%s", refused[_i].name);
		if (modes[m] == STORE_WRITE)
			ck_assert_msg(err.reason == refused[_i].want, "%s: %s", refused[_i].name,
				      err.text);
		ck_assert_int_eq(err.scope, SCOPE_TEMP);
	}
	/* Nothing was touched. */
	by_hand("SELECT * FROM message");
}
END_TEST

START_TEST(reading_does_not_bring_an_old_store_up_to_date)
{
	struct err err = { 0 };
	make_store();
	by_hand("PRAGMA user_version=0");
	ck_assert_ptr_null(store_open(place.config, STORE_READ, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_VERSION);
}
END_TEST

/* A failing step leaves the version and the tables that were. */
START_TEST(a_failing_step_changes_nothing)
{
	struct err err = { 0 };
	g_mkdir_with_parents(place.config->store_directory, 0750);
	by_hand("CREATE TABLE finding(x); INSERT INTO finding VALUES(4711)");
	ck_assert_ptr_null(store_open(place.config, STORE_WRITE, &err));
	by_hand("CREATE TABLE audit(x); DROP TABLE audit; SELECT x FROM finding");
}
END_TEST

static const struct {
	const char *name;
	int64_t at; /* from where garbage is written; negative: the file is cut there */
} damages[] = {
	{ "no database", 0 }, { "second page", 4096 }, { "schema", 100 },
	{ "cut", -20000 },    { "cut early", -5000 },
};

START_TEST(refuses_a_damaged_database)
{
	struct err err = { 0 };
	char garbage[3000];
	memset(garbage, 0xa5, sizeof(garbage));
	make_store();
	AUTO_FD fd = open(path, O_RDWR | O_CLOEXEC);
	if (damages[_i].at < 0)
		ck_assert_int_eq(ftruncate(fd, (off_t)-damages[_i].at), 0);
	else
		ck_assert(io_pwrite_all(fd, garbage, sizeof(garbage), (uint64_t)damages[_i].at));
	ck_assert_msg(!store_open(place.config, STORE_WRITE, &err), "%s", damages[_i].name);
	ck_assert_msg(err.reason == REASON_STORE_IO, "%s: %s", damages[_i].name, err.text);
	ck_assert_msg(strstr(err.text, "backup") != NULL, "%s: %s", damages[_i].name, err.text);
}
END_TEST

static int emptied(const char *file)
{
	return truncate(file, 0);
}

static int (*const losses[])(const char *file) = { unlink, emptied };

/* A new one would know none of the files, and repair would sweep them up. */
START_TEST(makes_no_new_database_beside_sealed_files)
{
	struct err err = { 0 };
	struct stat st;
	make_store();
	ck_assert_int_eq(losses[_i](path), 0);
	ck_assert_ptr_null(store_open(place.config, STORE_WRITE, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
	ck_assert_msg(strstr(err.text, path) && strstr(err.text, "backup"), "%s", err.text);
	ck_assert_msg(stat(path, &st) != 0 || st.st_size == 0, "nothing is begun there");
}
END_TEST

START_TEST(a_locked_database_defers)
{
	struct err err = { 0 };
	struct mail mail;
	sqlite3 *other;
	mail_make(&mail);
	struct store *s = place_open(&place, STORE_WRITE);
	ck_assert_int_eq(sqlite3_open(path, &other), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	ck_assert(!mail_commit(s, &mail, NULL, NULL, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_LOCKED);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	/* Reading goes on meanwhile, and writing afterwards. */
	json_t *stats = store_stats(s, &err);
	ck_assert_ptr_nonnull(stats);
	json_decref(stats);
	sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(other);
	ck_assert_msg(mail_commit(s, &mail, NULL, NULL, &err), "%s", err.text);
	mail_free(&mail);
	store_close(s);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, commits_survive_a_power_cut);
	tcase_add_test(t, tables_are_strict);
	tcase_add_test(t, opening_again_changes_nothing);
	tcase_add_loop_test(t, refuses_a_database, 0, G_N_ELEMENTS(refused));
	tcase_add_test(t, reading_does_not_bring_an_old_store_up_to_date);
	tcase_add_test(t, a_failing_step_changes_nothing);
	tcase_add_loop_test(t, refuses_a_damaged_database, 0, G_N_ELEMENTS(damages));
	tcase_add_loop_test(t, makes_no_new_database_beside_sealed_files, 0, G_N_ELEMENTS(losses));
	tcase_add_test(t, a_locked_database_defers);
}

UNIT_MAIN("sqlite", add_tests)
