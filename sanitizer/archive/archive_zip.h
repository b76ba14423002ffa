/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_zip.h: the members of a zip that all readers see alike.
 */
#ifndef MISOGI_ARCHIVE_ZIP_H
#define MISOGI_ARCHIVE_ZIP_H

#include "archive/archive_opening.h"

/* Each member of ${o}; what is locked with the first password that fits, else absent. */
bool archive_zip_members(struct opening *o);

#endif
