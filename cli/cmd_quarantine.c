/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi quarantine: what is held, and what may be done with it. Whatever opens
 * or ends something wants a reason, is recorded first, and does nothing when
 * the record cannot be written. Tests: tests/unit/cli/test_quarantine.c
 */
#include "cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "held.h"
#include "misogi/hash.h"
#include "misogi/io.h"
#include "misogi/text.h"

#define GRACE_SECONDS 3600 /* a file of a mail at work is younger than that */

struct options {
	char *out, *reason, *approved_by;
	gboolean yes, repair;
	int limit;
};

struct verb {
	const char *name;
	int operands; /* how many; -1: any */
	bool wants_reason, wants_out;
	int (*run)(struct cli *cli, struct store *s, const struct options *o, int argc,
		   char **argv);
};

/* ---- looking ---- */

static void list_row(struct cli_table *t, const json_t *row)
{
	g_autofree char *id =
		g_strdup_printf("%s/%s", held_text(row, "message"), held_text(row, "part"));
	g_autofree char *received = held_time(held_number(row, "received"));
	g_autofree char *until = held_time(held_number(row, "keep_until"));
	g_autofree char *size = text_size((uint64_t)held_number(row, "size"));
	bool released = json_is_true(json_object_get(row, "is_released"));
	cli_table_row(t, id, received, held_text(row, "class"), size, held_text(row, "scan"),
		      released ? "released" : held_text(row, "release"), until,
		      held_text(row, "sender"), held_text(row, "recipients"),
		      held_text(row, "name"), NULL);
}

static int list(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	static const char *const headings[] = { "ID",	"RECEIVED", "TYPE", "SIZE",
						"SCAN", "RELEASE",  "KEEP", "FROM",
						"TO",	"NAME",	    NULL };
	struct err err = { 0 };
	g_autofree char *where = held_where(argc, argv);
	json_t *rows = store_list_parts(s, where, (unsigned)o->limit, &err);
	if (!rows)
		return held_fail(cli, &err);
	if (cli->json) {
		cli_json(rows);
		return EX_OK;
	}
	struct cli_table *t = cli_table_new(headings);
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row) list_row(t, row);
	cli_table_end(t, stdout);
	json_decref(rows);
	return EX_OK;
}

static void field(struct cli_table *t, const char *label, const char *value)
{
	if (*value)
		cli_table_row(t, label, value, NULL);
}

static char *joined(const json_t *array, const char *key)
{
	GString *s = g_string_new(NULL);
	size_t i;
	json_t *element;
	json_array_foreach(array, i, element)
		g_string_append_printf(s, "%s%s", i ? ", " : "", held_text(element, key));
	return g_string_free(s, FALSE);
}

static char *held_state(const json_t *blob)
{
	if (!json_is_object(blob))
		return g_strdup("");
	if (json_is_true(json_object_get(blob, "is_held")))
		return json_array_size(json_object_get(blob, "releases")) > 0
			       ? g_strdup("held, released")
			       : g_strdup("held");
	g_autofree char *when = held_time(held_number(blob, "erased"));
	return g_strdup_printf("deleted %s by %s: %s", when, held_text(blob, "erased_by"),
			       held_text(blob, "erased_why"));
}

static void show_part(struct cli_table *t, const json_t *part)
{
	g_autofree char *label = g_strdup_printf("part %s", held_text(part, "path"));
	g_autofree char *size = text_size((uint64_t)held_number(part, "size"));
	g_autofree char *found = joined(json_object_get(part, "findings"), "finding");
	g_autofree char *state = held_state(json_object_get(part, "blob"));
	g_autofree char *until = held_time(held_number(part, "keep_until"));
	g_autofree char *head = g_strdup_printf("%s %s %s", held_text(part, "name"),
						held_text(part, "class"), size);
	g_autofree char *scan =
		g_strdup_printf("%s %s", held_text(part, "scan"), held_text(part, "scan_word"));
	g_autofree char *action =
		g_strdup_printf("%s  (%s %s)", held_text(part, "action"), held_text(part, "rule"),
				held_text(part, "rule_where"));
	field(t, label, head);
	field(t, "  scan", scan);
	field(t, "  sha256", held_text(part, "sha256"));
	field(t, "  findings", found);
	field(t, "  action", action);
	field(t, "  release", held_text(part, "release"));
	field(t, "  kept until", until);
	field(t, "  state", state);
}

static void show_message(const json_t *m)
{
	struct cli_table *t = cli_table_new(NULL);
	g_autofree char *received = held_time(held_number(m, "received"));
	g_autofree char *to = joined(json_object_get(m, "recipients"), "address");
	g_autofree char *found = joined(json_object_get(m, "findings"), "finding");
	g_autofree char *original =
		held_state(json_object_get(json_object_get(m, "original"), "blob"));
	g_autofree char *rule =
		g_strdup_printf("%s %s", held_text(m, "rule"), held_text(m, "rule_where"));
	field(t, "id", held_text(m, "id"));
	field(t, "queue id", held_text(m, "queue_id"));
	field(t, "received", received);
	field(t, "client", held_text(m, "client"));
	field(t, "sender", held_text(m, "sender"));
	field(t, "from", held_text(m, "from_address"));
	field(t, "to", to);
	field(t, "subject", held_text(m, "subject"));
	field(t, "crossing", held_text(m, "crossing"));
	field(t, "auth", held_text(m, "auth_detail"));
	field(t, "action", held_text(m, "action"));
	field(t, "rule", rule);
	field(t, "why", held_text(m, "why"));
	field(t, "reply", held_text(m, "reply"));
	field(t, "state", held_text(m, "state"));
	field(t, "policy", held_text(m, "policy"));
	field(t, "scanner", held_text(m, "scanner"));
	field(t, "findings", found);
	field(t, "original", original);
	size_t i;
	json_t *part;
	json_array_foreach(json_object_get(m, "parts"), i, part) show_part(t, part);
	cli_table_end(t, stdout);
}

static int show(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	(void)o;
	(void)argc;
	struct err err = { 0 };
	json_t *m = store_show_message(s, argv[1], &err);
	if (!m)
		return held_fail(cli, &err);
	if (cli->json) {
		cli_json(m);
		return EX_OK;
	}
	show_message(m);
	json_decref(m);
	return EX_OK;
}

/* ---- opening ---- */

/* Opens into memory: nothing leaves before it is whole, right and recorded. An exit status. */
static int open_held(struct cli *cli, struct store *s, const struct held *h, int fd)
{
	struct err err = { 0 };
	char sha256[65];
	if (!store_get_blob(s, h->blob, fd, &err))
		return held_fail(cli, &err);
	if (*h->sha256 && (!hash_fd(fd, sha256) || strcmp(sha256, h->sha256) != 0))
		return cli_error(EX_DATAERR, NULL,
				 "%s/%s is not what was recorded: SHA-256 differs", h->message,
				 h->part);
	return EX_OK;
}

static bool copy_all(int in, int out)
{
	char buf[65536];
	ssize_t n;
	uint64_t at = 0;
	while ((n = io_pread_full(in, buf, sizeof(buf), at)) > 0) {
		if (!io_write_all(out, buf, (size_t)n))
			return false;
		at += (uint64_t)n;
	}
	return n == 0;
}

/* The file is made before the record, empty: a name that cannot be written records nothing. */
static int make_out(const char *path)
{
	if (strcmp(path, "-") == 0) {
		if (!isatty(STDOUT_FILENO))
			return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
		cli_error(EX_USAGE, "give -o FILE", "what strangers sent is not for a terminal");
		return -1;
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		cli_error(EX_CANTCREAT, NULL, "%s: %s", path, g_strerror(errno));
	return fd;
}

static int write_out(const struct options *o, int in, int out)
{
	bool is_file = strcmp(o->out, "-") != 0;
	if (copy_all(in, out) && (!is_file || fsync(out) == 0))
		return EX_OK;
	int status = cli_error(EX_IOERR, NULL, "%s: %s", o->out, g_strerror(errno));
	if (is_file)
		unlink(o->out);
	return status;
}

typedef bool (*record_fn)(struct store *s, const struct held *h, const struct options *o,
			  struct err *err);

static int open_and_write(struct cli *cli, struct store *s, const struct options *o,
			  const char *spec, record_fn record)
{
	struct err err = { 0 };
	g_auto(held_t) h = { 0 };
	int status = held_find(cli, s, spec, &h);
	if (status != EX_OK)
		return status;
	AUTO_FD in = io_memfd("held");
	if (in < 0)
		return cli_error(EX_OSERR, NULL, "memfd: %s", g_strerror(errno));
	status = open_held(cli, s, &h, in);
	if (status != EX_OK)
		return status;
	AUTO_FD out = make_out(o->out);
	if (out < 0)
		return EX_CANTCREAT;
	if (!record(s, &h, o, &err)) {
		if (strcmp(o->out, "-") != 0)
			unlink(o->out);
		return held_fail(cli, &err);
	}
	return write_out(o, in, out);
}

static bool record_export(struct store *s, const struct held *h, const struct options *o,
			  struct err *err)
{
	g_autofree char *actor = held_actor();
	g_autofree char *why = g_utf8_make_valid(o->reason, -1);
	g_autofree char *to = g_utf8_make_valid(o->out, -1);
	json_t *detail = json_pack("{s:s, s:s, s:s, s:s, s:s}", "blob", h->blob, "part", h->part,
				   "sha256", h->sha256, "why", why, "to", to);
	bool ok = store_audit(s, actor, "export", h->message, detail, err);
	json_decref(detail);
	return ok;
}

static int export(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	(void)argc;
	return open_and_write(cli, s, o, argv[1], record_export);
}

static bool record_release(struct store *s, const struct held *h, const struct options *o,
			   struct err *err)
{
	g_autofree char *actor = held_actor();
	return store_release_blob(s, h->blob, actor, o->approved_by, o->reason, err);
}

static int release(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	(void)argc;
	return open_and_write(cli, s, o, argv[1], record_release);
}

/* ---- ending ---- */

static int delete (struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	(void)argc;
	struct err err = { 0 };
	g_auto(held_t) h = { 0 };
	int status = held_find(cli, s, argv[1], &h);
	if (status != EX_OK)
		return status;
	g_autofree char *size = text_size(h.size);
	if (!o->yes)
		return cli_error(EX_USAGE,
				 cli_text(cli, "say --yes to do it", "消すときは --yes を付ける"),
				 cli_text(cli, "would delete %s/%s %s (%s) for ever",
					  "%s/%s %s（%s）を消します。元に戻せません"),
				 h.message, h.part, h.name, size);
	g_autofree char *actor = held_actor();
	if (!store_delete_blob(s, h.blob, actor, o->reason, &err))
		return held_fail(cli, &err);
	printf("deleted %s/%s (%s)\n", h.message, h.part, size);
	return EX_OK;
}

static int check(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	struct err err = { 0 };
	json_t *report;
	if (!store_check(s, GRACE_SECONDS, o->repair, &report, &err))
		return held_fail(cli, &err);
	size_t missing = json_array_size(json_object_get(report, "missing"));
	if (cli->json)
		cli_json(json_incref(report));
	else
		printf("%lld files, %zu without row (%lld removed), %zu rows without their file\n",
		       (long long)held_number(report, "blobs"),
		       json_array_size(json_object_get(report, "orphans")),
		       (long long)held_number(report, "removed"), missing);
	json_decref(report);
	return missing ? EX_DATAERR : EX_OK;
}

/* ---- the command ---- */

static const struct verb verbs[] = {
	{ "list", -1, false, false, list },   { "show", 1, false, false, show },
	{ "export", 1, true, true, export },  { "release", 1, true, true, release },
	{ "delete", 1, true, false, delete }, { "check", 0, false, false, check },
};

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static int missing_option(const struct verb *v, const struct options *o)
{
	if (v->wants_out && !o->out)
		return cli_error(EX_USAGE, NULL, "quarantine %s wants -o FILE", v->name);
	if (v->wants_reason && (!o->reason || !*o->reason))
		return cli_error(EX_USAGE, NULL, "quarantine %s wants --reason TEXT", v->name);
	return EX_OK;
}

static int run_verb(struct cli *cli, const struct options *o, int argc, char **argv)
{
	int status = EX_OK;
	const struct verb *v = argc > 1 ? find_verb(argv[1]) : NULL;
	if (!v || (v->operands >= 0 && argc - 2 != v->operands) || o->limit < 1)
		return cli_usage(cli);
	status = missing_option(v, o);
	if (status != EX_OK)
		return status;
	struct store *s = held_open_store(cli, &status);
	if (!s)
		return status;
	status = v->run(cli, s, o, argc - 1, argv + 1);
	store_close(s);
	return status;
}

int cmd_quarantine(struct cli *cli, int argc, char **argv)
{
	struct options o = { .limit = 200 };
	const GOptionEntry entries[] = {
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.out, NULL, NULL },
		{ "reason", 0, 0, G_OPTION_ARG_FILENAME, &o.reason, NULL, NULL },
		{ "approved-by", 0, 0, G_OPTION_ARG_FILENAME, &o.approved_by, NULL, NULL },
		{ "yes", 0, 0, G_OPTION_ARG_NONE, &o.yes, NULL, NULL },
		{ "repair", 0, 0, G_OPTION_ARG_NONE, &o.repair, NULL, NULL },
		{ "limit", 'n', 0, G_OPTION_ARG_INT, &o.limit, NULL, NULL },
		G_OPTION_ENTRY_NULL
	};
	int status = cli_parse(cli, entries, &argc, &argv);
	if (status < 0)
		status = run_verb(cli, &o, argc, argv);
	g_free(o.out);
	g_free(o.reason);
	g_free(o.approved_by);
	return status;
}
