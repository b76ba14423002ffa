/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_length.h: numbers of CSS: lengths, sizes of letters, and the functions
 * of numbers that make nothing of a box (scale(0), inset(100%)).
 */
#ifndef MISOGI_HTML_LENGTH_H
#define MISOGI_HTML_LENGTH_H

#include "html/html_declare.h"

/* No place on a screen is so far to the left or top, or to the right. */
#define HTML_LENGTH_OFF_SCREEN (-500.0f)
#define HTML_LENGTH_FAR_AWAY 5000.0f

/* One number with its unit, of lower case; ${end} (may be NULL): what follows it. */
bool html_length_read(const char *s, const char **end, struct html_value *out);

/* "medium", "smaller": a size of letters. */
bool html_length_named(const char *s, struct html_value *out);

/* Pixels of ${v}, where a letter of the element has ${em}; percents are of ${whole}. */
float html_length_px(const struct html_value *v, float em, float whole);

/* Whether transform, clip, clip-path or filter ${value} leaves nothing to see. */
bool html_length_shape_hides(const char *value);

#endif
