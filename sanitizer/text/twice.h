/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * twice.h: Japanese that somebody took for Latin-1 and encoded once more:
 * "æ—¥æœ¬" for 日本.
 */
#ifndef MISOGI_TEXT_TWICE_H
#define MISOGI_TEXT_TWICE_H

#include <glib.h>
#include <stdbool.h>

/*
 * Undoes it in the UTF-8 of ${text} from ${start} on; false, and nothing
 * changed, unless every character can be taken back and what comes out is
 * Japanese beyond doubt. (What was taken for Shift_JIS lost bytes: no way back.)
 */
bool twice_undo(GString *text, size_t start);

#endif
