/* SPDX-License-Identifier: BSD-2-Clause */
/* test_quarantine.c: what leaves the quarantine was asked for, allowed and recorded first. */
#include "quarantine/fixture.h"

#include <sqlite3.h>

#include "cli.h"
#include "held.h"

static struct place place;
static struct cli cli;
static char id[16];
static struct blob pdf;
static char *out;     /* a name that is free */
static char *printed; /* standard output of the last run() */

static void set_up(void)
{
	place_make(&place);
	cli = (struct cli){ .config = place.config, .lang = LANGUAGE_EN };
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 1000, id, &pdf);
	store_close(s);
	out = g_build_filename(place.dir, "out", NULL);
	g_setenv("SUDO_USER", "tanaka", TRUE);
	printed = NULL;
}

static void tear_down(void)
{
	g_free(printed);
	g_free(out);
	place_remove(&place);
}

/* Runs one command line ("%" stands for the mail's reference) with its output into ${printed}. */
static int run(int (*command)(struct cli *, int, char **), const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, "%", -1);
	g_autofree char *filled = g_strjoinv(id, words);
	g_auto(GStrv) argv = NULL;
	int argc;
	ck_assert_msg(g_shell_parse_argv(filled, &argc, &argv, NULL), "%s", filled);
	/* GOption moves the pointers about: it gets a copy of the array. */
	g_autofree char **copy = g_memdup2(argv, sizeof(*argv) * ((size_t)argc + 1));
	const struct command fake = { argv[0], "", "", argv[0], command };
	cli.command = &fake;
	fflush(stdout);
	AUTO_FD saved = dup(STDOUT_FILENO);
	AUTO_FD to = io_memfd("stdout");
	dup2(to, STDOUT_FILENO);
	int status = command(&cli, argc, copy);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	g_autoptr(GBytes) bytes = io_read_bytes(to, 1u << 20, NULL);
	gsize n;
	const char *text = g_bytes_get_data(bytes, &n);
	g_free(printed);
	printed = g_strndup(text ? text : "", n);
	return status;
}

static size_t records(void)
{
	struct store *s = place_open(&place, STORE_READ);
	json_t *rows = store_list_audit(s, 0, 100, NULL);
	size_t n = json_array_size(rows);
	json_decref(rows);
	store_close(s);
	return n;
}

static char *last_record(const char *key)
{
	struct store *s = place_open(&place, STORE_READ);
	json_t *rows = store_list_audit(s, 0, 100, NULL);
	json_t *last = json_array_get(rows, json_array_size(rows) - 1);
	json_t *detail = json_object_get(last, "detail");
	char *value =
		g_strdup(*held_text(last, key) ? held_text(last, key) : held_text(detail, key));
	json_decref(rows);
	store_close(s);
	return value;
}

static int run_out(const char *line)
{
	g_autofree char *with = g_strdup_printf("%s -o '%s'", line, out);
	return run(cmd_quarantine, with);
}

START_TEST(lists_what_is_held)
{
	ck_assert_int_eq(run(cmd_quarantine, "quarantine list type:pdf"), EX_OK);
	g_autofree char *name = g_strdup_printf("%s/2", id);
	ck_assert_ptr_nonnull(strstr(printed, name));
	ck_assert_ptr_nonnull(strstr(printed, "見積書.pdf"));
	ck_assert_int_eq(run(cmd_quarantine, "quarantine list type:script"), EX_OK);
	ck_assert_ptr_null(strstr(printed, name));
	cli.json = true;
	ck_assert_int_eq(run(cmd_quarantine, "quarantine list 'rule:PDFはお預かりする'"), EX_OK);
	json_t *row = json_loads(printed, 0, NULL);
	ck_assert_str_eq(json_text(row, "blob"), pdf.id);
	json_decref(row);
}
END_TEST

START_TEST(shows_one)
{
	ck_assert_int_eq(run(cmd_quarantine, "quarantine show %"), EX_OK);
	ck_assert_ptr_nonnull(strstr(printed, "yamada@example.jp"));
	ck_assert_ptr_nonnull(strstr(printed, "type-declared-mismatch"));
	ck_assert_int_eq(run(cmd_quarantine, "quarantine show 4X%"), EX_OK);
	ck_assert_int_eq(run(cmd_quarantine, "quarantine show NOTHERE"), EX_DATAERR);
	ck_assert_str_eq(printed, "");
}
END_TEST

static const struct {
	const char *line;
	int want;
} usage[] = {
	{ "quarantine", EX_USAGE },
	{ "quarantine eat %", EX_USAGE },
	{ "quarantine show", EX_USAGE },
	{ "quarantine show % %", EX_USAGE },
	{ "quarantine list frmo:x", EX_DATAERR },
	{ "quarantine list -n 0", EX_USAGE },
	{ "quarantine export % --reason x", EX_USAGE },
	{ "quarantine export % -o /nonexistent/x", EX_USAGE },
	{ "quarantine export % -o /nonexistent/x --reason ''", EX_USAGE },
	{ "quarantine export % -o /nonexistent/x --reason x", EX_CANTCREAT },
	{ "quarantine export %/3 -o /nonexistent/x --reason x", EX_DATAERR },
	{ "quarantine export %/1 -o /nonexistent/x --reason x", EX_DATAERR },
	{ "quarantine export %/original -o /nonexistent/x --reason x", EX_DATAERR },
	{ "quarantine release % --reason x --approved-by suzuki", EX_USAGE },
	{ "quarantine delete % --yes", EX_USAGE },
	{ "quarantine delete % --reason x", EX_USAGE },
};

START_TEST(does_nothing_when_asked_wrongly)
{
	ck_assert_msg(run(cmd_quarantine, usage[_i].line) == usage[_i].want, "%s", usage[_i].line);
	ck_assert_msg(records() == 1, "%s", usage[_i].line);
}
END_TEST

/* Every way to ask for what is not there. */
static const struct {
	int (*command)(struct cli *, int, char **);
	const char *line;
} absent[] = {
	{ cmd_quarantine, "quarantine show 22222222" },
	{ cmd_quarantine, "quarantine show NO-SUCH" },
	{ cmd_quarantine, "quarantine show ''" },
	{ cmd_quarantine, "quarantine export 22222222 -o /nonexistent/x --reason x" },
	{ cmd_quarantine, "quarantine export %/ -o /nonexistent/x --reason x" },
	{ cmd_quarantine,
	  "quarantine release 22222222 -o /nonexistent/x --reason x --approved-by suzuki" },
	{ cmd_quarantine, "quarantine delete 22222222/2 --reason x --yes" },
	{ cmd_log, "log show 22222222" },
	{ cmd_log, "log search frmo:x" },
	{ cmd_explain, "explain 22222222" },
	{ cmd_explain, "explain '\xff'" },
};

START_TEST(what_is_not_there_is_65)
{
	int got = run(absent[_i].command, absent[_i].line);
	ck_assert_msg(got == EX_DATAERR, "%s: %d", absent[_i].line, got);
	ck_assert_msg(records() == 1, "%s", absent[_i].line);
}
END_TEST

START_TEST(exports_the_bytes_and_records_it)
{
	ck_assert_int_eq(run_out("quarantine export %/2 --reason 'incident 7'"), EX_OK);
	AUTO_FD got = open(out, O_RDONLY | O_CLOEXEC);
	AUTO_FD want = memfd_of_size(1000);
	ck_assert(same_bytes(got, want));
	struct stat st;
	ck_assert_int_eq(fstat(got, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_uint_eq(records(), 2);
	g_autofree char *event = last_record("event");
	g_autofree char *why = last_record("why");
	ck_assert_str_eq(event, "export");
	ck_assert_str_eq(why, "incident 7");
	if (getuid() == 0) {
		g_autofree char *actor = last_record("actor");
		ck_assert_str_eq(actor, "tanaka");
	}
}
END_TEST

START_TEST(never_overwrites)
{
	ck_assert(g_file_set_contents(out, "mine", 4, NULL));
	ck_assert_int_eq(run_out("quarantine export % --reason x"), EX_CANTCREAT);
	g_autofree char *text = NULL;
	ck_assert(g_file_get_contents(out, &text, NULL, NULL));
	ck_assert_str_eq(text, "mine");
	ck_assert_uint_eq(records(), 1);
}
END_TEST

START_TEST(writes_nothing_without_the_key)
{
	unlink(place.config->secret_key_file);
	ck_assert_int_eq(run_out("quarantine export % --reason x"), EX_NOPERM);
	ck_assert_int_ne(access(out, F_OK), 0);
	ck_assert_uint_eq(records(), 1);
}
END_TEST

/* The facts say another SHA-256 than the bytes have. */
START_TEST(writes_nothing_that_is_not_what_was_recorded)
{
	sqlite3 *db;
	g_autofree char *path = place_path(&place, "store.db");
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "UPDATE part SET sha256='00' WHERE n=1", NULL, NULL, NULL);
	sqlite3_close(db);
	ck_assert_int_eq(run_out("quarantine export % --reason x"), EX_DATAERR);
	ck_assert_int_ne(access(out, F_OK), 0);
	ck_assert_uint_eq(records(), 1);
}
END_TEST

/* The record cannot be written: another process holds the database. */
START_TEST(writes_nothing_that_cannot_be_recorded)
{
	sqlite3 *other;
	g_autofree char *path = place_path(&place, "store.db");
	ck_assert_int_eq(sqlite3_open(path, &other), SQLITE_OK);
	sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	ck_assert_int_eq(run_out("quarantine export % --reason x"), EX_TEMPFAIL);
	sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(other);
	ck_assert_int_ne(access(out, F_OK), 0);
	ck_assert_uint_eq(records(), 1);
}
END_TEST

START_TEST(releases_with_approval_only)
{
	ck_assert_int_eq(run_out("quarantine release % --reason x"), EX_DATAERR);
	ck_assert_int_ne(access(out, F_OK), 0);
	ck_assert_uint_eq(records(), 1);
	ck_assert_int_eq(run_out("quarantine release % --reason x --approved-by suzuki"), EX_OK);
	ck_assert_int_eq(access(out, F_OK), 0);
	g_autofree char *by = last_record("approved_by");
	ck_assert_str_eq(by, "suzuki");
}
END_TEST

START_TEST(deletes_for_ever)
{
	ck_assert_int_eq(run(cmd_quarantine, "quarantine delete % --reason old --yes"), EX_OK);
	ck_assert_uint_eq(records(), 2);
	ck_assert_int_eq(run_out("quarantine export % --reason x"), EX_DATAERR);
	ck_assert_int_eq(run(cmd_quarantine, "quarantine show %"), EX_OK);
	ck_assert_ptr_nonnull(strstr(printed, "deleted"));
	ck_assert_int_eq(run(cmd_quarantine, "quarantine check"), EX_OK);
	ck_assert_ptr_nonnull(strstr(printed, "0 files"));
}
END_TEST

START_TEST(asks_which_when_there_are_several)
{
	struct err err = { 0 };
	struct mail mail;
	struct blob part, original;
	mail_make(&mail);
	struct store *s = place_open(&place, STORE_WRITE);
	AUTO_FD fd = memfd_of_size(3);
	ck_assert(store_put_blob(s, fd, BLOB_PART, mail.e->id, &part, &err));
	ck_assert(store_put_blob(s, fd, BLOB_ORIGINAL, mail.e->id, &original, &err));
	ck_assert(mail_commit(s, &mail, &part, &original, &err));
	store_close(s);
	g_strlcpy(id, mail.e->id, sizeof(id));
	mail_free(&mail);
	ck_assert_int_eq(run_out("quarantine export % --reason x"), EX_USAGE);
	ck_assert_int_eq(run_out("quarantine export %/original --reason x"), EX_OK);
}
END_TEST

START_TEST(log_tells_the_story)
{
	ck_assert_int_eq(run(cmd_quarantine, "quarantine delete % --reason old --yes"), EX_OK);
	static const struct {
		const char *line, *has, *has_not;
	} cases[] = {
		{ "log show %", "delete", "xyzzy" },
		{ "log show 4X%", "decision", "xyzzy" },
		{ "log tail", "why=old", "xyzzy" },
		{ "log tail -n 1", "delete", "decision" },
		{ "log search from:example.jp", "yamada", "xyzzy" },
		{ "log search from:elsewhere.jp", "QUEUE-ID", "yamada" },
		{ "log verify", "2 records", "xyzzy" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		ck_assert_msg(run(cmd_log, cases[i].line) == EX_OK, "%s", cases[i].line);
		ck_assert_msg(strstr(printed, cases[i].has) != NULL, "%s", cases[i].line);
		ck_assert_msg(!strstr(printed, cases[i].has_not), "%s", cases[i].line);
	}
	ck_assert_int_eq(run(cmd_log, "log show NOTHERE"), EX_DATAERR);
	ck_assert_int_eq(run(cmd_log, "log"), EX_USAGE);
}
END_TEST

START_TEST(log_verify_names_the_first_bad_record)
{
	sqlite3 *db;
	g_autofree char *path = place_path(&place, "store.db");
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "UPDATE audit SET record=replace(record,'250','550')", NULL, NULL, NULL);
	sqlite3_close(db);
	ck_assert_int_eq(run(cmd_log, "log verify"), EX_DATAERR);
	cli.json = true;
	ck_assert_int_eq(run(cmd_log, "log verify"), EX_DATAERR);
	json_t *answer = json_loads(printed, 0, NULL);
	ck_assert_int_eq(json_number(answer, "first_bad"), 1);
	ck_assert(json_is_false(json_object_get(answer, "ok")));
	json_decref(answer);
}
END_TEST

START_TEST(keys_are_made_once_and_checked)
{
	ck_assert_int_eq(run(cmd_key, "key status"), EX_OK);
	ck_assert_int_ne(run(cmd_key, "key init"), EX_OK);
	unlink(place.config->public_key_file);
	ck_assert_int_ne(run(cmd_key, "key status"), EX_OK);
	unlink(place.config->secret_key_file);
	ck_assert_int_eq(run(cmd_key, "key init"), EX_OK);
	g_autofree char *event = last_record("event");
	ck_assert_str_eq(event, "key-init");
	ck_assert_int_eq(chmod(place.config->secret_key_file, 0644), 0);
	ck_assert_int_ne(run(cmd_key, "key status"), EX_OK);
	ck_assert_int_eq(run(cmd_key, "key"), EX_USAGE);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, lists_what_is_held);
	tcase_add_test(t, shows_one);
	tcase_add_loop_test(t, does_nothing_when_asked_wrongly, 0, G_N_ELEMENTS(usage));
	tcase_add_loop_test(t, what_is_not_there_is_65, 0, G_N_ELEMENTS(absent));
	tcase_add_test(t, exports_the_bytes_and_records_it);
	tcase_add_test(t, never_overwrites);
	tcase_add_test(t, writes_nothing_without_the_key);
	tcase_add_test(t, writes_nothing_that_is_not_what_was_recorded);
	tcase_add_test(t, writes_nothing_that_cannot_be_recorded);
	tcase_add_test(t, releases_with_approval_only);
	tcase_add_test(t, deletes_for_ever);
	tcase_add_test(t, asks_which_when_there_are_several);
	tcase_add_test(t, log_tells_the_story);
	tcase_add_test(t, log_verify_names_the_first_bad_record);
	tcase_add_test(t, keys_are_made_once_and_checked);
}

UNIT_MAIN("quarantine commands", add_tests)
