/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi check: one row for each thing that must be right, with its remedy.
 * Status 0: all ok (warnings allowed); 78: settings, policy or Postfix are
 * wrong; 69: something that must run does not. Tests: tests/flow/test_cli.py.
 */
#include "checks.h"

#include <string.h>

struct request {
	gboolean postfix, e2e;
	char *postfix_dir, *smtp, *from, *to;
};

static bool is_configuration(const struct check *row)
{
	static const char *const names[] = { "settings", "policy", "keys", "times" };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(row->name, names[i]) == 0)
			return true;
	return g_str_has_prefix(row->name, "postfix");
}

static int status_of(const struct checks *c)
{
	int status = EX_OK;
	for (unsigned i = 0; i < c->list->len; i++) {
		const struct check *row = c->list->pdata[i];
		if (row->level != CHECK_FAIL)
			continue;
		if (is_configuration(row))
			return EX_CONFIG;
		status = EX_UNAVAILABLE;
	}
	return status;
}

static int run(struct cli *cli, const struct request *q)
{
	const struct config *config = cli_config(cli);
	struct checks *c = checks_new(cli);
	if (q->e2e && config)
		check_e2e(c, config, q->smtp, q->from, q->to);
	else if (q->postfix && config)
		check_postfix(c, config, q->postfix_dir);
	else
		check_settings(c, cli);
	checks_print(c);
	int status = status_of(c);
	if (!cli->json)
		printf("%s: %u FAIL, %u warn\n", cli_text(cli, "check", "確認"), c->failures,
		       c->warnings);
	checks_free(c);
	return status;
}

int cmd_check(struct cli *cli, int argc, char **argv)
{
	struct request q = { 0 };
	const GOptionEntry entries[] = {
		{ "postfix", 0, 0, G_OPTION_ARG_NONE, &q.postfix, NULL, NULL },
		{ "postfix-dir", 0, 0, G_OPTION_ARG_FILENAME, &q.postfix_dir, NULL, NULL },
		{ "e2e", 0, 0, G_OPTION_ARG_NONE, &q.e2e, NULL, NULL },
		{ "smtp", 0, 0, G_OPTION_ARG_FILENAME, &q.smtp, NULL, NULL },
		{ "from", 0, 0, G_OPTION_ARG_FILENAME, &q.from, NULL, NULL },
		{ "to", 0, 0, G_OPTION_ARG_FILENAME, &q.to, NULL, NULL },
		G_OPTION_ENTRY_NULL
	};
	int status = cli_parse(cli, entries, &argc, &argv);
	bool is_complete = argc == 1 && (!q.e2e || (q.smtp && q.from && q.to));
	if (status < 0)
		status = is_complete ? run(cli, &q) : cli_usage(cli);
	g_free(q.postfix_dir);
	g_free(q.smtp);
	g_free(q.from);
	g_free(q.to);
	return status;
}
