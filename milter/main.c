/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi-milter: the front. Takes mails from the MTA, has each sanitized by a
 * newborn process, keeps what was held, and tells the MTA the edits. Holds the
 * public key only, links no parser, never looks inside a mail.
 *
 * main() is a list of promises; the loop serves the control socket and looks
 * after the nursery while libmilter works in threads of its own.
 * Tests: tests/flow/.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/iso2022jp.h"
#include "misogi/log.h"
#include "misogi/text.h"

#include "callbacks.h"
#include "control.h"
#include "listener.h"
#include "notify.h"

#define TICK_MS 500
#define SCANNER_GRACE_MS 2000
#define RECEIVING_GRACE_MS 5000 /* how long a drain waits for mails whose end has not come */
#define CONTROL_MODE 0600

static struct options {
	char *config_path;
	char *policy_path;
	gboolean test, allow_root, version, foreground;
} options;

static int signal_fd = -1; /* an eventfd: written by the handler */

static bool read_options(int argc, char **argv)
{
	GOptionEntry entries[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &options.config_path, "Settings",
		  "FILE" },
		{ "policy", 0, 0, G_OPTION_ARG_FILENAME, &options.policy_path,
		  "Policy, in place of policy_file", "FILE" },
		{ "test", 't', 0, G_OPTION_ARG_NONE, &options.test,
		  "Test settings, policy and worker, then end", NULL },
		{ "foreground", 'f', 0, G_OPTION_ARG_NONE, &options.foreground,
		  "Stay in the foreground (always so)", NULL },
		{ "allow-root", 0, 0, G_OPTION_ARG_NONE, &options.allow_root,
		  "Run although the user is root (for tests)", NULL },
		{ "version", 0, 0, G_OPTION_ARG_NONE, &options.version, "Show the version", NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		fprintf(stderr, "misogi-milter: %s\n", error->message);
		return false;
	}
	if (argc > 1)
		fprintf(stderr, "misogi-milter: %s: no operands are taken\n", argv[1]);
	return argc == 1;
}

static void show_diags(const struct diags *diags)
{
	for (unsigned i = 0; i < diags->list->len; i++) {
		g_autofree char *line =
			diag_line(g_ptr_array_index(diags->list, i), text_wants_japanese());
		fprintf(stderr, "%s\n", line);
	}
}

static struct config *read_settings(void)
{
	g_autoptr(diags_t) diags = diags_new();
	const char *standard = MISOGI_SYSCONFDIR "/misogi.conf";

	if (!options.config_path && access(standard, F_OK) == 0)
		options.config_path = g_strdup(standard);
	struct config *c = config_load(options.config_path, diags);
	if (!c)
		show_diags(diags);
	return c;
}

static void on_signal(int number)
{
	uint64_t one = 1;
	int saved = errno;

	(void)number;
	if (write(signal_fd, &one, sizeof(one)) < 0)
		_exit(EX_OSERR);
	errno = saved;
}

/*
 * libmilter waits for these signals in a thread of its own and ends everything
 * within five seconds, at SIGHUP too. The kernel prefers the first thread that
 * does not block a signal, which is this one: it drains instead. SIGHUP is
 * ignored: `misogi reload` reloads.
 */
static bool catch_signals(void)
{
	struct sigaction drain = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	signal_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return signal_fd >= 0 && sigaction(SIGTERM, &drain, NULL) == 0 &&
	       sigaction(SIGINT, &drain, NULL) == 0 && sigaction(SIGHUP, &ignore, NULL) == 0 &&
	       sigaction(SIGPIPE, &ignore, NULL) == 0;
}

/* libmilter spins when it has no descriptor left: take all that we may have. */
static void raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
		log_write(LOG_LEVEL_WARNING, "cannot raise the limit of open files");
}

static bool load_first_generation(struct milter *m)
{
	g_autoptr(diags_t) diags = diags_new();
	struct err err = { 0 };
	bool ok = generations_load(m->generations, diags, &err);

	show_diags(diags);
	if (!ok)
		log_write(LOG_LEVEL_ERROR, "cannot start: %s: %s", reason_word(err.reason),
			  err.text);
	return ok;
}

/* The watch looks at once; it is given a moment, so that the first mail need not be deferred. */
static void await_scanner(struct milter *m)
{
	int64_t end = io_now_ms() + SCANNER_GRACE_MS;
	struct err err = { 0 };

	while (!scanner_healthy(m->scanner, &err) && io_now_ms() < end)
		g_usleep(20000);
	if (!scanner_healthy(m->scanner, &err))
		log_write(LOG_LEVEL_WARNING, "mail is deferred until the scanner is well: %s",
			  err.text);
}

/* A scanner that is not well is no reason to stay away: mail is deferred until it is. */
static bool open_store_and_scanner(struct milter *m)
{
	struct err err = { 0 };

	if (iso2022jp_init(&err))
		m->store = store_open(m->config, STORE_WRITE, &err);
	if (m->store)
		m->scanner = scanner_new(m->config, m->config->clamd_socket);
	if (!m->store || !scanner_watch_start(m->scanner, &err)) {
		log_write(LOG_LEVEL_ERROR, "cannot start: %s: %s", reason_word(err.reason),
			  err.text);
		return false;
	}
	await_scanner(m);
	return true;
}

static int listen_for_mta(struct milter *m, struct err *err)
{
	int given = notify_listening_fd();

	if (given >= 0)
		return given;
	return listener_open(m->config->listen, m->config->listen_mode, err);
}

static void revive_nursery(struct milter *m)
{
	static bool told;
	struct err err = { 0 };
	struct generation *g = generations_current(m->generations);
	bool alive = nursery_alive(g->nursery);

	generation_unref(g);
	if (alive)
		return;
	if (generations_revive(m->generations, &err)) {
		log_write(LOG_LEVEL_WARNING, "the nursery was gone; a new one has been started");
		told = false;
	} else if (!told) {
		log_write(LOG_LEVEL_ERROR,
			  "the nursery is gone and cannot be started, mail is deferred: %s: %s"
			  " (if the policy was edited: misogi policy check; misogi reload)",
			  reason_word(err.reason), err.text);
		told = true;
	}
}

/* The watchdog is fed only while a descriptor is to be had: without one nobody can connect. */
static void feed_watchdog(void)
{
	static int64_t last;
	int64_t interval = notify_interval_ms(), now = io_now_ms();

	if (interval == 0 || now - last < interval - TICK_MS)
		return;
	AUTO_FD spare = fcntl(signal_fd, F_DUPFD_CLOEXEC, 0);
	if (spare < 0) {
		log_write(LOG_LEVEL_ERROR, "no descriptors left");
		return;
	}
	last = now;
	notify_alive();
}

/* Until a signal (true) or the end of libmilter (false). */
static bool serve(struct milter *m, int control, int ended)
{
	struct pollfd fds[] = { { .fd = signal_fd, .events = POLLIN },
				{ .fd = ended, .events = POLLIN },
				{ .fd = control, .events = POLLIN } };

	for (;;) {
		if (poll(fds, G_N_ELEMENTS(fds), TICK_MS) < 0 && errno != EINTR)
			return false;
		if (fds[0].revents)
			return true;
		if (fds[1].revents)
			return false;
		if (fds[2].revents & POLLIN)
			control_serve(m, control);
		revive_nursery(m);
		feed_watchdog();
	}
}

/* New mails are told 421; those at their end are waited for, those still coming a short while. */
static void drain(struct milter *m)
{
	int64_t now = io_now_ms();
	int64_t end = now + m->config->limits.eom_seconds * INT64_C(1000);

	notify_stopping();
	log_write(LOG_LEVEL_INFO, "draining: %d messages at work", atomic_load(&m->receiving));
	atomic_store(&m->draining, true);
	for (int64_t began = now; now < end; now = io_now_ms()) {
		bool coming = atomic_load(&m->receiving) > 0 && now - began < RECEIVING_GRACE_MS;
		if (atomic_load(&m->at_end) == 0 && !coming)
			break;
		feed_watchdog();
		g_usleep(20000);
	}
}

/*
 * libmilter is not asked to stop: it takes seconds, and its threads live on
 * after it. They go with the process. The store is closed under nobody: while
 * draining, a message that has not begun finds no recipient taken and so no end.
 */
static void finish(struct milter *m)
{
	listener_unlink(m->config->listen);
	unlink(m->config->control_socket);
	if (atomic_load(&m->receiving) == 0)
		store_close(m->store);
	log_write(LOG_LEVEL_INFO, "stopped");
}

static bool start_serving(struct milter *m, int *control, int *ended)
{
	g_autofree char *control_address = g_strconcat("unix:", m->config->control_socket, NULL);
	struct err err = { 0 };
	int fd = -1;

	*ended = eventfd(0, EFD_CLOEXEC);
	*control = listener_open(control_address, CONTROL_MODE, &err);
	if (*control >= 0)
		fd = listen_for_mta(m, &err);
	if (fd < 0 || !callbacks_start(m, fd, *ended, &err)) {
		log_write(LOG_LEVEL_ERROR, "cannot start: %s", err.text);
		return false;
	}
	log_write(LOG_LEVEL_INFO, "misogi-milter %s listens on %s", MISOGI_VERSION,
		  m->config->listen);
	notify_status("at work");
	notify_ready();
	return true;
}

static int run(struct milter *m)
{
	int control, ended;

	if (!open_store_and_scanner(m) || !start_serving(m, &control, &ended))
		return EX_UNAVAILABLE;
	bool asked = serve(m, control, ended);
	if (asked)
		drain(m);
	else
		log_write(LOG_LEVEL_ERROR, "libmilter has ended");
	finish(m);
	return asked ? EX_OK : EX_SOFTWARE;
}

int main(int argc, char **argv)
{
	static struct milter m;

	if (!read_options(argc, argv))
		return EX_USAGE;
	if (options.version) {
		printf("misogi-milter %s\n", MISOGI_VERSION);
		return EX_OK;
	}
	if (geteuid() == 0 && !options.allow_root && !options.test) {
		fprintf(stderr, "misogi-milter: refuses to run as root (see --allow-root)\n");
		return EX_NOPERM;
	}
	g_autoptr(config_t) config = read_settings();
	if (!config)
		return EX_CONFIG;
	g_autofree char *cut_off = g_build_filename(config->store_directory, "cut-off", NULL);
	umask(0027);
	log_open("misogi-milter", config->log_level);
	raise_descriptors();
	m.config = config;
	m.cut_off_path = cut_off;
	m.started_ms = io_now_ms();
	m.generations = generations_new(options.config_path, options.policy_path);
	if (!catch_signals() || !load_first_generation(&m))
		return EX_CONFIG;
	if (options.test) {
		generations_free(m.generations);
		return EX_OK;
	}
	int status = run(&m);
	/* Other threads may live: no destructor may run under them. */
	fflush(NULL);
	_exit(status);
}
