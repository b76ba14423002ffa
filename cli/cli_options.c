/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Options: the common ones mean the same before and after the command's name.
 * Strings are taken as bytes, so that no locale refuses a Japanese name.
 * Tests: tests/unit/cli/test_options.c.
 */
#include "cli.h"

#include <string.h>

struct common {
	char *config;
	char *lang;
	gboolean json;
	gboolean help;
};

static void print_usage(const struct cli *cli, FILE *out)
{
	if (!cli->command)
		return;
	fprintf(out, "%s\n\n", cli_text(cli, cli->command->summary_en, cli->command->summary_ja));
	g_auto(GStrv) lines = g_strsplit(cli->command->usage, "\n", -1);
	for (char **l = lines; *l; l++)
		fprintf(out, "  %s%s\n", **l == ' ' ? "       " : "misogi ", *l);
}

static int take_common(struct cli *cli, struct common *c)
{
	if (c->lang && strcmp(c->lang, "ja") != 0 && strcmp(c->lang, "en") != 0)
		return cli_error(EX_USAGE, NULL, "--lang is ja or en");
	if (c->lang)
		cli->lang = strcmp(c->lang, "ja") == 0 ? LANGUAGE_JA : LANGUAGE_EN;
	if (c->config) {
		g_free(cli->config_path);
		cli->config_path = g_steal_pointer(&c->config);
	}
	if (c->json)
		cli->json = true;
	if (!c->help)
		return -1;
	print_usage(cli, stdout);
	return EX_OK;
}

static int parse(struct cli *cli, const GOptionEntry *entries, bool stop_at_operand, int *argc,
		 char ***argv)
{
	struct common c = { 0 };
	const GOptionEntry common[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &c.config, NULL, NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &c.json, NULL, NULL },
		{ "lang", 0, 0, G_OPTION_ARG_FILENAME, &c.lang, NULL, NULL },
		{ "help", 'h', 0, G_OPTION_ARG_NONE, &c.help, NULL, NULL },
		G_OPTION_ENTRY_NULL
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_strict_posix(context, stop_at_operand);
	g_option_context_add_main_entries(context, common, NULL);
	if (entries)
		g_option_context_add_main_entries(context, entries, NULL);

	g_autoptr(GError) error = NULL;
	int status;
	if (!g_option_context_parse(context, argc, argv, &error)) {
		cli_error(EX_USAGE, NULL, "%s", error->message);
		status = cli_usage(cli);
	} else {
		status = take_common(cli, &c);
	}
	g_free(c.config);
	g_free(c.lang);

	/* "--" has done its work; the operands are what follows. */
	if (status < 0 && *argc > 1 && strcmp((*argv)[1], "--") == 0) {
		(*argv)[1] = (*argv)[0];
		(*argv)++;
		(*argc)--;
	}
	return status;
}

int cli_parse(struct cli *cli, const GOptionEntry *entries, int *argc, char ***argv)
{
	return parse(cli, entries, false, argc, argv);
}

int cli_parse_global(struct cli *cli, int *argc, char ***argv)
{
	return parse(cli, NULL, true, argc, argv);
}

int cli_usage(struct cli *cli)
{
	print_usage(cli, stderr);
	return EX_USAGE;
}
