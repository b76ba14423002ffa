/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_symbols.h: fonts whose letters are pictures: Symbol and Wingdings.
 */
#ifndef MISOGI_KINDS_RTF_SYMBOLS_H
#define MISOGI_KINDS_RTF_SYMBOLS_H

#include <glib.h>

enum rtf_symbols {
	RTF_SYMBOLS_NONE, /* letters are letters */
	RTF_SYMBOLS_SYMBOL,
	RTF_SYMBOLS_WINGDINGS,
	RTF_SYMBOLS_OTHER, /* pictures, but we do not know which */
};

/* By the name of the font, as it stands before its ";"; RTF_SYMBOLS_NONE for all others. */
enum rtf_symbols rtf_symbols_of_font(const char *name);

/* Appends what looks like byte ${c} of ${set}, a bullet when nobody knows. */
void rtf_symbols_append(GString *out, enum rtf_symbols set, guint8 c);

#endif
