/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * percent.h: bytes written as "%E6" (RFC 2231). Internal to params.c.
 */
#ifndef MISOGI_TEXT_PERCENT_H
#define MISOGI_TEXT_PERCENT_H

#include <glib.h>
#include <stdbool.h>

/* Appends ${s} with its escapes undone; a "%" that is none stays. */
void percent_append(GString *to, const char *s, size_t n);

/* Whether ${s} is so written although nothing says it: all its "%" are escapes, some of 8 bits. */
bool percent_is_likely(const GString *s);

/* How many bytes at the end of ${s} are the beginning of an escape: "%", "%E". */
size_t percent_cut(const char *s, size_t n);

#endif
