/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_media.c: one look at the attributes of each element says what would be
 * fetched from outside; hidden elements fetch as well, so they count, too.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_media.h"

#include <string.h>

#include "html/html_image.h"

#define LINK_TEXT_MAX 2000 /* bytes of a link's text that are looked at */

/* What the attributes of an element say. */
struct wants {
	bool fetches, background, runs;
};

static bool fetches_style(const char *style)
{
	for (const char *p = style; (p = strstr(p, "url(")) != NULL;) {
		p += strlen("url(");
		if (html_link_is_remote(p + strspn(p, " \t\r\n\"'")))
			return true;
	}
	return false;
}

static enum html_speech speech_of(const char *lang)
{
	return !g_ascii_strncasecmp(lang, "ja", 2) ? SPEECH_JAPANESE
	       : *lang				   ? SPEECH_OTHER
						   : SPEECH_UNKNOWN;
}

static void read_attribute(const GumboAttribute *a, struct html_frame *f, struct wants *wants)
{
	static const char *const sources[] = { "src", "data", "poster", "srcset" };
	const char *name = a->name;

	if (name[0] == 'o' && name[1] == 'n' && name[2])
		wants->runs = true;
	else if (!strcmp(name, "lang") || !strcmp(name, "xml:lang"))
		f->speech = speech_of(a->value);
	else if (!strcmp(name, "background"))
		wants->background = wants->background || html_link_is_remote(a->value);
	else if (!strcmp(name, "style"))
		wants->background = wants->background || fetches_style(a->value);
	for (size_t i = 0; i < G_N_ELEMENTS(sources) && name[0] >= 'd'; i++)
		if (!strcmp(name, sources[i]))
			wants->fetches = wants->fetches || html_link_is_remote(a->value);
}

static bool is_image(const GumboElement *e)
{
	return e->tag == GUMBO_TAG_IMG || e->tag == GUMBO_TAG_IMAGE ||
	       (e->tag == GUMBO_TAG_INPUT &&
		!g_ascii_strcasecmp(html_attribute(e, "type"), "image"));
}

static void count_role(struct html_found *found, const GumboElement *e, enum html_role role)
{
	found->forms += role == ROLE_FORM;
	found->frames += role == ROLE_EMBED || role == ROLE_FALLBACK;
	/* JSON beside the text is data for programs, not a program. */
	if (role == ROLE_SCRIPT)
		found->scripts += strstr(html_attribute(e, "type"), "json") == NULL;
	if (role == ROLE_META)
		found->scripts += !g_ascii_strcasecmp(html_attribute(e, "http-equiv"), "refresh");
}

void html_media_count(struct html_state *s, struct html_frame *f)
{
	const GumboElement *e = &f->node->v.element;
	struct wants wants = { 0 };

	for (unsigned i = 0; i < e->attributes.length; i++)
		read_attribute(e->attributes.data[i], f, &wants);
	count_role(s->found, e, f->role);
	s->found->scripts += wants.runs;
	s->found->remote += (unsigned)wants.fetches + wants.background;
	if (wants.fetches && is_image(e)) {
		bool unseen = f->hidden || html_image_is_pixel(e);
		s->found->pixels += unseen;
		s->removed->pictures += !unseen;
	}
	s->removed->pictures += wants.background;
	if (e->tag == GUMBO_TAG_LINK && strstr(html_attribute(e, "rel"), "stylesheet"))
		s->found->remote += html_link_is_remote(html_attribute(e, "href"));
}

static void put_suffix(struct html_state *s, const GumboElement *e, const char *text)
{
	const GumboAttribute *href = gumbo_get_attribute(&e->attributes, "href");

	if (!href)
		return;
	g_autofree char *suffix = html_links_suffix(s->in->links, text, href->value);
	/* A link inside of a link to the same place has said it. */
	const GString *out = s->writer->out;
	size_t n = strlen(suffix);
	if (out->len < n || memcmp(out->str + out->len - n, suffix, n) != 0)
		html_writer_tail(s->writer, suffix);
}

void html_media_image(struct html_state *s, struct html_frame *f)
{
	const GumboElement *e = &f->node->v.element;
	g_autoptr(GString) text = g_string_new(NULL);

	if (html_image_is_pixel(e))
		return;
	html_image_text(text, e);
	if (text->len > 0)
		html_writer_put(s->writer, text->str);
	else
		s->picture = true;
	if (e->tag == GUMBO_TAG_AREA && text->len > 0)
		put_suffix(s, e, text->str);
}

void html_media_open_link(struct html_state *s, struct html_frame *f)
{
	f->start = s->writer->mark;
	f->unmarked = s->writer->marking;
	html_writer_mark(s->writer);
	if (s->links++ == 0)
		s->picture = false;
	if (html_role_is_displayed(&f->node->v.element, "block"))
		html_writer_block(s->writer, 1);
}

static char *link_text(const struct html_writer *w)
{
	const char *text = w->out->str + w->mark;
	size_t n = MIN(w->out->len - w->mark, LINK_TEXT_MAX);

	while (n > 0 && ((guint8)text[n] & 0xc0) == 0x80)
		n--;
	return g_strstrip(g_strndup(text, n));
}

/* The link around this one goes on looking for its own text. */
static void restore_mark(struct html_writer *w, const struct html_frame *f)
{
	if (f->unmarked)
		return;
	w->mark = f->start;
	w->marking = false;
}

void html_media_close_link(struct html_state *s, struct html_frame *f)
{
	const GumboElement *e = &f->node->v.element;
	struct html_writer *w = s->writer;

	s->links--;
	if (w->marking && s->picture && *html_attribute(e, "href")) {
		g_autofree char *picture = html_removed_picture(s->in->options->lang);
		html_writer_put(w, picture);
	}
	if (!w->marking) {
		if (w->out->len - w->mark <= LINK_TEXT_MAX)
			html_image_say_once(w->out, w->mark);
		g_autofree char *text = link_text(w);
		put_suffix(s, e, text);
	}
	if (html_role_is_displayed(e, "block"))
		html_writer_block(w, 1);
	restore_mark(w, f);
}
