/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_list.h: what stands before the items of a list.
 */
#ifndef MISOGI_HTML_LIST_H
#define MISOGI_HTML_LIST_H

#include <gumbo.h>

#include "misogi/config.h"

#define HTML_MARKER_MAX 24

enum html_numbering {
	NUMBERING_NONE, /* list-style: none */
	NUMBERING_BULLET,
	NUMBERING_DECIMAL,
	NUMBERING_LOWER_ALPHA,
	NUMBERING_UPPER_ALPHA,
	NUMBERING_LOWER_ROMAN,
	NUMBERING_UPPER_ROMAN,
	NUMBERING_KATAKANA,
	NUMBERING_IROHA,
};

struct html_list {
	enum html_numbering numbering;
	int next; /* number of the next item */
	int step; /* 1, or -1 where reversed */
};

/* The list that ${node} (ol, ul, menu, dir) opens. */
struct html_list html_list_of(const GumboNode *node);

/*
 * Writes what stands before the item ${e} of ${list} (NULL: of none), with a
 * blank behind it, and counts it; returns its columns.
 */
unsigned html_list_marker(char marker[HTML_MARKER_MAX], struct html_list *list,
			  const GumboElement *e, enum config_lang lang);

#endif
