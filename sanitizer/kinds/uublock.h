/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uublock.h: "begin 644 name" … "end" (uuencode) and "begin-base64 644 name"
 * … "====" (POSIX) within a text.
 */
#ifndef MISOGI_KINDS_UUBLOCK_H
#define MISOGI_KINDS_UUBLOCK_H

#include "kinds/block.h"

/* The file that begins with the line at ${p}; false when none does. */
bool uublock_take(const char *p, const char *end, struct block *out);

#endif
