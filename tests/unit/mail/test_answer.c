/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The honest half of an answer: what the child sends is what the front gets;
 * facts are cut to their bounds, giving up is told. Lies: test_answer_hostile.c.
 */
#include "misogi/answer.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "unit.h"

static int pair[2];
static struct wire_in in;
static struct message *got;
static struct limits limits;
static struct err err;

static void set_up(void)
{
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	wire_in_init(&in);
	got = message_new();
	limits = limits_default();
	err = (struct err){ 0 };
}

static void tear_down(void)
{
	wire_in_clear(&in);
	message_free(got);
	fd_close(&pair[0]);
	fd_close(&pair[1]);
}

/* Takes frames until something else than "more to come". */
static int take_all(void)
{
	int r = 0;

	while (r == 0) {
		ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
		r = answer_take(&in, got, &limits, &err);
	}
	return r;
}

static void same_part(const struct part *a, const struct part *b)
{
	ck_assert_str_eq(a->path, b->path);
	ck_assert_int_eq(a->parent, b->parent);
	ck_assert_int_eq(a->is_body, b->is_body);
	ck_assert_int_eq(a->is_attachment, b->is_attachment);
	ck_assert_str_eq(a->declared_type, b->declared_type);
	ck_assert_str_eq(a->type, b->type);
	ck_assert_int_eq(a->class, b->class);
	ck_assert_str_eq(a->name, b->name);
	ck_assert_str_eq(a->raw_name, b->raw_name);
	ck_assert_uint_eq(a->size, b->size);
	ck_assert_str_eq(a->sha256, b->sha256);
	ck_assert_int_eq(a->scan, b->scan);
	ck_assert_str_eq(a->scan_word, b->scan_word);
	ck_assert_uint_eq(a->findings->len, b->findings->len);
	for (unsigned i = 0; i < a->findings->len; i++)
		ck_assert_int_eq(g_array_index(a->findings, enum finding_id, i),
				 g_array_index(b->findings, enum finding_id, i));
	ck_assert_int_eq(a->action, b->action);
	ck_assert_int_eq(a->wanted, b->wanted);
	ck_assert_str_eq(a->rule, b->rule);
	ck_assert_str_eq(a->rule_where, b->rule_where);
	ck_assert_str_eq(a->release, b->release);
	ck_assert_str_eq(a->approver, b->approver);
	ck_assert_int_eq(a->keep_seconds, b->keep_seconds);
}

static void same_facts(const struct message *a, const struct message *b)
{
	ck_assert_str_eq(a->from, b->from);
	ck_assert_str_eq(a->subject, b->subject);
	ck_assert_str_eq(a->message_id, b->message_id);
	ck_assert_int_eq(a->auth, b->auth);
	ck_assert_str_eq(a->auth_detail, b->auth_detail);
	ck_assert_uint_eq(a->raw_size, b->raw_size);
	ck_assert_int_eq(a->action, b->action);
	ck_assert_str_eq(a->rule, b->rule);
	ck_assert_str_eq(a->rule_where, b->rule_where);
	ck_assert_str_eq(a->why, b->why);
	ck_assert_int_eq(a->keep_original, b->keep_original);
	ck_assert_int_eq(a->keep_original_seconds, b->keep_original_seconds);
}

static void same_lists(const struct message *a, const struct message *b)
{
	ck_assert_uint_eq(a->findings->len, b->findings->len);
	for (unsigned i = 0; i < a->findings->len; i++) {
		const struct finding *x = g_ptr_array_index(a->findings, i);
		const struct finding *y = g_ptr_array_index(b->findings, i);

		ck_assert_int_eq(x->id, y->id);
		ck_assert_str_eq(x->place, y->place);
		ck_assert_str_eq(x->detail, y->detail);
	}
	ck_assert_uint_eq(a->headers->len, b->headers->len);
	for (unsigned i = 0; i < a->headers->len; i++) {
		const struct header *x = g_ptr_array_index(a->headers, i);
		const struct header *y = g_ptr_array_index(b->headers, i);

		ck_assert_str_eq(x->name, y->name);
		ck_assert_str_eq(x->value, y->value);
	}
}

static void same_story(const struct message *a, const struct message *b)
{
	ck_assert_uint_eq(a->trace->len, b->trace->len);
	for (unsigned i = 0; i < a->trace->len; i++) {
		const struct trace *x = g_ptr_array_index(a->trace, i);
		const struct trace *y = g_ptr_array_index(b->trace, i);

		ck_assert_str_eq(x->part, y->part);
		ck_assert_str_eq(x->rule, y->rule);
		ck_assert_str_eq(x->where, y->where);
		ck_assert_int_eq(x->matched, y->matched);
		ck_assert_str_eq(x->why, y->why);
		ck_assert_str_eq(x->why_ja, y->why_ja);
	}
	ck_assert_uint_eq(a->times->len, b->times->len);
	for (unsigned i = 0; i < a->times->len; i++) {
		const struct stage_time *x = g_ptr_array_index(a->times, i);
		const struct stage_time *y = g_ptr_array_index(b->times, i);

		ck_assert_str_eq(x->stage, y->stage);
		ck_assert_uint_eq(x->micros, y->micros);
	}
}

START_TEST(a_message_arrives_as_it_was_sent)
{
	g_autoptr(message_t) sent = full_message();

	ck_assert(answer_send(pair[0], sent, 1000));
	ck_assert_int_eq(take_all(), 1);
	ck_assert_uint_eq(got->parts->len, sent->parts->len);
	for (unsigned i = 0; i < sent->parts->len; i++)
		same_part(message_part(got, i), message_part(sent, i));
	same_facts(got, sent);
	same_lists(got, sent);
	same_story(got, sent);
	ck_assert(g_bytes_equal(got->body, sent->body));
}
END_TEST

START_TEST(a_held_message_needs_no_body)
{
	g_autoptr(message_t) sent = message_new();

	sent->action = MAIL_HOLD;
	ck_assert(answer_send(pair[0], sent, 1000));
	ck_assert_int_eq(take_all(), 1);
	ck_assert_ptr_null(got->body);
	ck_assert_int_eq(got->action, MAIL_HOLD);
}
END_TEST

START_TEST(long_facts_are_cut_at_a_character)
{
	g_autoptr(message_t) sent = full_message();
	g_autoptr(GString) lengthy = g_string_new("");

	for (int i = 0; i < 5000; i++)
		g_string_append(lengthy, "禊");
	set(&sent->subject, lengthy->str);
	set(&message_part(sent, 1)->raw_name, lengthy->str);
	set(&message_part(sent, 1)->declared_type, lengthy->str);
	ck_assert(answer_send(pair[0], sent, 1000));
	ck_assert_int_eq(take_all(), 1);
	ck_assert_uint_eq(strlen(got->subject), 4095);
	ck_assert_uint_eq(strlen(message_part(got, 1)->raw_name), 4095);
	ck_assert_uint_eq(strlen(message_part(got, 1)->declared_type), 255);
	ck_assert(g_str_has_prefix(lengthy->str, got->subject));
}
END_TEST

START_TEST(what_is_delivered_is_never_cut)
{
	g_autoptr(message_t) sent = full_message();
	g_autofree char *value = g_strnfill(200000, 'x');

	message_add_header(sent, "To", value);
	ck_assert(!answer_send(pair[0], sent, 1000));
	ck_assert_int_eq(errno, EMSGSIZE);
}
END_TEST

/* Headers share frames; the longest one may follow a frame that is as full as can be. */
START_TEST(headers_of_any_length_share_frames)
{
	static const unsigned lengths[] = { 10, 8100, 119000, 1, 0, 8191, 120000, 4000, 4200, 7 };
	g_autoptr(message_t) sent = full_message();

	for (unsigned i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *value = g_strnfill(lengths[i], 'x');
		message_add_header(sent, "References", value);
		if (lengths[i] < 100000)
			continue;
		/* a socket holds few such frames at once */
		ck_assert(answer_send(pair[0], sent, 1000));
		ck_assert_int_eq(take_all(), 1);
		same_lists(got, sent);
		message_free(got);
		got = message_new();
		g_ptr_array_set_size(sent->headers, 0);
	}
	ck_assert(answer_send(pair[0], sent, 1000));
	ck_assert_int_eq(take_all(), 1);
	same_lists(got, sent);
}
END_TEST

/* ---- giving up ---- */

static const struct {
	enum scope said, want;
	enum reason reason, want_reason;
} failures[] = {
	{ SCOPE_OK, SCOPE_TEMP, REASON_OUTPUT, REASON_OUTPUT },
	{ SCOPE_PART, SCOPE_TEMP, REASON_CLAMD_DOWN, REASON_CLAMD_DOWN },
	{ SCOPE_TEMP, SCOPE_TEMP, REASON_BUSY, REASON_BUSY },
	{ SCOPE_PERM, SCOPE_PERM, REASON_CONFIG, REASON_CONFIG },
	{ SCOPE_BUG, SCOPE_BUG, REASON_INTERNAL, REASON_INTERNAL },
	{ SCOPE_TEMP, SCOPE_TEMP, REASON_NONE, REASON_INTERNAL },
};

START_TEST(a_failure_keeps_its_reason_and_is_never_below_temp)
{
	struct err said = { .scope = failures[_i].said,
			    .reason = failures[_i].reason,
			    .text = "no memory" };

	ck_assert(failed_send(pair[0], &said, 1000));
	ck_assert_int_eq(take_all(), -1);
	ck_assert_int_eq(err.scope, failures[_i].want);
	ck_assert_int_eq(err.reason, failures[_i].want_reason);
	ck_assert_str_eq(err.text, "worker: no memory");
}
END_TEST

static int status_of_signal(int sig)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		signal(sig, SIG_DFL);
		raise(sig);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return status;
}

static const struct {
	int sig; /* 0: exit(3) */
	bool out_of_time;
	enum reason want;
	const char *text;
} deaths[] = {
	{ SIGKILL, false, REASON_WORKER_DIED, "worker died of SIGKILL" },
	{ SIGSYS, false, REASON_WORKER_DIED, "worker died of SIGSYS" },
	{ SIGXCPU, false, REASON_WORKER_TIMEOUT, "worker ran out of CPU time" },
	{ SIGKILL, true, REASON_WORKER_TIMEOUT, "worker ran out of time" },
	{ 0, false, REASON_WORKER_DIED, "worker ended with status 3" },
};

START_TEST(a_death_says_of_what)
{
	int status = deaths[_i].sig ? status_of_signal(deaths[_i].sig) : 3 << 8;

	ck_assert(died_send(pair[0], status, deaths[_i].out_of_time, 1000));
	ck_assert_int_eq(take_all(), -1);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	ck_assert_int_eq(err.reason, deaths[_i].want);
	ck_assert_str_eq(err.text, deaths[_i].text);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_message_arrives_as_it_was_sent);
	tcase_add_test(t, a_held_message_needs_no_body);
	tcase_add_test(t, long_facts_are_cut_at_a_character);
	tcase_add_test(t, what_is_delivered_is_never_cut);
	tcase_add_test(t, headers_of_any_length_share_frames);
	tcase_add_loop_test(t, a_failure_keeps_its_reason_and_is_never_below_temp, 0,
			    G_N_ELEMENTS(failures));
	tcase_add_loop_test(t, a_death_says_of_what, 0, G_N_ELEMENTS(deaths));
}

UNIT_MAIN("mail/answer", add)
