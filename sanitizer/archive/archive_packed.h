/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_packed.h: a file that is packed alone (gzip, bzip2, xz …), or a tar.
 */
#ifndef MISOGI_ARCHIVE_PACKED_H
#define MISOGI_ARCHIVE_PACKED_H

#include "archive/archive_opening.h"

/* Its one member, named after the archive; of a packed tar, those of the tar. */
bool archive_packed_members(struct opening *o);

#endif
