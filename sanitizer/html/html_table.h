/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_table.h: is a table one of data, to be aligned, or of layout, to flow?
 */
#ifndef MISOGI_HTML_TABLE_H
#define MISOGI_HTML_TABLE_H

#include <gumbo.h>
#include <stdbool.h>

/* Columns that an aligned table may have. */
#define HTML_TABLE_COLUMNS_MAX 24

/*
 * Looks at the table ${node} up to the first table inside of it, so that all
 * tables of a document together cost one pass.
 */
bool html_table_is_data(const GumboNode *node);

/* The value of colspan= or rowspan=, from 1 to ${max}. */
unsigned html_table_span(const GumboElement *cell, const char *name, unsigned max);

#endif
