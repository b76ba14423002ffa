/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Settings and policy for the commands that need them, read once, when first
 * asked for. What is wrong with them is said here, so that a command only
 * returns EX_CONFIG. Tests: tests/flow/test_cli.py.
 */
#include "cli.h"

#include <unistd.h>

#define INSTALLED_CONFIG MISOGI_SYSCONFDIR "/misogi.conf"

const struct config *cli_config(struct cli *cli)
{
	if (cli->config)
		return cli->config;
	/* Nothing installed is no error: the defaults, so that files can be tried anywhere. */
	if (!cli->config_path && access(INSTALLED_CONFIG, F_OK) == 0)
		cli->config_path = g_strdup(INSTALLED_CONFIG);
	g_autoptr(diags_t) diags = diags_new();
	cli->config = config_load(cli->config_path, diags);
	cli_diags(cli, diags);
	return cli->config;
}

const struct policy *cli_policy(struct cli *cli, const char *path)
{
	if (cli->policy)
		return cli->policy;
	if (!path) {
		const struct config *config = cli_config(cli);
		if (!config)
			return NULL;
		path = config->policy_file;
	}
	if (access(path, R_OK) != 0) {
		cli_error(EX_CONFIG,
			  cli_text(cli, "name one with --policy FILE; samples are in conf/policies",
				   "--policy FILE で指定してください。見本は conf/policies "
				   "にあります"),
			  "cannot read the policy %s", path);
		return NULL;
	}
	g_autoptr(diags_t) diags = diags_new();
	cli->policy = policy_load(path, diags);
	cli_diags(cli, diags);
	return cli->policy;
}
