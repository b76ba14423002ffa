/* SPDX-License-Identifier: BSD-2-Clause */
/* test_query.c: search words find what they say, and typed text is never SQL. */
#include "fixture.h"

static struct place place;
static struct store *store;

/* One mail as mail_make() makes it, and one that differs in every respect. */
static void set_up(void)
{
	struct err err = { 0 };
	struct mail mail;
	struct blob b;
	place_make(&place);
	store = place_open(&place, STORE_WRITE);
	char id[16];
	put_mail(store, 100, id, &b);
	mail_make(&mail);
	g_free(mail.e->sender);
	mail.e->sender = g_strdup("");
	g_free(mail.m->from);
	mail.m->from = g_strdup("Evil@Other.Example");
	g_free(mail.e->client);
	mail.e->client = g_strdup("203.0.113.9");
	g_ptr_array_set_size(mail.e->recipients, 0);
	envelope_add_recipient(mail.e, "suzuki@kojin.city.example.lg.jp", "inner");
	envelope_add_recipient(mail.e, "ito@kojin.city.example.lg.jp", "inner");
	g_free(mail.m->subject);
	mail.m->subject = g_strdup("Invoice_2026");
	mail.m->action = MAIL_HOLD;
	mail.m->auth = AUTH_FAIL;
	mail.pdf->class = CLASS_ARCHIVE;
	g_free(mail.pdf->type);
	mail.pdf->type = g_strdup("zip");
	g_free(mail.pdf->name);
	mail.pdf->name = g_strdup("Setup'; DROP TABLE message; --.ZIP");
	mail.pdf->scan = SCAN_INFECTED;
	mail.pdf->action = PART_STRIP;
	mail.pdf->size = 5u << 20;
	message_find(mail.m, mail.pdf, FINDING_ENCRYPTED, "2", "", 200);
	AUTO_FD fd = memfd_of_size(3);
	ck_assert(store_put_blob(store, fd, BLOB_PART, mail.e->id, &b, &err));
	ck_assert_msg(mail_commit(store, &mail, &b, NULL, &err), "%s", err.text);
	mail_free(&mail);
}

static void tear_down(void)
{
	store_close(store);
	place_remove(&place);
}

/* FIRST is the mail of mail_make(), SECOND the other. */
enum { NONE = 0, FIRST = 1, SECOND = 2, BOTH = 3 };

static const struct {
	const char *where;
	int messages, parts;
} good[] = {
	{ "", BOTH, BOTH },
	{ "   ", BOTH, BOTH },
	{ "from:example.jp", FIRST, FIRST },
	{ "from:yamada@example.jp", FIRST, FIRST },
	{ "from:YAMADA@EXAMPLE.JP", FIRST, FIRST },
	{ "from:mail.example.jp", FIRST, FIRST },
	{ "from:.example.jp", FIRST, FIRST },
	{ "from:ample.jp", NONE, NONE },
	{ "from:<>", SECOND, SECOND },
	{ "from:other.example", SECOND, SECOND },
	{ "to:city.example.lg.jp", FIRST, FIRST },
	{ "to:.city.example.lg.jp", SECOND, SECOND },
	{ "to:ito@kojin.city.example.lg.jp", SECOND, SECOND },
	{ "!to:ito@kojin.city.example.lg.jp", FIRST, FIRST },
	{ "client:192.0.2.*", FIRST, FIRST },
	{ "client:203.0.113.9", SECOND, SECOND },
	{ "subject:見積", FIRST, FIRST },
	{ "subject:100%", FIRST, FIRST },
	{ "subject:%", FIRST, FIRST },
	{ "subject:_", SECOND, SECOND },
	{ "subject:invoice", SECOND, SECOND },
	{ "crossing:inbound", FIRST, FIRST },
	{ "crossing:inner", SECOND, SECOND },
	{ "action:sanitize", FIRST, FIRST },
	{ "action:hold", SECOND, SECOND },
	{ "action:quarantine", FIRST, FIRST },
	{ "action:strip,hold", SECOND, SECOND },
	{ "action:text", BOTH, NONE },
	{ "state:prepared", BOTH, BOTH },
	{ "state:orphaned,handed-over", NONE, NONE },
	{ "type:pdf", FIRST, FIRST },
	{ "type:archive", SECOND, SECOND },
	{ "type:zip", SECOND, SECOND },
	{ "type:pdf,zip", BOTH, BOTH },
	{ "!type:pdf", SECOND, SECOND },
	{ "name:*.pdf", FIRST, FIRST },
	{ "name:*.zip", SECOND, SECOND },
	{ "\"name:setup'; drop table message; --.zip\"", SECOND, SECOND },
	{ "size:>1M", SECOND, SECOND },
	{ "size:<=1000", BOTH, FIRST },
	{ "size:1000", FIRST, FIRST },
	{ "scan:infected", SECOND, SECOND },
	{ "scan:clean", FIRST, FIRST },
	{ "finding:encrypted", SECOND, SECOND },
	{ "finding:type-declared-mismatch", BOTH, BOTH },
	{ "finding:mime-malformed", BOTH, NONE },
	{ "encrypted:yes", SECOND, SECOND },
	{ "encrypted:no", FIRST, FIRST },
	{ "macro:yes", NONE, NONE },
	{ "auth:fail", SECOND, SECOND },
	{ "auth:none", FIRST, FIRST },
	{ "recipients:>1", SECOND, SECOND },
	{ "attachments:>0", BOTH, BOTH },
	{ "attachments:0", NONE, NONE },
	{ "release:approval", BOTH, BOTH },
	{ "rule:\"PDFはお預かりする\"", BOTH, BOTH },
	{ "since:2023-01-01", BOTH, BOTH },
	{ "since:1d", NONE, NONE },
	{ "before:1d", BOTH, BOTH },
	{ "before:2023-01-01", NONE, NONE },
	{ "from:example.jp type:zip", NONE, NONE },
	{ "from:example.jp type:pdf", FIRST, FIRST },
	{ "id:nothing", NONE, NONE },
	{ "queue-id:nothing", NONE, NONE },
	{ "id:x'OR'1'='1", NONE, NONE },
	{ "sha256:00", NONE, NONE },
	{ "message-id:none@here", NONE, NONE },
};

/* Which of the two mails ${rows} are of, told by their subject. */
static int which(json_t *rows)
{
	int found = NONE;
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row) found |=
		strcmp(json_text(row, "subject"), "Invoice_2026") == 0 ? SECOND : FIRST;
	json_decref(rows);
	return found;
}

START_TEST(finds)
{
	struct err err = { 0 };
	json_t *messages = store_list_messages(store, good[_i].where, 10, &err);
	ck_assert_msg(messages != NULL, "%s: %s", good[_i].where, err.text);
	json_t *parts = store_list_parts(store, good[_i].where, 10, &err);
	ck_assert_msg(parts != NULL, "%s: %s", good[_i].where, err.text);
	int got = which(messages);
	ck_assert_msg(got == good[_i].messages, "%s: messages %d", good[_i].where, got);
	got = which(parts);
	ck_assert_msg(got == good[_i].parts, "%s: parts %d", good[_i].where, got);
}
END_TEST

static const struct {
	const char *where, *says;
} bad[] = {
	{ "frmo:x", "did you mean from:" },
	{ "anything", "no search word" },
	{ ":x", "unknown" },
	{ "xyzzyxyzzy:1", "unknown" },
	{ "action:eat", "does not take" },
	{ "type:", "wants a value" },
	{ "type:pdf,", "does not take" },
	{ "scan:maybe", "does not take" },
	{ "finding:bad-luck", "does not take" },
	{ "auth:perhaps", "does not take" },
	{ "state:gone", "does not take" },
	{ "size:big", "does not take" },
	{ "size:<", "does not take" },
	{ "since:yesterday", "does not take" },
	{ "encrypted:maybe", "does not take" },
	{ "from:a; DROP TABLE message", "no search word" },
	{ "m.id:1", "unknown" },
	{ "!", "no search word" },
};

START_TEST(says_what_is_wrong)
{
	struct err err = { 0 };
	ck_assert_msg(!store_list_messages(store, bad[_i].where, 10, &err), "%s", bad[_i].where);
	ck_assert_int_eq(err.scope, SCOPE_PERM);
	ck_assert_msg(strstr(err.text, bad[_i].says) != NULL, "%s: %s", bad[_i].where, err.text);
}
END_TEST

START_TEST(limits_and_orders)
{
	json_t *rows = store_list_parts(store, "", 1, NULL);
	ck_assert_uint_eq(json_array_size(rows), 1);
	ck_assert_str_eq(json_text(json_array_get(rows, 0), "subject"), "Invoice_2026");
	json_decref(rows);
}
END_TEST

START_TEST(deleted_parts_are_not_held)
{
	json_t *rows = store_list_parts(store, "type:pdf", 10, NULL);
	g_autofree char *blob = g_strdup(json_text(json_array_get(rows, 0), "blob"));
	json_decref(rows);
	ck_assert(store_delete_blob(store, blob, "a", "b", NULL));
	ck_assert_int_eq(which(store_list_parts(store, "", 10, NULL)), SECOND);
	ck_assert_int_eq(which(store_list_messages(store, "", 10, NULL)), BOTH);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, finds, 0, G_N_ELEMENTS(good));
	tcase_add_loop_test(t, says_what_is_wrong, 0, G_N_ELEMENTS(bad));
	tcase_add_test(t, limits_and_orders);
	tcase_add_test(t, deleted_parts_are_not_held);
}

UNIT_MAIN("query", add_tests)
