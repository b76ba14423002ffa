/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * control.c: `misogi status` and `misogi reload` ask here. Only root and our
 * own user are heard (the kernel says who connects), whatever the mode of the
 * socket. A command is a row of the table.
 *
 * Never shows anything of a mail. Tests: tests/unit/milter/test_control.c.
 */
#include "control.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/log.h"
#include "misogi/text.h"

#define REQUEST_BYTES_MAX 4096

static json_t *failure(const char *text)
{
	return json_pack("{s:b, s:s}", "ok", 0, "error", text);
}

static json_t *failure_of(const struct err *err)
{
	return json_pack("{s:b, s:s, s:s}", "ok", 0, "reason", reason_word(err->reason), "error",
			 err->text);
}

static json_t *status_nursery(const struct generation *g)
{
	struct walls w = nursery_walls(g->nursery);

	return json_pack("{s:i, s:b, s:{s:b, s:i, s:b, s:b}}", "pid", (int)nursery_pid(g->nursery),
			 "alive", nursery_alive(g->nursery), "walls", "seccomp", w.seccomp,
			 "landlock_abi", (int)w.landlock_abi, "rlimits", w.rlimits, "no_new_privs",
			 w.no_new_privs);
}

static json_t *status_scanner(const struct milter *m)
{
	struct err err = { 0 };
	bool healthy = scanner_healthy(m->scanner, &err);
	g_autofree char *version = scanner_version(m->scanner);

	return json_pack("{s:b, s:b, s:s, s:s}", "healthy", healthy, "none",
			 scanner_is_none(m->scanner), "version", version, "error",
			 healthy ? "" : err.text);
}

static json_t *status_store(const struct milter *m)
{
	struct err err = { 0 };
	bool room = store_has_room(m->store, &err);
	json_t *stats = store_stats(m->store, &err);

	return json_pack("{s:b, s:s, s:o?}", "room", room, "error",
			 err.scope == SCOPE_OK ? "" : err.text, "stats", stats);
}

static json_t *status_counters(const struct milter *m)
{
	json_t *o = json_object();

#define X(name)                                                                                    \
	json_object_set_new(o, #name, json_integer((json_int_t)atomic_load(&m->counters.name)));
	COUNTERS(X)
#undef X
	return o;
}

static json_t *command_status(struct milter *m, const json_t *request)
{
	struct generation *g = generations_current(m->generations);
	json_t *answer;

	(void)request;
	answer = json_pack(
		"{s:b, s:s, s:i, s:I, s:i, s:s, s:s, s:b, s:b, s:i, s:i, s:o, s:o, s:o, s:o}", "ok",
		1, "version", MISOGI_VERSION, "pid", (int)getpid(), "uptime_s",
		(json_int_t)((io_now_ms() - m->started_ms) / 1000), "generation", (int)g->number,
		"policy_digest", policy_digest(g->policy), "policy_file", g->config->policy_file,
		"draining", atomic_load(&m->draining), "cut_off",
		access(m->cut_off_path, F_OK) == 0, "receiving", atomic_load(&m->receiving),
		"at_end", atomic_load(&m->at_end), "nursery", status_nursery(g), "scanner",
		status_scanner(m), "store", status_store(m), "counters", status_counters(m));
	generation_unref(g);
	return answer;
}

static json_t *command_version(struct milter *m, const json_t *request)
{
	(void)m;
	(void)request;
	return json_pack("{s:b, s:s}", "ok", 1, "version", MISOGI_VERSION);
}

static json_t *command_check(struct milter *m, const json_t *request)
{
	struct err err = { 0 };
	struct generation *g = generations_current(m->generations);
	bool alive = nursery_alive(g->nursery);

	(void)request;
	generation_unref(g);
	if (!scanner_check(m->scanner, &err) || !store_has_room(m->store, &err))
		return failure_of(&err);
	return alive ? json_pack("{s:b}", "ok", 1) : failure("the nursery is gone");
}

/* What a reload does not touch, because it was given away at the start. */
static json_t *needs_restart(const struct config *old, const struct config *new)
{
	static const char *const fixed[] = {
		"listen",	   "listen_mode",	    "control_socket",
		"store_directory", "store_reserve",	    "public_key_file",
		"clamd_socket",	   "clamd_canary_interval", "signature_max_age",
		"log_level",
	};
	json_t *list = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++) {
		g_autofree char *a = config_get(old, fixed[i]);
		g_autofree char *b = config_get(new, fixed[i]);
		if (g_strcmp0(a, b) != 0)
			json_array_append_new(list, json_string(fixed[i]));
	}
	return list;
}

static json_t *diag_lines(const struct diags *diags)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < diags->list->len; i++) {
		g_autofree char *line = diag_line(g_ptr_array_index(diags->list, i), false);
		json_array_append_new(list, json_string(line));
		log_write(LOG_LEVEL_WARNING, "reload: %s", line);
	}
	return list;
}

static json_t *command_reload(struct milter *m, const json_t *request)
{
	g_autoptr(diags_t) diags = diags_new();
	struct err err = { 0 };

	(void)request;
	if (!generations_load(m->generations, diags, &err)) {
		log_write(LOG_LEVEL_ERROR, "reload refused, the running generation stays: %s",
			  err.text);
		json_t *answer = failure_of(&err);
		json_object_set_new(answer, "diags", diag_lines(diags));
		return answer;
	}
	struct generation *g = generations_current(m->generations);
	log_write(LOG_LEVEL_INFO, "reload: generation %u, policy %s", g->number,
		  policy_digest(g->policy));
	json_t *answer =
		json_pack("{s:b, s:i, s:s, s:o, s:o}", "ok", 1, "generation", (int)g->number,
			  "policy_digest", policy_digest(g->policy), "needs_restart",
			  needs_restart(m->config, g->config), "diags", diag_lines(diags));
	struct err unwritten = { 0 };
	json_t *detail = json_pack("{s:i, s:s}", "generation", (int)g->number, "policy_digest",
				   policy_digest(g->policy));
	if (!store_audit(m->store, "misogi-milter", "reload", "", detail, &unwritten))
		log_write(LOG_LEVEL_ERROR, "reload is not in the record: %s", unwritten.text);
	json_decref(detail);
	generation_unref(g);
	return answer;
}

/* The cut-off works even when the record cannot be written; the way back does not. */
static json_t *command_cut_off(struct milter *m, const json_t *request)
{
	struct err err = { 0 };

	(void)request;
	if (!store_audit(m->store, "administrator", "cut-off", "", NULL, &err))
		log_write(LOG_LEVEL_ERROR, "cut-off is not in the record: %s", err.text);
	AUTO_FD fd = open(m->cut_off_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0 || fsync(fd) != 0)
		return failure("the cut-off cannot be switched on");
	log_write(LOG_LEVEL_WARNING, "cut-off is on: every mail is deferred");
	return json_pack("{s:b, s:b}", "ok", 1, "cut_off", 1);
}

static json_t *command_resume(struct milter *m, const json_t *request)
{
	struct err err = { 0 };

	(void)request;
	if (!store_audit(m->store, "administrator", "resume", "", NULL, &err))
		return failure_of(&err);
	if (unlink(m->cut_off_path) != 0 && errno != ENOENT)
		return failure("the cut-off cannot be switched off");
	log_write(LOG_LEVEL_WARNING, "cut-off is off");
	return json_pack("{s:b, s:b}", "ok", 1, "cut_off", 0);
}

static const struct {
	const char *name;
	json_t *(*run)(struct milter *m, const json_t *request);
} commands[] = {
	{ "status", command_status }, { "version", command_version }, { "check", command_check },
	{ "reload", command_reload }, { "cut-off", command_cut_off }, { "resume", command_resume },
};

static json_t *answer_to(struct milter *m, const char *line)
{
	json_t *request = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	const char *name = json_string_value(json_object_get(request, "command"));
	json_t *answer = NULL;

	for (size_t i = 0; name && !answer && i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(name, commands[i].name) == 0)
			answer = commands[i].run(m, request);
	}
	json_decref(request);
	return answer ? answer : failure("no such command");
}

static bool is_allowed(int fd)
{
	struct ucred who;
	socklen_t size = sizeof(who);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
	       (who.uid == 0 || who.uid == geteuid());
}

/* One line of at most REQUEST_BYTES_MAX within a second; NULL otherwise. */
static char *read_line(int fd)
{
	int64_t end = io_now_ms() + 1000;
	char buf[REQUEST_BYTES_MAX];
	size_t n = 0;

	while (n < sizeof(buf) && io_now_ms() < end) {
		ssize_t got = recv(fd, buf + n, sizeof(buf) - n, 0);
		if (got <= 0)
			return NULL;
		const char *lf = memchr(buf + n, '\n', (size_t)got);
		n += (size_t)got;
		if (lf)
			return g_strndup(buf, (size_t)(lf - buf));
	}
	return NULL;
}

void control_serve(struct milter *m, int listening)
{
	struct timeval second = { .tv_sec = 1 };
	AUTO_FD fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second)) != 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second)) != 0)
		return;
	bool allowed = is_allowed(fd);
	g_autofree char *line = allowed ? read_line(fd) : NULL;
	json_t *answer = !allowed ? failure("not allowed")
			 : line	  ? answer_to(m, line)
				  : failure("a line of JSON is wanted");
	g_autofree char *text = json_dumps(answer, JSON_COMPACT);
	json_decref(answer);
	g_autofree char *out = g_strdup_printf("%s\n", text ? text : "{\"ok\":false}");
	if (send(fd, out, strlen(out), MSG_NOSIGNAL) < 0)
		log_write(LOG_LEVEL_DEBUG, "control: the client is gone");
}
