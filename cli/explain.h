/* SPDX-License-Identifier: BSD-2-Clause */
/* explain.h: the story of a mail as text, for its test. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "cli.h"
#include "misogi/message.h"

/* Envelope, facts, every rule tried and why (${m}->trace), what was done; as lines. Caller frees.
 */
char *explain_text(const struct cli *cli, const struct envelope *e, const struct message *m,
		   enum mail_action action, const char *scanner, const char *digest);

#endif
