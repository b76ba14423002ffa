/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_media.h: what a mail wants to fetch, run, or lead to: counted, and what
 * there is to read of it.
 */
#ifndef MISOGI_HTML_MEDIA_H
#define MISOGI_HTML_MEDIA_H

#include "html/html_frame.h"

/* Counts what the element of ${f} would fetch, run or send; takes its lang= on the way. */
void html_media_count(struct html_state *s, struct html_frame *f);

void html_media_image(struct html_state *s, struct html_frame *f);
void html_media_open_link(struct html_state *s, struct html_frame *f);
void html_media_close_link(struct html_state *s, struct html_frame *f);

#endif
