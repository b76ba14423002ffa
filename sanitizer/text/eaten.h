/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * eaten.h: ISO-2022-JP whose escape characters were taken away on the way:
 * "$BF|K\8l(B" where ESC $ B F|K\8l ESC ( B was sent.
 */
#ifndef MISOGI_TEXT_EATEN_H
#define MISOGI_TEXT_EATEN_H

#include <glib.h>

/* Whether the label says ISO-2022-JP: if not, it takes kana to believe it. */
enum eaten_label { EATEN_LABEL_JIS, EATEN_LABEL_OTHER };

/*
 * The ${n} bytes with their escapes put back; NULL when there is nothing that
 * would become Japanese, or an escape is left. Caller frees. Linear.
 */
GString *eaten_restore(const char *buf, size_t n, enum eaten_label label);

#endif
