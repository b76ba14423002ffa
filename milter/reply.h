/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reply.h: what the MTA is told. The only place where an error becomes an
 * SMTP reply; every one carries the mail's reference and nothing of our
 * insides. No error becomes "go on".
 */
#ifndef MISOGI_REPLY_H
#define MISOGI_REPLY_H

#include "misogi/err.h"

enum verdict {
	VERDICT_TAKE,	 /* our edits stand: the MTA goes on */
	VERDICT_DISCARD, /* 250, delivered to nobody */
	VERDICT_DEFER,	 /* 4xx as the reply says */
	VERDICT_REJECT,	 /* 5xx as the reply says */
};

struct reply {
	enum verdict verdict;
	char code[4];	/* "451"; "250" for TAKE and DISCARD */
	char status[8]; /* "4.7.1" */
	char text[400]; /* printable ASCII, one line */
};

void reply_take(struct reply *r);
void reply_discard(struct reply *r);

/* ${err} of scope PERM refuses, any other scope defers. */
void reply_of_err(struct reply *r, const struct err *err, const char *id);

/* A rule of the policy; ${why} is its own text for the sender, may be "". */
void reply_reject_by_rule(struct reply *r, const char *why, const char *id);
void reply_defer_by_rule(struct reply *r, const char *id);

void reply_no_crossing(struct reply *r, const char *id);
void reply_too_large(struct reply *r, const char *id);
void reply_too_many_recipients(struct reply *r, const char *id);
void reply_draining(struct reply *r, const char *id);

/* "451 4.7.1 misogi: … (7K3Q9F2M)"; caller frees. */
char *reply_line(const struct reply *r);

/* The text as smfi_setreply() wants it: each % doubled. Caller frees. */
char *reply_escaped(const struct reply *r);

#endif
