/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_scan.h: a place in CSS (css-syntax-3) and the few steps that reading
 * it takes. No step goes back, each is linear in what it passes.
 */
#ifndef MISOGI_HTML_SCAN_H
#define MISOGI_HTML_SCAN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct html_scan {
	const char *p, *end;
};

/* Over blanks and comments; true: there was a blank. */
bool html_scan_blank(struct html_scan *s);

/* The next character, 0 at the end. */
char html_scan_peek(const struct html_scan *s);

/* Over ${c} if it is next. */
bool html_scan_take(struct html_scan *s, char c);

/* A name in lower case, escapes undone; false: there is none here. */
bool html_scan_name(struct html_scan *s, GString *out);

/* A name or a quoted string. */
bool html_scan_word(struct html_scan *s, GString *out);

/*
 * Up to the first of ${stops} outside of strings, comments and brackets, which
 * is left; what was passed, in lower case, escapes undone, comments gone, goes
 * to ${out} (NULL: nowhere).
 */
void html_scan_until(struct html_scan *s, const char *stops, GString *out);

/* Over "{ … }" with all blocks inside of it. */
void html_scan_block(struct html_scan *s);

#endif
