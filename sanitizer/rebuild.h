/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rebuild.h: the message that is delivered, written from values.
 */
#ifndef MISOGI_SANITIZER_REBUILD_H
#define MISOGI_SANITIZER_REBUILD_H

#include "work.h"

/* Sets headers and body of ${w}->m. */
void rebuild_message(struct work *w);

#endif
