/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bodies.h: everything of a mail that is delivered as text.
 */
#ifndef MISOGI_SANITIZER_BODIES_H
#define MISOGI_SANITIZER_BODIES_H

#include "work.h"

/* Converts what the decisions made text, choosing one branch of each alternative. */
void bodies_convert(struct work *w);

/* Appends the bodies, then each attached text under a line with its name. */
void bodies_append(const struct work *w, GString *out);

#endif
