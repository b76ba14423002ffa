/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup_value.h: where the values of attributes and styles lead.
 */
#ifndef MISOGI_INSPECT_MARKUP_VALUE_H
#define MISOGI_INSPECT_MARKUP_VALUE_H

#include "inspect/inspect.h"

/* An address as markup_value() gives it; ${is_loaded}: without a click. */
void markup_address(struct inspection *in, const char *address, bool is_loaded, const char *where);

/* A style: what it loads, and what old browsers run of it. ${css} as it stands. */
void markup_style(struct inspection *in, const char *css, size_t n);

/* The text of scripts: whether it carries a file that it gives to be saved. */
void markup_smuggle(struct inspection *in, const char *text, size_t n);

#endif
