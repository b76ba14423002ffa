/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_color.h: colours as CSS and HTML write them, and whether text in one
 * of them can be told from what is behind it.
 */
#ifndef MISOGI_HTML_COLOR_H
#define MISOGI_HTML_COLOR_H

#include <glib.h>
#include <stdbool.h>

struct html_color {
	guint8 red, green, blue;
	guint8 alpha; /* 0: not there, 255: nothing shines through */
};

/* ${s}, one lower-case value of CSS: "#fff", "red", "rgba(0 0 0 / 50%)", "hsl(…)". */
bool html_color_read(const char *s, struct html_color *out);

/* The same for an attribute of HTML, which does without "#" and in any case. */
bool html_color_attribute(const char *s, struct html_color *out);

/* What is seen where ${top} lies over the opaque ${bottom}. */
struct html_color html_color_over(struct html_color top, struct html_color bottom);

/* Whether text of the opaque ${a} on ${b} cannot be seen. */
bool html_color_is_like(struct html_color a, struct html_color b);

#endif
