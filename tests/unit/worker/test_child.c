/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_child.c: the conversation of a child with its front. The sanitizer is
 * replaced by one that gives away as many leaves as the mail's size says.
 */
#include "child.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "misogi/sanitize.h"
#include "unit.h"

#define SOON_MS 10000

static bool fails; /* the sanitizer gives up */

/* Takes the place of sanitizer/sanitize.c in this program. */
bool sanitize_message(const struct sanitize_job *job, const struct sanitize_host *host,
		      struct message **out, struct err *err)
{
	struct message *m = message_new();
	AUTO_FD fd = io_memfd_of("leaf", 4);

	if (fails)
		return err_set(err, SCOPE_TEMP, REASON_INTERNAL, "no sanitizer today");
	for (uint64_t i = 0; i < job->raw_size; i++) {
		message_add_part(m, "1", -1);
		if (!host->leaf(host->ctx, (unsigned)i, fd, err))
			return false;
	}
	if (!host->await(host->ctx, m, err))
		return false;
	m->action = MAIL_HOLD;
	m->why = g_strdup(job->envelope->sender);
	m->subject = g_strdup_printf("%u", job->envelope->recipients->len);
	*out = m;
	return true;
}

struct front {
	int sock;
	pid_t child;
	struct wire_in in;
	struct config config;
};

/* A process, as in life: it frees nothing. */
static void front_up(struct front *f)
{
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	*f = (struct front){ .sock = pair[0], .config = { .limits = limits_default() } };
	wire_in_init(&f->in);
	f->child = fork();
	if (f->child == 0) {
		close(pair[0]);
		child_work(pair[1], &f->config, NULL);
		_exit(0);
	}
	close(pair[1]);
}

static void front_down(struct front *f)
{
	int status;

	fd_close(&f->sock);
	ck_assert_int_eq(waitpid(f->child, &status, 0), f->child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
	wire_in_clear(&f->in);
}

static void give_job_to(struct front *f, uint64_t leaves, unsigned recipients)
{
	struct envelope *e = envelope_new();
	AUTO_FD mail = io_memfd_of("mail", 4);

	g_free(e->sender);
	e->sender = g_strdup("a@example.jp");
	for (unsigned i = 0; i < recipients; i++)
		envelope_add_recipient(e, "somebody.with.a.long.name@town.example.lg.jp",
				       "inbound");
	ck_assert(job_send(f->sock, e, (struct job_flags){ 0 }, leaves, mail, SOON_MS));
	envelope_free(e);
}

static void give_job(struct front *f, uint64_t leaves)
{
	give_job_to(f, leaves, 1);
}

static unsigned take_leaf(struct front *f)
{
	uint32_t part;
	int fd = -1;

	ck_assert_int_eq(wire_receive(f->sock, &f->in, SOON_MS), 1);
	ck_assert(leaf_decode(&f->in, &part, &fd));
	fd_close(&fd);
	return part;
}

static void tell(struct front *f, unsigned part, enum scan_answer answer)
{
	struct scanned s = { .part = part, .answer = answer, .word = (char *)"word" };

	g_strlcpy(s.sha256, "0123456789012345678901234567890123456789012345678901234567890123",
		  sizeof s.sha256);
	ck_assert(scanned_send(f->sock, &s, SOON_MS));
}

static int take_answer(struct front *f, struct message *m, struct err *err)
{
	int r;

	do {
		ck_assert_int_eq(wire_receive(f->sock, &f->in, SOON_MS), 1);
		r = answer_take(&f->in, m, &f->config.limits, err);
	} while (r == 0);
	return r;
}

START_TEST(answers_a_mail_without_leaves)
{
	struct front f;
	struct err err;
	g_autoptr(message_t) m = message_new();

	front_up(&f);
	give_job(&f, 0);
	ck_assert_int_eq(take_answer(&f, m, &err), 1);
	ck_assert_str_eq(m->why, "a@example.jp");
	front_down(&f);
}
END_TEST

/* More than one frame holds; the sanitizer of this test says how many came. */
START_TEST(takes_thousands_of_recipients)
{
	struct front f;
	struct err err;
	g_autoptr(message_t) m = message_new();

	front_up(&f);
	give_job_to(&f, 0, 20000);
	ck_assert_int_eq(take_answer(&f, m, &err), 1);
	ck_assert_str_eq(m->subject, "20000");
	front_down(&f);
}
END_TEST

START_TEST(notes_verdicts_in_whatever_order)
{
	struct front f;
	struct err err;
	g_autoptr(message_t) m = message_new();

	front_up(&f);
	give_job(&f, 3);
	for (unsigned i = 0; i < 3; i++)
		ck_assert_uint_eq(take_leaf(&f), i);
	tell(&f, 2, SCAN_CLEAN);
	tell(&f, 0, SCAN_INFECTED);
	tell(&f, 1, SCAN_NOT_SCANNED);
	ck_assert_int_eq(take_answer(&f, m, &err), 1);
	ck_assert_int_eq(message_part(m, 0)->scan, SCAN_INFECTED);
	ck_assert_int_eq(message_part(m, 1)->scan, SCAN_NOT_SCANNED);
	ck_assert_int_eq(message_part(m, 2)->scan, SCAN_CLEAN);
	ck_assert_uint_eq(strlen(message_part(m, 2)->sha256), 64);
	front_down(&f);
}
END_TEST

/* With both queues full neither must wait for the other. */
START_TEST(survives_hundreds_of_leaves)
{
	struct front f;
	struct err err;
	g_autoptr(message_t) m = message_new();

	front_up(&f);
	give_job(&f, 450);
	for (unsigned i = 0; i < 450; i++)
		tell(&f, take_leaf(&f), SCAN_CLEAN);
	ck_assert_int_eq(take_answer(&f, m, &err), 1);
	ck_assert_uint_eq(m->parts->len, 450);
	front_down(&f);
}
END_TEST

START_TEST(says_that_it_gives_up)
{
	struct front f;
	struct err err = { 0 };
	g_autoptr(message_t) m = message_new();

	fails = true;
	front_up(&f);
	give_job(&f, 0);
	ck_assert_int_eq(take_answer(&f, m, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "no sanitizer today"));
	front_down(&f);
	fails = false;
}
END_TEST

START_TEST(gives_up_on_a_verdict_it_did_not_ask_for)
{
	struct front f;
	struct err err = { 0 };
	g_autoptr(message_t) m = message_new();

	front_up(&f);
	give_job(&f, 1);
	take_leaf(&f);
	tell(&f, 5, SCAN_CLEAN);
	ck_assert_int_eq(take_answer(&f, m, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "no sense"));
	front_down(&f);
}
END_TEST

START_TEST(ends_when_the_front_hangs_up)
{
	struct front f;

	front_up(&f);
	give_job(&f, 1);
	take_leaf(&f);
	front_down(&f);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, answers_a_mail_without_leaves);
	tcase_add_test(t, takes_thousands_of_recipients);
	tcase_add_test(t, notes_verdicts_in_whatever_order);
	tcase_add_test(t, survives_hundreds_of_leaves);
	tcase_add_test(t, says_that_it_gives_up);
	tcase_add_test(t, gives_up_on_a_verdict_it_did_not_ask_for);
	tcase_add_test(t, ends_when_the_front_hangs_up);
}

UNIT_MAIN("child", add_tests)
