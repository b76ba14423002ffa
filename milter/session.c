/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session.c: a message's life on one screen: end of spool, way, health, job,
 * decision, store, edits, reply, log. What fails defers; nothing here leads
 * from an error to an unchanged mail. The only unchanged mail is one whose
 * every recipient a pass block names, and that is recorded too.
 *
 * The protocol has no commit: the row is durable before the edits, and says
 * handed-over or orphaned after them, never delivered.
 * Tests: tests/unit/milter/test_session.c, tests/flow/.
 */
#include "session.h"

#include <unistd.h>

#include "misogi/compose.h"
#include "misogi/io.h"

#include "keep.h"
#include "logline.h"

/* One message at its end: what session_end() gathers step by step. */
struct ending {
	struct intake *in;
	int64_t began_ms, deadline_ms;
	struct job_answer *answer; /* NULL: held or passed without one */
	struct message *message;   /* borrowed from answer, or own */
	struct message *own;
	struct err err;
};

static const struct limits *limits_of(const struct ending *end)
{
	return &end->in->generation->config->limits;
}

static bool may_work(struct ending *end)
{
	struct milter *m = end->in->milter;

	if (access(m->cut_off_path, F_OK) == 0)
		return err_set(&end->err, SCOPE_TEMP, REASON_CUT_OFF, "the cut-off is on");
	return scanner_healthy(m->scanner, &end->err) && store_has_room(m->store, &end->err);
}

/* Where some recipients' way is a pass block and others' a crossing, all get the crossing. */
static void strictest_way(struct envelope *e, const struct policy *policy)
{
	const char *crossing = NULL;

	for (unsigned i = 0; i < e->recipients->len && !crossing; i++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, i);
		if (policy_has_crossing(policy, r->crossing))
			crossing = r->crossing;
	}
	g_autofree char *name = g_strdup(crossing);
	for (unsigned i = 0; name && i < e->recipients->len; i++) {
		struct recipient *r = g_ptr_array_index(e->recipients, i);
		if (policy_has_crossing(policy, r->crossing))
			continue;
		g_free(r->crossing);
		r->crossing = g_strdup(name);
	}
}

/* What a child can do to a mail that kills it: it is held whole, with a notice from the envelope.
 */
static bool is_for_holding(const struct err *err, enum finding_id *why)
{
	bool died = err->reason == REASON_WORKER_DIED;
	bool late = err->reason == REASON_WORKER_TIMEOUT;

	*why = died ? FINDING_WORKER_DIED : late ? FINDING_WORKER_TIMEOUT : FINDING_WORKER_ANSWER;
	return died || late || err->reason == REASON_WORKER_ANSWER;
}

static enum finding_id holding_finding(const struct message *m)
{
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		if (finding_floor_of(f->id) == FLOOR_HOLD)
			return f->id;
	}
	return FINDING_MAX;
}

static void hold_without_answer(struct ending *end, enum finding_id why, const char *detail)
{
	struct intake *in = end->in;

	end->own = end->message = message_new();
	end->own->raw_size = spool_size(in->spool);
	message_find(end->own, NULL, why, "", detail, limits_of(end)->findings);
	end->own->charset = policy_body(in->generation->policy)->charset;
	notice_in_place(end->own, in->envelope, in->generation->config, why);
}

static bool run_job(struct ending *end)
{
	struct intake *in = end->in;
	struct job job = {
		.config = in->generation->config,
		.envelope = in->envelope,
		.message_fd = spool_fd(in->spool),
		.raw_size = spool_size(in->spool),
		.scanner = in->milter->scanner,
		.deadline_ms = end->deadline_ms,
	};
	enum finding_id why;

	if (job.message_fd < 0)
		return err_errno(&end->err, REASON_SPOOL, "cannot finish the spool");
	end->answer = job_run(in->generation->nursery, &job, &end->err);
	if (!end->answer && !is_for_holding(&end->err, &why))
		return false;
	if (!end->answer)
		hold_without_answer(end, why, end->err.text);
	else
		end->message = end->answer->message;
	return true;
}

/* The reply that the decision asks for; a held mail gets its notice here. */
static void decide(struct ending *end, struct reply *reply)
{
	struct message *m = end->message;
	const struct envelope *e = end->in->envelope;

	switch (m->action) {
	case MAIL_PASS: /* no child may say so: job_run() refuses it, and so does this */
	case MAIL_ACTION_MAX:
		err_set(&end->err, SCOPE_BUG, REASON_WORKER_ANSWER, "an answer to pass unchanged");
		reply_of_err(reply, &end->err, e->id);
		break;
	case MAIL_SANITIZE:
		reply_take(reply);
		break;
	case MAIL_HOLD:
		if (end->answer) {
			m->charset = policy_body(end->in->generation->policy)->charset;
			notice_in_place(m, e, end->in->generation->config, holding_finding(m));
		}
		reply_take(reply);
		break;
	case MAIL_DISCARD:
		reply_discard(reply);
		break;
	case MAIL_REJECT:
		reply_reject_by_rule(reply, m->why, e->id);
		break;
	case MAIL_DEFER:
		reply_defer_by_rule(reply, e->id);
		break;
	}
}

static bool in_time(struct ending *end)
{
	if (io_now_ms() <= end->deadline_ms)
		return true;
	return err_set(&end->err, SCOPE_TEMP, REASON_DEADLINE, "limit eom_seconds is over");
}

/* What job_run() gives has been looked at; a notice of our own has not. */
static bool may_leave(struct ending *end)
{
	const struct message *m = end->message;

	return m->action != MAIL_HOLD || output_check(m, NULL, limits_of(end), &end->err);
}

static bool edit(struct ending *end, const struct mta *mta)
{
	return in_time(end) && may_leave(end) &&
	       edit_apply(mta, end->in->fields, end->message, limits_of(end)->output_bytes,
			  &end->err);
}

/* The row is durable; now it says whether the MTA got what was decided. */
static void mark(struct ending *end, bool handed_over)
{
	struct milter *m = end->in->milter;
	struct err err = { 0 };

	if (!handed_over)
		atomic_fetch_add(&m->counters.orphaned, 1);
	if (!store_mark(m->store, end->in->envelope->id, handed_over, &err))
		logline_trouble(end->in->envelope, "the row stays prepared", &err);
}

static bool pass_unchanged(struct ending *end)
{
	struct intake *in = end->in;
	struct message *m = end->own = end->message = message_new();

	m->action = MAIL_PASS;
	m->raw_size = spool_size(in->spool);
	g_free(m->rule);
	g_free(m->rule_where);
	g_free(m->why);
	m->rule = g_strdup(in->pass_rule);
	m->rule_where = g_strdup(in->pass_where);
	m->why = g_strdup(in->pass_why);
	return true;
}

static bool is_passing(const struct intake *in)
{
	return in->passing > 0 && in->passing == in->envelope->recipients->len;
}

/* The screen. */
static bool work(struct ending *end, const struct mta *mta, struct reply *reply)
{
	struct intake *in = end->in;
	bool passing = is_passing(in);

	if (!may_work(end))
		return false;
	if (!passing)
		strictest_way(in->envelope, in->generation->policy);
	if (!(passing ? pass_unchanged(end) : run_job(end)))
		return false;
	if (passing)
		reply_take(reply);
	else
		decide(end, reply);
	if (end->err.scope == SCOPE_BUG || !in_time(end))
		return false;
	if (!keep_message(in, end->message, end->answer, reply, &end->err))
		return false;
	bool done = reply->verdict != VERDICT_TAKE || passing || edit(end, mta);
	mark(end, done);
	return done;
}

static void count(struct milter *m, const struct ending *end, bool done)
{
	static const size_t offsets[MAIL_ACTION_MAX] = {
		[MAIL_PASS] = offsetof(struct counters, passed),
		[MAIL_SANITIZE] = offsetof(struct counters, sanitized),
		[MAIL_DISCARD] = offsetof(struct counters, discarded),
		[MAIL_HOLD] = offsetof(struct counters, held),
		[MAIL_REJECT] = offsetof(struct counters, rejected),
		[MAIL_DEFER] = offsetof(struct counters, deferred),
	};
	size_t offset = done ? offsets[end->message->action] : offsets[MAIL_DEFER];

	atomic_fetch_add(&m->counters.messages, 1);
	atomic_fetch_add((atomic_ullong *)(void *)((char *)&m->counters + offset), 1);
}

static void count_refused(struct milter *m, const struct reply *reply)
{
	bool for_good = reply->verdict == VERDICT_REJECT;

	atomic_fetch_add(&m->counters.messages, 1);
	atomic_fetch_add(for_good ? &m->counters.rejected : &m->counters.deferred, 1);
}

void session_end(struct intake *in, const char *queue_id, const struct mta *mta,
		 struct reply *reply)
{
	int64_t now = io_now_ms();
	struct ending end = { .in = in, .began_ms = now };

	atomic_fetch_add(&in->milter->at_end, 1);
	end.deadline_ms = now + limits_of(&end)->eom_seconds * INT64_C(1000);
	if (!intake_end(in, queue_id, reply)) {
		count_refused(in->milter, reply);
		logline_refused(in->envelope, reply, &in->failed);
	} else {
		bool done = work(&end, mta, reply);
		if (!done)
			reply_of_err(reply, &end.err, in->envelope->id);
		count(in->milter, &end, done);
		if (done)
			logline_done(in->envelope, end.message, reply, io_now_ms() - now);
		else
			logline_refused(in->envelope, reply, &end.err);
	}
	if (end.answer)
		job_answer_free(end.answer);
	message_free(end.own);
	atomic_fetch_sub(&in->milter->at_end, 1);
}
