/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * callbacks.h: libmilter, and nothing of it outside callbacks.c.
 */
#ifndef MISOGI_CALLBACKS_H
#define MISOGI_CALLBACKS_H

#include "milter.h"

/*
 * Registers the filter on listening socket ${fd} and serves in a thread of its
 * own. ${m} is borrowed for ever; ${ended_fd} (an eventfd) is written when
 * libmilter has ended by itself.
 */
bool callbacks_start(struct milter *m, int fd, int ended_fd, struct err *err);

#endif
