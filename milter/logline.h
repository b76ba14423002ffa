/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * logline.h: one line for a mail, Postfix habits: queue id first.
 */
#ifndef MISOGI_LOGLINE_H
#define MISOGI_LOGLINE_H

#include "misogi/message.h"

#include "reply.h"

/* "4XyZ: id=7K3Q9F2M from=<…> to=<…> crossing=… action=… parts=2 held=1 findings=… ms=…"; caller
 * frees. */
char *logline_text(const struct envelope *e, const struct message *m, const struct reply *reply,
		   int64_t ms);

void logline_done(const struct envelope *e, const struct message *m, const struct reply *reply,
		  int64_t ms);

/* No decision was reached: "4XyZ: id=… from=… to=… action=defer why=clamd-down reply=… detail=…" */
void logline_refused(const struct envelope *e, const struct reply *reply, const struct err *err);

/* Something beside the mail's fate went wrong. */
void logline_trouble(const struct envelope *e, const char *what, const struct err *err);

#endif
