/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_nursery.c: births, deaths and hang-ups, in a nursery without walls
 * (those are tests/sandbox/'s). Each test is the front.
 */
#include "nursery.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "unit.h"

#define SOON_MS 10000

struct bench {
	pid_t pid;
	int control;
};

/* The deed is the first byte of what comes over the job socket. */
static void work(int sock, const struct config *config, const struct policy *policy)
{
	char deed;
	pid_t self = getpid();

	(void)config;
	(void)policy;
	/* Says who it is, so that the test can look for it. */
	if (send(sock, &self, sizeof self, 0) < 0 || recv(sock, &deed, 1, 0) != 1)
		_exit(9);
	if (deed == 's')
		for (;;)
			pause();
	if (deed == 'k')
		raise(SIGSEGV);
	_exit(deed - '0');
}

static void live(int control, unsigned job_seconds)
{
	struct sandbox box = { 0 };
	struct config config = { .limits = limits_default() };
	struct err err;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	config.limits.job_seconds = job_seconds;
	struct nursery_life life = { control, &box, &config, NULL, work };
	int signals = nursery_signals();
	_exit(nursery_hello(control, &box, "digest") && nursery_live(&life, signals, &err) ? 0 : 1);
}

static void bench_up(struct bench *b, unsigned job_seconds)
{
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	b->pid = fork();
	if (b->pid == 0) {
		close(pair[0]);
		live(pair[1], job_seconds);
	}
	close(pair[1]);
	b->control = pair[0];
	char hello[256];
	ck_assert_int_gt((int)recv(b->control, hello, sizeof hello, 0), 0);
	ck_assert_int_eq(hello[0], FRAME_HELLO);
}

static void bench_down(struct bench *b)
{
	int status;

	fd_close(&b->control);
	ck_assert_int_eq(waitpid(b->pid, &status, 0), b->pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
}

/* Has a child born; returns the job socket and who the child is. */
static int birth(struct bench *b, pid_t *child)
{
	int pair[2];
	struct wire_out w;

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	wire_begin(&w, FRAME_BIRTH);
	ck_assert(wire_send(b->control, &w, pair[1], SOON_MS));
	close(pair[1]);
	ck_assert_int_eq((int)recv(pair[0], child, sizeof *child, 0), (int)sizeof *child);
	return pair[0];
}

static void take_death(int sock, struct err *err)
{
	struct wire_in in;
	struct limits limits = limits_default();
	g_autoptr(message_t) m = message_new();

	wire_in_init(&in);
	ck_assert_int_eq(wire_receive(sock, &in, SOON_MS), 1);
	ck_assert_int_eq(in.type, FRAME_DIED);
	ck_assert_int_eq(answer_take(&in, m, &limits, err), -1);
	/* After that it hangs up. */
	ck_assert_int_eq(wire_receive(sock, &in, SOON_MS), 0);
	wire_in_clear(&in);
}

static bool is_gone(pid_t pid)
{
	for (unsigned i = 0; i < 1000; i++) {
		if (kill(pid, 0) < 0 && errno == ESRCH)
			return true;
		g_usleep(10000);
	}
	return false;
}

static const struct {
	char deed;
	enum reason reason;
	const char *says;
} deaths[] = {
	{ '0', REASON_WORKER_DIED, "status 0" },
	{ '3', REASON_WORKER_DIED, "status 3" },
	{ 'k', REASON_WORKER_DIED, "SEGV" },
	{ 's', REASON_WORKER_TIMEOUT, "" },
};

START_TEST(tells_how_a_child_died)
{
	struct bench b;
	struct err err = { 0 };
	pid_t child;

	bench_up(&b, 1);
	int sock = birth(&b, &child);
	ck_assert_int_eq((int)send(sock, &deaths[_i].deed, 1, 0), 1);
	take_death(sock, &err);
	ck_assert_int_eq(err.reason, deaths[_i].reason);
	ck_assert_msg(strstr(err.text, deaths[_i].says) != NULL, "got %s", err.text);
	close(sock);
	bench_down(&b);
}
END_TEST

START_TEST(kills_a_child_whose_front_hangs_up)
{
	struct bench b;
	pid_t child;

	bench_up(&b, 60);
	int sock = birth(&b, &child);
	ck_assert_int_eq((int)send(sock, "s", 1, 0), 1);
	close(sock);
	ck_assert(is_gone(child));
	bench_down(&b);
}
END_TEST

START_TEST(ends_with_its_front_and_leaves_nobody)
{
	struct bench b;
	pid_t children[5];

	bench_up(&b, 60);
	for (unsigned i = 0; i < G_N_ELEMENTS(children); i++)
		birth(&b, &children[i]);
	bench_down(&b);
	for (unsigned i = 0; i < G_N_ELEMENTS(children); i++)
		ck_assert(is_gone(children[i]));
}
END_TEST

START_TEST(children_die_with_a_killed_nursery)
{
	struct bench b;
	pid_t child;

	bench_up(&b, 60);
	birth(&b, &child);
	kill(b.pid, SIGKILL);
	ck_assert(is_gone(child));
	ck_assert_int_eq(waitpid(b.pid, NULL, 0), b.pid);
}
END_TEST

/* A stop of the service reaches all its processes; the front's mails are to be finished. */
START_TEST(leaves_sigterm_to_the_front)
{
	struct bench b;
	struct err err = { 0 };
	pid_t child;

	bench_up(&b, 60);
	kill(b.pid, SIGTERM);
	int sock = birth(&b, &child);
	ck_assert_int_eq((int)send(sock, "0", 1, 0), 1);
	take_death(sock, &err);
	close(sock);
	bench_down(&b);
}
END_TEST

START_TEST(a_child_holds_no_other_childs_socket)
{
	struct bench b;
	pid_t child, other;

	bench_up(&b, 60);
	int first = birth(&b, &child), second = birth(&b, &other);
	/* Were the second child to hold the first's socket, the first's end could not be seen. */
	ck_assert_int_eq((int)send(first, "0", 1, 0), 1);
	struct err err;
	take_death(first, &err);
	close(first);
	close(second);
	bench_down(&b);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, tells_how_a_child_died, 0, G_N_ELEMENTS(deaths));
	tcase_add_test(t, kills_a_child_whose_front_hangs_up);
	tcase_add_test(t, ends_with_its_front_and_leaves_nobody);
	tcase_add_test(t, children_die_with_a_killed_nursery);
	tcase_add_test(t, leaves_sigterm_to_the_front);
	tcase_add_test(t, a_child_holds_no_other_childs_socket);
}

UNIT_MAIN("nursery", add_tests)
