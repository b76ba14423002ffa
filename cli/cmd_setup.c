/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi setup postfix: prints what to type, never edits: the files of Postfix
 * are the administrator's. What it prints is what `misogi check --postfix`
 * looks for (postfix.c has both). Tests: tests/flow/test_cli.py.
 */
#include "cli.h"

#include <string.h>

#include "postfix.h"

static char *quoted(const char *value)
{
	return strpbrk(value, " {}=,$\\") ? g_strdup_printf("'%s'", value) : g_strdup(value);
}

static void print_lines(const struct cli *cli, const struct config *config)
{
	printf("# %s\n", cli_text(cli, "misogi on this Postfix; type these, then: postfix reload",
				  "この Postfix に misogi をつなぐ。実行したあと postfix reload"));
	g_autofree char *milter = postfix_milter_of(config->listen);
	size_t n;
	const struct postfix_setting *settings = postfix_settings(&n);
	for (size_t i = 0; i < n; i++) {
		const struct postfix_setting *s = &settings[i];
		g_autofree char *value = quoted(s->value ? s->value : milter);
		printf("\n# %s\npostconf -e %s=%s\n", cli_text(cli, s->why_en, s->why_ja), s->name,
		       value);
	}
	printf("\n# %s\nmisogi check --postfix\n", cli_text(cli, "then", "そのあと"));
	if (g_str_has_prefix(config->listen, "unix:"))
		printf("# %s\n",
		       cli_text(
			       cli,
			       "Debian's smtpd runs in a chroot: a socket outside of "
			       "/var/spool/postfix needs \"chroot\" n in master.cf, or use inet:",
			       "Debian の smtpd は chroot の中で動きます。/var/spool/postfix の外の"
			       "ソケットなら master.cf の chroot を n にするか、inet: を使います"));
}

int cmd_setup(struct cli *cli, int argc, char **argv)
{
	int status = cli_parse(cli, NULL, &argc, &argv);
	if (status >= 0)
		return status;
	if (argc != 2 || strcmp(argv[1], "postfix") != 0)
		return cli_usage(cli);
	const struct config *config = cli_config(cli);
	if (!config)
		return EX_CONFIG;
	print_lines(cli, config);
	return EX_OK;
}
