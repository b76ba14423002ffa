/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * walk.h: from structure to parts.
 */
#ifndef MISOGI_SANITIZER_WALK_H
#define MISOGI_SANITIZER_WALK_H

#include "work.h"

/*
 * Makes a part of each leaf and each mail inside ${w}->source, with its bytes
 * decoded, its declared type and its names. What exceeds a limit becomes a
 * finding; a mail with too many parts is held (${w}->is_held).
 */
bool walk_mail(struct work *w, struct err *err);

#endif
