/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_form.c: a form in a mail is read, never sent: values stand in brackets,
 * what is typed into a password field is not shown.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_form.h"

enum kind { KIND_TEXT, KIND_BUTTON, KIND_BOX, KIND_RADIO, KIND_NOTHING };

static const struct {
	const char *type;
	enum kind kind;
	const char *value; /* what it shows without a value of its own */
} kinds[] = {
	{ "submit", KIND_BUTTON, "送信" }, { "reset", KIND_BUTTON, "リセット" },
	{ "button", KIND_BUTTON, "" },	   { "image", KIND_BUTTON, "" },
	{ "checkbox", KIND_BOX, "" },	   { "radio", KIND_RADIO, "" },
	{ "hidden", KIND_NOTHING, "" },	   { "password", KIND_TEXT, "" },
};

static bool has(const GumboElement *e, const char *name)
{
	return gumbo_get_attribute(&e->attributes, name) != NULL;
}

static const char *value_of(const GumboElement *input, const char *type)
{
	const char *value = html_attribute(input, "value");

	if (!g_ascii_strcasecmp(type, "image"))
		return html_attribute(input, "alt");
	return !g_ascii_strcasecmp(type, "password") ? "" : value;
}

static char *input_text(const GumboElement *input)
{
	const char *type = html_attribute(input, "type");
	const char *value = value_of(input, type), *instead = "";
	enum kind kind = KIND_TEXT;

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (!g_ascii_strcasecmp(type, kinds[i].type)) {
			kind = kinds[i].kind;
			instead = kinds[i].value;
		}
	switch (kind) {
	case KIND_TEXT:
		return g_strdup_printf("[%s]", *value ? value : "____");
	case KIND_BUTTON:
		return *value || *instead ? g_strdup_printf("[%s]", *value ? value : instead)
					  : g_strdup("");
	case KIND_BOX:
		return g_strdup(has(input, "checked") ? "☑" : "☐");
	case KIND_RADIO:
		return g_strdup(has(input, "checked") ? "◉" : "○");
	case KIND_NOTHING:
		break;
	}
	return g_strdup("");
}

/* The next option at or behind ${i} of ${parent}, NULL when there is none. */
static const GumboNode *next_option(const GumboNode *parent, unsigned *i)
{
	const GumboVector *children = &parent->v.element.children;

	while (*i < children->length) {
		const GumboNode *child = children->data[(*i)++];
		if (child->type == GUMBO_NODE_ELEMENT &&
		    (child->v.element.tag == GUMBO_TAG_OPTION ||
		     child->v.element.tag == GUMBO_TAG_OPTGROUP))
			return child;
	}
	return NULL;
}

/* The last selected one wins, as in a browser; else the first. */
static void choose(const GumboNode *option, const GumboNode **first, const GumboNode **selected)
{
	if (!*first)
		*first = option;
	if (has(&option->v.element, "selected"))
		*selected = option;
}

static const GumboNode *chosen_of(const GumboNode *select)
{
	const GumboNode *first = NULL, *selected = NULL, *node, *inner;

	if (has(&select->v.element, "multiple"))
		return NULL;
	for (unsigned i = 0; (node = next_option(select, &i));) {
		if (node->v.element.tag == GUMBO_TAG_OPTION)
			choose(node, &first, &selected);
		else
			for (unsigned k = 0; (inner = next_option(node, &k));)
				choose(inner, &first, &selected);
	}
	return selected ? selected : first;
}

void html_form_input(struct html_state *s, struct html_frame *f)
{
	g_autofree char *text = input_text(&f->node->v.element);

	html_writer_put(s->writer, text);
}

void html_form_open_select(struct html_state *s, struct html_frame *f)
{
	s->chosen = chosen_of(f->node);
	f->opened = html_writer_open(s->writer, s->chosen ? "[" : "");
}

void html_form_close_select(struct html_state *s, struct html_frame *f)
{
	html_writer_close(s->writer, f->opened, s->chosen ? "]" : "");
	s->chosen = NULL;
}

void html_form_open_option(struct html_state *s, struct html_frame *f)
{
	if (s->chosen && s->chosen != f->node)
		f->role = ROLE_SILENT;
	if (s->chosen)
		return;
	html_writer_block(s->writer, 1);
	html_writer_put(s->writer, has(&f->node->v.element, "selected") ? "☑ " : "☐ ");
}

void html_form_open_textarea(struct html_state *s, struct html_frame *f)
{
	html_writer_block(s->writer, 1);
	f->sight.pre = true;
}
