/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi help WORD: any setting, limit, policy word or command: what it is,
 * its default, an example. A word may be several of these; all are told.
 * Tests: tests/flow/test_settings.py.
 */
#include "cli.h"

#include <string.h>

#include "misogi/text.h"
#include "misogi/words.h"

static const struct config_key *find_key(const char *word)
{
	size_t n;
	const struct config_key *keys = config_keys(&n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i].name, word) == 0 ||
		    (g_str_has_prefix(keys[i].name, "limit_") &&
		     strcmp(keys[i].name + strlen("limit_"), word) == 0))
			return &keys[i];
	return NULL;
}

static const struct command *find_command(const char *word)
{
	size_t n;
	const struct command *commands = cli_commands(&n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(commands[i].name, word) == 0)
			return &commands[i];
	return NULL;
}

static void print_key(const struct cli *cli, const struct config_key *k)
{
	printf("%s (misogi.conf, %s)\n  %s\n", k->name, k->kind,
	       cli_text(cli, k->help_en, k->help_ja));
	printf("  %s: %s\n", cli_text(cli, "default", "既定"),
	       *k->builtin ? k->builtin : cli_text(cli, "(empty)", "（空）"));
	if (*k->builtin)
		printf("  %s: %s = %s\n", cli_text(cli, "example", "例"), k->name, k->builtin);
}

/* All that the word is, as JSON; the reference is the caller's. */
static json_t *json_of(const struct cli *cli, const char *word)
{
	const struct config_key *k = find_key(word);
	const struct command *c = find_command(word);
	const char *policy = policy_help(word, cli->lang);
	json_t *o = json_pack("{s:s}", "word", word);

	if (k)
		json_object_set_new(o, "setting",
				    json_pack("{s:s, s:s, s:s, s:s}", "name", k->name, "kind",
					      k->kind, "default", k->builtin, "text",
					      cli_text(cli, k->help_en, k->help_ja)));
	if (policy)
		json_object_set_new(o, "policy", json_string(policy));
	if (c)
		json_object_set_new(o, "command", json_string(c->usage));
	return o;
}

static bool explain(const struct cli *cli, const char *word)
{
	const struct config_key *k = find_key(word);
	const struct command *c = find_command(word);
	const char *policy = policy_help(word, cli->lang);

	if (!k && !c && !policy)
		return false;
	if (cli->json) {
		cli_json(json_of(cli, word));
		return true;
	}
	if (k)
		print_key(cli, k);
	if (policy)
		printf("%s (policy.conf)\n  %s\n", word, policy);
	if (c) {
		g_auto(GStrv) lines = g_strsplit(c->usage, "\n", -1);
		printf("misogi %s: %s\n", c->name, cli_text(cli, c->summary_en, c->summary_ja));
		for (char **line = lines; *line; line++)
			printf("  %s%s\n", **line == ' ' ? "" : "misogi ", *line);
	}
	return true;
}

static int unknown(const struct cli *cli, const char *word)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	size_t n;
	const struct config_key *keys = config_keys(&n);

	for (size_t i = 0; i < n; i++)
		g_ptr_array_add(words, (char *)keys[i].name);
	for (size_t i = 0; policy_help_word(i); i++)
		g_ptr_array_add(words, (char *)policy_help_word(i));
	const struct command *commands = cli_commands(&n);
	for (size_t i = 0; i < n; i++)
		g_ptr_array_add(words, (char *)commands[i].name);
	const char *near = word_nearest(word, (const char *const *)words->pdata, words->len);
	g_autofree char *safe = text_one_line(word, 60);
	g_autofree char *next =
		near ? g_strconcat(cli_text(cli, "did you mean ", "もしかして "), near, NULL)
		     : NULL;
	return cli_error(EX_USAGE, next, "%s: %s", safe,
			 cli_text(cli, "no setting, policy word or command",
				  "設定項目、規則の用語、サブコマンドのどれでもありません"));
}

/* All words, one object a line: what lints and completions read. */
static void overview_json(const struct cli *cli)
{
	size_t n;
	const struct config_key *keys = config_keys(&n);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_of(cli, keys[i].name));
	for (size_t i = 0; policy_help_word(i); i++)
		json_array_append_new(list, json_of(cli, policy_help_word(i)));
	cli_json(list);
}

/* Without a word: what can be asked. */
static void overview(const struct cli *cli)
{
	struct cli_table *t = cli_table_new(NULL);
	size_t n;
	const struct command *commands = cli_commands(&n);

	for (size_t i = 0; i < n; i++)
		cli_table_row(t, commands[i].name,
			      cli_text(cli, commands[i].summary_en, commands[i].summary_ja), NULL);
	const struct config_key *keys = config_keys(&n);
	for (size_t i = 0; i < n; i++)
		cli_table_row(t, keys[i].name, cli_text(cli, keys[i].help_en, keys[i].help_ja),
			      NULL);
	for (size_t i = 0; policy_help_word(i); i++)
		cli_table_row(t, policy_help_word(i), policy_help(policy_help_word(i), cli->lang),
			      NULL);
	cli_table_end(t, stdout);
}

int cmd_help(struct cli *cli, int argc, char **argv)
{
	int status = cli_parse(cli, NULL, &argc, &argv);

	if (status >= 0)
		return status;
	if (argc > 2)
		return cli_usage(cli);
	if (argc < 2) {
		if (cli->json)
			overview_json(cli);
		else
			overview(cli);
		return EX_OK;
	}
	return explain(cli, argv[1]) ? EX_OK : unknown(cli, argv[1]);
}
