/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_inline.h: small elements within a line: what they put around words, and
 * what they make of them.
 */
#ifndef MISOGI_HTML_INLINE_H
#define MISOGI_HTML_INLINE_H

#include "html/html_frame.h"

/* Marks that appear only if there is text behind them. */
void html_inline_open_brackets(struct html_state *s, struct html_frame *f);
void html_inline_open_group(struct html_state *s, struct html_frame *f);
void html_inline_open_reading(struct html_state *s, struct html_frame *f);
void html_inline_open_saying(struct html_state *s, struct html_frame *f);
void html_inline_open_struck(struct html_state *s, struct html_frame *f);
/* … and the other half of each. */
void html_inline_close(struct html_state *s, struct html_frame *f);

/* sup: 10² of 10 and 2, x^(n+1). sub: H2O stays, v_max. */
void html_inline_close_raised(struct html_state *s, struct html_frame *f);
void html_inline_close_lowered(struct html_state *s, struct html_frame *f);
/* bdo dir=rtl: as the reader of the HTML sees it. */
void html_inline_close_turned(struct html_state *s, struct html_frame *f);
void html_inline_close_expanded(struct html_state *s, struct html_frame *f);

#endif
