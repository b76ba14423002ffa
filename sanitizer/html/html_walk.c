/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_walk.c: the tree is walked with a stack of our own, because a sender
 * chooses its depth. An element is opened, its children follow, it is closed;
 * what that does to the page is html_layout's. Hidden places are counted here:
 * one is the outermost hidden element with any text in it.
 * Tests: tests/unit/sanitizer/test_html.c, tests/fuzz/fuzz_html.c.
 */
#include "html/html_walk.h"

#include <string.h>

#include "html/html_frame.h"
#include "html/html_layout.h"
#include "html/html_media.h"

static bool is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n\f")] == '\0' || !strcmp(s, "\xc2\xa0");
}

static void end_place(struct html_state *s)
{
	if (s->in_place && s->in->options->hidden == HIDDEN_MARK)
		html_writer_close(s->writer, s->place_opened, HTML_REMOVED_CLOSER);
	s->in_place = false;
}

static void hidden_text(struct html_state *s, const char *text)
{
	const bool mark = s->in->options->hidden == HIDDEN_MARK;

	if (is_blank(text))
		return;
	if (!s->in_place) {
		s->in_place = true;
		s->found->hidden++;
		g_autofree char *opener = html_removed_hidden_opener(s->in->options->lang);
		s->place_opened = mark ? html_writer_open(s->writer, opener) : 0;
	}
	if (mark)
		html_writer_put(s->writer, text);
}

static void text_node(struct html_state *s, const struct html_frame *f, const char *text)
{
	enum html_space space = HTML_SPACE_COLLAPSE;

	if (f->hidden) {
		hidden_text(s, text);
		return;
	}
	if (f->sight.pre || f->sight.pre_line)
		space = f->sight.pre ? HTML_SPACE_KEEP : HTML_SPACE_LINES;
	html_writer_text(s->writer, text, strlen(text), space);
}

/* Between the first and the second child of a fraction. */
static void infix(struct html_state *s, struct html_frame *parent, struct html_frame *f)
{
	if (f->node->v.element.children.length > 1 && f->role == ROLE_INLINE)
		f->role = ROLE_GROUP;
	if (parent->infixed || s->writer->out->len == parent->start)
		return;
	html_writer_put(s->writer, html_role_infix(&parent->node->v.element));
	parent->infixed = true;
}

/* Hidden elements do nothing to the page but part what is before from what is behind. */
static enum html_role hidden_role(enum html_role role)
{
	if (role == ROLE_BLOCK || role == ROLE_PARAGRAPH || role == ROLE_HEADING)
		return ROLE_BLOCK;
	bool silent = role == ROLE_SILENT || role == ROLE_SCRIPT || role == ROLE_EMBED;
	return silent ? ROLE_SILENT : ROLE_INLINE;
}

static void push(struct html_state *s, const GumboNode *node, struct html_frame *parent)
{
	struct html_frame f = { .node = node };

	if (parent) {
		f.sight = parent->sight;
		f.speech = parent->speech;
		f.sayings = parent->sayings;
	}
	f.role = html_role_of(&node->v.element);
	html_style_apply(s->in->sheet, node, &f.sight);
	f.hidden = html_style_is_hidden(&f.sight);
	f.hides = f.hidden && !(parent && parent->hidden);
	if (!f.hidden && parent && parent->hidden)
		end_place(s);
	html_media_count(s, &f);
	if (f.hidden)
		f.role = hidden_role(f.role);
	if (parent && parent->role == ROLE_INFIX)
		infix(s, parent, &f);
	if (html_layout_open(s, &f))
		g_array_append_val(s->frames, f);
}

static void pop(struct html_state *s, struct html_frame *top)
{
	html_layout_close(s, top);
	if (top->hides)
		end_place(s);
	g_array_set_size(s->frames, s->frames->len - 1);
}

/* Visits one child of the innermost open element, or closes it. */
static void step(struct html_state *s)
{
	struct html_frame *top = &g_array_index(s->frames, struct html_frame, s->frames->len - 1);
	const GumboVector *children = &top->node->v.element.children;

	if (top->next >= children->length) {
		pop(s, top);
		return;
	}
	const GumboNode *child = children->data[top->next++];
	switch (child->type) {
	case GUMBO_NODE_ELEMENT:
		push(s, child, top);
		break;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_WHITESPACE:
		text_node(s, top, child->v.text.text);
		break;
	case GUMBO_NODE_COMMENT:
	case GUMBO_NODE_DOCUMENT:
	case GUMBO_NODE_TEMPLATE:
		break;
	}
}

void html_walk(GString *out, const struct html_walk_input *in, struct html_found *found,
	       struct html_removed *removed)
{
	struct html_state s = { .in = in, .found = found, .removed = removed };

	s.frames = g_array_new(FALSE, FALSE, sizeof(struct html_frame));
	html_writer_init(&s.page, out);
	s.writer = &s.page;
	push(&s, in->root, NULL);
	while (s.frames->len > 0)
		step(&s);
	html_writer_clear(&s.page);
	g_array_unref(s.frames);
}
