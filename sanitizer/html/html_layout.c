/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_layout.c: the output is what a person would type: headings behind a ■
 * with blank lines around, "・" before items, "> " before quotations. Japanese
 * mail has marked its headings so for decades; it survives any font, and says
 * more than capitals, which Japanese does not have.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_layout.h"

#include <string.h>

#include "html/html_form.h"
#include "html/html_inline.h"
#include "html/html_media.h"
#include "html/html_spacing.h"
#include "html/html_strip.h"
#include "html/html_table.h"

#define RULE_LINE "----------------------------------------"

static void put_rule(struct html_state *s, struct html_frame *f)
{
	(void)f;
	html_writer_block(s->writer, 1);
	html_writer_put(s->writer, RULE_LINE);
	html_writer_block(s->writer, 1);
}

/* Outlook's line above the mail that is answered. */
static void open_block(struct html_state *s, struct html_frame *f)
{
	const GumboElement *e = &f->node->v.element;
	const char *style = e->attributes.length ? html_attribute(e, "style") : "";

	html_writer_block(s->writer, html_spacing_of(e, 1).above);
	if (*style && strstr(style, "border:none;border-top:solid"))
		put_rule(s, f);
}

static void open_heading(struct html_state *s, struct html_frame *f)
{
	const GumboTag tag = f->node->v.element.tag;

	html_writer_block(s->writer, 2);
	f->opened = html_writer_open_heading(
		s->writer, tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 ? "■ " : "● ");
}

/* Gmail indents by a blockquote without border: no one is quoted there. */
static void open_quote(struct html_state *s, struct html_frame *f)
{
	const char *style = html_attribute(&f->node->v.element, "style");
	bool indent = strstr(style, "border:none") || strstr(style, "border: none");

	html_writer_block(s->writer, 1);
	html_writer_push(s->writer, indent ? "    " : "> ");
}

static void open_list(struct html_state *s, struct html_frame *f)
{
	f->list = html_list_of(f->node);
	html_writer_block(s->writer, s->items ? 1 : 2);
}

static void open_item(struct html_state *s, struct html_frame *f)
{
	struct html_frame *list = &g_array_index(s->frames, struct html_frame, s->frames->len - 1);
	char marker[HTML_MARKER_MAX];
	unsigned columns = html_list_marker(marker, list->role == ROLE_LIST ? &list->list : NULL,
					    &f->node->v.element, s->in->options->lang);

	html_writer_block(s->writer, 1);
	html_writer_push_item(s->writer, marker, columns);
	s->items++;
}

static void open_table(struct html_state *s, struct html_frame *f)
{
	if (s->grid || !html_table_is_data(f->node)) {
		html_writer_block(s->writer, 1);
		return;
	}
	html_writer_block(s->writer, 2);
	s->grid = html_grid_new();
	s->gridded = f->node;
}

/* A row of one cell is a block; cells beside each other are not. */
static bool is_alone(const GumboNode *row)
{
	const GumboVector *children = &row->v.element.children;
	unsigned cells = 0;

	for (unsigned i = 0; i < children->length && cells < 2; i++)
		cells += ((const GumboNode *)children->data[i])->type == GUMBO_NODE_ELEMENT;
	return cells == 1;
}

static void open_row(struct html_state *s, struct html_frame *f)
{
	f->alone = is_alone(f->node);
	if (s->grid && s->writer == &s->page)
		html_grid_row(s->grid);
	else
		html_writer_block(s->writer, 1);
}

static void open_cell(struct html_state *s, struct html_frame *f)
{
	if (s->grid && s->writer == &s->page) {
		html_writer_init(&s->cell, html_grid_text(s->grid));
		s->writer = &s->cell;
		f->start = s->cell.out->len;
	}
	const struct html_frame *row =
		&g_array_index(s->frames, struct html_frame, s->frames->len - 1);
	f->alone = row->role == ROLE_ROW && row->alone && s->writer == &s->page;
	if (f->alone)
		html_writer_block(s->writer, html_spacing_of(&f->node->v.element, 1).above);
	f->line = html_writer_next_line(s->writer);
}

/* gumbo leaves the tags in its text. */
static void put_noframes(struct html_state *s, struct html_frame *f)
{
	const GumboElement *e = &f->node->v.element;
	g_autoptr(GString) text = g_string_new(NULL);
	const GumboNode *child = e->children.length ? e->children.data[0] : NULL;

	if (child && child->type == GUMBO_NODE_TEXT)
		html_strip(text, child->v.text.text, strlen(child->v.text.text));
	html_writer_text(s->writer, text->str, text->len, HTML_SPACE_LINES);
}

static void put_break(struct html_state *s, struct html_frame *f)
{
	(void)f;
	html_writer_break(s->writer);
}

static void set_base(struct html_state *s, struct html_frame *f)
{
	html_links_set_base(s->in->links, html_attribute(&f->node->v.element, "href"));
}

static void edge(struct html_state *s, struct html_frame *f)
{
	(void)f;
	html_writer_block(s->writer, 1);
}

static void blank_line(struct html_state *s, struct html_frame *f)
{
	(void)f;
	html_writer_block(s->writer, 2);
}

static void close_block(struct html_state *s, struct html_frame *f)
{
	html_writer_block(s->writer, html_spacing_of(&f->node->v.element, 1).below);
}

static void open_paragraph(struct html_state *s, struct html_frame *f)
{
	html_writer_block(s->writer, html_spacing_of(&f->node->v.element, 2).above);
}

static void close_paragraph(struct html_state *s, struct html_frame *f)
{
	html_writer_block(s->writer, html_spacing_of(&f->node->v.element, 2).below);
}

static void gap(struct html_state *s, struct html_frame *f)
{
	(void)f;
	html_writer_gap(s->writer);
}

static void open_term_text(struct html_state *s, struct html_frame *f)
{
	edge(s, f);
	html_writer_push(s->writer, "  ");
}

static void open_pre(struct html_state *s, struct html_frame *f)
{
	blank_line(s, f);
	f->sight.pre = true;
}

static void open_summary(struct html_state *s, struct html_frame *f)
{
	edge(s, f);
	f->opened = html_writer_open(s->writer, "▼ ");
}

static void close_heading(struct html_state *s, struct html_frame *f)
{
	html_writer_close(s->writer, f->opened, "");
	blank_line(s, f);
}

static void close_summary(struct html_state *s, struct html_frame *f)
{
	html_writer_close(s->writer, f->opened, "");
	edge(s, f);
}

static void close_pushed(struct html_state *s, struct html_frame *f)
{
	edge(s, f);
	html_writer_pop(s->writer);
}

static void close_item(struct html_state *s, struct html_frame *f)
{
	s->items--;
	close_pushed(s, f);
}

static void close_list(struct html_state *s, struct html_frame *f)
{
	(void)f;
	html_writer_block(s->writer, s->items ? 1 : 2);
}

static void close_table(struct html_state *s, struct html_frame *f)
{
	if (s->gridded != f->node) {
		edge(s, f);
		return;
	}
	html_grid_write(s->grid, &s->page);
	html_grid_free(g_steal_pointer(&s->grid));
	s->gridded = NULL;
	blank_line(s, f);
}

static void close_row(struct html_state *s, struct html_frame *f)
{
	if (!s->grid)
		edge(s, f);
}

static void close_cell(struct html_state *s, struct html_frame *f)
{
	if (s->writer == &s->page) {
		html_writer_cell(s->writer, f->line);
		if (f->alone)
			close_block(s, f);
		return;
	}
	html_writer_clear(&s->cell);
	s->writer = &s->page;
	html_grid_cell(s->grid, &f->node->v.element, f->start);
}

enum inside { INSIDE_READ, INSIDE_SKIP };

/* What is in no row is inline. */
static const struct {
	void (*open)(struct html_state *s, struct html_frame *f);
	void (*close)(struct html_state *s, struct html_frame *f);
	enum inside inside;
} layouts[] = {
	[ROLE_SILENT] = { .inside = INSIDE_SKIP },
	[ROLE_SCRIPT] = { .inside = INSIDE_SKIP },
	[ROLE_EMBED] = { .inside = INSIDE_SKIP },
	[ROLE_META] = { .inside = INSIDE_SKIP },
	[ROLE_BASE] = { set_base, NULL, INSIDE_SKIP },
	[ROLE_NOFRAMES] = { put_noframes, NULL, INSIDE_SKIP },
	[ROLE_IMAGE] = { html_media_image, NULL, INSIDE_SKIP },
	[ROLE_INPUT] = { html_form_input, NULL, INSIDE_SKIP },
	[ROLE_BREAK] = { put_break, NULL, INSIDE_SKIP },
	[ROLE_RULE] = { put_rule, NULL, INSIDE_SKIP },
	[ROLE_BLOCK] = { open_block, close_block, INSIDE_READ },
	[ROLE_FORM] = { edge, edge, INSIDE_READ },
	[ROLE_PARAGRAPH] = { open_paragraph, close_paragraph, INSIDE_READ },
	[ROLE_HEADING] = { open_heading, close_heading, INSIDE_READ },
	[ROLE_QUOTE] = { open_quote, close_pushed, INSIDE_READ },
	[ROLE_LIST] = { open_list, close_list, INSIDE_READ },
	[ROLE_ITEM] = { open_item, close_item, INSIDE_READ },
	[ROLE_TERM_TEXT] = { open_term_text, close_pushed, INSIDE_READ },
	[ROLE_TABLE] = { open_table, close_table, INSIDE_READ },
	[ROLE_ROW] = { open_row, close_row, INSIDE_READ },
	[ROLE_CELL] = { open_cell, close_cell, INSIDE_READ },
	[ROLE_PRE] = { open_pre, blank_line, INSIDE_READ },
	[ROLE_SUMMARY] = { open_summary, close_summary, INSIDE_READ },
	[ROLE_WORD] = { gap, gap, INSIDE_READ },
	[ROLE_LINK] = { html_media_open_link, html_media_close_link, INSIDE_READ },
	[ROLE_SELECT] = { html_form_open_select, html_form_close_select, INSIDE_READ },
	[ROLE_OPTION] = { html_form_open_option, NULL, INSIDE_READ },
	[ROLE_TEXTAREA] = { html_form_open_textarea, edge, INSIDE_READ },
	[ROLE_BUTTON] = { html_inline_open_brackets, html_inline_close, INSIDE_READ },
	[ROLE_READING] = { html_inline_open_reading, html_inline_close, INSIDE_READ },
	[ROLE_GROUP] = { html_inline_open_group, html_inline_close, INSIDE_READ },
	[ROLE_SAYING] = { html_inline_open_saying, html_inline_close, INSIDE_READ },
	[ROLE_STRUCK] = { html_inline_open_struck, html_inline_close, INSIDE_READ },
	[ROLE_RAISED] = { NULL, html_inline_close_raised, INSIDE_READ },
	[ROLE_LOWERED] = { NULL, html_inline_close_lowered, INSIDE_READ },
	[ROLE_EXPANDED] = { NULL, html_inline_close_expanded, INSIDE_READ },
	[ROLE_TURNED] = { NULL, html_inline_close_turned, INSIDE_READ },
	[ROLE_LAST] = { .inside = INSIDE_READ },
};

bool html_layout_open(struct html_state *s, struct html_frame *f)
{
	f->start = s->writer->out->len;
	if (layouts[f->role].open)
		layouts[f->role].open(s, f);
	/* An option may have become silent. */
	return layouts[f->role].inside == INSIDE_READ;
}

void html_layout_close(struct html_state *s, struct html_frame *f)
{
	if (layouts[f->role].close)
		layouts[f->role].close(s, f);
}
