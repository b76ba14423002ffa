/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The connection to clamd. No call of this file waits without a deadline:
 * SIGSTOP on clamd leaves connect(2) working (the backlog answers) and every
 * read silent. Never interprets a reply. Tests: tests/unit/front/test_clamd.c.
 */
#include "clamd_io.h"

#include <errno.h>
#include <glib.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "misogi/io.h"

/* ---- waiting ---- */

/* 1: ready; 0: ${deadline} passed; -1: errno. */
static int wait_for(int fd, short events, int64_t deadline)
{
	for (;;) {
		int64_t left = deadline - io_now_ms();
		struct pollfd p = { .fd = fd, .events = events };
		int n = poll(&p, 1, left > 0 ? (int)MIN(left, 3600000) : 0);
		if (n > 0)
			return 1;
		if (n < 0 && errno != EINTR)
			return -1;
		if (n == 0 && io_now_ms() >= deadline)
			return 0;
	}
}

static bool down(struct err *err, const char *what)
{
	return err_errno(err, REASON_CLAMD_DOWN, "clamd: %s", what);
}

static bool timed_out(struct err *err, const char *what)
{
	return err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT, "clamd did not %s in time", what);
}

/* ---- connecting ---- */

static bool finish_connect(int fd, int64_t deadline, struct err *err)
{
	int ready = wait_for(fd, POLLOUT, deadline);
	if (ready == 0)
		return timed_out(err, "accept the connection");
	int error = 0;
	socklen_t len = sizeof(error);
	if (ready < 0 || getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) < 0)
		return down(err, "connect");
	errno = error;
	return error == 0 || down(err, "connect");
}

static bool connect_to(int *out, const struct sockaddr *addr, socklen_t len, int64_t deadline,
		       struct err *err)
{
	AUTO_FD fd = socket(addr->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return down(err, "socket");
	/* A full backlog of a unix socket is EAGAIN at once: try again until the deadline. */
	while (connect(fd, addr, len) < 0) {
		if (errno == EINPROGRESS) {
			if (!finish_connect(fd, deadline, err))
				return false;
			break;
		}
		if (errno != EAGAIN && errno != EINTR)
			return down(err, "connect");
		if (io_now_ms() >= deadline)
			return timed_out(err, "accept the connection");
		g_usleep(5000);
	}
	*out = fd_steal(&fd);
	return true;
}

static bool open_unix(struct clamd_io *io, const char *path, int64_t deadline, struct err *err)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof(addr.sun_path))
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd: socket path too long");
	g_strlcpy(addr.sun_path, path, sizeof(addr.sun_path));
	io->is_unix = true;
	return connect_to(&io->fd, (const struct sockaddr *)&addr, sizeof(addr), deadline, err);
}

/* ${where} is "port@host", as in Postfix and libmilter. */
static bool open_inet(struct clamd_io *io, const char *where, int64_t deadline, struct err *err)
{
	const char *at = strchr(where, '@');
	g_autofree char *port = at ? g_strndup(where, (gsize)(at - where)) : g_strdup(where);
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	int rc = getaddrinfo(at ? at + 1 : "127.0.0.1", port, &hints, &list);
	if (rc != 0)
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd: %s: %s", where,
			       gai_strerror(rc));
	bool ok = false;
	for (struct addrinfo *a = list; a && !ok; a = a->ai_next)
		ok = connect_to(&io->fd, a->ai_addr, a->ai_addrlen, deadline, err);
	freeaddrinfo(list);
	int one = 1;
	if (ok)
		(void)setsockopt(io->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return ok;
}

bool clamd_io_open(struct clamd_io *io, const char *address, int64_t deadline, struct err *err)
{
	*io = (struct clamd_io){ .fd = -1 };
	if (g_str_has_prefix(address, "unix:"))
		return open_unix(io, address + 5, deadline, err);
	if (g_str_has_prefix(address, "inet:"))
		return open_inet(io, address + 5, deadline, err);
	return err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd: no such kind of socket: %s",
		       address);
}

void clamd_io_close(struct clamd_io *io)
{
	fd_close(&io->fd);
}

/* ---- sending ---- */

static ssize_t send_some(struct clamd_io *io, const void *bytes, size_t n, int fd)
{
	struct iovec iov = { .iov_base = (void *)(uintptr_t)bytes, .iov_len = n };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { .bytes = { 0 } };
	if (fd >= 0) {
		msg.msg_control = control.bytes;
		msg.msg_controllen = sizeof(control.bytes);
		struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof(int));
	}
	return sendmsg(io->fd, &msg, MSG_NOSIGNAL);
}

bool clamd_io_send(struct clamd_io *io, const void *bytes, size_t n, int fd, int64_t deadline,
		   struct err *err)
{
	const char *p = bytes;
	while (n > 0) {
		ssize_t sent = send_some(io, p, n, fd);
		if (sent > 0) {
			p += sent;
			n -= (size_t)sent;
			fd = -1;
			continue;
		}
		if (sent < 0 && errno != EAGAIN && errno != EINTR)
			return down(err, "send");
		int ready = wait_for(io->fd, POLLOUT, deadline);
		if (ready < 0)
			return down(err, "poll");
		if (ready == 0)
			return timed_out(err, "take the request");
	}
	return true;
}

/* ---- receiving ---- */

/* One reply out of the buffer; false when there is no whole one. */
static bool take_buffered(struct clamd_io *io, char **reply, size_t *len)
{
	char *end = memchr(io->buffer, '\0', io->have);
	if (!end)
		return false;
	*len = (size_t)(end - io->buffer);
	*reply = g_strndup(io->buffer, *len);
	io->have -= *len + 1;
	memmove(io->buffer, end + 1, io->have);
	return true;
}

int clamd_io_reply(struct clamd_io *io, char **reply, size_t *len, int64_t deadline,
		   struct err *err)
{
	while (!take_buffered(io, reply, len)) {
		if (io->have >= CLAMD_REPLY_MAX) {
			err_set(err, SCOPE_TEMP, REASON_CLAMD_ANSWER, "clamd: endless reply");
			return -1;
		}
		ssize_t n = recv(io->fd, io->buffer + io->have, sizeof(io->buffer) - io->have, 0);
		if (n > 0) {
			io->have += (size_t)n;
			continue;
		}
		if (n == 0) {
			err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd closed the connection%s",
				io->have ? " in a reply" : "");
			return -1;
		}
		if (errno != EAGAIN && errno != EINTR) {
			down(err, "receive");
			return -1;
		}
		int ready = wait_for(io->fd, POLLIN, deadline);
		if (ready <= 0) {
			if (ready < 0)
				down(err, "poll");
			return ready;
		}
	}
	return 1;
}
