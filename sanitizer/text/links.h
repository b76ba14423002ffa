/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * links.h: addresses that stand in a text as such.
 */
#ifndef MISOGI_TEXT_LINKS_H
#define MISOGI_TEXT_LINKS_H

#include <glib.h>
#include <stdbool.h>

#include "html/html.h"
#include "text/options.h"

struct links_span {
	size_t start, end;
};

/*
 * The first web address of ${text} at or behind ${from}, as mail programs
 * would make a link of it: "https://…", "www.…". False: there is none.
 */
bool links_next(const GString *text, size_t from, struct links_span *found);

/*
 * Writes the addresses of ${text}, which came from no HTML, as options->links
 * says; names of hosts beyond ASCII are shown in both forms, look-alikes are
 * said. Counts in ${found}.
 */
void links_in_text(GString *text, const struct text_options *options, struct html_found *found);

/* The same for what html_to_text() wrote: it has done all but the addresses in the words. */
void links_in_html(GString *text, const struct text_options *options);

#endif
