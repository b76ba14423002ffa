/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * onenote.h: the files in a section of OneNote ([MS-ONESTORE]).
 */
#ifndef MISOGI_INSPECT_ONENOTE_H
#define MISOGI_INSPECT_ONENOTE_H

#include "inspect/inspect.h"

void onenote_inspect(struct inspection *in, enum type_id type, const char *data, size_t len);

#endif
