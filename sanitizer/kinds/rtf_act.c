/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_act.c: one small function for each meaning of rtf_words.h, and the table
 * that leads to it.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_act.h"

#include <string.h>

#include "kinds/rtf_text.h"

struct call {
	const struct rtf_word *word;
	bool has_number;
	int number; /* 1 when the word bears none: \v, \htmlrtf */
};

typedef void act(struct rtf_reader *, const struct call *);

static void act_text(struct rtf_reader *r, const struct call *c)
{
	rtf_text_string(r, c->word->text);
}

static void act_destination(struct rtf_reader *r, const struct call *c)
{
	r->now.to = c->word->to;
}

/* HTML has its own lists. */
static void act_list_text(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	if (r->is_html)
		r->now.to = RTF_TO_NOTHING;
}

static void act_footnote(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	rtf_text_string(r, "（");
	r->now.at_end = "）";
}

static void act_picture(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	r->pictures += !r->is_html;
	r->now.to = RTF_TO_NOTHING;
}

static void act_object(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	r->objects += !r->is_html;
}

static void act_field(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	if (r->now.owns_field || r->now.to != RTF_TO_TEXT)
		return;
	r->now.field = rtf_field_new();
	r->now.field->written = r->written;
	r->now.owns_field = true;
}

/* Its instruction is known by now. */
static void act_result(struct rtf_reader *r, const struct call *c)
{
	struct rtf_field *f = r->now.field;

	(void)c;
	if (!f || r->now.to != RTF_TO_TEXT)
		return;
	rtf_field_read(f);
	if (f->kind != RTF_FIELD_LINK || !*f->target)
		return;
	if (!f->link)
		f->link = ++r->links;
	r->now.linked = f;
}

void rtf_act_end_field(struct rtf_reader *r)
{
	struct rtf_field *f = r->now.field;
	bool silent = r->written == f->written;

	rtf_field_read(f);
	r->found->html.scripts += f->kind == RTF_FIELD_COMMAND;
	if (r->is_html)
		return;
	if (f->kind == RTF_FIELD_PICTURE)
		rtf_markup_image(&r->markup, f->target);
	else if (silent && (f->kind == RTF_FIELD_FORMULA || f->kind == RTF_FIELD_LINK))
		rtf_text_string(r, f->target);
}

static void act_upr(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	r->now.to = RTF_TO_UPR;
}

static void act_codepage(struct rtf_reader *r, const struct call *c)
{
	rtf_fonts_default(r->fonts, (unsigned)(c->has_number ? c->number : c->word->value));
}

/* Only before there is any text: it is for the header. */
static void act_from_html(struct rtf_reader *r, const struct call *c)
{
	if (r->mode == RTF_MODE_HTML_INSIDE && c->number && r->written == 0 && !r->is_html) {
		r->is_html = true;
		g_string_truncate(r->markup.html, 0);
	}
}

static void act_html_rtf(struct rtf_reader *r, const struct call *c)
{
	r->now.html_rtf = c->number != 0;
}

static void act_default_font(struct rtf_reader *r, const struct call *c)
{
	r->default_font = r->now.font = c->number;
}

static void act_font(struct rtf_reader *r, const struct call *c)
{
	if (r->now.to == RTF_TO_FONTS)
		rtf_fonts_begin(r->fonts, c->number);
	else
		r->now.font = c->number;
}

static void act_font_charset(struct rtf_reader *r, const struct call *c)
{
	if (r->now.to == RTF_TO_FONTS)
		rtf_fonts_charset(r->fonts, c->number);
}

static void act_font_codepage(struct rtf_reader *r, const struct call *c)
{
	if (r->now.to == RTF_TO_FONTS)
		rtf_fonts_codepage(r->fonts, c->number);
}

static void add_color(struct rtf_reader *r, const struct call *c, unsigned shift)
{
	if (r->now.to != RTF_TO_COLORS)
		return;
	r->rgb |= (unsigned)CLAMP(c->number, 0, 255) << shift;
	r->rgb_n++;
}

static void act_red(struct rtf_reader *r, const struct call *c)
{
	add_color(r, c, 16);
}

static void act_green(struct rtf_reader *r, const struct call *c)
{
	add_color(r, c, 8);
}

static void act_blue(struct rtf_reader *r, const struct call *c)
{
	add_color(r, c, 0);
}

static int color_of(const struct rtf_reader *r, int index)
{
	bool known = index >= 0 && (guint)index < r->colors->len;

	return known ? g_array_index(r->colors, int, index) : RTF_MARKUP_AUTO;
}

static void act_unicode(struct rtf_reader *r, const struct call *c)
{
	rtf_text_unicode(r, c->number);
	r->skip = r->now.fallback;
}

static void act_unicode_skip(struct rtf_reader *r, const struct call *c)
{
	r->now.fallback = (unsigned)MAX(c->number, 0);
}

static void act_hidden(struct rtf_reader *r, const struct call *c)
{
	r->now.is_hidden = c->number != 0;
}

static void act_color(struct rtf_reader *r, const struct call *c)
{
	r->now.color = color_of(r, c->number);
}

static void act_background(struct rtf_reader *r, const struct call *c)
{
	r->now.background = color_of(r, c->number);
}

static void act_shade(struct rtf_reader *r, const struct call *c)
{
	r->now.shade = color_of(r, c->number);
}

static void act_size(struct rtf_reader *r, const struct call *c)
{
	r->now.half_points = c->number;
}

static void act_plain(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	r->now.font = r->default_font;
	r->now.is_hidden = false;
	r->now.color = r->now.background = RTF_MARKUP_AUTO;
	r->now.half_points = RTF_MARKUP_HALF_POINTS;
}

static void act_paragraph(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	r->now.in_table = r->in_row = false;
	r->now.shade = RTF_MARKUP_AUTO;
}

static void act_in_table(struct rtf_reader *r, const struct call *c)
{
	r->now.in_table = c->number != 0;
}

static void act_row_begin(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	r->in_row = true;
	r->shaded = false;
}

static void act_cell_shade(struct rtf_reader *r, const struct call *c)
{
	r->shaded = r->shaded || color_of(r, c->number) != RTF_MARKUP_AUTO;
}

static void act_cell(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	if (!r->is_html && r->now.to == RTF_TO_TEXT)
		rtf_markup_cell(&r->markup);
}

static void act_row(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	if (!r->is_html && r->now.to == RTF_TO_TEXT)
		rtf_markup_row(&r->markup);
	r->in_row = false;
}

static void act_ud(struct rtf_reader *r, const struct call *c)
{
	(void)c;
	if (r->now.to == RTF_TO_UPR)
		r->now.to = RTF_TO_TEXT;
}

static act *const acts[RTF_MEANING_MAX] = {
	[RTF_MEANS_TEXT] = act_text,
	[RTF_MEANS_DESTINATION] = act_destination,
	[RTF_MEANS_LIST_TEXT] = act_list_text,
	[RTF_MEANS_FOOTNOTE] = act_footnote,
	[RTF_MEANS_PICTURE] = act_picture,
	[RTF_MEANS_OBJECT] = act_object,
	[RTF_MEANS_FIELD] = act_field,
	[RTF_MEANS_RESULT] = act_result,
	[RTF_MEANS_UPR] = act_upr,
	[RTF_MEANS_UD] = act_ud,
	[RTF_MEANS_CODEPAGE] = act_codepage,
	[RTF_MEANS_FROM_HTML] = act_from_html,
	[RTF_MEANS_HTML_RTF] = act_html_rtf,
	[RTF_MEANS_DEFAULT_FONT] = act_default_font,
	[RTF_MEANS_FONT] = act_font,
	[RTF_MEANS_FONT_CHARSET] = act_font_charset,
	[RTF_MEANS_FONT_CODEPAGE] = act_font_codepage,
	[RTF_MEANS_RED] = act_red,
	[RTF_MEANS_GREEN] = act_green,
	[RTF_MEANS_BLUE] = act_blue,
	[RTF_MEANS_UNICODE] = act_unicode,
	[RTF_MEANS_UNICODE_SKIP] = act_unicode_skip,
	[RTF_MEANS_HIDDEN] = act_hidden,
	[RTF_MEANS_COLOR] = act_color,
	[RTF_MEANS_BACKGROUND] = act_background,
	[RTF_MEANS_SHADE] = act_shade,
	[RTF_MEANS_SIZE] = act_size,
	[RTF_MEANS_PLAIN] = act_plain,
	[RTF_MEANS_PARAGRAPH] = act_paragraph,
	[RTF_MEANS_IN_TABLE] = act_in_table,
	[RTF_MEANS_ROW_BEGIN] = act_row_begin,
	[RTF_MEANS_CELL_SHADE] = act_cell_shade,
	[RTF_MEANS_CELL] = act_cell,
	[RTF_MEANS_ROW] = act_row,
};

void rtf_act(struct rtf_reader *r, const struct rtf_word *word, const struct rtf_token *t)
{
	struct call c = { .word = word, .has_number = t->has_number };

	c.number = t->has_number ? t->number : 1;
	acts[word->meaning](r, &c);
}
