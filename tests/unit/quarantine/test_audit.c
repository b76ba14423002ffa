/* SPDX-License-Identifier: BSD-2-Clause */
/* test_audit.c: whatever is done to the record by hand, it shows, and where. */
#include "fixture.h"

#include "audit.h"
#include "misogi/hash.h"

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

START_TEST(hash_is_what_the_book_says)
{
	/* docs/QUARANTINE.md: SHA-256 over a zero byte, the 32 bytes before, the text. */
	char want[65], got[AUDIT_HASH];
	uint8_t bytes[33 + 2] = { 0 };
	memcpy(bytes + 33, "{}", 2);
	hash_bytes(bytes, sizeof(bytes), want);
	audit_hash(audit_genesis, "{}", got);
	ck_assert_str_eq(got, want);
}
END_TEST

START_TEST(text_is_canonical)
{
	struct audit_row r = { 7, 1234, "田中", "export", "7K3Q9F2M", NULL, NULL, NULL };
	json_t *detail = json_pack("{s:s, s:i}", "z", "line\nbreak", "a", 1);
	g_autofree char *text = audit_text(&r, detail);
	ck_assert_str_eq(text, "{\"actor\":\"田中\",\"detail\":{\"a\":1,\"z\":\"line\\nbreak\"},"
			       "\"event\":\"export\",\"message\":\"7K3Q9F2M\",\"seq\":7,"
			       "\"time\":1234,\"v\":1}");
	json_decref(detail);
}
END_TEST

static void six_records(void)
{
	char id[16];
	struct blob b;
	struct store *s = place_open(&place, STORE_WRITE);
	put_mail(s, 10, id, &b);
	put_mail(s, 10, id, &b);
	for (unsigned i = 0; i < 4; i++)
		ck_assert(store_audit(s, "tanaka", "export", id, NULL, NULL));
	store_close(s);
}

/* As somebody with the file and the SQL shell. */
static void tamper(const char *sql)
{
	sqlite3 *db;
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(db));
	sqlite3_close(db);
}

static const struct {
	const char *name, *sql;
	uint64_t bad; /* 0: nothing is wrong */
} tamperings[] = {
	{ "nothing", "SELECT 1", 0 },
	{ "text of the first",
	  "UPDATE audit SET record=replace(record,'\"v\":1','\"v\":2') WHERE seq=1", 1 },
	{ "text of one in the middle", "UPDATE audit SET record=record||' ' WHERE seq=3", 3 },
	{ "text of the last",
	  "UPDATE audit SET record=replace(record,'tanaka','suzuki') WHERE seq=6", 6 },
	{ "hash", "UPDATE audit SET hash=prev WHERE seq=4", 4 },
	{ "hash in capitals", "UPDATE audit SET hash=upper(hash) WHERE seq=6", 6 },
	{ "prev", "UPDATE audit SET prev=hash WHERE seq=4", 4 },
	{ "actor's column", "UPDATE audit SET actor='nobody' WHERE seq=5", 5 },
	{ "event's column", "UPDATE audit SET event='start' WHERE seq=3", 3 },
	{ "message's column", "UPDATE audit SET message='X' WHERE seq=2", 2 },
	{ "time's column", "UPDATE audit SET time=time+1 WHERE seq=2", 2 },
	{ "first deleted", "DELETE FROM message; DELETE FROM audit WHERE seq=1", 1 },
	{ "one in the middle deleted", "DELETE FROM audit WHERE seq=4", 4 },
	{ "last deleted", "DELETE FROM audit WHERE seq=6", 6 },
	{ "all deleted", "DELETE FROM audit", 1 },
	{ "deleted and renumbered",
	  "DELETE FROM audit WHERE seq=4; UPDATE audit SET seq=seq-1 WHERE seq>4", 4 },
	{ "two swapped",
	  "UPDATE audit SET seq=99 WHERE seq=4; UPDATE audit SET seq=4 WHERE seq=5; UPDATE audit "
	  "SET seq=5 WHERE seq=99",
	  4 },
	{ "one inserted at the end",
	  "INSERT INTO audit(time,actor,event,message,record,prev,hash) SELECT "
	  "time,actor,event,message,record,hash,prev FROM audit WHERE seq=6",
	  7 },
	{ "one doubled at the end",
	  "INSERT INTO audit(time,actor,event,message,record,prev,hash) SELECT "
	  "time,actor,event,message,record,prev,hash FROM audit WHERE seq=6",
	  7 },
	{ "action of a message", "UPDATE message SET action='pass' WHERE audit=2", 2 },
	{ "reply of a message", "UPDATE message SET reply='550' WHERE audit=1", 1 },
	{ "policy of a message", "UPDATE message SET policy='x' WHERE audit=1", 1 },
	{ "sender of a message", "UPDATE message SET sender='x@y' WHERE audit=2", 2 },
	{ "id of a message", "UPDATE message SET id='XXXXXXXX' WHERE audit=2", 2 },
	{ "record of another message", "UPDATE message SET audit=1 WHERE audit=2", 1 },
	{ "a record that is no decision", "UPDATE message SET audit=3 WHERE audit=2", 3 },
};

START_TEST(finds_tampering)
{
	struct err err = { 0 };
	uint64_t count = 99, bad = 99;
	six_records();
	tamper(tamperings[_i].sql);
	struct store *s = place_open(&place, STORE_READ);
	bool ok = store_verify_audit(s, &count, &bad, &err);
	ck_assert_msg(ok == (tamperings[_i].bad == 0), "%s", tamperings[_i].name);
	ck_assert_msg(bad == tamperings[_i].bad, "%s: want %u, got %u", tamperings[_i].name,
		      (unsigned)tamperings[_i].bad, (unsigned)bad);
	store_close(s);
}
END_TEST

/* What comes after does not heal it. */
START_TEST(a_cut_tail_shows_for_ever)
{
	uint64_t count, bad;
	six_records();
	tamper("DELETE FROM audit WHERE seq>4");
	struct store *s = place_open(&place, STORE_WRITE);
	ck_assert(store_audit(s, "misogi-milter", "start", "", NULL, NULL));
	ck_assert(!store_verify_audit(s, &count, &bad, NULL));
	ck_assert_uint_eq(bad, 5);
	store_close(s);
}
END_TEST

#define COMMITS 200

static gpointer commit_many(gpointer arg)
{
	for (unsigned i = 0; i < COMMITS; i++) {
		struct err err = { 0 };
		struct mail mail;
		mail_make(&mail);
		ck_assert_msg(mail_commit(arg, &mail, NULL, NULL, &err), "%s", err.text);
		mail_free(&mail);
	}
	return NULL;
}

static void join_two(struct store *a, struct store *b)
{
	GThread *x = g_thread_new("a", commit_many, a);
	GThread *y = g_thread_new("b", commit_many, b);
	g_thread_join(x);
	g_thread_join(y);
	uint64_t count, bad;
	struct err err = { 0 };
	ck_assert_msg(store_verify_audit(a, &count, &bad, &err), "%s", err.text);
	ck_assert_uint_eq(count, 2 * COMMITS);
}

START_TEST(two_threads_make_one_chain)
{
	struct store *s = place_open(&place, STORE_WRITE);
	join_two(s, s);
	store_close(s);
}
END_TEST

/* As two processes would: each with its connections. */
START_TEST(two_stores_make_one_chain)
{
	struct store *a = place_open(&place, STORE_WRITE), *b = place_open(&place, STORE_WRITE);
	join_two(a, b);
	store_close(a);
	store_close(b);
}
END_TEST

START_TEST(lists_after_a_number)
{
	six_records();
	struct store *s = place_open(&place, STORE_READ);
	static const struct {
		uint64_t after;
		unsigned limit;
		size_t n;
		int64_t first;
	} cases[] = { { 0, 100, 6, 1 }, { 4, 100, 2, 5 }, { 0, 2, 2, 1 }, { 6, 100, 0, 0 } };
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_t *rows = store_list_audit(s, cases[i].after, cases[i].limit, NULL);
		ck_assert_uint_eq(json_array_size(rows), cases[i].n);
		ck_assert_int_eq(json_number(json_array_get(rows, 0), "seq"), cases[i].first);
		json_decref(rows);
	}
	json_t *rows = store_list_audit(s, 0, 1, NULL);
	json_t *detail = json_object_get(json_array_get(rows, 0), "detail");
	ck_assert_str_eq(json_text(detail, "action"), "sanitize");
	ck_assert_uint_eq(json_array_size(json_object_get(detail, "parts")), 2);
	json_decref(rows);
	store_close(s);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, hash_is_what_the_book_says);
	tcase_add_test(t, text_is_canonical);
	tcase_add_loop_test(t, finds_tampering, 0, G_N_ELEMENTS(tamperings));
	tcase_add_test(t, a_cut_tail_shows_for_ever);
	tcase_add_test(t, two_threads_make_one_chain);
	tcase_add_test(t, two_stores_make_one_chain);
	tcase_add_test(t, lists_after_a_number);
}

UNIT_MAIN("audit", add_tests)
