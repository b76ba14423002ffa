/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_walk.h: from gumbo's tree to laid out text.
 */
#ifndef MISOGI_HTML_WALK_H
#define MISOGI_HTML_WALK_H

#include <gumbo.h>

#include "html/html_link.h"
#include "html/html_removed.h"
#include "html/html_style.h"

struct html_walk_input {
	const GumboNode *root;
	const struct html_sheet *sheet; /* NULL: no <style> */
	const struct text_options *options;
	struct html_links *links;
};

/* Appends the text of the tree to ${out}; counts in ${found} and ${removed}. */
void html_walk(GString *out, const struct html_walk_input *in, struct html_found *found,
	       struct html_removed *removed);

#endif
