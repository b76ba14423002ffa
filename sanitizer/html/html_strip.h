/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_strip.h: the text of HTML without a tree: what stands in when a
 * document does not pass the guard.
 */
#ifndef MISOGI_HTML_STRIP_H
#define MISOGI_HTML_STRIP_H

#include <glib.h>

/* Appends the text of ${html} without its tags: linear, loses all styling. */
void html_strip(GString *out, const char *html, size_t n);

#endif
