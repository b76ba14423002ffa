/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_removed.h: our own lines and words about what was taken out of HTML.
 */
#ifndef MISOGI_HTML_REMOVED_H
#define MISOGI_HTML_REMOVED_H

#include "html/html.h"

struct html_removed {
	unsigned pictures; /* images that would be fetched and seen */
};

/* Appends a line for what was removed, if anything was, and one for hidden text. */
void html_removed_lines(GString *out, const struct html_found *found,
			const struct html_removed *removed, const struct text_options *options);

/* What stands before marked hidden text and behind it. Caller frees. */
char *html_removed_hidden_opener(enum config_lang lang);
/* … before text that is struck out. Caller frees. */
char *html_removed_struck_opener(enum config_lang lang);
#define HTML_REMOVED_CLOSER "］"

/* "［画像］": a picture that is a link and says nothing. Caller frees. */
char *html_removed_picture(enum config_lang lang);

#endif
