/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * job.c: one mail through one newborn child: job out, leaves in and past the
 * scanner, answer in and checked. The child may lie, flood, stall or die: each
 * ends this try and nothing else. A second child gets the mail once more;
 * after that the mail is to be held whole.
 * Tests: tests/sandbox/.
 */
#include <errno.h>
#include <poll.h>
#include <fcntl.h>

#include "enclose.h"
#include "leaves.h"
#include "misogi/front.h"
#include "misogi/io.h"
#include "misogi/wire.h"
#include "nursery.h"

#define JOB_SEND_MS 5000
#define FRAMES_BYTES_MAX                                                                           \
	(64u << 20) /* of all frames of one answer; the body travels beside them                   \
		     */

/* One try. */
struct
try {
	const struct job *job;
	const struct limits *limits;
	int sock;
	struct wire_in in;
	struct leaves *leaves;
	struct message *message;
	bool answering; /* the first frame of the answer has come: no more leaves */
	bool whole;	/* DONE has come */
	bool cut;	/* the job's deadline comes before limit job_seconds */
	uint64_t bytes;
	int64_t deadline; /* when this try is over */
};

void job_answer_free(struct job_answer *a)
{
	if (!a)
		return;
	message_free(a->message);
	if (a->leaves)
		g_array_unref(a->leaves);
	g_free(a);
}

/* ---- frames of the child ---- */

static bool nonsense(struct err *err, const char *what)
{
	return err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER, "%s", what);
}

static bool take_leaf(struct try *t, struct err *err)
{
	uint32_t part;
	int fd = -1;

	if (t->answering)
		return nonsense(err, "a leaf after the answer began");
	if (!leaf_decode(&t->in, &part, &fd))
		return nonsense(err, "malformed LEAF");
	return leaves_take(t->leaves, part, fd, err);
}

/*
 * Only what is no fault of the mail may make it wait: a child that could not be
 * born or locked in. A child that gives up on this mail counts as dead.
 */
static bool judge_failure(const struct err *said, struct err *err)
{
	bool wait = said->scope == SCOPE_TEMP &&
		    (said->reason == REASON_BUSY || said->reason == REASON_SANDBOX);

	return err_set(err, SCOPE_TEMP, wait ? said->reason : REASON_WORKER_DIED, "gave up: %s",
		       said->text);
}

/* A clamd that still owes an answer is the one to blame. */
static bool out_of_time(const struct try *t, struct err *err)
{
	if (!leaves_settled(t->leaves))
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT, "verdicts are missing");
	if (t->cut)
		return err_set(err, SCOPE_TEMP, REASON_DEADLINE, "no time is left for this mail");
	return err_set(err, SCOPE_TEMP, REASON_WORKER_TIMEOUT, "no answer within %u s",
		       t->limits->job_seconds);
}

static bool take_answer(struct try *t, struct err *err)
{
	struct err said = { 0 };
	bool failed = t->in.type == FRAME_FAILED;
	bool gives_up = failed || t->in.type == FRAME_DIED;

	if (!gives_up && !leaves_settled(t->leaves))
		return nonsense(err, "an answer before the verdicts");
	t->answering = true;
	int r = answer_take(&t->in, t->message, t->limits, &said);
	if (r < 0 && failed && said.reason != REASON_WORKER_ANSWER)
		return judge_failure(&said, err);
	if (r < 0 && said.reason == REASON_WORKER_TIMEOUT && !leaves_settled(t->leaves))
		return out_of_time(t, err);
	if (r < 0)
		*err = said;
	t->whole = r == 1;
	return r >= 0;
}

/* A hang-up without a word of a death: the nursery itself is gone. */
static bool receive(struct try *t, struct err *err)
{
	int r = wire_receive(t->sock, &t->in, 0);

	if (r == 1)
		return true;
	if (r < 0 && errno == EBADMSG)
		return nonsense(err, "no frame");
	return err_set(err, SCOPE_TEMP, REASON_NURSERY_DOWN, "the nursery is gone");
}

static bool take_frame(struct try *t, struct err *err)
{
	if (!receive(t, err))
		return false;
	t->bytes += t->in.bytes->len;
	if (t->bytes > FRAMES_BYTES_MAX)
		return nonsense(err, "the answer has no end");
	if (t->in.type == FRAME_LEAF)
		return take_leaf(t, err);
	return take_answer(t, err);
}

/* ---- one try ---- */

/* The child's message is a handle of its own, read-only: it cannot change what is kept. */
static int reopen_read_only(int fd)
{
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

	return open(path, O_RDONLY | O_CLOEXEC);
}

static bool send_job(struct try *t, struct err *err)
{
	const struct job *job = t->job;
	struct job_flags flags = { .trace = job->trace };
	AUTO_FD message = reopen_read_only(job->message_fd);

	if (message < 0)
		return err_errno(err, REASON_SPOOL, "opening the spool again");
	if (!job_send(t->sock, job->envelope, flags, job->raw_size, message, JOB_SEND_MS))
		return err_errno(err, REASON_NURSERY_DOWN, "the job cannot be sent");
	return true;
}

/* Waits for the child or clamd and takes what came. */
static bool step(struct try *t, struct err *err)
{
	int64_t now = io_now_ms(), wake = MIN(t->deadline, leaves_deadline(t->leaves));
	struct pollfd p[] = { { .fd = t->sock, .events = POLLIN },
			      { .fd = leaves_fd(t->leaves), .events = POLLIN } };

	if (now >= t->deadline)
		return out_of_time(t, err);
	if (poll(p, G_N_ELEMENTS(p), (int)MAX(wake - now, 0)) < 0 && errno != EINTR)
		return err_errno(err, REASON_INTERNAL, "poll");
	if (!leaves_pump(t->leaves, err))
		return false;
	return !p[0].revents || take_frame(t, err);
}

static struct job_answer *answer_of(struct try *t, struct err *err)
{
	struct job_answer *a = g_new0(struct job_answer, 1);
	struct leaf none = { .fd = -1, .scan = SCAN_NOT_SCANNED };

	a->message = g_steal_pointer(&t->message);
	a->leaves = leaves_steal(t->leaves);
	bool good = a->leaves->len <= a->message->parts->len || nonsense(err, "a leaf of no part");
	while (a->leaves->len < a->message->parts->len)
		g_array_append_val(a->leaves, none);
	if (good && check_answer(a, t->limits, err) && enclose(a, t->limits, err))
		return a;
	job_answer_free(a);
	return NULL;
}

static void set_clock(struct try *t, int64_t end)
{
	int64_t full = io_now_ms() + (int64_t)t->limits->job_seconds * 1000;

	t->cut = end < full;
	t->deadline = MIN(end, full);
}

/* What is decoded has no more bytes than the mail; a mail in a mail is a leaf besides its own
 * leaves; what archives unpack to has a limit of its own. */
static uint64_t leaves_total_max(const struct job *job)
{
	const struct limits *limits = &job->config->limits;

	return 2 * MAX(job->raw_size, (uint64_t)limits->message_bytes) + limits->archive_bytes;
}

static struct job_answer *try_once(struct nursery *n, const struct job *job, int64_t end,
				   struct err *err)
{
	struct job_answer *answer = NULL;
	struct try t = { .job = job, .limits = &job->config->limits };
	AUTO_FD sock = nursery_birth(n, err);

	if (sock < 0)
		return NULL;
	t.sock = sock;
	t.leaves = leaves_new(job->scanner, t.limits, sock, leaves_total_max(job));
	t.message = message_new();
	wire_in_init(&t.in);
	set_clock(&t, end);

	bool good = send_job(&t, err);
	while (good && !t.whole)
		good = step(&t, err);
	if (good && leaves_confirm(t.leaves, (int)MAX(t.deadline - io_now_ms(), 0), err))
		answer = answer_of(&t, err);

	wire_in_clear(&t.in);
	message_free(t.message);
	leaves_free(t.leaves);
	return answer;
}

/* ---- two tries ---- */

static bool is_the_childs_fault(enum reason reason)
{
	return reason == REASON_WORKER_DIED || reason == REASON_WORKER_TIMEOUT ||
	       reason == REASON_WORKER_ANSWER;
}

static struct job_answer *try_twice(struct nursery *n, const struct job *job, int64_t end,
				    struct err *err)
{
	struct err first = { 0 };
	struct job_answer *answer = try_once(n, job, end, &first);

	if (!answer && is_the_childs_fault(first.reason)) {
		answer = try_once(n, job, end, err);
		/* Once had all its time and did not suffice: waiting would not help. */
		bool enough =
			first.reason == REASON_WORKER_TIMEOUT && err->reason == REASON_DEADLINE;
		if (!answer && enough)
			*err = first;
	} else if (!answer) {
		*err = first;
	}
	if (!answer && is_the_childs_fault(err->reason))
		err->scope = SCOPE_PERM;
	return answer;
}

struct job_answer *job_run(struct nursery *n, const struct job *job, struct err *err)
{
	struct err local = { 0 };
	struct err *e = err ? err : &local;
	int64_t end = job->deadline_ms
			      ? job->deadline_ms
			      : io_now_ms() + (int64_t)job->config->limits.eom_seconds * 1000;

	*e = (struct err){ 0 };
	unsigned places = nursery_places_for(n, job->raw_size);
	if (!nursery_take_places(n, places, end, e))
		return NULL;
	struct job_answer *answer = try_twice(n, job, end, e);
	nursery_give_places(n, places);
	return answer;
}
