/* SPDX-License-Identifier: BSD-2-Clause */
/* misogi version. */
#include "cli.h"

int cmd_version(struct cli *cli, int argc, char **argv)
{
	int status = cli_parse(cli, NULL, &argc, &argv);
	if (status >= 0)
		return status;
	if (argc > 1)
		return cli_usage(cli);
	if (cli->json)
		cli_json(json_pack("{s:s, s:s}", "program", "misogi", "version", MISOGI_VERSION));
	else
		printf("misogi %s\n", MISOGI_VERSION);
	return EX_OK;
}
