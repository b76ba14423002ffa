/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fold.h: long lines made short where the target has nothing that would carry
 * them whole.
 */
#ifndef MISOGI_MAIL_FOLD_H
#define MISOGI_MAIL_FOLD_H

#include <glib.h>

/*
 * A copy of ${utf8} (LF lines) in which no line takes more than ${columns} (a
 * kanji takes two), by the line breaking rules of the language (UAX 14, JIS X 4051:
 * no 。 at the start of a line). Quote marks are repeated; an address is broken
 * only when it is longer than a line of a mail may be.
 */
GString *fold_lines(const char *utf8, size_t n, unsigned columns);

#endif
