/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * comb.h: encoded data out of a text of which programs may see other parts
 * than we do.
 */
#ifndef MISOGI_TEXT_COMB_H
#define MISOGI_TEXT_COMB_H

#include <glib.h>

#include "misogi/config.h"

/*
 * Replaces what is long enough to be a file in base64 by a line that says so.
 * Returns how many such runs of words there were.
 */
unsigned comb_text(GString *text, enum config_lang lang);

#endif
