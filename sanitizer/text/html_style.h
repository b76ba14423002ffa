/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_style.h: what an element's own attributes say about being seen.
 */
#ifndef MISOGI_TEXT_HTML_STYLE_H
#define MISOGI_TEXT_HTML_STYLE_H

#include <gumbo.h>
#include <stdbool.h>

/* Inherited from parent to child. */
struct html_sight {
	bool gone;	/* display:none and its like: no child can undo it */
	bool invisible; /* visibility:hidden: a child may be visible again */
	bool tiny;	/* font-size:0: a child may have a size again */
};

/* Changes ${sight} (the parent's) into that of ${element}. */
void html_style_apply(const GumboElement *element, struct html_sight *sight);

bool html_style_is_hidden(const struct html_sight *sight);

/* A paragraph without the usual blank line around it (Outlook's). */
bool html_style_is_tight(const GumboElement *element);

/* The value of attribute ${name}, "" when there is none. Borrowed. */
const char *html_attribute(const GumboElement *element, const char *name);

#endif
