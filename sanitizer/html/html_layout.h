/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_layout.h: what an element does to the page when it opens and closes.
 */
#ifndef MISOGI_HTML_LAYOUT_H
#define MISOGI_HTML_LAYOUT_H

#include "html/html_frame.h"

/* False: nothing inside of it is to be read. The frame is not yet on the stack. */
bool html_layout_open(struct html_state *s, struct html_frame *f);

void html_layout_close(struct html_state *s, struct html_frame *f);

#endif
