/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_columns.h: how wide text is on a terminal, and wrapping it.
 */
#ifndef MISOGI_HTML_COLUMNS_H
#define MISOGI_HTML_COLUMNS_H

#include <glib.h>

/* Columns of one line. */
size_t html_columns_of(const char *utf8, size_t n);

/* Columns of the widest line. */
size_t html_columns_widest(const char *utf8, size_t n);

/*
 * Appends ${utf8} with lines of at most ${width} columns, broken where
 * Japanese and other languages may be; a longer word or address stays whole.
 */
void html_columns_wrap(GString *out, const char *utf8, size_t n, size_t width);

#endif
