/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The asking side of the control socket. A milter that hangs costs some
 * seconds, not the terminal. Tests: tests/unit/cli/test_status.c.
 */
#include "control.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "misogi/io.h"

#define ANSWER_MAX (1u << 20)
#define WAIT_SECONDS 40 /* a reload starts a nursery before it answers */

static int connect_control(const char *path, char **why)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	if (g_strlcpy(addr.sun_path, path, sizeof(addr.sun_path)) >= sizeof(addr.sun_path)) {
		*why = g_strdup_printf("%s: path too long", path);
		return -1;
	}
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval patience = { .tv_sec = WAIT_SECONDS };
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) < 0 ||
	    connect(fd, (const struct sockaddr *)&addr, sizeof(addr)) < 0) {
		*why = g_strdup_printf("%s: %s", path, g_strerror(errno));
		return -1;
	}
	return fd_steal(&fd);
}

/* Up to the end of the line or of the connection; NULL when it is too long or breaks. */
static char *read_line(int fd)
{
	g_autoptr(GString) line = g_string_new(NULL);
	while (!strchr(line->str, '\n')) {
		char buffer[8192];
		ssize_t n = recv(fd, buffer, sizeof(buffer), 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || line->len + (size_t)n > ANSWER_MAX)
			return NULL;
		if (n == 0)
			break;
		g_string_append_len(line, buffer, n);
	}
	return g_string_free(g_steal_pointer(&line), FALSE);
}

static bool say(int fd, const char *line)
{
	ssize_t n = (ssize_t)strlen(line);
	return send(fd, line, (size_t)n, MSG_NOSIGNAL) == n;
}

json_t *control_ask(const struct config *config, const char *command, char **why)
{
	AUTO_FD fd = connect_control(config->control_socket, why);
	if (fd < 0)
		return NULL;
	json_t *question = json_pack("{s:s}", "command", command);
	g_autofree char *text = json_dumps(question, JSON_COMPACT);
	json_decref(question);
	g_autofree char *line = g_strconcat(text, "\n", NULL);
	g_autofree char *reply = say(fd, line) ? read_line(fd) : NULL;
	json_t *answer = reply ? json_loads(reply, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (json_is_object(answer))
		return answer;
	json_decref(answer);
	*why = g_strdup_printf("%s: the milter does not answer", config->control_socket);
	return NULL;
}

const json_t *control_at(const json_t *answer, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, ".", -1);
	for (char **s = steps; *s; s++)
		answer = json_object_get(answer, *s);
	return answer;
}

const char *control_text(const json_t *answer, const char *path)
{
	const char *text = json_string_value(control_at(answer, path));
	return text ? text : "";
}
