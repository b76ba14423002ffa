/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_guard.h: what HTML must pass before gumbo sees it.
 */
#ifndef MISOGI_HTML_GUARD_H
#define MISOGI_HTML_GUARD_H

#include "html/html.h"

/* Measures ${html} in one pass; sets the limits in ${found}. True: gumbo may have it. */
bool html_guard(const char *html, size_t n, const struct limits *limits, struct html_found *found);

/*
 * A copy that gumbo survives: "<![CDATA[" becomes blanks (an assertion of
 * gumbo's ends the process there), NUL becomes a blank.
 */
GString *html_neutralise(const char *html, size_t n);

#endif
