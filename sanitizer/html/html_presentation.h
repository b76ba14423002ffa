/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_presentation.h: what elements and attributes of HTML say of their looks
 * before any CSS is asked: bgcolor=, <font size=>, hidden.
 */
#ifndef MISOGI_HTML_PRESENTATION_H
#define MISOGI_HTML_PRESENTATION_H

#include <gumbo.h>

#include "html/html_declare.h"
#include "html/html_style.h"

/* Lays it over ${said}; ${sight}: of the parent, where <body link=> leaves its colour. */
void html_presentation_read(const GumboNode *node, struct html_sight *sight,
			    struct html_declared *said);

/* aria-hidden="true" on something with words in it; on icons and rules it hides nothing. */
bool html_presentation_is_unspoken(const GumboNode *node);

#endif
