/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nursery.c: the front's handle of the worker process: started afresh by
 * exec with one socket and a nearly empty environment (never forked from this
 * threaded program without exec), asked for children, ended by hanging up.
 * Tests: tests/unit/front/test_nursery.c, tests/sandbox/.
 */
#include "nursery.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/wire.h"

#define HELLO_MS 30000 /* loading magic and charsets from a cold disk */
#define END_MS 5000    /* until a nursery that was hung up on is killed */
#define BIRTH_MS 5000
#define CONTROL 3 /* the control socket's number in the nursery */

struct nursery {
	gatomicrefcount refs;
	pid_t pid;
	int pidfd; /* readable once the process has ended */
	int control;
	struct walls walls;
	unsigned places;      /* limit workers */
	uint32_t place_bytes; /* what one place has room for, raw and decoded */
	GMutex lock;	      /* guards what follows */
	GCond freed;
	unsigned free_places;
	bool gathering; /* a big mail takes places as they come free: one at a time */
};

/* ---- starting ---- */

/*
 * Only what libc's locale and clock need: no path, no preload, no proxy. The
 * linker finishes its work at once: what it left for later, every child would
 * do again, and write into pages that it shares.
 */
static char **nursery_environment(void)
{
	const char *zone = g_getenv("TZ");
	g_autoptr(GStrvBuilder) b = g_strv_builder_new();

	g_strv_builder_add_many(b, "LANG=C.UTF-8", "LD_BIND_NOW=1", NULL);
	if (zone) {
		g_autofree char *tz = g_strdup_printf("TZ=%s", zone);
		g_strv_builder_add(b, tz);
	}
	return g_strv_builder_end(b);
}

static char **nursery_command(const struct nursery_options *o)
{
	g_autoptr(GStrvBuilder) b = g_strv_builder_new();

	g_strv_builder_add_many(b, o->program, "--control", G_STRINGIFY(CONTROL), "--policy",
				o->policy_path, NULL);
	if (o->config_path)
		g_strv_builder_add_many(b, "--config", o->config_path, NULL);
	return g_strv_builder_end(b);
}

/* Its own process group: a Ctrl-C is the front's to answer. No signal stays blocked or ignored. */
static int spawn_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(attributes);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &all);
	posix_spawnattr_setpgroup(attributes, 0);
	return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
							    POSIX_SPAWN_SETPGROUP);
}

static int spawn(const struct nursery_options *o, int control, pid_t *pid)
{
	g_auto(GStrv) command = nursery_command(o);
	g_auto(GStrv) environment = nursery_environment();
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&actions, 0, 1);
	posix_spawn_file_actions_adddup2(&actions, control, CONTROL);
	posix_spawn_file_actions_addclosefrom_np(&actions, CONTROL + 1);
	int r = spawn_attributes(&attributes);
	if (r == 0)
		r = posix_spawn(pid, o->program, &actions, &attributes, command, environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return r;
}

static bool take_hello(struct nursery *n, struct wire_in *in, const char *digest, struct err *err)
{
	n->walls.seccomp = wire_get_u8(in);
	n->walls.rlimits = wire_get_u8(in);
	n->walls.no_new_privs = wire_get_u8(in);
	n->walls.landlock_abi = wire_get_u32(in);
	g_autofree char *loaded = wire_get_string(in, SHA256_HEX - 1);
	if (!wire_complete(in))
		return err_set(err, SCOPE_TEMP, REASON_NURSERY_DOWN, "its greeting is malformed");
	if (digest && strcmp(loaded, digest) != 0)
		return err_set(err, SCOPE_TEMP, REASON_CONFIG,
			       "the policy changed while the nursery loaded it");
	return true;
}

/* HELLO, or the nursery's own words why it does not start. */
static bool greet(struct nursery *n, const char *digest, struct err *err)
{
	struct wire_in in;
	bool good = false;

	wire_in_init(&in);
	int r = wire_receive(n->control, &in, HELLO_MS);
	if (r == 1 && in.type == FRAME_HELLO)
		good = take_hello(n, &in, digest, err);
	else if (r == 1 && in.type == FRAME_FAILED) {
		g_autoptr(message_t) nothing = message_new();
		struct limits limits = limits_default();
		answer_take(&in, nothing, &limits, err);
		err->scope = SCOPE_TEMP;
	} else if (r == 0)
		err_set(err, SCOPE_TEMP, REASON_NURSERY_DOWN, "it ended at once");
	else
		err_errno(err, REASON_NURSERY_DOWN, "it does not greet");
	wire_in_clear(&in);
	return good;
}

static bool start(struct nursery *n, const struct nursery_options *o, struct err *err)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return err_errno(err, REASON_NURSERY_DOWN, "socketpair");
	n->control = pair[0];
	AUTO_FD theirs = pair[1];
	errno = spawn(o, theirs, &n->pid);
	if (errno)
		return err_errno(err, REASON_NURSERY_DOWN, "starting %s", o->program);
	fd_close(&theirs);
	n->pidfd = pidfd_open(n->pid, 0);
	if (n->pidfd < 0)
		return err_errno(err, REASON_NURSERY_DOWN, "pidfd_open");
	return greet(n, o->policy_digest, err);
}

struct nursery *nursery_start(const struct nursery_options *o, struct err *err)
{
	struct err local;
	struct nursery *n = g_new0(struct nursery, 1);

	g_atomic_ref_count_init(&n->refs);
	g_mutex_init(&n->lock);
	g_cond_init(&n->freed);
	n->control = n->pidfd = -1;
	n->places = n->free_places = o->config->limits.workers;
	n->place_bytes = o->config->limits.message_bytes / n->places;
	if (start(n, o, err ? err : &local))
		return n;
	nursery_unref(n);
	return NULL;
}

/* ---- ending ---- */

static bool has_ended(const struct nursery *n, int timeout_ms)
{
	struct pollfd p = { .fd = n->pidfd, .events = POLLIN };
	int64_t deadline = io_now_ms() + timeout_ms;
	int r;

	do
		r = poll(&p, 1, (int)MAX(deadline - io_now_ms(), 0));
	while (r < 0 && errno == EINTR);
	return r > 0;
}

static void end_process(struct nursery *n)
{
	if (n->pid <= 0)
		return;
	if (n->pidfd < 0 || !has_ended(n, END_MS))
		kill(n->pid, SIGKILL);
	while (waitpid(n->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

struct nursery *nursery_ref(struct nursery *n)
{
	g_atomic_ref_count_inc(&n->refs);
	return n;
}

void nursery_unref(struct nursery *n)
{
	if (!n || !g_atomic_ref_count_dec(&n->refs))
		return;
	/* Hanging up is the sign to end; every job holds a reference, so that none is at work. */
	fd_close(&n->control);
	end_process(n);
	fd_close(&n->pidfd);
	g_mutex_clear(&n->lock);
	g_cond_clear(&n->freed);
	g_free(n);
}

struct walls nursery_walls(const struct nursery *n)
{
	return n->walls;
}

pid_t nursery_pid(const struct nursery *n)
{
	return n->pid;
}

bool nursery_alive(struct nursery *n)
{
	return !has_ended(n, 0);
}

/* ---- children ---- */

/*
 * A mail at work is there twice, raw and decoded. All places together have room
 * for limit message_bytes: what the children hold does not grow with the number
 * of big mails. A mail that is larger yet has all of them to itself.
 */
unsigned nursery_places_for(const struct nursery *n, uint64_t raw_size)
{
	uint64_t twice = 2 * MIN(raw_size, UINT32_MAX);

	return (unsigned)MIN(1 + twice / n->place_bytes, n->places);
}

static bool wait_for_freed(struct nursery *n, int64_t deadline_ms)
{
	return g_cond_wait_until(&n->freed, &n->lock, deadline_ms * 1000);
}

static void give(struct nursery *n, unsigned count)
{
	n->free_places += count;
	g_cond_broadcast(&n->freed);
}

/* Place by place, or small mails would never leave enough of them free at once. */
static unsigned gather(struct nursery *n, unsigned count, int64_t deadline_ms)
{
	unsigned have = 0;
	bool in_time = true;

	while (in_time && count > 1 && n->gathering)
		in_time = wait_for_freed(n, deadline_ms);
	if (!in_time)
		return 0;
	n->gathering |= count > 1;
	while (in_time && have < count) {
		unsigned more = MIN(count - have, n->free_places);
		n->free_places -= more;
		have += more;
		if (have < count)
			in_time = wait_for_freed(n, deadline_ms);
	}
	if (count > 1) {
		n->gathering = false;
		g_cond_broadcast(&n->freed);
	}
	return have;
}

bool nursery_take_places(struct nursery *n, unsigned count, int64_t deadline_ms, struct err *err)
{
	g_mutex_lock(&n->lock);
	unsigned have = gather(n, count, deadline_ms);
	if (have < count)
		give(n, have);
	g_mutex_unlock(&n->lock);
	return have == count || err_set(err, SCOPE_TEMP, REASON_BUSY, "all children are at work");
}

void nursery_give_places(struct nursery *n, unsigned count)
{
	g_mutex_lock(&n->lock);
	give(n, count);
	g_mutex_unlock(&n->lock);
}

int nursery_birth(struct nursery *n, struct err *err)
{
	struct wire_out w;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		err_errno(err, REASON_NURSERY_DOWN, "socketpair");
		return -1;
	}
	AUTO_FD ours = pair[0];
	AUTO_FD theirs = pair[1];
	wire_begin(&w, FRAME_BIRTH);
	if (!wire_send(n->control, &w, theirs, BIRTH_MS)) {
		err_errno(err, REASON_NURSERY_DOWN, "the nursery does not take orders");
		return -1;
	}
	return fd_steal(&ours);
}
