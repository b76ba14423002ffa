/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * intake.h: one message while it comes in: envelope, the way of each
 * recipient, the raw mail rebuilt from what the MTA tells, and which header
 * fields it has (they are deleted by name and number at the end).
 */
#ifndef MISOGI_INTAKE_H
#define MISOGI_INTAKE_H

#include "misogi/message.h"
#include "misogi/policy.h"

#include "milter.h"
#include "reply.h"

struct field_count {
	char *name; /* as first seen */
	unsigned count;
};

struct intake {
	struct milter *milter; /* borrowed */
	struct generation *generation;
	struct envelope *envelope;
	struct spool *spool;
	GPtrArray *fields;    /* of struct field_count, in order of first sight */
	GHashTable *by_name;  /* lower-case name → struct field_count, borrowed */
	unsigned passing;     /* recipients on a pass block's way */
	const char *pass_why; /* borrowed from the policy */
	const char *pass_rule, *pass_where;
	bool in_body;
	bool too_large;
	struct err failed; /* the first thing that went wrong; scope OK: nothing */
};

/* ${client}, ${helo}: may be NULL. */
struct intake *intake_new(struct milter *m, const char *client, const char *helo,
			  const char *sender);
void intake_free(struct intake *in); /* NULL is fine */

/* Whether this recipient is taken; false with what the MTA is told. */
bool intake_recipient(struct intake *in, const char *address, struct reply *reply);

/* ${value} as libmilter gives it: LF before folds; ${leading_space}: with what follows the colon.
 */
void intake_header(struct intake *in, const char *name, const char *value, bool leading_space);
void intake_body(struct intake *in, const void *chunk, size_t n);

/* No more comes. False with what the MTA is told. */
bool intake_end(struct intake *in, const char *queue_id, struct reply *reply);

/* "a@b" of "<a@b>"; caller frees. */
char *intake_address(const char *argument);

#endif
