/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_shown.h: the hosts that the text of a link makes people expect.
 */
#ifndef MISOGI_HTML_SHOWN_H
#define MISOGI_HTML_SHOWN_H

#include <glib.h>
#include <stdbool.h>

/* Canonical hosts in ${text}, of addresses, bare names and e-mail, first to last (of char *). */
GPtrArray *html_shown_hosts(const char *text);

/* ${text} as an eye takes it: no characters without width, wide forms narrow. Caller frees. */
char *html_shown_fold(const char *text);

#endif
