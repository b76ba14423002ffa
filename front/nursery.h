/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nursery.h: what front/job.c needs of front/nursery.c beyond front.h.
 */
#ifndef MISOGI_FRONT_NURSERY_H
#define MISOGI_FRONT_NURSERY_H

#include "misogi/front.h"

/*
 * Waits for one of limit `workers` places until ${deadline_ms} (io_now_ms()
 * clock). False with ${err} (BUSY).
 */
bool nursery_take_place(struct nursery *n, int64_t deadline_ms, struct err *err);
void nursery_give_place(struct nursery *n);

/* Has a child born; returns the front's end of its job socket, -1 with ${err} (TEMP). Caller
 * closes. */
int nursery_birth(struct nursery *n, struct err *err);

#endif
