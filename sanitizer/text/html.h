/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.h: HTML into text that reads well. gumbo makes the tree, behind linear
 * guards; what does not pass them is stripped of its tags by our own hand.
 * Never fetches, never runs, never fails: the worst HTML is still some text.
 */
#ifndef MISOGI_TEXT_HTML_H
#define MISOGI_TEXT_HTML_H

#include <glib.h>
#include <stdbool.h>

#include "misogi/limits.h"
#include "misogi/policy.h"

struct html_options {
	const struct limits *limits;
	enum body_links links;
	enum body_hidden hidden;
};

struct html_found {
	unsigned hidden;     /* elements that a reader would not have seen */
	unsigned remote;     /* images and such that would be fetched from outside */
	unsigned mismatches; /* links whose text shows another host than they lead to */
	char mismatch[160];  /* the first of them: "shown -> real"; UTF-8 */
	bool fallback;	     /* converted by stripping tags */
	bool limit_bytes, limit_tags, limit_run; /* which guard it ran into */
};

/* Appends ${n} bytes of valid UTF-8 ${utf8} to ${out} as text with LF lines. */
void html_to_text(GString *out, const char *utf8, size_t n, const struct html_options *options,
		  struct html_found *found);

#endif
