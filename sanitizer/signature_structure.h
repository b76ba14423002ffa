/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_structure.h: types that no bytes at a fixed place tell.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_STRUCTURE_H
#define MISOGI_SANITIZER_SIGNATURE_STRUCTURE_H

#include <stddef.h>

#include "types.h"

/* What a file with the magic bytes of ${type} is when it is looked at more closely. */
enum type_id structure_refine(enum type_id type, const char *data, size_t len);

/* What a file without magic bytes is by its structure; TYPE_MAX: nothing known. */
enum type_id structure_find(const char *data, size_t len);

/* A CD, DVD or hard disk, wherever else its first bytes belong; TYPE_MAX: none. */
enum type_id structure_of_disc(const char *data, size_t len);
/* Whether a header of tar with a right sum begins at ${data}. */
bool structure_is_tar(const char *data, size_t len);

#endif
