/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi log: the record: one mail's, the latest, whether the chain holds, and
 * the decisions that a search finds. Tests: tests/unit/cli/test_quarantine.c
 */
#include "cli.h"

#include <string.h>
#include <unistd.h>

#include "held.h"

#define PAGE 1000	 /* records read at once */
#define FOLLOW_SECONDS 1 /* how often -f looks */

struct options {
	gboolean follow;
	int lines;
};

/* "why" for what people did, "action" and "rule" for what was decided. */
static char *summary_of(const json_t *detail)
{
	GString *s = g_string_new(NULL);
	static const char *const keys[] = { "queue_id", "sender", "action", "rule",
					    "reply",	"part",	  "why",    "approved_by" };
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (*held_text(detail, keys[i]))
			g_string_append_printf(s, "%s%s=%s", s->len ? " " : "", keys[i],
					       held_text(detail, keys[i]));
	return g_string_free(s, FALSE);
}

static void print_records(struct cli *cli, json_t *records)
{
	if (cli->json) {
		cli_json(records);
		fflush(stdout);
		return;
	}
	struct cli_table *t = cli_table_new(NULL);
	size_t i;
	json_t *r;
	json_array_foreach(records, i, r)
	{
		g_autofree char *number = g_strdup_printf("%lld", (long long)held_number(r, "seq"));
		g_autofree char *when = held_time(held_number(r, "time") / 1000);
		g_autofree char *summary = summary_of(json_object_get(r, "detail"));
		cli_table_row(t, number, when, held_text(r, "actor"), held_text(r, "event"),
			      held_text(r, "message"), summary, NULL);
	}
	cli_table_end(t, stdout);
	json_decref(records);
	fflush(stdout);
}

/* The reference of a reference or queue id; what is no mail may still be in the record. */
static char *reference_of(struct store *s, const char *id)
{
	json_t *m = store_show_message(s, id, NULL);
	char *reference = g_strdup(m ? held_text(m, "id") : id);
	json_decref(m);
	return reference;
}

static int show(struct cli *cli, struct store *s, const char *id)
{
	struct err err = { 0 };
	g_autofree char *reference = reference_of(s, id);
	json_t *records = store_list_audit_of(s, reference, PAGE, &err);
	if (!records)
		return held_fail(cli, &err);
	if (json_array_size(records) == 0) {
		json_decref(records);
		return cli_error(EX_DATAERR, NULL, "the record has nothing of %s", id);
	}
	print_records(cli, records);
	return EX_OK;
}

/* Prints all after ${*last}; false after saying why. */
static bool print_after(struct cli *cli, struct store *s, uint64_t *last, int *status)
{
	for (;;) {
		struct err err = { 0 };
		json_t *records = store_list_audit(s, *last, PAGE, &err);
		if (!records) {
			*status = held_fail(cli, &err);
			return false;
		}
		size_t n = json_array_size(records);
		if (n > 0) {
			*last = (uint64_t)held_number(json_array_get(records, n - 1), "seq");
			print_records(cli, records);
		} else {
			json_decref(records);
		}
		if (n < PAGE)
			return true;
	}
}

static int tail(struct cli *cli, struct store *s, const struct options *o)
{
	struct err err = { 0 };
	json_t *stats = store_stats(s, &err);
	if (!stats)
		return held_fail(cli, &err);
	int64_t last = held_number(stats, "audit_last");
	json_decref(stats);
	int status = EX_OK;
	uint64_t after = (uint64_t)MAX(last - o->lines, 0);
	while (print_after(cli, s, &after, &status) && o->follow && !ferror(stdout))
		sleep(FOLLOW_SECONDS);
	return status;
}

static int verify(struct cli *cli, struct store *s)
{
	struct err err = { 0 };
	uint64_t count = 0, bad = 0;
	bool ok = store_verify_audit(s, &count, &bad, &err);
	if (!ok && bad == 0)
		return held_fail(cli, &err);
	if (cli->json)
		cli_json(json_pack("{s:b, s:I, s:I, s:s}", "ok", ok, "records", (json_int_t)count,
				   "first_bad", (json_int_t)bad, "why", ok ? "" : err.text));
	else if (ok)
		printf("%llu records, the chain holds\n", (unsigned long long)count);
	if (!ok && !cli->json)
		cli_error(EX_DATAERR, NULL, "%s", err.text);
	return ok ? EX_OK : EX_DATAERR;
}

static int search(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	static const char *const headings[] = { "ID",	"QUEUE-ID", "RECEIVED", "ACTION",  "STATE",
						"HELD", "FROM",	    "TO",	"SUBJECT", NULL };
	struct err err = { 0 };
	g_autofree char *where = held_where(argc, argv);
	json_t *rows = store_list_messages(s, where, (unsigned)o->lines, &err);
	if (!rows)
		return held_fail(cli, &err);
	if (cli->json) {
		cli_json(rows);
		return EX_OK;
	}
	struct cli_table *t = cli_table_new(headings);
	size_t i;
	json_t *r;
	json_array_foreach(rows, i, r)
	{
		g_autofree char *when = held_time(held_number(r, "received"));
		g_autofree char *held = g_strdup_printf("%lld", (long long)held_number(r, "held"));
		cli_table_row(t, held_text(r, "id"), held_text(r, "queue_id"), when,
			      held_text(r, "action"), held_text(r, "state"), held,
			      held_text(r, "sender"), held_text(r, "recipients"),
			      held_text(r, "subject"), NULL);
	}
	cli_table_end(t, stdout);
	json_decref(rows);
	return EX_OK;
}

static int run(struct cli *cli, struct store *s, const struct options *o, int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";
	if (strcmp(verb, "show") == 0 && argc == 3)
		return show(cli, s, argv[2]);
	if (strcmp(verb, "tail") == 0 && argc == 2)
		return tail(cli, s, o);
	if (strcmp(verb, "verify") == 0 && argc == 2)
		return verify(cli, s);
	if (strcmp(verb, "search") == 0)
		return search(cli, s, o, argc - 1, argv + 1);
	return cli_usage(cli);
}

int cmd_log(struct cli *cli, int argc, char **argv)
{
	struct options o = { .lines = 20 };
	const GOptionEntry entries[] = {
		{ "follow", 'f', 0, G_OPTION_ARG_NONE, &o.follow, NULL, NULL },
		{ "lines", 'n', 0, G_OPTION_ARG_INT, &o.lines, NULL, NULL },
		G_OPTION_ENTRY_NULL
	};
	int status = cli_parse(cli, entries, &argc, &argv);
	if (status >= 0)
		return status;
	if (argc < 2 || o.lines < 0)
		return cli_usage(cli);
	struct store *s = held_open_store(cli, &status);
	if (!s)
		return status;
	status = run(cli, s, &o, argc, argv);
	store_close(s);
	return status;
}
