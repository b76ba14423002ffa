/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * binhex.h: BinHex 4.0 (RFC 1741) within a text: the data fork of its file.
 */
#ifndef MISOGI_KINDS_BINHEX_H
#define MISOGI_KINDS_BINHEX_H

#include "kinds/block.h"

#define BINHEX_LINE "(This file must be converted with BinHex"

/*
 * The file that is announced at ${p} (BINHEX_LINE), at most ${room} bytes of
 * it: runs make it up to 191 times as long as its text. False when none
 * follows. ${out}->name is within ${out}->data, behind its ${n} bytes.
 */
bool binhex_take(const char *p, const char *end, size_t room, struct block *out);

#endif
