/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_style.c: what was said of an element, by HTML, sheets and style="" in
 * this order, made into what a reader sees. What only may hide is not called
 * hidden: text over pictures, colours that are computed, sizes that shrink
 * step by step from reply to reply.
 * Tests: tests/unit/sanitizer/test_html_style.c.
 */
#include "html/html_style.h"

#include <glib.h>
#include <string.h>

#include "html/html_css.h"
#include "html/html_length.h"
#include "html/html_presentation.h"

#define OPACITY_LEAST 0.1f
/* Letters of two pixels have no shape. */
#define EM_LEAST 2.0f
#define EM_MOST 10000.0f
/* Smaller by less than this is how replies are set, not how text is hidden … */
#define SHRINK_LEAST 0.7f
/* … and ends here. */
#define SHRINK_END 5.0f
/* A box that shows less of its text shows none. */
#define BOX_LEAST 2.0f

const char *html_attribute(const GumboElement *element, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&element->attributes, name);

	return a && a->value ? a->value : "";
}

bool html_style_is_hidden(const struct html_sight *sight)
{
	return sight->gone || sight->invisible || sight->tiny || sight->faint || sight->outdented;
}

static const struct html_color black = { 0, 0, 0, 255 };

/* Black on white, links blue. */
static void begin(const GumboNode *node, struct html_sight *sight)
{
	const GumboNode *top = node->parent;

	sight->begun = true;
	sight->quirks = top && top->type == GUMBO_NODE_DOCUMENT &&
			top->v.document.doc_type_quirks_mode == GUMBO_DOCTYPE_QUIRKS;
	sight->em = 16;
	sight->opacity = 1;
	sight->color = black;
	sight->background = (struct html_color){ 255, 255, 255, 255 };
	sight->link = (struct html_color){ 0, 0, 238, 255 };
}

/* The value of ${p}, NULL when nothing was said of it. */
static const struct html_value *said_of(const struct html_declared *said, enum html_property p)
{
	return said->set >> p & 1 ? &said->value[p] : NULL;
}

static bool is_word(const struct html_declared *said, enum html_property p, enum html_word word)
{
	return (said->set >> p & 1) && said->value[p].word == word;
}

/* Over ${said} what style="" says: it wins but for what is important elsewhere. */
static void read_inline(const GumboElement *e, struct html_declared *said)
{
	const char *style = html_attribute(e, "style");
	struct html_scan scan = { style, style + strlen(style) };
	struct html_declared own;

	own.set = own.important = 0;
	/* A "}" in an attribute ends nothing but is an error in its declaration. */
	while (scan.p < scan.end) {
		html_declare_read(&scan, &own);
		html_scan_take(&scan, '}');
	}
	for (guint p = 0; p < HTML_PROPERTIES; p++)
		if (own.set >> p & 1)
			html_declare_set(said, p, own.value[p], own.important >> p & 1);
}

/* ---- size ---- */

static float shrink(float em, float factor)
{
	return factor >= SHRINK_LEAST ? MAX(em * factor, MIN(em, SHRINK_END)) : em * factor;
}

static void see_size(const struct html_declared *said, struct html_sight *sight)
{
	const struct html_value *v = said_of(said, HTML_FONT_SIZE);

	if (!v || v->word == HTML_WORD_INHERIT)
		return;
	if (v->word == HTML_WORD_INITIAL)
		sight->em = 16;
	else if (v->unit == HTML_UNIT_EM || v->unit == HTML_UNIT_PERCENT)
		sight->em = shrink(sight->em, html_length_px(v, 1, 1));
	else
		sight->em = html_length_px(v, sight->em, sight->em);
	sight->em = CLAMP(sight->em, 0, EM_MOST);
	sight->tiny = sight->em <= EM_LEAST;
}

/* ---- colours ---- */

static void see_background(const struct html_declared *said, struct html_sight *sight)
{
	const struct html_value *v = said_of(said, HTML_BACKGROUND);

	if (v && v->word == HTML_WORD_NONE) {
		sight->background = html_color_over(v->color, sight->background);
		if (v->color.alpha == 255)
			sight->backdrop = HTML_BACKDROP_COLOR;
	} else if (v && (v->word == HTML_WORD_UNKNOWN || v->word == HTML_WORD_CURRENT)) {
		sight->backdrop = HTML_BACKDROP_PICTURE;
	}
	if (is_word(said, HTML_BACKGROUND_IMAGE, HTML_WORD_UNKNOWN))
		sight->backdrop = HTML_BACKDROP_PICTURE;
	if (sight->backdrop == HTML_BACKDROP_PICTURE &&
	    is_word(said, HTML_BACKGROUND_CLIP, HTML_WORD_HIDES))
		sight->backdrop = HTML_BACKDROP_LETTERS;
}

static void take_color(const struct html_value *v, struct html_sight *sight)
{
	if (!v || v->word == HTML_WORD_INHERIT || v->word == HTML_WORD_CURRENT)
		return;
	sight->color_unknown = v->word == HTML_WORD_UNKNOWN;
	if (v->word == HTML_WORD_INITIAL)
		sight->color = black;
	else if (v->word == HTML_WORD_NONE)
		sight->color = v->color;
}

static bool is_faint(const struct html_sight *sight)
{
	if (sight->color_unknown || sight->backdrop == HTML_BACKDROP_LETTERS)
		return false;
	if (sight->backdrop == HTML_BACKDROP_PICTURE)
		return sight->color.alpha < 255 * OPACITY_LEAST;
	return html_color_is_like(html_color_over(sight->color, sight->background),
				  sight->background);
}

static void see_colors(const struct html_declared *said, struct html_sight *sight)
{
	const guint32 ours = 1u << HTML_COLOR | 1u << HTML_TEXT_FILL | 1u << HTML_BACKGROUND |
			     1u << HTML_BACKGROUND_IMAGE;

	if (!(said->set & ours))
		return;
	see_background(said, sight);
	take_color(said_of(said, HTML_COLOR), sight);
	take_color(said_of(said, HTML_TEXT_FILL), sight);
	sight->faint = is_faint(sight);
}

/* ---- boxes ---- */

static bool is_off(const struct html_declared *said, enum html_property p, float em)
{
	const struct html_value *v = said_of(said, p);

	if (!v || v->word != HTML_WORD_NONE || v->unit == HTML_UNIT_PERCENT)
		return false;
	float px = html_length_px(v, em, 0);
	return px <= HTML_LENGTH_OFF_SCREEN || px >= HTML_LENGTH_FAR_AWAY;
}

static bool is_off_screen(const struct html_declared *said, float em)
{
	bool moves = is_word(said, HTML_POSITION, HTML_WORD_PLACED) ||
		     is_word(said, HTML_POSITION, HTML_WORD_MOVED);

	if (is_off(said, HTML_MARGIN_LEFT, em) || is_off(said, HTML_MARGIN_TOP, em))
		return true;
	return moves && (is_off(said, HTML_LEFT, em) || is_off(said, HTML_TOP, em) ||
			 is_off(said, HTML_RIGHT, em) || is_off(said, HTML_BOTTOM, em));
}

static bool is_thin(const struct html_declared *said, enum html_property p, float em)
{
	const struct html_value *v = said_of(said, p);

	return v && v->word == HTML_WORD_NONE && html_length_px(v, em, 100) <= BOX_LEAST;
}

/* Whether width and height hold for ${tag}: cells and rows grow with their text, words have no box.
 */
static bool has_box(GumboTag tag, const struct html_declared *said)
{
	static const GumboTag without[] = {
		GUMBO_TAG_TABLE, GUMBO_TAG_TBODY,   GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT,
		GUMBO_TAG_TR,	 GUMBO_TAG_TD,	    GUMBO_TAG_TH,    GUMBO_TAG_SPAN,
		GUMBO_TAG_A,	 GUMBO_TAG_B,	    GUMBO_TAG_I,     GUMBO_TAG_U,
		GUMBO_TAG_EM,	 GUMBO_TAG_STRONG,  GUMBO_TAG_FONT,  GUMBO_TAG_SMALL,
		GUMBO_TAG_LABEL, GUMBO_TAG_UNKNOWN,
	};

	if (said_of(said, HTML_DISPLAY) || is_word(said, HTML_POSITION, HTML_WORD_PLACED))
		return !is_word(said, HTML_DISPLAY, HTML_WORD_INLINE);
	for (size_t i = 0; i < G_N_ELEMENTS(without); i++)
		if (without[i] == tag)
			return false;
	return true;
}

static bool is_shut_box(GumboTag tag, const struct html_declared *said, float em)
{
	if (!is_word(said, HTML_OVERFLOW, HTML_WORD_HIDES) || !has_box(tag, said))
		return false;
	return is_thin(said, HTML_HEIGHT, em) || is_thin(said, HTML_MAX_HEIGHT, em) ||
	       is_thin(said, HTML_WIDTH, em) || is_thin(said, HTML_MAX_WIDTH, em);
}

static void see_opacity(const struct html_declared *said, struct html_sight *sight)
{
	const struct html_value *v = said_of(said, HTML_OPACITY);

	if (v && v->word == HTML_WORD_NONE)
		sight->opacity *= CLAMP(v->number, 0, 1);
	sight->gone = sight->gone || sight->opacity < OPACITY_LEAST;
}

static void see_box(GumboTag tag, const struct html_declared *said, struct html_sight *sight)
{
	static const enum html_property hiding[] = { HTML_DISPLAY, HTML_CONTENT_VISIBILITY,
						     HTML_TRANSFORM, HTML_CLIP_PATH, HTML_FILTER };

	for (size_t i = 0; i < G_N_ELEMENTS(hiding); i++)
		sight->gone = sight->gone || is_word(said, hiding[i], HTML_WORD_HIDES);
	/* Links that Outlook does not get are buttons; a comment has the same ones for Outlook. */
	sight->gone = sight->gone ||
		      (is_word(said, HTML_MSO_HIDE, HTML_WORD_HIDES) && tag != GUMBO_TAG_A) ||
		      (is_word(said, HTML_CLIP, HTML_WORD_HIDES) &&
		       is_word(said, HTML_POSITION, HTML_WORD_PLACED)) ||
		      is_shut_box(tag, said, sight->em) || is_off_screen(said, sight->em);
}

/* ---- inherited words ---- */

static void see_words(const struct html_declared *said, struct html_sight *sight)
{
	const struct html_value *visibility = said_of(said, HTML_VISIBILITY);
	const struct html_value *indent = said_of(said, HTML_TEXT_INDENT);
	const struct html_value *space = said_of(said, HTML_WHITE_SPACE);

	if (visibility && visibility->word != HTML_WORD_INHERIT)
		sight->invisible = visibility->word == HTML_WORD_HIDES;
	if (indent && indent->word != HTML_WORD_INHERIT)
		sight->outdented = is_off(said, HTML_TEXT_INDENT, sight->em);
	if (space && space->word != HTML_WORD_INHERIT) {
		sight->pre = space->word == HTML_WORD_PRE;
		sight->pre_line = space->word == HTML_WORD_PRE_LINE;
	}
}

void html_style_apply(const struct html_sheet *sheet, const GumboNode *node,
		      struct html_sight *sight)
{
	const GumboElement *e = &node->v.element;
	struct html_declared said;

	if (!sight->begun)
		begin(node, sight);
	said.set = said.important = 0;
	html_presentation_read(node, sight, &said);
	if (sheet)
		html_sheet_ask(sheet, node, &said);
	read_inline(e, &said);
	if (said.set) {
		see_size(&said, sight);
		see_colors(&said, sight);
		see_words(&said, sight);
		see_opacity(&said, sight);
		see_box(e->tag, &said, sight);
	}
	sight->gone = sight->gone || html_presentation_is_unspoken(node);
}
