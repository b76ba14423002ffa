/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_wrap.h: links that lead through a known redirector or link checker.
 */
#ifndef MISOGI_HTML_WRAP_H
#define MISOGI_HTML_WRAP_H

#include "html/html_url.h"

/* The canonical host that ${u} leads to in the end; NULL: not known to be wrapped. Caller frees. */
char *html_wrap_target(const struct html_url *u);

#endif
