/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi explain: for a file, every rule tried and why (the mail is worked on
 * as by sanitize, and thrown away); for a reference or queue id, what the store
 * has recorded. Never delivers. Tests: tests/flow/test_cli.py.
 */
#include "cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "explain.h"
#include "misogi/store.h"
#include "offline.h"

static int explain_file(struct cli *cli, const struct offline_options *options, const char *path)
{
	struct offline o = { 0 };
	struct offline_result r;
	struct err err = { 0 };
	if (strcmp(path, "-") != 0 && access(path, R_OK) < 0)
		return cli_error(EX_NOINPUT,
				 cli_text(cli,
					  "a file, or the id of a mail: misogi quarantine list",
					  "ファイル名か、メールの受付番号を書く: "
					  "misogi quarantine list"),
				 "%s: %s", path, g_strerror(errno));
	int status = offline_start(&o, cli, options);
	if (status < 0 && !offline_run(&o, path, true, &r, &err))
		status = cli_fail(cli, &err);
	if (status < 0) {
		if (cli->json) {
			cli_json(offline_report(&o, &r));
		} else {
			g_autofree char *text = explain_text(cli, r.envelope, r.message, r.action,
							     r.scanner, policy_digest(o.policy));
			fputs(text, stdout);
		}
		offline_result_clear(&r);
		status = EX_OK;
	}
	offline_stop(&o);
	return status;
}

/* ---- what is recorded ---- */

/* A recorded value as one would read it; caller frees. */
static char *value_text(const json_t *value)
{
	if (json_is_string(value))
		return g_strdup(json_string_value(value));
	return json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
}

static void print_object(const json_t *object, const char *indent)
{
	const char *key;
	json_t *value;
	struct cli_table *t = cli_table_new(NULL);
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		bool is_empty = json_is_null(value) ||
				(json_is_string(value) && json_string_length(value) == 0);
		bool is_list = json_is_array(value) && json_is_object(json_array_get(value, 0));
		if (is_empty || is_list)
			continue;
		g_autofree char *name = g_strconcat(indent, key, NULL);
		g_autofree char *text = value_text(value);
		cli_table_row(t, name, text ? text : "", NULL);
	}
	cli_table_end(t, stdout);
}

static void print_record(const json_t *record)
{
	const char *key;
	json_t *value, *row;
	size_t i;
	print_object(record, "");
	json_object_foreach((json_t *)(uintptr_t)record, key, value)
	{
		if (!json_is_array(value))
			continue;
		json_array_foreach(value, i, row)
		{
			if (!json_is_object(row))
				continue;
			printf("%s %zu\n", key, i + 1);
			print_object(row, "  ");
		}
	}
}

static int explain_recorded(struct cli *cli, const char *id)
{
	const struct config *config = cli_config(cli);
	if (!config)
		return EX_CONFIG;
	struct err err = { 0 };
	struct store *store = store_open(config, STORE_READ, &err);
	json_t *record = store ? store_show_message(store, id, &err) : NULL;
	store_close(store);
	if (!record && err.reason == REASON_NONE)
		return cli_error(EX_DATAERR,
				 cli_text(cli, "misogi quarantine list shows what there is",
					  "misogi quarantine list で一覧を見られます"),
				 "no file and no mail \"%s\"", id);
	if (!record)
		return cli_fail(cli, &err);
	if (cli->json) {
		cli_json(record);
		return EX_OK;
	}
	print_record(record);
	json_decref(record);
	return EX_OK;
}

int cmd_explain(struct cli *cli, int argc, char **argv)
{
	struct offline_options options = { 0 };
	const GOptionEntry entries[] = { OFFLINE_ENTRIES(options), G_OPTION_ENTRY_NULL };
	int status = cli_parse(cli, entries, &argc, &argv);
	if (status < 0 && argc != 2)
		status = cli_usage(cli);
	if (status < 0) {
		/* A reference has neither slash nor dot: what has is a file, be it there or not. */
		bool is_file = strpbrk(argv[1], "/.") || strcmp(argv[1], "-") == 0 ||
			       access(argv[1], F_OK) == 0;
		status = is_file ? explain_file(cli, &options, argv[1])
				 : explain_recorded(cli, argv[1]);
	}
	offline_options_clear(&options);
	return status;
}
