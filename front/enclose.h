/* SPDX-License-Identifier: BSD-2-Clause */
/* enclose.h: the mail that goes out, made of an answer that check_answer() took. */
#ifndef MISOGI_FRONT_ENCLOSE_H
#define MISOGI_FRONT_ENCLOSE_H

#include "misogi/front.h"

/* Writes the files of ${a} into its body; false with ${err}: nothing of it may go out. */
bool enclose(struct job_answer *a, const struct limits *limits, struct err *err);

#endif
