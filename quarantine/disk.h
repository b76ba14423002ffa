/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * disk.h: what errno means for a store, in one place.
 */
#ifndef QUARANTINE_DISK_H
#define QUARANTINE_DISK_H

#include "misogi/err.h"

/* Whether ${e} says that there is no room: ENOSPC, EDQUOT, EFBIG. */
bool disk_is_full(int e);

/* Fills ${err} from errno: STORE_FULL when there is no room, else STORE_IO. Returns false. */
bool disk_error(struct err *err, const char *fmt, ...) G_GNUC_PRINTF(2, 3);

#endif
