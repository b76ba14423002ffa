/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * main.c of misogi-worker: load what is needed, lock the door, bear children.
 * Started by misogi-milter and misogi with a control socket and a nearly empty
 * environment; holds no key and no other socket. Manual: misogi-worker(8).
 */
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include "child.h"
#include "misogi/answer.h"
#include "misogi/io.h"
#include "misogi/log.h"
#include "misogi/sanitize.h"
#include "misogi/text.h"
#include "nursery.h"
#include "sandbox.h"

struct arguments {
	int control;
	char *config_path, *policy_path; /* caller frees; ${config_path} may be NULL */
};

static bool is_socket(int fd)
{
	int type;
	socklen_t n = sizeof type;

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_SEQPACKET;
}

static bool parse_arguments(int argc, char **argv, struct arguments *a)
{
	const GOptionEntry entries[] = {
		{ "control", 0, 0, G_OPTION_ARG_INT, &a->control, "socket to the front", "FD" },
		{ "config", 0, 0, G_OPTION_ARG_FILENAME, &a->config_path, "misogi.conf", "FILE" },
		{ "policy", 0, 0, G_OPTION_ARG_FILENAME, &a->policy_path, "policy.conf", "FILE" },
		G_OPTION_ENTRY_NULL,
	};
	GOptionContext *context = g_option_context_new("- started by misogi-milter and misogi");

	g_option_context_add_main_entries(context, entries, NULL);
	bool good = g_option_context_parse(context, &argc, &argv, NULL) && argc == 1;
	g_option_context_free(context);
	return good && a->policy_path && a->control >= 0 && is_socket(a->control);
}

static bool explain_diags(const struct diags *diags, struct err *err)
{
	for (guint i = 0; i < diags->list->len; i++) {
		const struct diag *d = g_ptr_array_index(diags->list, i);
		g_autofree char *line = diag_line(d, false);
		if (d->is_error)
			return err_set(err, SCOPE_TEMP, REASON_CONFIG, "%s", line);
	}
	return err_set(err, SCOPE_TEMP, REASON_CONFIG, "settings cannot be loaded");
}

static bool load(const struct arguments *a, struct config **config, struct policy **policy,
		 struct err *err)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(config_t) c = config_load(a->config_path, diags);
	g_autoptr(policy_t) p = c ? policy_load(a->policy_path, diags) : NULL;

	if (!c || !p) {
		explain_diags(diags, err);
		return false;
	}
	*config = g_steal_pointer(&c);
	*policy = g_steal_pointer(&p);
	return sanitize_init(err);
}

/* Nothing inherited but standard error (until the door is locked), the control socket and ${null}.
 */
static bool close_the_rest(int *control, int null)
{
	if (null <= 3 || dup2(null, 0) < 0 || dup2(null, 1) < 0)
		return false;
	if (*control != 3 && dup2(*control, 3) < 0)
		return false;
	*control = 3;
	return (null == 4 || close_range(4, (unsigned)null - 1, 0) == 0) &&
	       close_range((unsigned)null + 1, ~0u, 0) == 0;
}

/* What children write to standard error is written by strangers: it belongs into no log. */
static bool silence(int null)
{
#ifdef MISOGI_SANITIZED
	return null >= 0; /* the sanitizers' reports are wanted */
#else
	return dup2(null, 2) >= 0;
#endif
}

/* Children copy each page that they touch: one arena, kept dense. */
static void tune_memory(void)
{
	mallopt(M_ARENA_MAX, 1);
	malloc_trim(0);
}

static void warn_of_gaps(const struct sandbox *box)
{
	if (!box->seccomp || !box->rlimits || !box->no_new_privs)
		log_write(LOG_LEVEL_WARNING,
			  "sandbox is weaker than it should be: seccomp=%d rlimits=%d "
			  "no_new_privs=%d",
			  box->seccomp, box->rlimits, box->no_new_privs);
}

/* The promises of this program, in order. */
static bool run(struct arguments *a, struct err *err)
{
	struct config *config = NULL;
	struct policy *policy = NULL;
	struct sandbox box;

	AUTO_FD null = fcntl(open("/dev/null", O_RDWR), F_DUPFD_CLOEXEC, 4);
	if (!close_the_rest(&a->control, null))
		return err_errno(err, REASON_INTERNAL, "descriptors");
	if (!load(a, &config, &policy, err))
		return false;
	log_open("misogi-worker", config->log_level);
	int signals = nursery_signals();
	if (signals < 0)
		return err_errno(err, REASON_INTERNAL, "signals");
	tune_memory();
	if (!sandbox_lock_nursery(&box, config, err))
		return false;
	warn_of_gaps(&box);
	if (!silence(null))
		return err_errno(err, REASON_INTERNAL, "/dev/null");
	if (!nursery_hello(a->control, &box, policy_digest(policy)))
		return err_errno(err, REASON_INTERNAL, "the front does not listen");
	struct nursery_life life = { a->control, &box, config, policy, child_work };
	return nursery_live(&life, signals, err);
}

int main(int argc, char **argv)
{
	struct arguments a = { .control = -1 };
	struct err err = { 0 };

	if (!parse_arguments(argc, argv, &a)) {
		fputs("misogi-worker is started by misogi-milter and misogi, not by hand; "
		      "see misogi-worker(8)\n",
		      stderr);
		return EX_USAGE;
	}
	log_open("misogi-worker", "info");
	if (run(&a, &err))
		return EX_OK;
	g_autofree char *why = text_log_value(err.text);
	log_write(LOG_LEVEL_ERROR, "%s: %s", reason_word(err.reason), why);
	failed_send(a.control, &err, 1000);
	return EX_CONFIG;
}
