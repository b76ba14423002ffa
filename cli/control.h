/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * control.h: asking the running milter: one line of JSON there, one back, over
 * its control socket (setting control_socket).
 */
#ifndef CLI_CONTROL_H
#define CLI_CONTROL_H

#include "cli.h"

/*
 * Sends {"command": ${command}} and returns the answer, an object; the caller
 * drops the reference. NULL: nobody answers; ${why} gets the reason, the
 * caller frees it.
 */
json_t *control_ask(const struct config *config, const char *command, char **why);

/* Text of ${path} ("scanner.version") in ${answer}, "" when it is not there; borrowed. */
const char *control_text(const json_t *answer, const char *path);

/* The value at ${path}, NULL when it is not there; borrowed. */
const json_t *control_at(const json_t *answer, const char *path);

#endif
