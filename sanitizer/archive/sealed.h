/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed.h: archives that are locked, or are one volume of several, told by
 * their headers, because neither libarchive nor clamd tells it of all of them.
 */
#ifndef MISOGI_SEALED_H
#define MISOGI_SEALED_H

#include <stdbool.h>
#include <stddef.h>

#include "misogi/types.h"

/*
 * Whether a member of ${data}, which is of ${type}, is locked by a password, or
 * the list of members is: 7z, RAR 4 and 5, ARJ, ACE, ALZ, EGG. Zip: see
 * zip_read.h. Linear, never beyond ${len}.
 */
bool sealed_look(enum type_id type, const char *data, size_t len);

/* Whether ${data} is one volume of an archive in several files: those, cab, and zip's first. */
bool sealed_is_volume(enum type_id type, const char *data, size_t len);

#endif
