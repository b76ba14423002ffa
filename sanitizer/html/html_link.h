/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_link.h: where a link leads, for people to read.
 */
#ifndef MISOGI_HTML_LINK_H
#define MISOGI_HTML_LINK_H

#include <glib.h>
#include <stdbool.h>

#include "misogi/policy.h"

/*
 * What stands behind the text of a link: " <https://…>", "" when the text
 * says it already or the link leads nowhere that a reader can go. Caller frees.
 */
char *html_link_suffix(const char *text, const char *href, enum body_links links);

/*
 * Whether ${text} shows one host and ${href} leads to another; then
 * ${*mismatch} is "shown -> real" (caller frees).
 */
bool html_link_is_mismatch(const char *text, const char *href, char **mismatch);

/* Whether ${url} is fetched from elsewhere. */
bool html_link_is_remote(const char *url);

#endif
