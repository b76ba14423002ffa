/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * difference.h: whether two forms of a mail say the same.
 */
#ifndef MISOGI_TEXT_DIFFERENCE_H
#define MISOGI_TEXT_DIFFERENCE_H

#include <glib.h>

/*
 * What one of ${plain} and ${rich} (as text with its links shown) says and the
 * other does not: a site, an address of mail, a long number, or many words;
 * one line for people. NULL: they say the same but for layout. Caller frees.
 */
char *difference_of(const GString *plain, const GString *rich);

#endif
