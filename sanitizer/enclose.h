/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * enclose.h: the files that are delivered beside the text: which, under which
 * names, and whether there is room for them.
 */
#ifndef MISOGI_SANITIZER_ENCLOSE_H
#define MISOGI_SANITIZER_ENCLOSE_H

#include "work.h"

/*
 * Sets room aside for what ${action} makes of ${part} as a file of the mail that
 * is written; false (with finding limit-output-bytes) when there is no more.
 */
bool enclose_reserve(struct work *w, unsigned part, enum part_action action);

/* Makes the enclosures of the message from what was decided; texts of members must be converted. */
void enclose_all(struct work *w);

#endif
