/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.h: HTML into text that reads well. gumbo makes the tree, behind linear
 * guards; what does not pass them is stripped of its tags by our own hand.
 * Never fetches, never runs, never fails: the worst HTML is still some text.
 */
#ifndef MISOGI_HTML_H
#define MISOGI_HTML_H

#include <glib.h>
#include <stdbool.h>

#include "text/options.h"

struct html_found {
	unsigned hidden;     /* texts that a reader would not have seen */
	unsigned remote;     /* images and such that would be fetched from outside */
	unsigned pixels;     /* those of them too small to see: they tell that the mail was read */
	unsigned forms;	     /* <form> */
	unsigned scripts;    /* <script>, on…= */
	unsigned frames;     /* <iframe>, <object>, <embed>, <video> … */
	unsigned mismatches; /* links whose text shows another host than they lead to */
	char mismatch[160];  /* the first of them: "shown -> real"; UTF-8 */
	unsigned lookalikes; /* links to hosts that look like others */
	char lookalike[160]; /* the first of them, both forms */
	unsigned unsafe;     /* links by javascript:, data: and the like */
	bool fallback;	     /* converted by stripping tags */
	/* which limits it ran into */
	bool limit_bytes, limit_tags, limit_run, limit_css_rules, limit_link_bytes;
};

/*
 * Appends ${n} bytes of valid UTF-8 ${utf8} to ${out} as text with LF lines;
 * what was taken away is said in lines of ours at its end.
 */
void html_to_text(GString *out, const char *utf8, size_t n, const struct text_options *options,
		  struct html_found *found);

#endif
