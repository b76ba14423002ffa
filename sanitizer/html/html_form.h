/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_form.h: forms as text: what is filled in, ticked, chosen.
 */
#ifndef MISOGI_HTML_FORM_H
#define MISOGI_HTML_FORM_H

#include "html/html_frame.h"

/* <input>: "[山田]", "☑", nothing for what shows nothing. */
void html_form_input(struct html_state *s, struct html_frame *f);

/* <select>: the option that it shows, in brackets; with multiple all of them, with ticks. */
void html_form_open_select(struct html_state *s, struct html_frame *f);
void html_form_close_select(struct html_state *s, struct html_frame *f);
void html_form_open_option(struct html_state *s, struct html_frame *f);

void html_form_open_textarea(struct html_state *s, struct html_frame *f);

#endif
