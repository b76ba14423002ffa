/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_style.h: whether a reader would have seen what an element holds, by its
 * attributes, its style="" and the document's <style> sheets.
 */
#ifndef MISOGI_HTML_STYLE_H
#define MISOGI_HTML_STYLE_H

#include <gumbo.h>
#include <stdbool.h>
#include <stdint.h>

/* The rules of a document's sheets that speak of what we ask; NULL: none. */
struct html_sheet;

/* Inherited from parent to child. */
struct html_sight {
	bool gone;	/* display:none and its like: no child can undo it */
	bool invisible; /* visibility:hidden: a child may be visible again */
	bool tiny;	/* font-size:0: a child may have a size again */
	bool pre;	/* white-space:pre and its like: blanks and line ends stay */
	bool pre_line;	/* white-space:pre-line: line ends stay */
};

/* Changes ${sight} (the parent's) into that of the element ${node}. */
void html_style_apply(const struct html_sheet *sheet, const GumboNode *node,
		      struct html_sight *sight);

bool html_style_is_hidden(const struct html_sight *sight);

/* A paragraph without the usual blank line around it (Outlook's). */
bool html_style_is_tight(const GumboElement *element);

/* The value of an attribute, "" when there is none. Borrowed. */
const char *html_attribute(const GumboElement *element, const char *name);

#endif
