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

#include "html/html_color.h"

/* The rules of a document's sheets that speak of what we ask; NULL: none. */
struct html_sheet;

/* What is behind text. */
enum html_backdrop { HTML_BACKDROP_COLOR, HTML_BACKDROP_PICTURE, HTML_BACKDROP_LETTERS };

/* Inherited from parent to child; all zero above the first element. */
struct html_sight {
	bool gone;	/* display:none and its like: no child can undo it */
	bool invisible; /* visibility:hidden: a child may be visible again */
	bool tiny;	/* font-size:0: a child may have a size again */
	bool faint;	/* the colour of what is behind it: a child may have another */
	bool outdented; /* text-indent:-9999px: a child may stand elsewhere */
	bool pre;	/* white-space:pre and its like: blanks and line ends stay */
	bool pre_line;	/* white-space:pre-line: line ends stay */

	/* For the elements inside, not for callers. */
	bool begun;		 /* what follows has been set */
	bool quirks;		 /* tables do not inherit the size of letters */
	bool color_unknown;	 /* var() and the like */
	uint8_t backdrop;	 /* enum html_backdrop */
	float em, opacity;	 /* em: pixels */
	struct html_color color; /* of text; may be transparent */
	struct html_color background, link;
};

/* Changes ${sight} (the parent's) into that of the element ${node}. */
void html_style_apply(const struct html_sheet *sheet, const GumboNode *node,
		      struct html_sight *sight);

bool html_style_is_hidden(const struct html_sight *sight);

/* The value of an attribute, "" when there is none. Borrowed. */
const char *html_attribute(const GumboElement *element, const char *name);

#endif
