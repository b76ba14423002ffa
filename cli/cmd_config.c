/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi config: the settings as they are understood, in postconf's habits:
 * -n what differs from the defaults, -d the defaults, get KEY one value. What
 * is printed can be written to misogi.conf. Tests: tests/flow/test_settings.py.
 */
#include "cli.h"

#include <string.h>

#include "misogi/text.h"
#include "misogi/words.h"

enum which { ALL, CHANGED };

static int print_keys(const struct cli *cli, const struct config *c, enum which which)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(config_t) defaults = config_load(NULL, diags);
	size_t n;
	const struct config_key *keys = config_keys(&n);
	json_t *object = cli->json ? json_object() : NULL;

	for (size_t i = 0; i < n; i++) {
		g_autofree char *value = config_get(c, keys[i].name);
		g_autofree char *builtin = config_get(defaults, keys[i].name);
		if (which == CHANGED && strcmp(value, builtin) == 0)
			continue;
		if (object)
			json_object_set_new(object, keys[i].name, json_string(value));
		else
			printf("%s =%s%s\n", keys[i].name, *value ? " " : "", value);
	}
	if (object)
		cli_json(object);
	return EX_OK;
}

static int get(struct cli *cli, const char *name)
{
	const struct config *c = cli_config(cli);

	if (!c)
		return EX_CONFIG;
	g_autofree char *value = config_get(c, name);
	if (value) {
		if (cli->json)
			cli_json(json_pack("{s:s}", name, value));
		else
			puts(value);
		return EX_OK;
	}
	size_t n;
	const struct config_key *keys = config_keys(&n);
	g_autofree const char **names = g_new(const char *, n);
	for (size_t i = 0; i < n; i++)
		names[i] = keys[i].name;
	const char *near = word_nearest(name, names, n);
	g_autofree char *safe = text_one_line(name, 60);
	g_autofree char *next =
		near ? g_strconcat(cli_text(cli, "did you mean ", "もしかして "), near, NULL)
		     : g_strdup("misogi config show");
	return cli_error(EX_USAGE, next, "%s: %s", safe,
			 cli_text(cli, "no such setting", "その設定項目はありません"));
}

int cmd_config(struct cli *cli, int argc, char **argv)
{
	gboolean changed = FALSE, defaults = FALSE;
	const GOptionEntry entries[] = { { "changed", 'n', 0, G_OPTION_ARG_NONE, &changed,
					   "what differs from the defaults", NULL },
					 { "defaults", 'd', 0, G_OPTION_ARG_NONE, &defaults,
					   "the defaults", NULL },
					 { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL } };
	int status = cli_parse(cli, entries, &argc, &argv);

	if (status >= 0)
		return status;
	if (argc == 3 && strcmp(argv[1], "get") == 0 && !changed && !defaults)
		return get(cli, argv[2]);
	bool show = argc == 2 && strcmp(argv[1], "show") == 0;
	if (changed + defaults + show != 1 || argc > 1 + show)
		return cli_usage(cli);
	if (defaults) {
		g_autoptr(diags_t) diags = diags_new();
		g_autoptr(config_t) builtin = config_load(NULL, diags);
		return print_keys(cli, builtin, ALL);
	}
	const struct config *c = cli_config(cli);
	return c ? print_keys(cli, c, changed ? CHANGED : ALL) : EX_CONFIG;
}
