/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_end.h: where an archive ends by its own words.
 */
#ifndef MISOGI_ARCHIVE_END_H
#define MISOGI_ARCHIVE_END_H

#include <stdbool.h>
#include <stddef.h>

#include "misogi/types.h"

/*
 * Whether something stands behind the archive ${data} of ${type}, of which a
 * reader used the first ${used} bytes. Zeros behind LZH, tar and disk images are
 * nothing: they end it or fill blocks.
 */
bool archive_has_tail(enum type_id type, const char *data, size_t len, size_t used);

#endif
