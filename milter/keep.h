/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keep.h: what of a message goes into the store.
 */
#ifndef MISOGI_KEEP_H
#define MISOGI_KEEP_H

#include "intake.h"

/*
 * Seals what the decision keeps (held parts, the original) and commits the
 * rows and the record. True once durable; on failure what was sealed is
 * dropped again. ${a} may be NULL (a child that died, a mail that passes).
 */
bool keep_message(struct intake *in, const struct message *m, const struct job_answer *a,
		  const struct reply *reply, struct err *err);

#endif
