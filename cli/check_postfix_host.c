/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What of Postfix is not a setting: its version, mail that waits on hold, and
 * whether misogi-milter may have as many descriptors as Postfix has processes.
 * Tests: tests/unit/cli/test_postfix.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "check_postfix.h"
#include "control.h"

#define HOLD_DEPTH 4		/* folders in folders: hash_queue_depth is 1 by default */
#define DESCRIPTORS_A_PROCESS 4 /* connection, spool, job, clamd */

static void check_version(const struct context *x)
{
	const char *version = postfix_value(x->postfix, NULL, "mail_version");
	int major = 0, minor = 0, patch = 0;
	/* Older ones corrupt replaced bodies or change the wrong header. */
	bool known = sscanf(version, "%d.%d.%d", &major, &minor, &patch) >= 2;
	bool good =
		known && (major > 3 || (major == 3 && (minor > 7 || (minor == 7 && patch >= 11))));
	check_add(x->checks, good ? CHECK_OK : CHECK_FAIL, "postfix-version",
		  "Postfix 3.7.11 or later", "Postfix 3.7.11 以降にする", "Postfix %s", version);
}

/* ---- hold ---- */

/* Files below ${path} into ${*n}; false with errno when a folder cannot be read. */
static bool count_files(const char *path, unsigned depth, unsigned *n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &error);
	if (!dir) {
		errno = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? ENOENT : EACCES;
		return errno == ENOENT;
	}
	for (const char *name; (name = g_dir_read_name(dir));) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		if (!g_file_test(inner, G_FILE_TEST_IS_DIR))
			(*n)++;
		else if (depth > 0 && !count_files(inner, depth - 1, n))
			return false;
	}
	return true;
}

/* Neither postsuper -H nor -r runs the milters again. */
static void check_hold(const struct context *x)
{
	g_autofree char *hold =
		g_build_filename(postfix_value(x->postfix, NULL, "queue_directory"), "hold", NULL);
	unsigned n = 0;
	bool known = count_files(hold, HOLD_DEPTH, &n);
	g_autofree char *found =
		known ? g_strdup_printf("%u mails", n) : g_strdup("cannot be read");
	check_add(x->checks, known && n == 0 ? CHECK_OK : CHECK_WARN, "postfix-hold",
		  known ? "know each one before postsuper -H: it is not sanitized again"
			: "run as root to see it",
		  known ? "postsuper -H の前に確かめる。解放しても無害化はやり直されない"
			: "root で実行する",
		  "%s: %s", hold, found);
}

/* ---- descriptors ---- */

/* The soft limit of process ${pid}; 0 when it cannot be read. */
static unsigned long long open_files_of(long long pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%lld/limits", pid);
	g_autofree char *text = NULL;
	unsigned long long limit = 0;
	if (!g_file_get_contents(path, &text, NULL, NULL))
		return 0;
	const char *line = strstr(text, "Max open files");
	return line && sscanf(line, "Max open files %llu", &limit) == 1 ? limit : 0;
}

/* All smtpd at once; 0: as many as they like. */
static unsigned long long processes_of(const struct postfix *p)
{
	const struct postfix_service *s;
	unsigned long long sum = 0;
	for (unsigned n = 0; (s = postfix_service_of(p, "smtpd", n)) != NULL; n++) {
		if (s->processes == 0)
			return 0;
		sum += s->processes;
	}
	return sum;
}

/* Without descriptors accept(2) fails, and libmilter turns in circles without a word. */
static void check_descriptors(const struct context *x)
{
	g_autofree char *why = NULL;
	json_t *status = control_ask(x->config, "status", &why);
	long long pid = json_integer_value(control_at(status, "pid"));
	unsigned long long limit = pid > 0 ? open_files_of(pid) : 0;
	unsigned long long processes = processes_of(x->postfix);
	g_autofree char *found = limit ? g_strdup_printf("%llu", limit) : g_strdup("unknown");
	bool fits = limit > 0 && processes > 0 && limit >= DESCRIPTORS_A_PROCESS * processes;
	check_add(x->checks, fits ? CHECK_OK : CHECK_WARN, "postfix-descriptors",
		  limit ? "LimitNOFILE of misogi-milter at least four times the smtpd processes"
			: "start misogi-milter, and run as root",
		  limit ? "misogi-milter の LimitNOFILE を smtpd のプロセス数の4倍以上にする"
			: "misogi-milter を起動し、root で実行する",
		  "smtpd: %llu processes, misogi-milter: %s descriptors", processes, found);
	json_decref(status);
}

void check_host(const struct context *x)
{
	check_version(x);
	check_hold(x);
	check_descriptors(x);
}
