/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_spacing.h: how many line ends stand above and below a block.
 */
#ifndef MISOGI_HTML_SPACING_H
#define MISOGI_HTML_SPACING_H

#include <gumbo.h>

struct html_spacing {
	unsigned above, below; /* 1: a line of its own; 2: a blank line apart */
};

/* By class and style=; ${usual}: for what says nothing of it. */
struct html_spacing html_spacing_of(const GumboElement *e, unsigned usual);

#endif
