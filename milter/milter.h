/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * milter.h: what the parts of misogi-milter share: the store, the scanner, the
 * generations, and counters for `misogi status`. One for the process; every
 * field but the atomics is set before the first mail and never changes.
 */
#ifndef MISOGI_MILTER_H
#define MISOGI_MILTER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "misogi/config.h"
#include "misogi/front.h"
#include "misogi/store.h"

#include "generation.h"

/* X(name): what `misogi status` counts since the start. */
#define COUNTERS(X)                                                                                \
	X(messages)                                                                                \
	X(passed)                                                                                  \
	X(sanitized)                                                                               \
	X(held)                                                                                    \
	X(discarded)                                                                               \
	X(rejected)                                                                                \
	X(deferred)                                                                                \
	X(orphaned)                                                                                \
	X(refused_recipients)

struct counters {
#define X(name) atomic_ullong name;
	COUNTERS(X)
#undef X
};

struct milter {
	const struct config *config; /* of the start: listener, store and scanner live by it */
	struct store *store;
	struct scanner *scanner;
	struct generations *generations;
	const char *cut_off_path; /* while this file exists every mail is deferred */
	struct counters counters;
	atomic_int receiving; /* messages between MAIL and their end */
	atomic_int at_end;    /* of these: at end of message */
	atomic_bool draining; /* no new mail is taken */
	int64_t started_ms;   /* io_now_ms() */
};

#endif
