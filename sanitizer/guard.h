/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * guard.h: linear checks of raw bytes before any parser of others sees them.
 */
#ifndef MISOGI_SANITIZER_GUARD_H
#define MISOGI_SANITIZER_GUARD_H

#include "work.h"

/*
 * Whether ${data} may be given to the parser. False: a limit was exceeded,
 * ${id} and ${place} (static storage or a field's name, caller frees) say which.
 */
bool guard_check(const char *data, size_t len, const struct limits *limits, enum finding_id *id,
		 char **place);

/* Whether ${data} has a NUL, or a CR that no LF follows. */
bool guard_has_controls(const char *data, size_t len);

/* A memfd with ${data} without NUL, each bare CR made an LF; -1 with errno. */
int guard_clean(const char *data, size_t len);

#endif
