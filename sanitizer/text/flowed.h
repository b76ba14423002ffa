/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * flowed.h: text/plain; format=flowed (RFC 3676).
 */
#ifndef MISOGI_TEXT_FLOWED_H
#define MISOGI_TEXT_FLOWED_H

#include <glib.h>
#include <stdbool.h>

/* The paragraphs of ${text} put together; ${delsp}: the blank at a soft line end is no text. */
GString *flowed_join(const GString *text, bool delsp);

#endif
