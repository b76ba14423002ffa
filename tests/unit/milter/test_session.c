/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_session.c: the end of a message over fakes: every row of the failure
 * table, every action, what is stored in which order, and that nothing leads
 * to an unchanged mail.
 */
#include "unit.h"

#include <fcntl.h>

#include "fakes.h"
#include "session.h"

/* An MTA that notes what it is told. */
struct mta_notes {
	unsigned deleted, added, bodies;
	char body[16]; /* the last one */
	bool gone;     /* takes no edit */
};

static bool note_delete(void *ctx, const char *name, unsigned index)
{
	struct mta_notes *n = ctx;

	(void)name;
	(void)index;
	n->deleted++;
	return !n->gone;
}

static bool note_add(void *ctx, const char *name, const char *value)
{
	struct mta_notes *n = ctx;

	(void)name;
	(void)value;
	n->added++;
	return !n->gone;
}

static bool note_body(void *ctx, const void *body, size_t size)
{
	struct mta_notes *n = ctx;

	g_strlcpy(n->body, body, MIN(size + 1, sizeof(n->body)));
	n->bodies++;
	return !n->gone;
}

static struct intake *a_message(const char *to)
{
	struct intake *in = intake_new(&fake_milter, "192.0.2.1", "client", "<yamada@example.com>");
	g_auto(GStrv) addresses = g_strsplit(to, ",", -1);
	struct reply reply;

	for (char **a = addresses; *a; a++)
		ck_assert(intake_recipient(in, *a, &reply));
	intake_header(in, "Subject", " hello", true);
	intake_body(in, "body\r\n", 6);
	return in;
}

static struct mta_notes run(const char *to, struct reply *reply, bool gone)
{
	struct mta_notes notes = { .gone = gone };
	struct mta mta = { &notes, true, note_delete, note_add, note_body };
	struct intake *in = a_message(to);

	session_end(in, "4XyZ", &mta, reply);
	intake_free(in);
	ck_assert_int_eq(atomic_load(&fake_milter.receiving), 0);
	ck_assert_int_eq(atomic_load(&fake_milter.at_end), 0);
	ck_assert_int_eq(fake_generation.references, 1000000);
	return notes;
}

START_TEST(sanitizes_with_exactly_one_body)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake_part(fake.answer, PART_QUARANTINE, true);
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_TAKE);
	ck_assert_uint_eq(got.bodies, 1);
	ck_assert_uint_eq(got.deleted, 1);
	ck_assert_uint_eq(got.added, 1);
	ck_assert_str_eq(fake.calls->str, "job blob:part commit mark:handed-over");
	ck_assert_str_eq(fake.reply, "250");
}
END_TEST

/* X(name, which fake fails, reason, code and status, calls) */
static const struct {
	const char *name;
	size_t planned;
	enum reason reason;
	const char *want, *calls;
} failures[] = {
#define F(field) offsetof(__typeof__(fake), field)
	{ "clamd down", F(unhealthy), REASON_CLAMD_DOWN, "451 4.7.1", "" },
	{ "clamd slow", F(unhealthy), REASON_CLAMD_TIMEOUT, "451 4.7.1", "" },
	{ "clamd nonsense", F(unhealthy), REASON_CLAMD_ANSWER, "451 4.7.1", "" },
	{ "canary lost", F(unhealthy), REASON_CANARY_LOST, "451 4.7.1", "" },
	{ "signatures old", F(unhealthy), REASON_SIGNATURES_OLD, "451 4.7.1", "" },
	{ "store full before", F(no_room), REASON_STORE_FULL, "452 4.3.1", "" },
	{ "clamd gone in the job", F(job_fails), REASON_CLAMD_DOWN, "451 4.7.1", "job" },
	{ "no free child", F(job_fails), REASON_BUSY, "451 4.3.2", "job" },
	{ "nursery gone", F(job_fails), REASON_NURSERY_DOWN, "451 4.3.0", "job" },
	{ "deadline in the job", F(job_fails), REASON_DEADLINE, "451 4.3.0", "job" },
	{ "disk full at a blob", F(blob_fails), REASON_STORE_FULL, "452 4.3.1", "job" },
	{ "fsync fails", F(blob_fails), REASON_STORE_IO, "452 4.3.1", "job" },
	{ "no key", F(blob_fails), REASON_KEY, "452 4.3.1", "job" },
	{ "database locked", F(commit_fails), REASON_STORE_LOCKED, "452 4.3.1", "job blob:part" },
	{ "database newer", F(commit_fails), REASON_STORE_VERSION, "451 4.3.5", "job blob:part" },
#undef F
};

START_TEST(defers_at_every_failure)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake_part(fake.answer, PART_QUARANTINE, true);
	err_set((struct err *)(void *)((char *)&fake + failures[_i].planned), SCOPE_TEMP,
		failures[_i].reason, "planned");
	struct mta_notes got = run("a@city", &reply, false);
	g_autofree char *line = reply_line(&reply);
	ck_assert_msg(g_str_has_prefix(line, failures[_i].want), "%s: got %s, want %s",
		      failures[_i].name, line, failures[_i].want);
	ck_assert_int_eq(reply.verdict, VERDICT_DEFER);
	ck_assert_uint_eq(got.bodies + got.deleted + got.added, 0);
	ck_assert_str_eq(fake.calls->str, failures[_i].calls);
	ck_assert_ptr_null(strstr(line, "planned"));
	if (fake.answer)
		job_answer_free(fake.answer);
}
END_TEST

START_TEST(drops_blobs_that_no_row_names)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake_part(fake.answer, PART_QUARANTINE, true);
	fake_part(fake.answer, PART_QUARANTINE, true);
	err_set(&fake.commit_fails, SCOPE_TEMP, REASON_STORE_FULL, "planned");
	run("a@city", &reply, false);
	ck_assert_uint_eq(fake.dropped, 2);
}
END_TEST

START_TEST(defers_a_held_mail_whose_original_cannot_be_sealed)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_HOLD);
	err_set(&fake.blob_fails, SCOPE_TEMP, REASON_STORE_FULL, "planned");
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_DEFER);
	ck_assert_str_eq(reply.code, "452");
	ck_assert_uint_eq(got.bodies + got.deleted + got.added, 0);
	ck_assert_str_eq(fake.calls->str, "job");
}
END_TEST

START_TEST(lets_no_notice_out_that_is_not_as_it_must_be)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_HOLD);
	fake.notice_subject = "a\r\nBcc: b@example.jp";
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_DEFER);
	ck_assert_uint_eq(got.bodies + got.deleted + got.added, 0);
}
END_TEST

static const struct {
	enum reason reason;
	const char *finding;
} deaths[] = {
	{ REASON_WORKER_DIED, "worker-died" },
	{ REASON_WORKER_TIMEOUT, "worker-timeout" },
	{ REASON_WORKER_ANSWER, "worker-answer" },
};

START_TEST(holds_whole_when_the_child_dies_twice)
{
	struct reply reply;

	fake_reset();
	err_set(&fake.job_fails, SCOPE_TEMP, deaths[_i].reason, "planned");
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_TAKE);
	ck_assert_uint_eq(got.bodies, 1);
	ck_assert_int_eq(fake.committed, MAIL_HOLD);
	ck_assert_str_eq(fake.calls->str, "job blob:original commit mark:handed-over");
	ck_assert_str_eq(fake.original->str, "Subject: hello\r\n\r\nbody\r\n");
}
END_TEST

static const struct {
	enum mail_action action;
	enum verdict verdict;
	const char *reply, *calls;
	unsigned bodies;
	const char *body;
} actions[] = {
	{ MAIL_SANITIZE, VERDICT_TAKE, "250", "job commit mark:handed-over", 1, "hello\r\n" },
	{ MAIL_HOLD, VERDICT_TAKE, "250", "job blob:original commit mark:handed-over", 1,
	  "held\r\n" },
	{ MAIL_DISCARD, VERDICT_DISCARD, "250", "job commit mark:handed-over", 0, "" },
	{ MAIL_REJECT, VERDICT_REJECT, "550 5.7.1", "job commit mark:handed-over", 0, "" },
	{ MAIL_DEFER, VERDICT_DEFER, "451 4.7.1", "job commit mark:handed-over", 0, "" },
	{ MAIL_PASS, VERDICT_DEFER, NULL, "job", 0, "" }, /* no child may say so */
};

START_TEST(does_what_the_decision_says)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(actions[_i].action);
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, actions[_i].verdict);
	ck_assert_str_eq(fake.calls->str, actions[_i].calls);
	ck_assert_uint_eq(got.bodies, actions[_i].bodies);
	ck_assert_str_eq(got.body, actions[_i].body);
	if (actions[_i].reply)
		ck_assert(g_str_has_prefix(fake.reply, actions[_i].reply));
}
END_TEST

START_TEST(passes_only_when_all_recipients_pass)
{
	struct reply reply;

	fake_reset();
	struct mta_notes got = run("probe@a,probe@b", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_TAKE);
	ck_assert_uint_eq(got.bodies + got.deleted + got.added, 0);
	ck_assert_int_eq(fake.committed, MAIL_PASS);
	ck_assert_str_eq(fake.calls->str, "commit mark:handed-over");

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	got = run("probe@a,out@b", &reply, false);
	ck_assert_uint_eq(got.bodies, 1);
	ck_assert_str_eq(fake.crossings, "outbound,outbound");
}
END_TEST

START_TEST(keeps_the_original_of_a_held_part_without_bytes)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake_part(fake.answer, PART_QUARANTINE, false);
	run("a@city", &reply, false);
	ck_assert_str_eq(fake.calls->str, "job blob:original commit mark:handed-over");
}
END_TEST

/* A file in a mail in the mail, as sanitizer/decide.c makes it when the inner mail is held. */
static void file_inside(int parent)
{
	struct part *p = fake_part(fake.answer, PART_QUARANTINE, true);

	p->parent = parent;
	p->is_attachment = false;
}

START_TEST(keeps_a_mail_inside_once)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	int inner = (int)fake.answer->message->parts->len;
	fake_part(fake.answer, PART_QUARANTINE, true);
	file_inside(inner);
	run("a@city", &reply, false);
	ck_assert_str_eq(fake.calls->str, "job blob:part commit mark:handed-over");
}
END_TEST

START_TEST(keeps_the_original_when_no_mail_around_a_held_file_is_kept)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	int inner = (int)fake.answer->message->parts->len;
	fake_part(fake.answer, PART_TEXT, true);
	file_inside(inner);
	run("a@city", &reply, false);
	ck_assert_str_eq(fake.calls->str, "job blob:original commit mark:handed-over");
}
END_TEST

START_TEST(keeps_the_original_when_the_policy_says_so)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake.answer->message->keep_original = true;
	run("a@city", &reply, false);
	ck_assert_str_eq(fake.calls->str, "job blob:original commit mark:handed-over");
	ck_assert_str_eq(fake.original->str, "Subject: hello\r\n\r\nbody\r\n");
}
END_TEST

START_TEST(keeps_nothing_of_a_stripped_part)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake_part(fake.answer, PART_STRIP, true);
	run("a@city", &reply, false);
	ck_assert_str_eq(fake.calls->str, "job commit mark:handed-over");
}
END_TEST

START_TEST(keeps_a_part_that_is_delivered_as_text_when_the_rule_says_so)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	fake_part(fake.answer, PART_TEXT, true)->keep_seconds = 60;
	run("a@city", &reply, false);
	ck_assert_str_eq(fake.calls->str, "job blob:part commit mark:handed-over");
}
END_TEST

START_TEST(orphans_the_row_when_the_mta_is_gone)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	run("a@city", &reply, true);
	ck_assert_int_eq(reply.verdict, VERDICT_DEFER);
	ck_assert_str_eq(fake.calls->str, "job commit mark:orphaned");
	ck_assert_uint_eq(atomic_load(&fake_milter.counters.orphaned), 1);
}
END_TEST

START_TEST(orphans_the_row_when_the_output_is_not_fit)
{
	struct reply reply;

	fake_reset();
	fake.answer = fake_answer(MAIL_SANITIZE);
	message_add_header(fake.answer->message, "X-Bad", "a\r\nInjected: b");
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_DEFER);
	ck_assert_uint_eq(got.bodies + got.deleted + got.added, 0);
	ck_assert_str_eq(fake.calls->str, "job commit mark:orphaned");
}
END_TEST

START_TEST(limit_eom_seconds)
{
	struct reply reply;

	fake_reset();
	fake_config.limits.eom_seconds = 0;
	fake.slow_ms = 5;
	fake.answer = fake_answer(MAIL_SANITIZE);
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_str_eq(reply.code, "451");
	ck_assert_uint_eq(got.bodies, 0);
	ck_assert_str_eq(fake.calls->str, "job");
}
END_TEST

START_TEST(edits_nothing_after_limit_eom_seconds)
{
	struct reply reply;

	fake_reset();
	fake_config.limits.eom_seconds = 1;
	fake.slow_commit_ms = 1100;
	fake.answer = fake_answer(MAIL_SANITIZE);
	struct mta_notes got = run("a@city", &reply, false);
	ck_assert_str_eq(reply.code, "451");
	ck_assert_uint_eq(got.bodies + got.deleted + got.added, 0);
	ck_assert_str_eq(fake.calls->str, "job commit mark:orphaned");
}
END_TEST

START_TEST(defers_while_the_cut_off_is_on)
{
	g_autofree char *dir = g_dir_make_tmp("misogi-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "cut-off", NULL);
	struct reply reply;

	fake_reset();
	ck_assert(g_file_set_contents(path, "", 0, NULL));
	fake_milter.cut_off_path = path;
	run("a@city", &reply, false);
	ck_assert_str_eq(reply.code, "451");
	ck_assert_str_eq(reply.status, "4.3.2");
	ck_assert_str_eq(fake.calls->str, "");
	unlink(path);
	rmdir(dir);
}
END_TEST

START_TEST(refuses_what_is_too_large)
{
	struct reply reply;

	fake_reset();
	fake_config.limits.message_bytes = 20;
	run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_REJECT);
	ck_assert_str_eq(reply.code, "552");
	ck_assert_str_eq(fake.calls->str, "");
	ck_assert_uint_eq(atomic_load(&fake_milter.counters.rejected), 1);
	ck_assert_uint_eq(atomic_load(&fake_milter.counters.deferred), 0);
}
END_TEST

START_TEST(defers_when_the_spool_fails)
{
	struct reply reply;

	fake_reset();
	fake_config.limits.spool_memory = 0;
	fake_config.spool_directory = (char *)"/nonexistent";
	run("a@city", &reply, false);
	ck_assert_int_eq(reply.verdict, VERDICT_DEFER);
	ck_assert_str_eq(reply.code, "452");
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, sanitizes_with_exactly_one_body);
	tcase_add_loop_test(tc, defers_at_every_failure, 0, G_N_ELEMENTS(failures));
	tcase_add_test(tc, drops_blobs_that_no_row_names);
	tcase_add_test(tc, defers_a_held_mail_whose_original_cannot_be_sealed);
	tcase_add_test(tc, lets_no_notice_out_that_is_not_as_it_must_be);
	tcase_add_loop_test(tc, holds_whole_when_the_child_dies_twice, 0, G_N_ELEMENTS(deaths));
	tcase_add_loop_test(tc, does_what_the_decision_says, 0, G_N_ELEMENTS(actions));
	tcase_add_test(tc, passes_only_when_all_recipients_pass);
	tcase_add_test(tc, keeps_the_original_of_a_held_part_without_bytes);
	tcase_add_test(tc, keeps_a_mail_inside_once);
	tcase_add_test(tc, keeps_the_original_when_no_mail_around_a_held_file_is_kept);
	tcase_add_test(tc, keeps_the_original_when_the_policy_says_so);
	tcase_add_test(tc, keeps_nothing_of_a_stripped_part);
	tcase_add_test(tc, keeps_a_part_that_is_delivered_as_text_when_the_rule_says_so);
	tcase_add_test(tc, orphans_the_row_when_the_mta_is_gone);
	tcase_add_test(tc, orphans_the_row_when_the_output_is_not_fit);
	tcase_add_test(tc, limit_eom_seconds);
	tcase_add_test(tc, edits_nothing_after_limit_eom_seconds);
	tcase_add_test(tc, defers_while_the_cut_off_is_on);
	tcase_add_test(tc, refuses_what_is_too_large);
	tcase_add_test(tc, defers_when_the_spool_fails);
}

UNIT_MAIN("milter/session", add_tests)
