/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi check --e2e: a mail of ours through the MTA, and its record in the
 * store. What is proved: on this way in, misogi saw the mail and sanitized it.
 * The mail carries an attachment that no policy delivers unseen: a file of
 * unknown type. Tests: tests/unit/cli/test_e2e.c, tests/flow.
 */
#include "checks.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "misogi/compose.h"
#include "misogi/io.h"
#include "misogi/store.h"
#include "misogi/text.h"

#define PATIENCE_SECONDS 150 /* longer than limit_eom_seconds by default */
#define RECORD_TRIES 50
#define RECORD_PAUSE_US 200000

/* ---- SMTP ---- */

static int connect_smtp(const char *where, char **why)
{
	g_auto(GStrv) parts = g_strsplit(where, ":", 2);
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
	int rc = getaddrinfo(parts[0], parts[0] && parts[1] ? parts[1] : "25", &hints, &list);
	if (rc != 0) {
		*why = g_strdup_printf("%s: %s", where, gai_strerror(rc));
		return -1;
	}
	struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	AUTO_FD fd = -1;
	for (struct addrinfo *a = list; a && fd < 0; a = a->ai_next) {
		fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) < 0)
			fd_close(&fd);
	}
	freeaddrinfo(list);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) < 0) {
		*why = g_strdup_printf("%s: %s", where, g_strerror(errno));
		return -1;
	}
	return fd_steal(&fd);
}

/* One reply, its last line; NULL when the connection breaks. Caller frees. */
static char *read_reply(int fd)
{
	g_autoptr(GString) line = g_string_new(NULL);
	while (line->len < 4000) {
		char c;
		if (recv(fd, &c, 1, 0) != 1)
			return NULL;
		if (c != '\n') {
			g_string_append_c(line, c);
			continue;
		}
		if (line->len < 4 || line->str[3] != '-')
			return g_strdup(g_strchomp(line->str));
		g_string_truncate(line, 0);
	}
	return NULL;
}

/* Sends ${text} and wants a reply that begins with ${code}; the reply (or why not) in ${said}. */
static bool talk(int fd, const char *text, char code, char **said)
{
	size_t n = strlen(text);
	g_free(*said);
	*said = NULL;
	if (n > 0 && send(fd, text, n, MSG_NOSIGNAL) != (ssize_t)n)
		*said = g_strdup("the connection broke");
	else
		*said = read_reply(fd);
	if (!*said)
		*said = g_strdup("no answer");
	return (*said)[0] == code;
}

/* Only what may stand in an SMTP command. */
static bool is_address(const char *s)
{
	return text_is_printable_ascii(s) && !strpbrk(s, "<> \"\\");
}

static bool send_mail(int fd, const char *from, const char *to, const char *mail, char **said)
{
	g_autofree char *mail_from = g_strdup_printf("MAIL FROM:<%s>\r\n", from);
	g_autofree char *rcpt_to = g_strdup_printf("RCPT TO:<%s>\r\n", to);
	g_autofree char *data = g_strconcat(mail, ".\r\n", NULL);
	return talk(fd, "", '2', said) && talk(fd, "EHLO misogi-check.invalid\r\n", '2', said) &&
	       talk(fd, mail_from, '2', said) && talk(fd, rcpt_to, '2', said) &&
	       talk(fd, "DATA\r\n", '3', said) && talk(fd, data, '2', said);
}

static char *canary_mail(const char *token, const char *from, const char *to)
{
	g_autofree char *date = compose_date(g_get_real_time() / G_USEC_PER_SEC);
	return g_strdup_printf(
		"From: <%s>\r\nTo: <%s>\r\nSubject: misogi check --e2e\r\n"
		"Date: %s\r\nMessage-ID: <%s@misogi-check.invalid>\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
		"--b\r\nContent-Type: text/plain\r\n\r\n"
		"A test of misogi by its administrator. %s\r\n"
		"--b\r\nContent-Type: application/octet-stream; name=\"canary.bin\"\r\n"
		"Content-Disposition: attachment; filename=\"canary.bin\"\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\n"
		"AAECA21pc29naQ==\r\n--b--\r\n",
		from, to, date, token, token);
}

/* ---- the record ---- */

/* The action recorded for the mail with ${token}; NULL when there is none in time. Caller frees. */
static char *recorded_action(struct store *store, const char *token, struct err *err)
{
	g_autofree char *where = g_strdup_printf("message-id:%s", token);
	for (int i = 0; i < RECORD_TRIES; i++) {
		json_t *rows = store_list_messages(store, where, 1, err);
		if (!rows)
			return NULL;
		const char *action =
			json_string_value(json_object_get(json_array_get(rows, 0), "action"));
		char *copy = g_strdup(action);
		json_decref(rows);
		if (copy)
			return copy;
		g_usleep(RECORD_PAUSE_US);
	}
	return NULL;
}

static void check_record(struct checks *c, const struct config *config, const char *token,
			 const char *smtp)
{
	struct err err = { 0 };
	struct store *store = store_open(config, STORE_READ, &err);
	g_autofree char *action = store ? recorded_action(store, token, &err) : NULL;
	store_close(store);
	if (err.scope != SCOPE_OK) {
		check_add(c, CHECK_FAIL, "e2e", "look at store_directory, as its owner",
			  "store_directory を所有者として確かめる", "%s", err.text);
		return;
	}
	bool good = action && (strcmp(action, "sanitize") == 0 || strcmp(action, "hold") == 0);
	check_add(c, good ? CHECK_OK : CHECK_FAIL, "e2e",
		  "this way in goes around misogi: misogi check --postfix",
		  "この入口は misogi を通っていない: misogi check --postfix", "%s: %s", smtp,
		  action ? action : "delivered, and misogi has no record of it");
}

void check_e2e(struct checks *c, const struct config *config, const char *smtp, const char *from,
	       const char *to)
{
	if (!is_address(from) || !is_address(to)) {
		check_add(c, CHECK_FAIL, "e2e", "plain addresses only", "普通のアドレスで",
			  "--from or --to is no address");
		return;
	}
	g_autofree char *said = NULL;
	AUTO_FD fd = connect_smtp(smtp, &said);
	g_autofree char *token = g_uuid_string_random();
	g_autofree char *mail = canary_mail(token, from, to);
	bool taken = fd >= 0 && send_mail(fd, from, to, mail, &said);
	if (taken) {
		(void)!send(fd, "QUIT\r\n", 6, MSG_NOSIGNAL);
		check_record(c, config, token, smtp);
		return;
	}
	g_autofree char *safe = text_one_line(said, 300);
	check_add(c, CHECK_FAIL, "e2e", "the MTA did not take the mail: see its log and ours",
		  "MTA が受け取らなかった。ログを見る", "%s: %s", smtp, safe);
}
