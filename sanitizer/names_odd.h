/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names_odd.h: what is unusual of a name.
 */
#ifndef MISOGI_SANITIZER_NAMES_ODD_H
#define MISOGI_SANITIZER_NAMES_ODD_H

#include "work.h"

/* Records the name-* findings of ${raw} (UTF-8, as the sender wrote it); ${escaped}: their detail.
 */
void names_odd_report(struct work *w, int part, const char *raw, const char *escaped);

/* ${s} as it is shown to those who look at the facts: nothing hides. Caller frees. */
char *names_odd_escape(const char *s);

/* Whether Windows takes ${component} for a device, whatever its extension. */
bool names_odd_is_device(const char *component);

/* Characters that turn the direction of reading, and others that do not show. */
bool names_odd_is_direction(gunichar c);
bool names_odd_is_invisible(gunichar c);

#endif
