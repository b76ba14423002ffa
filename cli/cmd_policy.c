/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi policy: check says all that is wrong with the rules; show prints them
 * as they are understood, includes and lists spelled out, the floor on top.
 * Tests: tests/flow/test_settings.py.
 */
#include "cli.h"

#include <string.h>

/* The file named, or that of the settings; NULL after saying why. */
static const char *policy_path(struct cli *cli, int argc, char **argv)
{
	if (argc > 2)
		return argv[2];
	const struct config *c = cli_config(cli);
	return c ? c->policy_file : NULL;
}

static json_t *json_of(const struct cli *cli, const struct diags *diags)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < diags->list->len; i++) {
		const struct diag *d = g_ptr_array_index(diags->list, i);
		json_array_append_new(list,
				      json_pack("{s:s, s:i, s:i, s:s, s:s}", "file", d->file,
						"line", (int)d->line, "column", (int)d->column,
						"level", d->is_error ? "error" : "warning", "text",
						cli->lang == LANGUAGE_JA ? d->text_ja : d->text));
	}
	return list;
}

static int check(const struct cli *cli, const char *path)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(policy_t) p = policy_load(path, diags);

	if (cli->json) {
		cli_json(json_pack("{s:s, s:b, s:s, s:o}", "file", path, "good", p != NULL,
				   "digest", p ? policy_digest(p) : "", "diagnostics",
				   json_of(cli, diags)));
		return p ? EX_OK : EX_CONFIG;
	}
	cli_diags(cli, diags);
	if (!p)
		return cli_error(EX_CONFIG,
				 cli_text(cli, "the running milter keeps its rules",
					  "動いている milter は今の規則のままです"),
				 "%s: %u %s", path, diags->errors,
				 cli_text(cli, "errors", "件のエラー"));
	printf("%s: %s (%u %s)\n", path, cli_text(cli, "good", "問題なし"), diags->list->len,
	       cli_text(cli, "warnings", "件の警告"));
	return EX_OK;
}

static int show(struct cli *cli, const char *path)
{
	const struct policy *p = cli_policy(cli, path);

	if (!p)
		return EX_CONFIG;
	g_autofree char *text = policy_show(p);
	if (cli->json)
		cli_json(json_pack("{s:s, s:s, s:s}", "file", path, "digest", policy_digest(p),
				   "policy", text));
	else
		fputs(text, stdout);
	return EX_OK;
}

int cmd_policy(struct cli *cli, int argc, char **argv)
{
	int status = cli_parse(cli, NULL, &argc, &argv);

	if (status >= 0)
		return status;
	if (argc < 2 || argc > 3 || (strcmp(argv[1], "check") != 0 && strcmp(argv[1], "show") != 0))
		return cli_usage(cli);
	const char *path = policy_path(cli, argc, argv);
	if (!path)
		return EX_CONFIG;
	return strcmp(argv[1], "check") == 0 ? check(cli, path) : show(cli, path);
}
