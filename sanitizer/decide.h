/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decide.h: the policy's answers, carried to what can be done today.
 */
#ifndef MISOGI_SANITIZER_DECIDE_H
#define MISOGI_SANITIZER_DECIDE_H

#include "work.h"

/* Sets the decision of the message and of every part. */
void decide_all(struct work *w);

#endif
