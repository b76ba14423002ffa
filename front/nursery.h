/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nursery.h: what front/job.c needs of front/nursery.c beyond front.h.
 */
#ifndef MISOGI_FRONT_NURSERY_H
#define MISOGI_FRONT_NURSERY_H

#include "misogi/front.h"

/* How many of limit `workers` places a mail of ${raw_size} takes: at least one, at most all. */
unsigned nursery_places_for(const struct nursery *n, uint64_t raw_size);
/*
 * Waits for ${count} places until ${deadline_ms} (io_now_ms() clock). False
 * with ${err} (BUSY): none was taken.
 */
bool nursery_take_places(struct nursery *n, unsigned count, int64_t deadline_ms, struct err *err);
void nursery_give_places(struct nursery *n, unsigned count);

/* Has a child born; returns the front's end of its job socket, -1 with ${err} (TEMP). Caller
 * closes. */
int nursery_birth(struct nursery *n, struct err *err);

#endif
