/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd_status.h: the part of `misogi status` that judges, for its test. */
#ifndef CLI_CMD_STATUS_H
#define CLI_CMD_STATUS_H

#include "cli.h"

/* Why the milter that gave ${answer} is not green: an array of lines; the caller drops it. */
json_t *status_problems(const struct cli *cli, const json_t *answer);

#endif
