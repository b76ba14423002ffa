/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.c: a walk over gumbo's tree with a stack of its own, because a sender
 * chooses the depth. The table says what each element does to the layout;
 * what is not in it is inline. Too big, too deep, too greedy: tags are
 * stripped instead, which always works.
 * Tests: tests/unit/sanitizer/test_html.c, tests/fuzz/fuzz_html.c.
 */
#include "html/html.h"

#include <string.h>

#include "html/html_guard.h"
#include "html/html_link.h"
#include "html/html_style.h"
#include "html/html_tree.h"
#include "html/html_writer.h"

#define RULE_LINE "----------------------------------------"

enum role {
	ROLE_INLINE,
	ROLE_SILENT,	/* its text is for programs */
	ROLE_BLOCK,	/* on lines of its own */
	ROLE_PARAGRAPH, /* … with a blank line around */
	ROLE_BREAK,
	ROLE_RULE,
	ROLE_QUOTE,
	ROLE_LIST,
	ROLE_ITEM,
	ROLE_CELL,
	ROLE_PRE,
	ROLE_IMAGE,
	ROLE_LINK,
	ROLE_READING, /* ruby */
	ROLE_EMBED,   /* fetched from elsewhere, nothing to read */
};

static const struct {
	GumboTag tag;
	enum role role;
} roles[] = {
	{ GUMBO_TAG_HEAD, ROLE_SILENT },      { GUMBO_TAG_SCRIPT, ROLE_SILENT },
	{ GUMBO_TAG_STYLE, ROLE_SILENT },     { GUMBO_TAG_TEMPLATE, ROLE_SILENT },
	{ GUMBO_TAG_NOEMBED, ROLE_SILENT },   { GUMBO_TAG_NOFRAMES, ROLE_SILENT },
	{ GUMBO_TAG_RP, ROLE_SILENT },	      { GUMBO_TAG_DIV, ROLE_BLOCK },
	{ GUMBO_TAG_CENTER, ROLE_BLOCK },     { GUMBO_TAG_ARTICLE, ROLE_BLOCK },
	{ GUMBO_TAG_SECTION, ROLE_BLOCK },    { GUMBO_TAG_HEADER, ROLE_BLOCK },
	{ GUMBO_TAG_FOOTER, ROLE_BLOCK },     { GUMBO_TAG_ADDRESS, ROLE_BLOCK },
	{ GUMBO_TAG_FORM, ROLE_BLOCK },	      { GUMBO_TAG_FIELDSET, ROLE_BLOCK },
	{ GUMBO_TAG_TABLE, ROLE_BLOCK },      { GUMBO_TAG_TR, ROLE_BLOCK },
	{ GUMBO_TAG_CAPTION, ROLE_BLOCK },    { GUMBO_TAG_DT, ROLE_BLOCK },
	{ GUMBO_TAG_OPTION, ROLE_BLOCK },     { GUMBO_TAG_FIGURE, ROLE_BLOCK },
	{ GUMBO_TAG_FIGCAPTION, ROLE_BLOCK }, { GUMBO_TAG_MAIN, ROLE_BLOCK },
	{ GUMBO_TAG_NAV, ROLE_BLOCK },	      { GUMBO_TAG_ASIDE, ROLE_BLOCK },
	{ GUMBO_TAG_LEGEND, ROLE_BLOCK },     { GUMBO_TAG_P, ROLE_PARAGRAPH },
	{ GUMBO_TAG_H1, ROLE_PARAGRAPH },     { GUMBO_TAG_H2, ROLE_PARAGRAPH },
	{ GUMBO_TAG_H3, ROLE_PARAGRAPH },     { GUMBO_TAG_H4, ROLE_PARAGRAPH },
	{ GUMBO_TAG_H5, ROLE_PARAGRAPH },     { GUMBO_TAG_H6, ROLE_PARAGRAPH },
	{ GUMBO_TAG_DL, ROLE_PARAGRAPH },     { GUMBO_TAG_BR, ROLE_BREAK },
	{ GUMBO_TAG_HR, ROLE_RULE },	      { GUMBO_TAG_BLOCKQUOTE, ROLE_QUOTE },
	{ GUMBO_TAG_UL, ROLE_LIST },	      { GUMBO_TAG_OL, ROLE_LIST },
	{ GUMBO_TAG_MENU, ROLE_LIST },	      { GUMBO_TAG_DIR, ROLE_LIST },
	{ GUMBO_TAG_LI, ROLE_ITEM },	      { GUMBO_TAG_DD, ROLE_ITEM },
	{ GUMBO_TAG_TD, ROLE_CELL },	      { GUMBO_TAG_TH, ROLE_CELL },
	{ GUMBO_TAG_PRE, ROLE_PRE },	      { GUMBO_TAG_TEXTAREA, ROLE_PRE },
	{ GUMBO_TAG_LISTING, ROLE_PRE },      { GUMBO_TAG_XMP, ROLE_PRE },
	{ GUMBO_TAG_PLAINTEXT, ROLE_PRE },    { GUMBO_TAG_IMG, ROLE_IMAGE },
	{ GUMBO_TAG_AREA, ROLE_IMAGE },	      { GUMBO_TAG_A, ROLE_LINK },
	{ GUMBO_TAG_RT, ROLE_READING },	      { GUMBO_TAG_IFRAME, ROLE_EMBED },
	{ GUMBO_TAG_EMBED, ROLE_EMBED },      { GUMBO_TAG_AUDIO, ROLE_EMBED },
	{ GUMBO_TAG_VIDEO, ROLE_EMBED },      { GUMBO_TAG_SOURCE, ROLE_EMBED },
};

/* One open node of the walk. */
struct frame {
	const GumboNode *node;
	unsigned next; /* child to visit */
	enum role role;
	struct html_sight sight;
	bool pre;
	size_t link_start; /* ROLE_LINK: where its text begins in the output */
	unsigned count;	   /* ROLE_LIST: number of the next item; 0: bullets */
};

struct walk {
	const struct text_options *options;
	struct html_found *found;
	struct html_writer writer;
	struct html_links *links;
	GArray *frames; /* of struct frame */
};

static enum role role_of(GumboTag tag)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (roles[i].tag == tag)
			return roles[i].role;
	return ROLE_INLINE;
}

static void put(struct walk *w, const char *s)
{
	html_writer_text(&w->writer, s, strlen(s), false);
}

static bool is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n\f")] == '\0' || !strcmp(s, "\xc2\xa0");
}

static void text_node(struct walk *w, const struct frame *parent, const char *text)
{
	if (!html_style_is_hidden(&parent->sight)) {
		html_writer_text(&w->writer, text, strlen(text), parent->pre);
		return;
	}
	if (is_blank(text))
		return;
	w->found->hidden++;
	if (w->options->hidden == HIDDEN_MARK) {
		put(w, "[隠し文字: ");
		put(w, text);
		put(w, "]");
	}
}

static void image(struct walk *w, const GumboElement *e, const struct frame *f)
{
	const char *alt = html_attribute(e, "alt");

	w->found->remote += html_link_is_remote(html_attribute(e, "src"));
	if (is_blank(alt) || html_style_is_hidden(&f->sight))
		return;
	put(w, "[");
	put(w, alt);
	put(w, "]");
}

static void open_list(struct walk *w, struct frame *f, const GumboElement *e)
{
	bool nested = false;

	for (unsigned i = 0; i < w->frames->len && !nested; i++)
		nested = g_array_index(w->frames, struct frame, i).role == ROLE_ITEM;
	if (e->tag == GUMBO_TAG_OL) {
		guint64 start = g_ascii_strtoull(html_attribute(e, "start"), NULL, 10);
		f->count = start > 0 && start < 100000 ? (unsigned)start : 1;
	}
	html_writer_block(&w->writer, nested ? 1 : 2);
}

static void open_item(struct walk *w, const GumboElement *e)
{
	char marker[16] = "* ";
	struct frame *list = &g_array_index(w->frames, struct frame, w->frames->len - 1);

	html_writer_block(&w->writer, 1);
	if (e->tag == GUMBO_TAG_DD)
		g_strlcpy(marker, "  ", sizeof(marker));
	else if (list->role == ROLE_LIST && list->count > 0)
		g_snprintf(marker, sizeof(marker), "%u. ", list->count++);
	html_writer_push_item(&w->writer, marker);
}

/* What an element does to the layout before its children. */
static void open_element(struct walk *w, struct frame *f)
{
	const GumboElement *e = &f->node->v.element;

	switch (f->role) {
	case ROLE_BLOCK:
		html_writer_block(&w->writer, 1);
		break;
	case ROLE_PARAGRAPH:
		html_writer_block(&w->writer, html_style_is_tight(e) ? 1 : 2);
		break;
	case ROLE_BREAK:
		html_writer_break(&w->writer);
		break;
	case ROLE_RULE:
		html_writer_block(&w->writer, 1);
		put(w, RULE_LINE);
		html_writer_block(&w->writer, 1);
		break;
	case ROLE_QUOTE:
		html_writer_block(&w->writer, 1);
		html_writer_push(&w->writer, "> ");
		break;
	case ROLE_LIST:
		open_list(w, f, e);
		break;
	case ROLE_ITEM:
		open_item(w, e);
		break;
	case ROLE_PRE:
		html_writer_block(&w->writer, 2);
		f->pre = true;
		break;
	case ROLE_IMAGE:
		image(w, e, f);
		break;
	case ROLE_LINK:
		f->link_start = w->writer.out->len;
		break;
	case ROLE_READING:
		put(w, "(");
		break;
	case ROLE_EMBED:
		w->found->remote += html_link_is_remote(html_attribute(e, "src"));
		break;
	case ROLE_INLINE:
	case ROLE_SILENT:
	case ROLE_CELL:
		break;
	}
	w->found->remote += html_link_is_remote(html_attribute(e, "background"));
}

static void close_link(struct walk *w, const struct frame *f)
{
	const char *href = html_attribute(&f->node->v.element, "href");
	GString *out = w->writer.out;
	g_autofree char *text =
		g_strstrip(g_strndup(out->str + f->link_start, out->len - f->link_start));

	/* Invisible links are no way for a reader to go. */
	if (!*text || html_style_is_hidden(&f->sight))
		return;
	g_autofree char *suffix = html_links_suffix(w->links, text, href);
	enum html_blank owed = w->writer.blank;
	put(w, suffix);
	w->writer.blank = MAX(w->writer.blank, owed);
}

static void close_element(struct walk *w, const struct frame *f)
{
	switch (f->role) {
	case ROLE_BLOCK:
		html_writer_block(&w->writer, 1);
		break;
	case ROLE_PARAGRAPH:
		html_writer_block(&w->writer, html_style_is_tight(&f->node->v.element) ? 1 : 2);
		break;
	case ROLE_QUOTE:
	case ROLE_ITEM:
		html_writer_block(&w->writer, 1);
		html_writer_pop(&w->writer);
		break;
	case ROLE_LIST:
		html_writer_block(&w->writer, w->writer.prefix_ends->len ? 1 : 2);
		break;
	case ROLE_PRE:
		html_writer_block(&w->writer, 2);
		break;
	case ROLE_CELL:
		html_writer_cell(&w->writer);
		break;
	case ROLE_LINK:
		close_link(w, f);
		break;
	case ROLE_READING:
		put(w, ")");
		break;
	case ROLE_INLINE:
	case ROLE_SILENT:
	case ROLE_BREAK:
	case ROLE_RULE:
	case ROLE_IMAGE:
	case ROLE_EMBED:
		break;
	}
}

static void push(struct walk *w, const GumboNode *node, const struct frame *parent)
{
	struct frame f = { .node = node };

	if (parent) {
		f.sight = parent->sight;
		f.pre = parent->pre;
	}
	f.role = role_of(node->v.element.tag);
	html_style_apply(NULL, node, &f.sight);
	open_element(w, &f);
	if (f.role != ROLE_SILENT && f.role != ROLE_EMBED)
		g_array_append_val(w->frames, f);
}

/* Visits one child of the innermost open node, or closes it. */
static void step(struct walk *w)
{
	struct frame *top = &g_array_index(w->frames, struct frame, w->frames->len - 1);
	const GumboVector *children = &top->node->v.element.children;

	if (top->next >= children->length) {
		close_element(w, top);
		g_array_set_size(w->frames, w->frames->len - 1);
		return;
	}
	const GumboNode *child = children->data[top->next++];
	switch (child->type) {
	case GUMBO_NODE_ELEMENT: {
		struct frame parent = *top;
		push(w, child, &parent);
		break;
	}
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_WHITESPACE:
		text_node(w, top, child->v.text.text);
		break;
	case GUMBO_NODE_COMMENT:
	case GUMBO_NODE_DOCUMENT:
	case GUMBO_NODE_TEMPLATE:
		break;
	}
}

/* gumbo gets an eighth of what the whole job may have. */
static bool convert(GString *out, const GString *html, const struct text_options *options,
		    struct html_found *found)
{
	struct html_tree *tree =
		html_tree_new(html->str, html->len, options->limits->job_memory_bytes / 8);

	if (!tree)
		return false;
	struct walk w = { .options = options, .found = found };
	w.links = html_links_new(options, found);
	w.frames = g_array_new(FALSE, FALSE, sizeof(struct frame));
	html_writer_init(&w.writer, out);
	push(&w, html_tree_root(tree), NULL);
	while (w.frames->len > 0)
		step(&w);
	html_writer_clear(&w.writer);
	html_links_append_notes(w.links, out);
	html_links_free(w.links);
	g_array_unref(w.frames);
	html_tree_free(tree);
	return true;
}

void html_to_text(GString *out, const char *utf8, size_t n, const struct text_options *options,
		  struct html_found *found)
{
	g_autoptr(GString) html = html_neutralise(utf8, n);

	if (html_guard(html->str, html->len, options->limits, found) &&
	    convert(out, html, options, found))
		return;
	found->fallback = true;
	html_strip(out, html->str, html->len);
}
