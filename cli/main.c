/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi: the administrator's command. This file is the table of commands and
 * finds the one that is asked for; each command is a file cmd_NAME.c.
 * Tests: tests/flow/test_cli.py.
 */
#include "cli.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "misogi/text.h"
#include "misogi/words.h"

static const struct command commands[] = {
	{ "status", "how it runs, and why not green", "稼働状況と、異常があればその理由",
	  "status [--json]", cmd_status },
	{ "check", "settings, policy, sockets, keys, clamd, Postfix",
	  "設定、鍵、clamd、milter などを点検する",
	  "check [--postfix [--postfix-dir DIR]]\n"
	  "check --e2e --smtp HOST:PORT --from ADDRESS --to ADDRESS",
	  cmd_check },
	{ "config", "settings as they are understood", "設定を見る",
	  "config -n | -d | show | get KEY", cmd_config },
	{ "help", "what a key, word or command means", "設定項目や用語の説明", "help [WORD]",
	  cmd_help },
	{ "policy", "check or show the rules", "規則を点検する、表示する",
	  "policy check [FILE]\npolicy show [FILE]", cmd_policy },
	{ "explain", "every rule tried on a mail, and why", "どの規則が、なぜ適用されたか",
	  "explain [--policy FILE] [--crossing NAME] [--from A] [--to B]... [--clamd SOCKET|none] "
	  "FILE|-\n"
	  "explain ID|QUEUE-ID",
	  cmd_explain },
	{ "sanitize", "the same work as the milter, on files", "ファイルのメールを無害化する",
	  "sanitize [--policy FILE] [--crossing NAME] [--from A] [--to B]... [--clamd "
	  "SOCKET|none]\n"
	  "         [-o OUT.eml] [--report OUT.json] [--parts DIR] FILE|-\n"
	  "sanitize [same options] --batch DIR FILE...",
	  cmd_sanitize },
	{ "log", "the record of decisions", "記録を見る、改ざんがないか確かめる",
	  "log show ID|QUEUE-ID\nlog tail [-f] [-n LINES]\nlog search [WORD...] [-n LINES]\n"
	  "log verify",
	  cmd_log },
	{ "quarantine", "what is held", "隔離したファイルの一覧、取り出し、削除",
	  "quarantine list [WORD...] [-n LINES]\nquarantine show ID|QUEUE-ID\n"
	  "quarantine export ID[/PART] -o FILE --reason TEXT\n"
	  "quarantine release ID[/PART] -o FILE --reason TEXT [--approved-by NAME]\n"
	  "quarantine delete ID[/PART] --reason TEXT --yes\n"
	  "quarantine check [--repair]",
	  cmd_quarantine },
	{ "key", "the keys that seal the quarantine", "隔離したファイルを暗号化する鍵",
	  "key init\nkey status", cmd_key },
	{ "reload", "let the milter read settings and policy anew", "設定と規則を読み直させる",
	  "reload", cmd_reload },
	{ "setup", "print what to type to wire Postfix", "Postfix につなぐ手順を表示する",
	  "setup postfix [--postfix-dir DIR]", cmd_setup },
	{ "version", "version of this build", "バージョン", "version", cmd_version },
};

const struct command *cli_commands(size_t *n)
{
	*n = G_N_ELEMENTS(commands);
	return commands;
}

static void print_overview(const struct cli *cli)
{
	printf("misogi [-c CONF] [--json] [--lang ja|en] COMMAND ...\n\n");
	struct cli_table *t = cli_table_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		g_autofree char *name = g_strdup_printf("  %s", commands[i].name);
		cli_table_row(t, name,
			      cli_text(cli, commands[i].summary_en, commands[i].summary_ja), NULL);
	}
	cli_table_end(t, stdout);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int unknown_command(const struct cli *cli, const char *name)
{
	const char *names[G_N_ELEMENTS(commands)];
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		names[i] = commands[i].name;
	const char *near = word_nearest(name, names, G_N_ELEMENTS(names));
	g_autofree char *safe = text_one_line(name, 60);
	if (near)
		return cli_error(EX_USAGE, NULL, "no command \"%s\"; did you mean \"%s\"?", safe,
				 near);
	return cli_error(
		EX_USAGE,
		cli_text(cli, "misogi -h lists the commands", "サブコマンドの一覧は misogi -h"),
		"no command \"%s\"", safe);
}

/* For the lint that holds misogi(1) to the table. */
static int list_commands(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		printf("%s\n", commands[i].name);
	return EX_OK;
}

static int run(struct cli *cli, int argc, char **argv)
{
	/* Options before the command end at its name: what follows is the command's. */
	int status = cli_parse_global(cli, &argc, &argv);
	if (status == EX_OK || (status < 0 && argc < 2))
		print_overview(cli);
	if (status >= 0)
		return status;
	if (argc < 2)
		return EX_USAGE;
	cli->command = find(argv[1]);
	return cli->command ? cli->command->run(cli, argc - 1, argv + 1)
			    : unknown_command(cli, argv[1]);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	if (argc == 2 && strcmp(argv[1], "--list-commands") == 0)
		return list_commands();
	struct cli cli = { .lang = text_wants_japanese() ? LANGUAGE_JA : LANGUAGE_EN,
			   .tty = isatty(STDOUT_FILENO) };
	int status = run(&cli, argc, argv);
	policy_unref(cli.policy);
	config_free(cli.config);
	g_free(cli.config_path);
	if (fflush(stdout) != 0 || ferror(stdout))
		return cli_error(EX_IOERR, NULL, "cannot write standard output");
	return status;
}
