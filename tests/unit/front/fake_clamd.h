/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fake_clamd.h: a clamd that says what a test wants: a thread on a unix socket
 * in a directory of its own. Each connection: reads until enough requests
 * have come, says its lines, hangs up or stays silent. For one test at a time.
 */
#ifndef FAKE_CLAMD_H
#define FAKE_CLAMD_H

#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum fake_end { FAKE_SILENT, FAKE_CLOSE, FAKE_RESET };

struct fake_clamd {
	char *dir, *path, *address;
	int listener;
	GThread *thread;
	int stopping; /* atomic */
	/* the script of a session */
	unsigned requests; /* FILDES to wait for before the lines are said */
	const char *lines;
	size_t len;
	bool byte_by_byte;
	enum fake_end end;
	/*
	 * Instead of lines: answers VERSION with the first, canaries with the others
	 * ("%u: fd[9]: " stands before). Changed while it runs by g_atomic_pointer_set().
	 */
	const char *version;
	const char *canary_answer, *benign_answer;
	/* what came */
	int connections; /* atomic */
};

/* Whether the hang-up of the client or the end of the test came within ${ms}. */
static inline bool fake_wait(struct fake_clamd *f, int fd, int ms)
{
	for (; ms > 0 && !g_atomic_int_get(&f->stopping); ms -= 20) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		if (poll(&p, 1, 20) > 0)
			return true;
	}
	return false;
}

static inline void fake_say(struct fake_clamd *f, int fd, const char *bytes, size_t n)
{
	if (!f->byte_by_byte) {
		(void)!send(fd, bytes, n, MSG_NOSIGNAL);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		(void)!send(fd, bytes + i, 1, MSG_NOSIGNAL);
		g_usleep(500);
	}
}

static inline unsigned fake_count(const GByteArray *in, const char *command)
{
	unsigned n = 0;
	size_t len = strlen(command);
	for (size_t i = 0; i + len <= in->len; i++)
		n += memcmp(in->data + i, command, len) == 0;
	return n;
}

static inline void fake_canaries(struct fake_clamd *f, int fd, unsigned from, unsigned to)
{
	for (unsigned i = from + 1; i <= to; i++) {
		const char **says = i == 1 ? &f->benign_answer : &f->canary_answer;
		g_autofree char *line =
			g_strdup_printf("%u: fd[9]: %s", i, (char *)g_atomic_pointer_get(says));
		fake_say(f, fd, line, strlen(line) + 1);
	}
}

static inline void fake_session(struct fake_clamd *f, int fd)
{
	g_autoptr(GByteArray) in = g_byte_array_new();
	unsigned asked = 0;
	while (!g_atomic_int_get(&f->stopping)) {
		guint8 buffer[4096];
		if (!fake_wait(f, fd, 20))
			continue;
		ssize_t n = recv(fd, buffer, sizeof(buffer), 0);
		if (n <= 0)
			return;
		g_byte_array_append(in, buffer, (guint)n);
		const char *version = g_atomic_pointer_get(&f->version);
		if (version && fake_count(in, "zVERSION") > 0) {
			fake_say(f, fd, version, strlen(version) + 1);
			return;
		}
		unsigned now = fake_count(in, "FILDES");
		if (version) {
			fake_canaries(f, fd, asked, now);
			asked = now;
		} else if (now >= f->requests) {
			break;
		}
	}
	fake_say(f, fd, f->lines, f->len);
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	if (f->end == FAKE_RESET)
		(void)!setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	if (f->end == FAKE_SILENT)
		while (!g_atomic_int_get(&f->stopping) && !fake_wait(f, fd, 20))
			;
}

static inline void *fake_run(void *arg)
{
	struct fake_clamd *f = arg;
	while (!g_atomic_int_get(&f->stopping)) {
		if (!fake_wait(f, f->listener, 20))
			continue;
		int fd = accept(f->listener, NULL, NULL);
		if (fd < 0)
			continue;
		g_atomic_int_inc(&f->connections);
		fake_session(f, fd);
		close(fd);
	}
	return NULL;
}

/* ${f} has its script already; fills the rest. */
static inline void fake_start(struct fake_clamd *f)
{
	f->dir = g_dir_make_tmp("misogi-fake-XXXXXX", NULL);
	f->path = g_build_filename(f->dir, "s", NULL);
	f->address = g_strconcat("unix:", f->path, NULL);
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	g_strlcpy(addr.sun_path, f->path, sizeof(addr.sun_path));
	f->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(f->listener, (struct sockaddr *)&addr, sizeof(addr)) < 0 ||
	    listen(f->listener, 16) < 0)
		g_error("fake clamd: cannot listen");
	f->thread = g_thread_new("fake-clamd", fake_run, f);
}

static inline void fake_stop(struct fake_clamd *f)
{
	g_atomic_int_set(&f->stopping, 1);
	g_thread_join(f->thread);
	close(f->listener);
	g_unlink(f->path);
	g_rmdir(f->dir);
	g_free(f->path);
	g_free(f->dir);
	g_free(f->address);
}

#endif
