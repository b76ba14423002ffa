/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_link.h: where the links of a body lead, for people to read.
 */
#ifndef MISOGI_HTML_LINK_H
#define MISOGI_HTML_LINK_H

#include <glib.h>
#include <stdbool.h>

#include "html/html.h"
#include "text/options.h"

/* The links of one body: footnotes are numbered over all of it. */
struct html_links;

/* ${options} and ${found} must outlive it. */
struct html_links *html_links_new(const struct text_options *options, struct html_found *found);
void html_links_free(struct html_links *l);

/* <base href>: relative links are resolved against the first that is a web address. */
void html_links_set_base(struct html_links *l, const char *href);

/*
 * What stands behind the text of a link: " <https://…>", " <example.jp [3]>"
 * where the address is long (a footnote; the same address has the same
 * number), with a warning where the text shows another host, the host looks
 * like another, or the link is of a kind never to be followed; "" when the
 * text says it already. Counts in found. Caller frees.
 */
char *html_links_suffix(struct html_links *l, const char *text, const char *href);

/* The footnotes behind a blank line: "[3] https://…", one a line; nothing when there are none. */
void html_links_append_notes(const struct html_links *l, GString *out);

/* Whether ${url} is fetched from elsewhere. */
bool html_link_is_remote(const char *url);

typedef struct html_links html_links_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(html_links_t, html_links_free)

#endif
