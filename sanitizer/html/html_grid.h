/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_grid.h: a table of data as aligned text: its cells are collected, then
 * written in columns as wide as a terminal shows them (a kanji takes two).
 */
#ifndef MISOGI_HTML_GRID_H
#define MISOGI_HTML_GRID_H

#include <glib.h>
#include <gumbo.h>
#include <stdbool.h>

#include "html/html_writer.h"

struct html_grid;

struct html_grid *html_grid_new(void);
void html_grid_free(struct html_grid *g);

/* Where cells are written, one behind the other. */
GString *html_grid_text(struct html_grid *g);

void html_grid_row(struct html_grid *g);
/* What was written since ${start} is the cell ${e} of the last row. */
void html_grid_cell(struct html_grid *g, const GumboElement *e, size_t start);

/* The whole table, as lines of their own. */
void html_grid_write(struct html_grid *g, struct html_writer *w);

#endif
