/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blocks.h: files that were written into a text: uuencode, yEnc, BinHex 4.0,
 * and base64 that stands alone.
 */
#ifndef MISOGI_KINDS_BLOCKS_H
#define MISOGI_KINDS_BLOCKS_H

#include "kinds/members.h"

/*
 * Takes the files out of ${buf} (bytes in any charset that keeps ASCII): each
 * is a MEMBER_FILE of ${out} and leaves a line with BODY_BLOCK. NULL: there are
 * none, and that is found out in one pass. Else the text that is left, ${*len}
 * bytes, free of other BODY_BLOCKs; caller frees.
 */
char *blocks_take(const char *buf, size_t n, const struct limits *limits, struct members *out,
		  size_t *len);

#endif
