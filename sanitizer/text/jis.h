/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jis.h: ISO-2022-JP and all that is sent under its name: NEC row 13, IBM
 * extensions, half-width kana by ESC ( I, SO/SI and 8-bit, JIS X 0212/0213,
 * the foreign sets of -JP-2, au's emoji rows.
 */
#ifndef MISOGI_TEXT_JIS_H
#define MISOGI_TEXT_JIS_H

#include <glib.h>
#include <stdbool.h>

/* True when ${buf} holds an escape sequence that only Japanese mail has. */
bool jis_is_likely(const char *buf, size_t n);

/*
 * Appends ${n} bytes to ${out} as UTF-8; returns how many became U+FFFD.
 * Linear. Emoji stay as emoji_replace() wants them.
 */
unsigned jis_to_utf8(GString *out, const char *buf, size_t n);

#endif
