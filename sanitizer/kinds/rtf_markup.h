/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_markup.h: RTF's text as HTML, so that links, tables and hidden text are
 * judged and laid out in one place, html.h.
 */
#ifndef MISOGI_KINDS_RTF_MARKUP_H
#define MISOGI_KINDS_RTF_MARKUP_H

#include <glib.h>
#include <stdbool.h>

#define RTF_MARKUP_AUTO (-1)
#define RTF_MARKUP_HALF_POINTS 24 /* of text that says nothing of its size */

/* How a piece of text looks. */
struct rtf_look {
	bool is_hidden;
	bool in_table;
	unsigned link;	       /* another number for each link; 0: none */
	const char *href;      /* of ${link}; borrowed while text is written with it */
	int color, background; /* 0xrrggbb or RTF_MARKUP_AUTO */
	int half_points;
};

struct rtf_markup {
	GString *html;
	size_t max;	      /* nothing is added past it */
	struct rtf_look look; /* of the <span> and <a> that are open */
	bool span, anchor, table, row, cell;
};

void rtf_markup_init(struct rtf_markup *m, size_t max);
void rtf_markup_clear(struct rtf_markup *m);

/* Text; its line ends, tabs and blanks are kept. */
void rtf_markup_text(struct rtf_markup *m, const struct rtf_look *look, const char *utf8, size_t n);

/* The end of a cell, of a row. */
void rtf_markup_cell(struct rtf_markup *m);
void rtf_markup_row(struct rtf_markup *m);

/* <img src="${url}">: html.h counts it. */
void rtf_markup_image(struct rtf_markup *m, const char *url);

/* Closes what is open. */
void rtf_markup_end(struct rtf_markup *m);

/* HTML as it is, and text that is to stand in such HTML. */
void rtf_markup_raw(struct rtf_markup *m, const char *html, size_t n);
void rtf_markup_plain(struct rtf_markup *m, const char *utf8, size_t n);

#endif
