/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_second.h: files that two programs open as two things.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_SECOND_H
#define MISOGI_SANITIZER_SIGNATURE_SECOND_H

#include <stddef.h>

#include "types.h"

struct second {
	enum type_id type; /* TYPE_MAX: it is one thing only */
	const char *why;   /* static */
};

/* What ${data}, which is of ${first} (no zip), is as well: the worst that is found. */
struct second second_find(enum type_id first, const char *data, size_t len);

/* Whether files of ${type} carry other files as they are. */
bool second_is_carrier(enum type_id type);

#endif
