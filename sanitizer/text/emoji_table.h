/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * emoji_table.h: what Japanese carriers' private characters mean in Unicode.
 */
#ifndef MISOGI_TEXT_EMOJI_TABLE_H
#define MISOGI_TEXT_EMOJI_TABLE_H

#include <glib.h>

struct emoji_row {
	gunichar first, last;
	const char *text; /* UTF-8 for each from ${first} to ${last}, each with a blank behind */
};

enum { EMOJI_DOCOMO_ROW, EMOJI_AU_MAIL_ROW, EMOJI_AU_WEB_ROW, EMOJI_SOFTBANK_ROW };

#define EMOJI_TABLE_ROWS (EMOJI_SOFTBANK_ROW + 6) /* SoftBank has six pages */

extern const struct emoji_row emoji_table[EMOJI_TABLE_ROWS];

#endif
