/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * comb.h: encoded files out of a text that is about to be delivered, whatever
 * it was converted from: the last net behind kinds/blocks.c.
 */
#ifndef MISOGI_TEXT_COMB_H
#define MISOGI_TEXT_COMB_H

#include <glib.h>

#include "misogi/config.h"

enum comb_teeth {
	COMB_WIDE, /* what is plainly a file: keys, tokens and checksums stay */
	COMB_FINE, /* all that may be one: the text is of a mail that is ambiguous */
};

/* Replaces each encoded file by a line that says so; returns how many there were. */
unsigned comb_text(GString *text, enum comb_teeth teeth, enum config_lang lang);

/* Where the lines of uuencode, xxencode or BinHex that begin at line ${p} end; NULL: none do. */
const char *comb_lines(const char *p);

#endif
