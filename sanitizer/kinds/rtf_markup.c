/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_markup.c: before each piece of text the open elements are made to fit
 * it. Only what may hide text is written as style, because html.h counts tags.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_markup.h"

#include <string.h>

#define START "<pre>\n" /* the first line end in <pre> is none */
#define END "</pre>"
#define TINY_HALF_POINTS 6 /* below it nobody reads */

#define LIGHT 0xc0 /* a colour with all of red, green, blue above may be invisible */

void rtf_markup_init(struct rtf_markup *m, size_t max)
{
	*m = (struct rtf_markup){ .html = g_string_new(START), .max = max };
	m->look.color = m->look.background = RTF_MARKUP_AUTO;
	m->look.half_points = RTF_MARKUP_HALF_POINTS;
}

void rtf_markup_clear(struct rtf_markup *m)
{
	g_string_free(m->html, TRUE);
}

static void escape(GString *html, const char *utf8, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (utf8[i] == '<')
			g_string_append(html, "&lt;");
		else if (utf8[i] == '>')
			g_string_append(html, "&gt;");
		else if (utf8[i] == '&')
			g_string_append(html, "&amp;");
		else if (utf8[i] == '"')
			g_string_append(html, "&quot;");
		else
			g_string_append_c(html, utf8[i]);
	}
}

static bool is_light(int color)
{
	return color != RTF_MARKUP_AUTO && (color >> 16 & 0xff) >= LIGHT &&
	       (color >> 8 & 0xff) >= LIGHT && (color & 0xff) >= LIGHT;
}

static bool is_suspect(const struct rtf_look *look)
{
	return look->is_hidden || look->half_points < TINY_HALF_POINTS || is_light(look->color) ||
	       look->background != RTF_MARKUP_AUTO;
}

static void open_span(struct rtf_markup *m, const struct rtf_look *look)
{
	GString *html = m->html;

	m->span = true;
	g_string_append(html, "<span style=\"");
	if (look->is_hidden)
		g_string_append(html, "display:none;");
	if (look->color != RTF_MARKUP_AUTO)
		g_string_append_printf(html, "color:#%06x;", (unsigned)look->color);
	if (look->background != RTF_MARKUP_AUTO)
		g_string_append_printf(html, "background-color:#%06x;", (unsigned)look->background);
	if (look->half_points < TINY_HALF_POINTS)
		g_string_append_printf(html, "font-size:%dpt;", MAX(look->half_points, 0) / 2);
	g_string_append(html, "\">");
}

static void close_inline(struct rtf_markup *m)
{
	if (m->span)
		g_string_append(m->html, "</span>");
	if (m->anchor)
		g_string_append(m->html, "</a>");
	m->span = m->anchor = false;
}

static void close_table(struct rtf_markup *m)
{
	if (!m->table)
		return;
	rtf_markup_row(m);
	g_string_append(m->html, "</table>");
	m->table = false;
}

static void open_cell(struct rtf_markup *m)
{
	if (!m->table)
		g_string_append(m->html, "<table border=\"1\">");
	if (!m->row)
		g_string_append(m->html, "<tr>");
	if (!m->cell)
		g_string_append(m->html, "<td>");
	m->table = m->row = m->cell = true;
}

static bool is_same(const struct rtf_look *a, const struct rtf_look *b)
{
	return a->is_hidden == b->is_hidden && a->link == b->link && a->color == b->color &&
	       a->background == b->background && a->half_points == b->half_points;
}

static void open_anchor(struct rtf_markup *m, const char *href)
{
	m->anchor = true;
	g_string_append(m->html, "<a href=\"");
	escape(m->html, href, strlen(href));
	g_string_append(m->html, "\">");
}

static void fit(struct rtf_markup *m, struct rtf_look look)
{
	bool in_place = look.in_table ? m->cell : !m->table;

	if (!is_suspect(&look)) {
		look.color = look.background = RTF_MARKUP_AUTO;
		look.half_points = RTF_MARKUP_HALF_POINTS;
	}
	if (in_place && is_same(&m->look, &look))
		return;
	close_inline(m);
	if (look.in_table)
		open_cell(m);
	else
		close_table(m);
	if (look.link)
		open_anchor(m, look.href);
	if (is_suspect(&look))
		open_span(m, &look);
	m->look = look;
}

static bool is_full(const struct rtf_markup *m)
{
	return m->html->len >= m->max;
}

void rtf_markup_raw(struct rtf_markup *m, const char *html, size_t n)
{
	if (!is_full(m))
		g_string_append_len(m->html, html, (gssize)n);
}

void rtf_markup_plain(struct rtf_markup *m, const char *utf8, size_t n)
{
	if (!is_full(m))
		escape(m->html, utf8, n);
}

void rtf_markup_text(struct rtf_markup *m, const struct rtf_look *look, const char *utf8, size_t n)
{
	if (is_full(m))
		return;
	fit(m, *look);
	escape(m->html, utf8, n);
}

void rtf_markup_cell(struct rtf_markup *m)
{
	if (is_full(m))
		return;
	close_inline(m);
	open_cell(m);
	g_string_append(m->html, "</td>");
	m->cell = false;
}

void rtf_markup_row(struct rtf_markup *m)
{
	close_inline(m);
	if (m->cell)
		g_string_append(m->html, "</td>");
	if (m->row)
		g_string_append(m->html, "</tr>");
	m->cell = m->row = false;
}

void rtf_markup_image(struct rtf_markup *m, const char *url)
{
	if (is_full(m))
		return;
	g_string_append(m->html, "<img src=\"");
	escape(m->html, url, strlen(url));
	g_string_append(m->html, "\">");
}

void rtf_markup_end(struct rtf_markup *m)
{
	close_inline(m);
	close_table(m);
	g_string_append(m->html, END);
}
