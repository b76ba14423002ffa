/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * alternative.h: which branches of a multipart/alternative are delivered.
 */
#ifndef MISOGI_SANITIZER_ALTERNATIVE_H
#define MISOGI_SANITIZER_ALTERNATIVE_H

#include "work.h"

/*
 * Converts the branches of ${alternative}: the one that the policy prefers and
 * that says something is delivered, and an invitation in addition; the others
 * get action NONE. Records where two branches say different things, and what
 * was meant to deceive in a branch that is not delivered.
 */
void alternative_convert(struct work *w, unsigned alternative, uint32_t *left);

/*
 * Makes ${body} of the branch of the wrapper it stands in. Outlook writes the text
 * beside a winmail.dat once more within it: two branches, whatever the
 * multipart is called.
 */
void alternative_join(struct work *w, unsigned wrapper, unsigned body);

#endif
