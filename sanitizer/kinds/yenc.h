/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * yenc.h: files in yEnc 1.3 within a text, one part or several.
 */
#ifndef MISOGI_KINDS_YENC_H
#define MISOGI_KINDS_YENC_H

#include "kinds/block.h"

/*
 * The file that begins with "=ybegin" at ${p}; false when none does. Parts of
 * it that follow each other are one file.
 */
bool yenc_take(const char *p, const char *end, struct block *out);

#endif
