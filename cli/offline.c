/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mails out of files through the same nursery, sandbox, scanner and checks as
 * in the milter. The one difference: a mail that is held, refused or discarded
 * comes out as its notice, because there is nobody to be told "550".
 * Tests: tests/flow/test_cli.py.
 */
#include "offline.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "misogi/compose.h"
#include "misogi/io.h"
#include "misogi/iso2022jp.h"
#include "misogi/report.h"

#define MAIL_BYTES_MAX ((uint64_t)2047 << 20)
#define STRANGER "sender@invalid"
#define READER "recipient@invalid"

void offline_options_clear(struct offline_options *o)
{
	g_free(o->policy);
	g_free(o->crossing);
	g_free(o->from);
	g_free(o->clamd);
	g_strfreev(o->to);
}

/* ---- whom the mail goes to, and by which crossing ---- */

static const char *route_name(const struct route_answer *a)
{
	switch (a->route) {
	case ROUTE_NONE:
		return "no crossing leads there";
	case ROUTE_REFUSE:
		return "a refuse block names it";
	case ROUTE_PASS:
		return "a pass block names it: such mail is not sanitized";
	case ROUTE_CROSSING:
		return a->name;
	}
	return "";
}

static void add_recipient(struct offline *o, const char *address, const char *crossing)
{
	struct recipient *r = g_new0(struct recipient, 1);
	r->address = g_strdup(address);
	r->crossing = g_strdup(crossing);
	g_ptr_array_add(o->recipients, r);
}

static void recipient_free(void *p)
{
	struct recipient *r = p;
	g_free(r->address);
	g_free(r->crossing);
	g_free(r);
}

static int route_recipient(struct offline *o, const struct cli *cli, const char *address)
{
	struct route_answer a;
	policy_route(o->policy, "", address, &a);
	if (a.route == ROUTE_CROSSING) {
		add_recipient(o, address, a.name);
		return -1;
	}
	return cli_error(EX_NOPERM,
			 cli_text(cli, "--crossing NAME chooses one; misogi policy show lists them",
				  "--crossing 名前 で選べます。一覧は misogi policy show"),
			 "to %s: %s (%s)", address, route_name(&a), a.where);
}

static int choose_crossings(struct offline *o, const struct cli *cli)
{
	const struct offline_options *opt = o->options;
	const char *crossing = opt->crossing;
	if (crossing && !policy_has_crossing(o->policy, crossing))
		return cli_error(EX_USAGE,
				 cli_text(cli, "misogi policy show lists the crossings",
					  "一覧は misogi policy show"),
				 "no crossing \"%s\" in the policy", crossing);
	/* Nobody named: the first crossing is the one that a town has. */
	if (!crossing && !opt->to)
		crossing = policy_first_crossing(o->policy);
	if (!crossing && !opt->to)
		return cli_error(EX_CONFIG, NULL, "the policy has no crossing");
	if (!opt->to)
		add_recipient(o, READER, crossing);
	for (char **to = opt->to; to && *to; to++) {
		int status = -1;
		if (crossing)
			add_recipient(o, *to, crossing);
		else
			status = route_recipient(o, cli, *to);
		if (status >= 0)
			return status;
	}
	return -1;
}

/* ---- starting ---- */

/* The worker of the settings; without installed settings the one that was built or installed with
 * us. */
static char *worker_program(const struct config *config)
{
	static const char *const beside[] = { "misogi-worker", "../libexec/misogi/misogi-worker" };
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *dir = self ? g_path_get_dirname(self) : NULL;
	bool look = dir && !*config->path && access(config->worker_program, X_OK) != 0;
	for (size_t i = 0; look && i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *path = g_build_filename(dir, beside[i], NULL);
		if (access(path, X_OK) == 0)
			return g_steal_pointer(&path);
	}
	return g_strdup(config->worker_program);
}

/* "/run/clamd.sock" is meant as "unix:/run/clamd.sock". */
static char *clamd_address(const struct offline *o)
{
	const char *clamd = o->options->clamd ? o->options->clamd : o->config->clamd_socket;
	return *clamd == '/' ? g_strconcat("unix:", clamd, NULL) : g_strdup(clamd);
}

static bool start_scanner(struct offline *o, const struct cli *cli, struct err *err)
{
	g_autofree char *address = clamd_address(o);
	o->scanner = scanner_new(o->config, address);
	if (scanner_is_none(o->scanner))
		fprintf(stderr, "misogi: %s\n",
			cli_text(cli, "nothing is scanned: every file counts as not scanned",
				 "ウイルス検査をしません。ファイルはすべて「検査できなかった」もの"
				 "として扱います"));
	return scanner_check(o->scanner, err) && scanner_watch_start(o->scanner, err);
}

static bool start_nursery(struct offline *o, struct err *err)
{
	g_autofree char *program = worker_program(o->config);
	const struct nursery_options options = {
		.program = program,
		.config_path = *o->config->path ? o->config->path : NULL,
		.policy_path = o->options->policy ? o->options->policy : o->config->policy_file,
		.policy_digest = policy_digest(o->policy),
		.config = o->config,
	};
	o->nursery = nursery_start(&options, err);
	return o->nursery != NULL;
}

int offline_start(struct offline *o, struct cli *cli, const struct offline_options *options)
{
	*o = (struct offline){ .options = options };
	o->recipients = g_ptr_array_new_with_free_func(recipient_free);
	o->config = cli_config(cli);
	o->policy = o->config ? cli_policy(cli, options->policy) : NULL;
	if (!o->policy)
		return EX_CONFIG;
	int status = choose_crossings(o, cli);
	if (status >= 0)
		return status;
	struct err err = { 0 };
	if (!start_scanner(o, cli, &err)) {
		/* The milter would defer every mail. */
		cli_fail(cli, &err);
		return EX_TEMPFAIL;
	}
	return iso2022jp_init(&err) && start_nursery(o, &err) ? -1 : cli_fail(cli, &err);
}

void offline_stop(struct offline *o)
{
	if (o->nursery)
		nursery_unref(o->nursery);
	scanner_free(o->scanner);
	g_clear_pointer(&o->recipients, g_ptr_array_unref);
}

/* ---- one mail ---- */

static bool copy_all(int from, int to, struct err *err)
{
	g_autofree char *buffer = g_malloc(1 << 20);
	uint64_t size = 0;
	for (;;) {
		ssize_t n = io_read_full(from, buffer, 1 << 20);
		if (n < 0)
			return err_errno(err, REASON_SPOOL, "reading the mail");
		if (n == 0)
			return true;
		size += (uint64_t)n;
		if (size > MAIL_BYTES_MAX)
			return err_set(err, SCOPE_PERM, REASON_SPOOL, "larger than any mail");
		if (!io_write_all(to, buffer, (size_t)n))
			return err_errno(err, REASON_SPOOL, "keeping the mail");
	}
}

/* A sealed copy of the mail: the file may change while it is worked on, this cannot. */
static int read_mail(const char *path, struct err *err)
{
	AUTO_FD in = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (in < 0) {
		err_errno(err, REASON_SPOOL, "%s", path);
		return -1;
	}
	AUTO_FD out = io_memfd("mail");
	if (out < 0) {
		err_errno(err, REASON_SPOOL, "memfd");
		return -1;
	}
	if (!copy_all(in, out, err))
		return -1;
	if (!io_seal(out)) {
		err_errno(err, REASON_SPOOL, "sealing the mail");
		return -1;
	}
	return fd_steal(&out);
}

static struct envelope *envelope_for(const struct offline *o)
{
	struct envelope *e = envelope_new();
	g_free(e->id);
	e->id = envelope_new_id();
	g_free(e->sender);
	e->sender = g_strdup(o->options->from ? o->options->from : STRANGER);
	e->received = (int64_t)time(NULL);
	for (unsigned i = 0; i < o->recipients->len; i++) {
		const struct recipient *r = o->recipients->pdata[i];
		envelope_add_recipient(e, r->address, r->crossing);
	}
	return e;
}

/* What is written on the notice as the reason; FINDING_MAX: a rule. */
static enum finding_id holding_finding(const struct message *m)
{
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = m->findings->pdata[i];
		if (finding_floor_of(f->id) == FLOOR_HOLD)
			return f->id;
	}
	return FINDING_MAX;
}

/* The child died of this mail twice: the milter would hold it whole. False: to be deferred. */
static bool hold_without_answer(struct offline *o, struct offline_result *r, uint64_t size,
				const struct err *err)
{
	enum finding_id why;
	if (err->reason == REASON_WORKER_DIED)
		why = FINDING_WORKER_DIED;
	else if (err->reason == REASON_WORKER_TIMEOUT)
		why = FINDING_WORKER_TIMEOUT;
	else if (err->reason == REASON_WORKER_ANSWER)
		why = FINDING_WORKER_ANSWER;
	else
		return false;
	r->message = message_new();
	r->message->raw_size = size;
	r->message->action = MAIL_HOLD;
	message_find(r->message, NULL, why, "", err->text, o->config->limits.findings);
	return true;
}

static bool settle(struct offline *o, struct offline_result *r, struct err *err)
{
	r->action = r->message->action;
	switch (r->action) {
	case MAIL_SANITIZE:
		return true;
	case MAIL_HOLD:
	case MAIL_REJECT:
	case MAIL_DISCARD:
		r->message->charset = policy_body(o->policy)->charset;
		notice_in_place(r->message, r->envelope, o->config, holding_finding(r->message));
		/* The notice is a mail like any other; what was decided stays as it was. */
		r->message->action = r->action;
		return output_check(r->message, NULL, &o->config->limits, err);
	case MAIL_DEFER:
		return err_set(err, SCOPE_TEMP, REASON_BUSY, "rule \"%s\" (%s) defers this mail",
			       r->message->rule, r->message->rule_where);
	case MAIL_PASS:
	case MAIL_ACTION_MAX:
		break;
	}
	return err_set(err, SCOPE_BUG, REASON_WORKER_ANSWER, "an answer to pass unchanged");
}

bool offline_run(struct offline *o, const char *path, bool trace, struct offline_result *r,
		 struct err *err)
{
	struct offline_result result = { .memfd = read_mail(path, err) };
	uint64_t size = 0;
	if (result.memfd < 0)
		return false;
	result.envelope = envelope_for(o);
	bool ok = io_size(result.memfd, &size) || err_errno(err, REASON_SPOOL, "%s", path);
	const struct job job = { .config = o->config,
				 .envelope = result.envelope,
				 .message_fd = result.memfd,
				 .raw_size = size,
				 .scanner = o->scanner,
				 .trace = trace };
	struct err why = { 0 };
	if (ok)
		result.answer = job_run(o->nursery, &job, &why);
	if (result.answer) {
		result.message = result.answer->message;
	} else if (ok && !hold_without_answer(o, &result, size, &why)) {
		*err = why;
		ok = false;
	}
	result.scanner = scanner_version(o->scanner);
	if (ok && settle(o, &result, err)) {
		*r = result;
		return true;
	}
	offline_result_clear(&result);
	return false;
}

void offline_result_clear(struct offline_result *r)
{
	if (r->answer)
		job_answer_free(r->answer);
	else
		message_free(r->message);
	envelope_free(r->envelope);
	g_free(r->scanner);
	fd_close(&r->memfd);
}

json_t *offline_report(const struct offline *o, const struct offline_result *r)
{
	return report_of(r->envelope, r->message, policy_digest(o->policy), r->scanner);
}
