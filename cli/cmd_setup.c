/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi setup postfix: prints what to type, never edits: the files of Postfix
 * are the administrator's. What it prints is what `misogi check --postfix`
 * looks for (postfix.c has both), for the services that this Postfix has.
 * Tests: tests/flow/test_cli.py.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#include "postfix.h"

/* What a Postfix that cannot be read is taken for: Debian's. */
#define DEBIAN_MAIN "message_size_limit = 10240000\nmailbox_size_limit = 51200000\n"
#define DEBIAN_SERVICES "smtp inet n - y - - smtpd\ncleanup unix n - y - 0 cleanup\n"

#define SIZE_WHEN_UNLIMITED (40LL << 20)

struct setup {
	const struct cli *cli;
	const struct config *config;
	const struct postfix *postfix;
	const char *postconf; /* the command, with -c when asked for */
};

static char *quoted(const char *value)
{
	return strpbrk(value, " {}=,$\\") ? g_strdup_printf("'%s'", value) : g_strdup(value);
}

static void print_settings(const struct setup *s)
{
	g_autofree char *milter = postfix_milter_of(s->config->listen);
	size_t n;
	const struct postfix_setting *settings = postfix_settings(&n);
	for (size_t i = 0; i < n; i++) {
		const struct postfix_setting *one = &settings[i];
		g_autofree char *value = quoted(one->value ? one->value : milter);
		printf("\n# %s\n%s -e %s=%s\n", cli_text(s->cli, one->why_en, one->why_ja),
		       s->postconf, one->name, value);
	}
}

/* ---- sizes ---- */

static long long size_of(const struct setup *s, const struct postfix_service *service,
			 const char *name)
{
	return atoll(postfix_value(s->postfix, service, name));
}

/* A mailbox smaller than a mail stops Postfix's own delivery. */
static void print_mailbox(const struct setup *s, const char *name, long long needed)
{
	long long have = size_of(s, NULL, name);
	if (have > 0 && have <= needed)
		printf("%s -e %s=%lld\n", s->postconf, name, needed);
}

/* Each smtpd goes on taking what it takes; cleanup gets room for what misogi writes besides. */
static void print_sizes(const struct setup *s)
{
	const struct postfix_service *smtpd;
	long long largest = 0;
	printf("\n# %s\n",
	       cli_text(s->cli,
			"cleanup holds the old body and the new one: smtpd must take less than it",
			"cleanup は元の本文と新しい本文を一緒に持つため、smtpd "
			"の上限をその分小さくする"));
	for (unsigned n = 0; (smtpd = postfix_service_of(s->postfix, "smtpd", n)) != NULL; n++) {
		long long size = size_of(s, smtpd, "message_size_limit");
		size = size > 0 ? size : SIZE_WHEN_UNLIMITED;
		largest = MAX(largest, size);
		printf("%s -P %s/message_size_limit=%lld\n", s->postconf, smtpd->name, size);
	}
	largest += (long long)s->config->limits.output_bytes;
	printf("%s -e message_size_limit=%lld\n", s->postconf, largest);
	print_mailbox(s, "mailbox_size_limit", largest);
	print_mailbox(s, "virtual_mailbox_limit", largest);
}

/* ---- chroot ---- */

/* A chrooted service finds a socket below the queue directory only. */
static void print_chroot(const struct setup *s)
{
	static const char *const programs[] = { "smtpd", "cleanup" };
	g_autofree char *milter = postfix_milter_of(s->config->listen);
	const struct postfix_service *service;
	bool is_told = false;
	if (!g_str_has_prefix(milter, "unix:/"))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(programs); i++)
		for (unsigned n = 0; (service = postfix_service_of(s->postfix, programs[i], n));
		     n++) {
			if (!service->is_chrooted)
				continue;
			if (!is_told)
				printf("\n# %s\n",
				       cli_text(s->cli,
						"a chroot hides the socket (or listen below "
						"/var/spool/postfix, or inet:)",
						"chroot の中からはソケットが見えない（listen を "
						"/var/spool/postfix の下か inet: にしてもよい）"));
			is_told = true;
			printf("%s -F %s/chroot=n\n", s->postconf, service->name);
		}
}

static void print_lines(const struct cli *cli, const struct config *config, const char *dir)
{
	g_autofree char *why = NULL;
	struct postfix *read = postfix_read(dir, &why);
	struct postfix *postfix = read ? read : postfix_parse(DEBIAN_MAIN, DEBIAN_SERVICES, "");
	g_autofree char *quoted_dir = dir ? g_shell_quote(dir) : NULL;
	g_autofree char *postconf =
		dir ? g_strdup_printf("postconf -c %s", quoted_dir) : g_strdup("postconf");
	const struct setup s = { cli, config, postfix, postconf };

	printf("# %s\n", cli_text(cli, "misogi on this Postfix; type these, then: postfix reload",
				  "この Postfix に misogi をつなぐ。実行したあと postfix reload"));
	if (!read)
		printf("# %s\n",
		       cli_text(cli, "Postfix cannot be read: for Debian's as installed",
				"Postfix を読めないため、Debian の初期設定のつもりで書く"));
	print_settings(&s);
	print_sizes(&s);
	print_chroot(&s);
	printf("\n# %s\nmisogi check --postfix%s%s\n", cli_text(cli, "then", "そのあと"),
	       dir ? " --postfix-dir " : "", dir ? quoted_dir : "");
	postfix_free(postfix);
}

int cmd_setup(struct cli *cli, int argc, char **argv)
{
	g_autofree char *dir = NULL;
	const GOptionEntry entries[] = { { "postfix-dir", 0, 0, G_OPTION_ARG_FILENAME, &dir, NULL,
					   NULL },
					 G_OPTION_ENTRY_NULL };
	int status = cli_parse(cli, entries, &argc, &argv);
	if (status >= 0)
		return status;
	if (argc != 2 || strcmp(argv[1], "postfix") != 0)
		return cli_usage(cli);
	const struct config *config = cli_config(cli);
	if (!config)
		return EX_CONFIG;
	print_lines(cli, config, dir);
	return EX_OK;
}
