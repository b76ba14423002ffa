/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_presentation.c: attributes as declarations that any rule of CSS beats.
 * Tests: tests/unit/sanitizer/test_html_style.c.
 */
#include "html/html_presentation.h"

#include <string.h>

/* So much is looked at to tell an icon from a text. */
#define UNSPOKEN_NODES 64

static void set_word(struct html_declared *d, enum html_property p, enum html_word word)
{
	html_declare_set(d, p, (struct html_value){ .word = (guint8)word }, false);
}

static void set_px(struct html_declared *d, enum html_property p, float px)
{
	html_declare_set(d, p, (struct html_value){ .unit = HTML_UNIT_PX, .number = px }, false);
}

static void set_color(struct html_declared *d, enum html_property p, struct html_color color)
{
	html_declare_set(d, p, (struct html_value){ .color = color }, false);
}

/* A colour that we cannot read is some colour. */
static void read_color(struct html_declared *d, enum html_property p, const char *value)
{
	struct html_color color;

	if (html_color_attribute(value, &color))
		set_color(d, p, color);
	else if (*value)
		set_word(d, p, HTML_WORD_UNKNOWN);
}

/* <font size=1…7>, +1, -1 from 3. */
static void read_font_size(struct html_declared *d, const char *value)
{
	static const float px[] = { 10, 13, 16, 18, 24, 32, 48 };
	gint64 n = g_ascii_strtoll(value, NULL, 10);

	value += strspn(value, " ");
	if (*value == '+' || *value == '-')
		n += 3;
	else if (n == 0)
		return;
	set_px(d, HTML_FONT_SIZE, px[CLAMP(n, 1, 7) - 1]);
}

static bool has_text_color(GumboTag tag)
{
	return tag == GUMBO_TAG_FONT || tag == GUMBO_TAG_BASEFONT;
}

static void read_attribute(const GumboAttribute *a, GumboTag tag, struct html_sight *sight,
			   struct html_declared *d)
{
	if (!strcmp(a->name, "bgcolor"))
		read_color(d, HTML_BACKGROUND, a->value);
	else if (!strcmp(a->name, "background") && *a->value)
		set_word(d, HTML_BACKGROUND_IMAGE, HTML_WORD_UNKNOWN);
	else if (!strcmp(a->name, "hidden"))
		set_word(d, HTML_DISPLAY, HTML_WORD_HIDES);
	else if (!strcmp(a->name, "color") && has_text_color(tag))
		read_color(d, HTML_COLOR, a->value);
	else if (!strcmp(a->name, "size") && has_text_color(tag))
		read_font_size(d, a->value);
	else if (!strcmp(a->name, "text") && tag == GUMBO_TAG_BODY)
		read_color(d, HTML_COLOR, a->value);
	else if (!strcmp(a->name, "link") && tag == GUMBO_TAG_BODY)
		html_color_attribute(a->value, &sight->link);
}

static bool is_control(GumboTag tag)
{
	return tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_SELECT ||
	       tag == GUMBO_TAG_TEXTAREA;
}

/* What browsers have in their own sheets. */
static void read_element(const GumboElement *e, const struct html_sight *sight,
			 struct html_declared *d)
{
	static const struct html_color black = { 0, 0, 0, 255 }, face = { 239, 239, 239, 255 },
				       yellow = { 255, 255, 0, 255 };

	if (e->tag == GUMBO_TAG_A && gumbo_get_attribute(&e->attributes, "href"))
		set_color(d, HTML_COLOR, sight->link);
	if (e->tag == GUMBO_TAG_TABLE && sight->quirks)
		set_px(d, HTML_FONT_SIZE, 16);
	if (e->tag == GUMBO_TAG_MARK)
		set_color(d, HTML_BACKGROUND, yellow);
	if (is_control(e->tag)) {
		set_px(d, HTML_FONT_SIZE, 13);
		set_color(d, HTML_BACKGROUND, face);
	}
	if (is_control(e->tag) || e->tag == GUMBO_TAG_MARK)
		set_color(d, HTML_COLOR, black);
}

void html_presentation_read(const GumboNode *node, struct html_sight *sight,
			    struct html_declared *said)
{
	const GumboElement *e = &node->v.element;

	read_element(e, sight, said);
	for (unsigned i = 0; i < e->attributes.length; i++)
		read_attribute(e->attributes.data[i], e->tag, sight, said);
}

static bool has_words(const char *text)
{
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			return true;
	return false;
}

/* The node after ${node} in the order of the document, inside of ${root}; NULL: none. */
static const GumboNode *following(const GumboNode *node, const GumboNode *root)
{
	if (node->type == GUMBO_NODE_ELEMENT && node->v.element.children.length > 0)
		return node->v.element.children.data[0];
	while (node != root) {
		const GumboVector *siblings = &node->parent->v.element.children;
		if (node->index_within_parent + 1 < siblings->length)
			return siblings->data[node->index_within_parent + 1];
		node = node->parent;
	}
	return NULL;
}

bool html_presentation_is_unspoken(const GumboNode *node)
{
	const GumboNode *here = node;

	if (g_ascii_strcasecmp(html_attribute(&node->v.element, "aria-hidden"), "true") != 0)
		return false;
	for (unsigned i = 0; here && i < UNSPOKEN_NODES; i++) {
		bool is_text = here->type == GUMBO_NODE_TEXT || here->type == GUMBO_NODE_CDATA;
		if (is_text && has_words(here->v.text.text))
			return true;
		here = following(here, node);
	}
	return here != NULL;
}
