/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * answer_files.h: the frames that name files to be delivered, as hostile input.
 */
#ifndef MAIL_ANSWER_FILES_H
#define MAIL_ANSWER_FILES_H

#include "misogi/answer.h"

/* Each takes its frame into ${m}; false with ${err} (WORKER_ANSWER) when it is not as WIRE.md says.
 */
bool take_enclosure(struct wire_in *in, struct message *m, const struct limits *limits,
		    struct err *err);
bool take_enclosed(struct wire_in *in, struct message *m, const struct limits *limits,
		   struct err *err);

#endif
