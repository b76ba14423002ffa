/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nursery.c: fork, watch, reap. For each child the nursery keeps a second
 * handle of the child's end of the job socket: through it it sees that the
 * front hung up (then the child is killed) and tells the front that the child
 * is dead. It never reads from that socket.
 * Tests: tests/unit/worker/test_nursery.c, tests/sandbox/.
 */
#include "nursery.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "misogi/wire.h"

/*
 * The front has the same clock for a job and names the reason when it is
 * over; the nursery's is there for a front that stands still.
 */
#define GRACE_MS 1000

#define CHILD_SOCKET 3

struct birth {
	pid_t pid;
	int sock;	  /* second handle of the child's end */
	int64_t deadline; /* io_now_ms() clock */
	bool killed;
	bool late; /* killed because its time was over */
	bool dead; /* reaped; ${status} is still to be told */
	int status;
};

struct nursery_state {
	const struct nursery_life *life;
	int signals;
	pid_t self;
	GArray *births; /* of struct birth */
	GArray *polled; /* of struct pollfd: control, signals, then one for each birth */
	struct wire_in in;
};

/* ---- birth ---- */

/* For what is no fault of the mail: it is to wait. */
static void give_up(int sock, enum reason reason, const char *what)
{
	struct err err;

	err_errno(&err, reason, "%s", what);
	failed_send(sock, &err, 0);
}

/* The newborn keeps nothing of the nursery but its own socket, and ends with it. */
static void be_born(const struct nursery_state *n, int sock)
{
	const struct nursery_life *life = n->life;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != n->self)
		_exit(EXIT_FAILURE);
	if (dup2(sock, CHILD_SOCKET) < 0 || close_range(CHILD_SOCKET + 1, ~0u, 0) < 0)
		_exit(EXIT_FAILURE);
	if (!sandbox_lock_child(life->box, &life->config->limits)) {
		give_up(CHILD_SOCKET, REASON_SANDBOX, "a child cannot be locked in");
		_exit(EXIT_FAILURE);
	}
	life->work(CHILD_SOCKET, life->config, life->policy);
	_exit(EXIT_SUCCESS);
}

static int64_t deadline_of_birth(const struct nursery_state *n)
{
	return io_now_ms() + (int64_t)n->life->config->limits.job_seconds * 1000 + GRACE_MS;
}

static void give_birth(struct nursery_state *n, int sock)
{
	struct birth b = { .sock = sock, .deadline = deadline_of_birth(n) };

	b.pid = fork();
	if (b.pid == 0)
		be_born(n, sock);
	if (b.pid > 0) {
		g_array_append_val(n->births, b);
		return;
	}
	give_up(sock, REASON_BUSY, "fork");
	fd_close(&sock);
}

/* False: the front closed the control socket, or talks nonsense. */
static bool take_order(struct nursery_state *n)
{
	if (wire_receive(n->life->control, &n->in, 0) != 1)
		return false;
	if (n->in.type != FRAME_BIRTH || !wire_complete(&n->in) || n->in.fd < 0)
		return false;
	give_birth(n, fd_steal(&n->in.fd));
	return true;
}

/* ---- death ---- */

static void kill_child(struct birth *b)
{
	if (!b->dead && !b->killed)
		kill(b->pid, SIGKILL);
	b->killed = true;
}

static void reap(struct nursery_state *n)
{
	struct signalfd_siginfo info;
	int status;
	pid_t pid;

	/* Signals of one kind merge: what counts is who can be waited for. */
	(void)!read(n->signals, &info, sizeof info);
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (guint i = 0; i < n->births->len; i++) {
			struct birth *b = &g_array_index(n->births, struct birth, i);
			if (!b->dead && b->pid == pid) {
				b->dead = true;
				b->status = status;
			}
		}
}

/* False: the front has not read enough yet; its socket is full. */
static bool tell_death(const struct birth *b)
{
	return died_send(b->sock, b->status, b->late, 0) || errno != ETIMEDOUT;
}

/* Those that are reaped and told (or whose front does not care any more) are forgotten. */
static void bury(struct nursery_state *n)
{
	for (guint i = n->births->len; i > 0; i--) {
		struct birth *b = &g_array_index(n->births, struct birth, i - 1);
		if (!b->dead || !tell_death(b))
			continue;
		fd_close(&b->sock);
		g_array_remove_index_fast(n->births, i - 1);
	}
}

static void kill_the_late(struct nursery_state *n, int64_t now)
{
	for (guint i = 0; i < n->births->len; i++) {
		struct birth *b = &g_array_index(n->births, struct birth, i);
		if (now < b->deadline || b->killed)
			continue;
		b->late = true;
		kill_child(b);
	}
}

/* ---- the loop ---- */

static void poll_on(struct nursery_state *n, int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	g_array_append_val(n->polled, p);
}

/* What to wait for: a hang-up of a living child's front, room in a dead child's socket. */
static int wait_for_events(struct nursery_state *n)
{
	int64_t first = INT64_MAX, now = io_now_ms();

	g_array_set_size(n->polled, 0);
	poll_on(n, n->life->control, POLLIN);
	poll_on(n, n->signals, POLLIN);
	for (guint i = 0; i < n->births->len; i++) {
		const struct birth *b = &g_array_index(n->births, struct birth, i);
		poll_on(n, b->killed && !b->dead ? -1 : b->sock, b->dead ? POLLOUT : 0);
		if (!b->killed)
			first = MIN(first, b->deadline);
	}
	int timeout = first == INT64_MAX ? -1 : (int)CLAMP(first - now, 0, G_MAXINT);
	return poll((struct pollfd *)(void *)n->polled->data, n->polled->len, timeout);
}

static short events_of(const struct nursery_state *n, guint i)
{
	return g_array_index(n->polled, struct pollfd, i).revents;
}

/* Births that came after the poll have no event of their own yet. */
static void handle_births(struct nursery_state *n)
{
	for (guint i = 0; i + 2 < n->polled->len; i++)
		if (events_of(n, i + 2) & (POLLHUP | POLLERR))
			kill_child(&g_array_index(n->births, struct birth, i));
	kill_the_late(n, io_now_ms());
}

/* The front is gone: nobody is left to answer to. */
static void end_all(struct nursery_state *n)
{
	for (guint i = 0; i < n->births->len; i++) {
		struct birth *b = &g_array_index(n->births, struct birth, i);
		kill_child(b);
		if (!b->dead)
			waitpid(b->pid, NULL, 0);
		fd_close(&b->sock);
	}
	g_array_unref(n->births);
	g_array_unref(n->polled);
	wire_in_clear(&n->in);
}

int nursery_signals(void)
{
	sigset_t set;

	/* A stop of the service reaches every process of it: the nursery ends when the front does.
	 */
	for (const int *s = (const int[]){ SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE, 0 }; *s; s++)
		signal(*s, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

bool nursery_hello(int control, const struct sandbox *box, const char *digest)
{
	struct wire_out w;

	wire_begin(&w, FRAME_HELLO);
	wire_put_u8(&w, box->seccomp);
	wire_put_u8(&w, box->rlimits);
	wire_put_u8(&w, box->no_new_privs);
	wire_put_u32(&w, box->landlock_abi);
	wire_put_string(&w, digest);
	return wire_send(control, &w, -1, -1);
}

bool nursery_live(const struct nursery_life *life, int signals, struct err *err)
{
	struct nursery_state n = { .life = life,
				   .signals = signals,
				   .self = getpid(),
				   .births = g_array_new(FALSE, FALSE, sizeof(struct birth)),
				   .polled = g_array_new(FALSE, FALSE, sizeof(struct pollfd)) };
	bool front_is_there = true, good = true;

	wire_in_init(&n.in);
	while (front_is_there && good) {
		if (wait_for_events(&n) < 0) {
			good = errno == EINTR || err_errno(err, REASON_INTERNAL, "poll");
			continue;
		}
		handle_births(&n);
		if (events_of(&n, 1))
			reap(&n);
		if (events_of(&n, 0))
			front_is_there = take_order(&n);
		bury(&n);
	}
	end_all(&n);
	return good;
}
