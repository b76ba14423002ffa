/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * child.c: one newborn, one mail: job in, leaves out to the scanner, verdicts
 * in, answer out. It frees nothing: its memory goes with it. The front takes
 * nothing that is said here for true.
 * Tests: tests/unit/worker/test_child.c, tests/sandbox/.
 */
#include "child.h"

#include <errno.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "misogi/sanitize.h"
#include "misogi/wire.h"

/* The conversation about leaves. */
struct host {
	int sock;
	int64_t deadline; /* io_now_ms() clock */
	struct wire_in in;
	GHashTable *waiting; /* part indexes whose verdict is not there yet */
	GArray *verdicts;    /* of struct scanned, come but not yet in the message */
};

static int time_left(const struct host *h)
{
	return (int)MAX(h->deadline - io_now_ms(), 0);
}

static bool front_is_gone(struct err *err)
{
	return err_errno(err, REASON_INTERNAL, "the front does not answer");
}

/* 1: a verdict was taken; 0: none within ${timeout_ms}; -1: ${err}. */
static int take_verdict(struct host *h, int timeout_ms, struct err *err)
{
	struct scanned s = { 0 };

	int r = wire_receive(h->sock, &h->in, timeout_ms);
	if (r < 0 && errno == ETIMEDOUT)
		return 0;
	if (r != 1) {
		front_is_gone(err);
		return -1;
	}
	if (h->in.type != FRAME_SCANNED || !scanned_decode(&h->in, &s) ||
	    !g_hash_table_remove(h->waiting, GUINT_TO_POINTER(s.part))) {
		err_set(err, SCOPE_BUG, REASON_INTERNAL, "the front's frame %u makes no sense",
			h->in.type);
		return -1;
	}
	g_array_append_val(h->verdicts, s);
	return 1;
}

/*
 * Verdicts that are there already are taken first: were they left in the
 * socket, front and child could come to wait for each other with both queues full.
 */
static bool give_leaf(void *ctx, unsigned part, int fd, struct err *err)
{
	struct host *h = ctx;
	int r;

	while ((r = take_verdict(h, 0, err)) > 0)
		continue;
	if (r < 0)
		return false;
	if (!leaf_send(h->sock, part, fd, time_left(h)))
		return front_is_gone(err);
	g_hash_table_add(h->waiting, GUINT_TO_POINTER(part));
	return true;
}

static bool apply_verdicts(struct host *h, struct message *m, struct err *err)
{
	for (guint i = 0; i < h->verdicts->len; i++) {
		const struct scanned *s = &g_array_index(h->verdicts, struct scanned, i);
		if (s->part >= m->parts->len)
			return err_set(err, SCOPE_BUG, REASON_INTERNAL, "verdict on no part: %u",
				       s->part);
		struct part *p = message_part(m, s->part);
		p->scan = s->answer;
		g_free(p->scan_word);
		p->scan_word = s->word;
		g_strlcpy(p->sha256, s->sha256, sizeof p->sha256);
	}
	g_array_set_size(h->verdicts, 0);
	return true;
}

static bool await_verdicts(void *ctx, struct message *m, struct err *err)
{
	struct host *h = ctx;

	while (g_hash_table_size(h->waiting) > 0) {
		int r = take_verdict(h, time_left(h), err);
		if (r == 0)
			front_is_gone(err);
		if (r <= 0)
			return false;
	}
	return apply_verdicts(h, m, err);
}

static bool take_job(struct host *h, struct sanitize_job *job, struct err *err)
{
	struct envelope *envelope;
	struct job_flags flags;

	if (!job_receive(h->sock, &envelope, &flags, &job->raw_size, &job->message_fd,
			 time_left(h)))
		return err_set(err, SCOPE_BUG, REASON_INTERNAL, "there is no good job");
	job->envelope = envelope;
	job->trace = flags.trace;
	return true;
}

void child_work(int sock, const struct config *config, const struct policy *policy)
{
	struct host h = { .sock = sock,
			  .deadline = io_now_ms() + (int64_t)config->limits.job_seconds * 1000,
			  .waiting = g_hash_table_new(NULL, NULL),
			  .verdicts = g_array_new(FALSE, FALSE, sizeof(struct scanned)) };
	const struct sanitize_host host = { &h, give_leaf, await_verdicts };
	struct sanitize_job job = { .config = config, .policy = policy, .message_fd = -1 };
	struct message *answer;
	struct err err = { 0 };

	wire_in_init(&h.in);
	if (take_job(&h, &job, &err) && sanitize_message(&job, &host, &answer, &err)) {
		if (answer_send(sock, answer, time_left(&h)))
			return;
		err_errno(&err, REASON_INTERNAL, "the answer cannot be sent");
	}
	failed_send(sock, &err, time_left(&h));
}
