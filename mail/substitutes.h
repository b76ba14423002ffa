/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * substitutes.h: what a person types where a character cannot be had.
 */
#ifndef MISOGI_MAIL_SUBSTITUTES_H
#define MISOGI_MAIL_SUBSTITUTES_H

#include <glib.h>

/* Where there is nothing to type: the mark of Japanese printers for a missing letter. */
#define SUBSTITUTES_UNKNOWN "〓"

/*
 * What stands for ${u}: by our table, else its compatible form, else the letter
 * without its marks, else SUBSTITUTES_UNKNOWN; "" for what cannot be seen. Caller frees.
 */
char *substitutes_find(gunichar u);

/* A copy with half-width kana made full-width; each counts in ${*replaced}. Caller frees. */
char *substitutes_widen_kana(const char *utf8, size_t n, size_t *len, unsigned *replaced);

#endif
