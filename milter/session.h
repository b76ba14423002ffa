/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session.h: the end of a message: from the raw mail to what the MTA is told.
 */
#ifndef MISOGI_SESSION_H
#define MISOGI_SESSION_H

#include "edit.h"
#include "intake.h"

/* ${queue_id}: as the MTA says at end of message, may be NULL. Logs its one line. */
void session_end(struct intake *in, const char *queue_id, const struct mta *mta,
		 struct reply *reply);

#endif
