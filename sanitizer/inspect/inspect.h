/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inspect.h: what stands inside a file of a known type that people should
 * know of before it is opened: macros, scripts, objects, what is loaded from
 * elsewhere, what is locked. Looks, never changes; that is for disarming.
 */
#ifndef MISOGI_INSPECT_H
#define MISOGI_INSPECT_H

#include <glib.h>

#include "misogi/limits.h"
#include "misogi/types.h"

/* What one file gave; filled by inspectors through inspection_find(). */
struct inspection {
	const struct limits *limits;
	GPtrArray *found; /* of struct inspected */
};

struct inspected {
	enum finding_id id;
	char *detail; /* where in the file, for people; may be "" */
};

/* Records ${id}, each at most once; ${detail} (may be NULL) is copied and made one line. */
void inspection_find(struct inspection *in, enum finding_id id, const char *detail);
bool inspection_has(const struct inspection *in, enum finding_id id);

/* What inspectors need of the outside; before the door is locked. */
void inspect_init(void);

/* A file of ${type}: whatever its inspector finds. Types without one find nothing. */
struct inspection *inspect(enum type_id type, const char *data, size_t len,
			   const struct limits *limits);
void inspection_free(struct inspection *in);

#endif
