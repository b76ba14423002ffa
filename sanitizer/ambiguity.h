/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ambiguity.h: where programs read the structure of one mail differently: its
 * boundaries, the ends of its headers, what stands outside of its parts.
 */
#ifndef MISOGI_SANITIZER_AMBIGUITY_H
#define MISOGI_SANITIZER_AMBIGUITY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "misogi/words.h"

/*
 * Reads ${data}, which must have passed guard_check(), as raw bytes, and adds
 * to ${found} (array of enum finding_id) each finding that is not yet there.
 * What mails inside of it hold is not looked at: each is a mail of its own.
 */
void ambiguity_find(const char *data, size_t len, unsigned max_params, GArray *found);

/* Adds ${id} to ${found} once. */
void ambiguity_add(GArray *found, enum finding_id id);

/*
 * Whether ${id} means that programs may see other parts than we do, so that a
 * text of such a mail may hold what others take for a file.
 */
bool ambiguity_hides(enum finding_id id);

#endif
