/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_table.c: mail is laid out with tables, so that most of them are none.
 * A table of data has two columns and rows at least, short cells and no table
 * inside; a border, a header cell or a caption make it one, else its rows must
 * be alike and hold nothing but words.
 * Tests: tests/unit/sanitizer/test_html_table.c.
 */
#include "html/html_table.h"

#include <glib.h>
#include <string.h>

#include "html/html_style.h"

#define CELL_MAX 900	   /* bytes of a cell in a table that shows that it is one */
#define PLAIN_CELL_MAX 150 /* … that only looks like one */

struct stats {
	unsigned rows, columns; /* rows of more than one column; the most columns */
	unsigned in_row;	/* columns of the row so far */
	unsigned cells, filled;
	size_t in_cell, longest; /* bytes of text */
	bool uneven;
	bool data;   /* something that only tables of data have */
	bool layout; /* something that tables of data do not have */
	bool nested;
};

unsigned html_table_span(const GumboElement *cell, const char *name, unsigned max)
{
	gint64 n =
		cell->attributes.length ? g_ascii_strtoll(html_attribute(cell, name), NULL, 10) : 1;

	return n < 1 ? 1 : (unsigned)MIN(n, (gint64)max);
}

static void end_cell(struct stats *s)
{
	s->filled += s->in_cell > 0;
	s->longest = MAX(s->longest, s->in_cell);
	s->in_cell = 0;
}

static void end_row(struct stats *s)
{
	end_cell(s);
	if (s->in_row > 1) {
		s->uneven = s->uneven || (s->columns > 0 && s->in_row != s->columns);
		s->rows++;
	} else if (s->in_row == 1) {
		s->uneven = true;
	}
	s->columns = MAX(s->columns, s->in_row);
	s->in_row = 0;
}

static bool has_border(const GumboElement *e)
{
	const char *border = html_attribute(e, "border");
	const char *style = html_attribute(e, "style");
	const char *solid = *style ? strstr(style, "solid") : NULL;

	return (*border && strcmp(border, "0")) || *html_attribute(e, "rules") ||
	       (solid && strstr(style, "border"));
}

static void see_cell(struct stats *s, const GumboElement *e)
{
	end_cell(s);
	s->cells++;
	s->in_row += html_table_span(e, "colspan", HTML_TABLE_COLUMNS_MAX);
	s->data = s->data || e->tag == GUMBO_TAG_TH || (e->attributes.length && has_border(e));
}

static void see_element(struct stats *s, const GumboElement *e)
{
	switch ((int)e->tag) {
	case GUMBO_TAG_TABLE:
		s->nested = true;
		break;
	case GUMBO_TAG_TR:
		end_row(s);
		break;
	case GUMBO_TAG_TD:
	case GUMBO_TAG_TH:
		see_cell(s, e);
		break;
	case GUMBO_TAG_CAPTION:
	case GUMBO_TAG_THEAD:
		s->data = true;
		break;
	case GUMBO_TAG_IMG:
	case GUMBO_TAG_HR:
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_BLOCKQUOTE:
	case GUMBO_TAG_INPUT:
	case GUMBO_TAG_SELECT:
		s->layout = true;
		break;
	}
}

static size_t text_bytes(const char *text)
{
	text += strspn(text, " \t\r\n\f");
	return strcmp(text, "\xc2\xa0") ? strlen(text) : 0;
}

struct place {
	const GumboNode *node;
	unsigned next;
};

/* All below ${table} in order, until a table inside of it. */
static void look_at(struct stats *s, const GumboNode *table)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct place));
	struct place first = { table, 0 };

	g_array_append_val(places, first);
	while (places->len > 0 && !s->nested) {
		struct place *top = &g_array_index(places, struct place, places->len - 1);
		const GumboVector *children = &top->node->v.element.children;
		if (top->next >= children->length) {
			g_array_set_size(places, places->len - 1);
			continue;
		}
		struct place child = { children->data[top->next++], 0 };
		if (child.node->type == GUMBO_NODE_ELEMENT) {
			see_element(s, &child.node->v.element);
			g_array_append_val(places, child);
		} else if (child.node->type == GUMBO_NODE_TEXT) {
			s->in_cell += text_bytes(child.node->v.text.text);
		}
	}
	end_row(s);
}

bool html_table_is_data(const GumboNode *node)
{
	const GumboElement *e = &node->v.element;
	const char *role = html_attribute(e, "role");
	struct stats s = { .data = has_border(e) };

	if (!strcmp(role, "presentation") || !strcmp(role, "none"))
		return false;
	look_at(&s, node);
	if (s.nested || s.rows < 2 || s.columns > HTML_TABLE_COLUMNS_MAX)
		return false;
	if (s.data)
		return s.longest <= CELL_MAX;
	return !s.uneven && !s.layout && s.longest <= PLAIN_CELL_MAX &&
	       s.filled * 10 >= s.cells * 6;
}
