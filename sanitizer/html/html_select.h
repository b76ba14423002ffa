/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_select.h: selectors of CSS: elements, .class, #id, *, [attr…], :root,
 * :link and :first-child, descendants and children. One with anything else
 * (siblings, :hover, ::before) is one that never matches.
 */
#ifndef MISOGI_HTML_SELECT_H
#define MISOGI_HTML_SELECT_H

#include <gumbo.h>

#include "html/html_scan.h"

enum html_select_kind {
	HTML_SELECT_TAG,
	HTML_SELECT_CLASS,
	HTML_SELECT_ID,
	HTML_SELECT_ATTRIBUTE,
	HTML_SELECT_ROOT,
	HTML_SELECT_LINK,
	HTML_SELECT_FIRST_CHILD,
};

/* One condition; a selector is a row of them, read from its end. */
struct html_simple {
	guint8 kind;  /* enum html_select_kind */
	char joint;   /* '^', '>', ' ': what stands before the compound that begins here; 0: none */
	char compare; /* ATTRIBUTE: 0 (is there), '=', '~', '|', '^', '$', '*' */
	GumboTag tag; /* TAG */
	const char *name, *value; /* lower case; of ${strings} */
};

/*
 * Appends the next selector of a list, up to a comma or the end, to ${out} (of
 * struct html_simple); false: it never matches, and nothing is appended.
 * "*" alone appends a condition that always holds. ${specificity} as CSS has it.
 */
bool html_select_read(struct html_scan *s, GArray *out, GStringChunk *strings,
		      guint32 *specificity);

/* Whether ${node} is meant; each step of the search takes one or more of ${steps}, to 0. */
bool html_select_matches(const struct html_simple *simples, size_t n, const GumboNode *node,
			 gint64 *steps);

/* The condition of the last compound that fewest elements meet; NULL: all may. */
const struct html_simple *html_select_key(const struct html_simple *simples, size_t n);

#endif
