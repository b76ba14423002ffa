/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * listener.c: we make the listening sockets ourselves and hand libmilter the
 * descriptor, because it sets neither the mode of a unix socket nor
 * TCP_NODELAY (without which each changed mail costs 40 ms), and removes a
 * stale socket only sometimes.
 *
 * A unix socket that someone still answers on is never taken away from them.
 * Tests: tests/unit/milter/test_listener.c.
 */
#include "listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/text.h"

#define BACKLOG 4096

static bool unix_address(const char *path, struct sockaddr_un *un)
{
	memset(un, 0, sizeof(*un));
	un->sun_family = AF_UNIX;
	return g_strlcpy(un->sun_path, path, sizeof(un->sun_path)) < sizeof(un->sun_path);
}

/* True when the path is free now: nothing there, or a socket that nobody answers on. */
static bool clear_stale(const char *path, const struct sockaddr_un *un, struct err *err)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT || err_errno(err, REASON_CONFIG, "%s", path);
	if (!S_ISSOCK(st.st_mode))
		return err_set(err, SCOPE_TEMP, REASON_CONFIG, "%s is there and no socket", path);
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)un, sizeof(*un)) == 0)
		return err_set(err, SCOPE_TEMP, REASON_CONFIG, "%s: another process listens there",
			       path);
	return unlink(path) == 0 || err_errno(err, REASON_CONFIG, "cannot remove stale %s", path);
}

static int open_unix(const char *path, unsigned mode, struct err *err)
{
	struct sockaddr_un un;

	if (!unix_address(path, &un)) {
		err_set(err, SCOPE_TEMP, REASON_CONFIG, "%s: path of a socket is too long", path);
		return -1;
	}
	if (!clear_stale(path, &un, err))
		return -1;
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	/* Nobody may connect before the mode is right: until listen() nobody can. */
	if (fd < 0 || bind(fd, (const struct sockaddr *)&un, sizeof(un)) != 0 ||
	    chmod(path, mode) != 0 || listen(fd, BACKLOG) != 0) {
		err_errno(err, REASON_CONFIG, "cannot listen on %s", path);
		return -1;
	}
	return fd_steal(&fd);
}

static int bind_one(const struct addrinfo *ai)
{
	int one = 1;
	AUTO_FD fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) != 0 ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) != 0 ||
	    bind(fd, ai->ai_addr, ai->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0)
		return -1;
	return fd_steal(&fd);
}

static int open_inet(const char *port_at_host, int family, struct err *err)
{
	g_auto(GStrv) halves = g_strsplit(port_at_host, "@", 2);
	struct addrinfo hints = { .ai_family = family,
				  .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *list = NULL;
	int fd = -1;

	if (!halves[0] || !halves[1] || getaddrinfo(halves[1], halves[0], &hints, &list) != 0) {
		err_set(err, SCOPE_TEMP, REASON_CONFIG, "%s: no such address", port_at_host);
		return -1;
	}
	for (const struct addrinfo *ai = list; ai && fd < 0; ai = ai->ai_next)
		fd = bind_one(ai);
	if (fd < 0)
		err_errno(err, REASON_CONFIG, "cannot listen on %s", port_at_host);
	freeaddrinfo(list);
	return fd;
}

static int take_fd(const char *number, struct err *err)
{
	uint64_t n;
	int listening = 0;
	socklen_t size = sizeof(listening);

	if (!text_parse_number(number, 3, 1 << 20, &n) ||
	    getsockopt((int)n, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening) {
		err_set(err, SCOPE_TEMP, REASON_CONFIG, "fd:%s is no listening socket", number);
		return -1;
	}
	fcntl((int)n, F_SETFD, FD_CLOEXEC);
	return (int)n;
}

int listener_open(const char *address, unsigned mode, struct err *err)
{
	if (g_str_has_prefix(address, "unix:"))
		return open_unix(address + 5, mode, err);
	if (g_str_has_prefix(address, "inet:"))
		return open_inet(address + 5, AF_INET, err);
	if (g_str_has_prefix(address, "inet6:"))
		return open_inet(address + 6, AF_INET6, err);
	if (g_str_has_prefix(address, "fd:"))
		return take_fd(address + 3, err);
	err_set(err, SCOPE_TEMP, REASON_CONFIG, "%s: not unix:, inet:, inet6: or fd:", address);
	return -1;
}

void listener_unlink(const char *address)
{
	if (g_str_has_prefix(address, "unix:"))
		unlink(address + 5);
}
