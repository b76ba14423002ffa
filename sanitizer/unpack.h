/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unpack.h: which leaves are archives, and their members.
 */
#ifndef MISOGI_SANITIZER_UNPACK_H
#define MISOGI_SANITIZER_UNPACK_H

#include "kinds/members.h"
#include "work.h"

/*
 * Opens ${part} where it is an archive: NULL when it is none, could not be
 * opened (its findings say so), or waits for unpack_next_locked(); else
 * its members are parts in their own right. Caller frees (unwrap_free).
 */
struct members *unpack_leaf(struct work *w, unsigned part);

/*
 * The next archive that waits for a password, opened as far as it can be now
 * that all texts of the mail are known; NULL when none waits. ${*part} gets its index.
 */
struct members *unpack_next_locked(struct work *w, unsigned *part);

#endif
