/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_grid.c: columns stand apart by " | ", which reads well in proportional
 * fonts, too. A table wider than a mail's lines gets its widest columns
 * wrapped; one with too many columns for that is left unaligned. Empty columns
 * and rows only made room, and go.
 * Tests: tests/unit/sanitizer/test_html_table.c.
 */
#include "html/html_grid.h"

#include <string.h>

#include "html/html_columns.h"
#include "html/html_style.h"
#include "html/html_table.h"

#define WIDTH_MAX 76 /* columns of a terminal for the whole table */
#define COLUMN_MIN 10
#define GAP " | "
#define RULE_GAP "-+-"

struct cell {
	size_t start, end; /* in the text */
	unsigned column, span;
	bool head, right;
};

struct row {
	unsigned first, count; /* in cells */
};

struct html_grid {
	GString *text;
	GArray *cells, *rows;
	unsigned busy[HTML_TABLE_COLUMNS_MAX]; /* rows that a cell above still takes */
	unsigned column;		       /* of the next cell */
	size_t width[HTML_TABLE_COLUMNS_MAX];
};

struct html_grid *html_grid_new(void)
{
	struct html_grid *g = g_new0(struct html_grid, 1);

	g->text = g_string_new(NULL);
	g->cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
	g->rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	return g;
}

void html_grid_free(struct html_grid *g)
{
	if (!g)
		return;
	g_string_free(g->text, TRUE);
	g_array_unref(g->cells);
	g_array_unref(g->rows);
	g_free(g);
}

GString *html_grid_text(struct html_grid *g)
{
	return g->text;
}

static const struct cell *cell_at(const struct html_grid *g, unsigned i)
{
	return &g_array_index(g->cells, struct cell, i);
}

static struct row *row_at(const struct html_grid *g, unsigned i)
{
	return &g_array_index(g->rows, struct row, i);
}

/* Past the columns that cells of rows above reach into. */
static void skip_busy(struct html_grid *g)
{
	while (g->column < HTML_TABLE_COLUMNS_MAX && g->busy[g->column] > 0)
		g->busy[g->column++]--;
}

void html_grid_row(struct html_grid *g)
{
	struct row row = { g->cells->len, 0 };

	/* The end of the row before, as far as it had no cells. */
	for (; g->column < HTML_TABLE_COLUMNS_MAX; g->column++)
		g->busy[g->column] -= g->busy[g->column] > 0;
	g_array_append_val(g->rows, row);
	g->column = 0;
}

static bool is_right(const GumboElement *e)
{
	return !g_ascii_strcasecmp(html_attribute(e, "align"), "right") ||
	       strstr(html_attribute(e, "style"), "text-align:right") ||
	       strstr(html_attribute(e, "style"), "text-align: right");
}

/* A cell past the last column is more text of the cell before it. */
static void join_last(struct html_grid *g, size_t start)
{
	g_string_insert_c(g->text, (gssize)start, ' ');
	g_array_index(g->cells, struct cell, g->cells->len - 1).end = g->text->len;
}

void html_grid_cell(struct html_grid *g, const GumboElement *e, size_t start)
{
	struct cell c = { .start = start, .end = g->text->len };

	if (g->rows->len == 0)
		html_grid_row(g);
	skip_busy(g);
	if (g->column >= HTML_TABLE_COLUMNS_MAX) {
		if (row_at(g, g->rows->len - 1)->count > 0) {
			join_last(g, start);
			return;
		}
		/* Cells above claim the whole row: it has none of them. */
		g->column = 0;
	}
	c.column = g->column;
	c.span = html_table_span(e, "colspan", HTML_TABLE_COLUMNS_MAX - c.column);
	c.head = e->tag == GUMBO_TAG_TH;
	c.right = e->attributes.length && is_right(e);
	unsigned rows = html_table_span(e, "rowspan", 1000);
	for (unsigned i = 0; i < c.span; i++)
		g->busy[g->column++] = rows - 1;
	g_array_append_val(g->cells, c);
	row_at(g, g->rows->len - 1)->count++;
}

/* The widest line of a cell. */
static size_t cell_width(const struct html_grid *g, const struct cell *c)
{
	return html_columns_widest(g->text->str + c->start, c->end - c->start);
}

/* Columns from cells of one column first, then wider for what spans several. */
static void measure(struct html_grid *g)
{
	memset(g->width, 0, sizeof(g->width));
	for (unsigned i = 0; i < g->cells->len; i++) {
		const struct cell *c = cell_at(g, i);
		if (c->span == 1)
			g->width[c->column] = MAX(g->width[c->column], cell_width(g, c));
	}
	for (unsigned i = 0; i < g->cells->len; i++) {
		const struct cell *c = cell_at(g, i);
		size_t has = 0, wants = c->span > 1 ? cell_width(g, c) : 0, last = 0;
		for (unsigned k = c->column; k < c->column + c->span && c->span > 1; k++) {
			has += g->width[k] ? g->width[k] + (has ? strlen(GAP) : 0) : 0;
			last = g->width[k] ? k : last;
		}
		if (wants > has)
			g->width[last ? last : c->column] += wants - has;
	}
}

/* Columns of all that are ${cap} wide at most, with the gaps between them. */
static size_t total_width(const struct html_grid *g, size_t cap)
{
	size_t total = 0;

	for (unsigned i = 0; i < HTML_TABLE_COLUMNS_MAX; i++)
		if (g->width[i] > 0)
			total += MIN(g->width[i], cap) + (total ? strlen(GAP) : 0);
	return total;
}

/* Wraps the cells whose columns are wider than ${cap}. */
static void wrap(struct html_grid *g, size_t cap)
{
	GString *text = g_string_sized_new(g->text->len);

	for (unsigned i = 0; i < g->cells->len; i++) {
		struct cell *c = &g_array_index(g->cells, struct cell, i);
		size_t start = text->len, width = 0;
		for (unsigned k = c->column; k < c->column + c->span; k++)
			width += MIN(g->width[k], cap) + (k > c->column ? strlen(GAP) : 0);
		html_columns_wrap(text, g->text->str + c->start, c->end - c->start, width);
		c->start = start;
		c->end = text->len;
	}
	g_string_free(g->text, TRUE);
	g->text = text;
	for (unsigned i = 0; i < HTML_TABLE_COLUMNS_MAX; i++)
		g->width[i] = MIN(g->width[i], cap);
}

/* Makes it fit; false: no way. */
static bool fit(struct html_grid *g)
{
	size_t cap = WIDTH_MAX;

	if (total_width(g, SIZE_MAX) <= WIDTH_MAX)
		return true;
	while (cap >= COLUMN_MIN && total_width(g, cap) > WIDTH_MAX)
		cap--;
	if (cap < COLUMN_MIN)
		return false;
	wrap(g, cap);
	return true;
}

static void pad(GString *line, size_t columns)
{
	for (; columns > 0; columns--)
		g_string_append_c(line, ' ');
}

/* Takes the first line of the cell; what is left is the rest. */
static void take_line(const struct html_grid *g, struct cell *c, const char **at, size_t *n)
{
	const char *s = g->text->str + c->start;
	const char *end = c->end > c->start ? memchr(s, '\n', c->end - c->start) : NULL;

	*at = s;
	*n = end ? (size_t)(end - s) : c->end - c->start;
	c->start += *n + (end != NULL);
}

/* One line of the cell in its columns; returns the column behind it. */
static unsigned put_cell(const struct html_grid *g, GString *line, struct cell *c)
{
	const char *s;
	size_t n, width = 0;

	for (unsigned k = c->column; k < c->column + c->span; k++)
		if (g->width[k])
			width += g->width[k] + (width ? strlen(GAP) : 0);
	take_line(g, c, &s, &n);
	size_t has = html_columns_of(s, n), room = width > has ? width - has : 0;
	if (c->right)
		pad(line, room);
	g_string_append_len(line, s, (gssize)n);
	if (!c->right)
		pad(line, room);
	return c->column + c->span;
}

/* The columns from ${from} to before ${to}, with nothing in them. */
static void put_gap(const struct html_grid *g, GString *line, unsigned from, unsigned to)
{
	for (unsigned k = from; k < to; k++)
		if (g->width[k]) {
			if (line->len)
				g_string_append(line, GAP);
			pad(line, g->width[k]);
		}
}

static bool has_width(const struct html_grid *g, const struct cell *c)
{
	for (unsigned k = c->column; k < c->column + c->span; k++)
		if (g->width[k])
			return true;
	return false;
}

/* The next line of all cells of the row. */
static void put_line(const struct html_grid *g, GString *line, struct cell *cells, unsigned count)
{
	unsigned column = 0;

	g_string_truncate(line, 0);
	for (unsigned i = 0; i < count; i++) {
		if (cells[i].column < column || !has_width(g, &cells[i]))
			continue;
		put_gap(g, line, column, cells[i].column);
		if (line->len)
			g_string_append(line, GAP);
		column = put_cell(g, line, &cells[i]);
	}
	size_t n = line->len;
	while (n > 0 && strchr(" |", line->str[n - 1]))
		n--;
	g_string_truncate(line, n);
}

static bool has_text(const struct cell *cells, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (cells[i].start < cells[i].end)
			return true;
	return false;
}

static void write_line(struct html_writer *w, const GString *line)
{
	html_writer_text(w, line->str, line->len, HTML_SPACE_KEEP);
	html_writer_block(w, 1);
}

static void write_row(struct html_grid *g, struct html_writer *w, GString *line,
		      const struct row *row)
{
	struct cell *cells = &g_array_index(g->cells, struct cell, row->first);

	while (has_text(cells, row->count)) {
		put_line(g, line, cells, row->count);
		write_line(w, line);
	}
}

static void write_rule(const struct html_grid *g, struct html_writer *w, GString *line)
{
	g_string_truncate(line, 0);
	for (unsigned k = 0; k < HTML_TABLE_COLUMNS_MAX; k++) {
		if (g->width[k] == 0)
			continue;
		if (line->len)
			g_string_append(line, RULE_GAP);
		for (size_t i = 0; i < g->width[k]; i++)
			g_string_append_c(line, '-');
	}
	write_line(w, line);
}

static bool is_head(const struct html_grid *g, const struct row *row)
{
	for (unsigned i = 0; i < row->count; i++)
		if (!cell_at(g, row->first + i)->head)
			return false;
	return row->count > 1;
}

/* Too many columns to align: the cells of a row behind each other. */
static void write_unaligned(struct html_grid *g, struct html_writer *w, const struct row *row)
{
	bool first = true;

	for (unsigned i = 0; i < row->count; i++) {
		const struct cell *c = cell_at(g, row->first + i);
		if (c->start == c->end)
			continue;
		if (!first)
			html_writer_text(w, GAP, strlen(GAP), HTML_SPACE_KEEP);
		html_writer_text(w, g->text->str + c->start, c->end - c->start,
				 HTML_SPACE_COLLAPSE);
		first = false;
	}
	html_writer_block(w, 1);
}

void html_grid_write(struct html_grid *g, struct html_writer *w)
{
	g_autoptr(GString) line = g_string_new(NULL);

	measure(g);
	bool fits = fit(g);
	html_writer_block(w, 1);
	for (unsigned i = 0; i < g->rows->len; i++) {
		const struct row *row = row_at(g, i);
		if (row->count == 0)
			continue;
		if (!fits)
			write_unaligned(g, w, row);
		else
			write_row(g, w, line, row);
		bool last_head =
			i + 1 < g->rows->len && is_head(g, row) && !is_head(g, row_at(g, i + 1));
		if (fits && last_head)
			write_rule(g, w, line);
	}
}
