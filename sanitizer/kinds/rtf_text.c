/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_text.c: bytes wait until something else than a byte comes, because the
 * two halves of a kanji are two words (\'8a\'bf).
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_text.h"

#include <string.h>

#define RUN_BYTES 65536	   /* from here a run is decoded at its next blank or mark */
#define RUN_MAX (1u << 20) /* … and here at once, in the middle of a character or not */

static struct rtf_look look_of(const struct rtf_reader *r)
{
	const struct rtf_group *g = &r->now;
	struct rtf_look look = { .is_hidden = g->is_hidden,
				 .in_table = g->in_table || r->in_row,
				 .color = g->color,
				 .background = g->background,
				 .half_points = g->half_points };

	if (look.background == RTF_MARKUP_AUTO)
		look.background = g->shade;
	/* White on a ground that we do not look up is how the heads of tables are made. */
	if (look.in_table && r->shaded)
		look.color = look.background = RTF_MARKUP_AUTO;
	if (g->linked) {
		look.link = g->linked->link;
		look.href = g->linked->target;
	}
	return look;
}

static void to_html(struct rtf_reader *r, const char *utf8, size_t n)
{
	if (r->now.html_rtf)
		return;
	if (r->now.to == RTF_TO_HTML)
		rtf_markup_raw(&r->markup, utf8, n);
	else
		rtf_markup_plain(&r->markup, utf8, n);
}

static void deliver(struct rtf_reader *r, const char *utf8, size_t n)
{
	switch (r->now.to) {
	case RTF_TO_TEXT: {
		struct rtf_look look = look_of(r);
		r->written += n;
		if (r->is_html)
			to_html(r, utf8, n);
		else
			rtf_markup_text(&r->markup, &look, utf8, n);
		break;
	}
	case RTF_TO_HTML:
		if (r->is_html)
			to_html(r, utf8, n);
		break;
	case RTF_TO_INSTRUCTION:
		if (r->now.field)
			rtf_field_add(r->now.field, utf8, n);
		break;
	case RTF_TO_NOTHING:
	case RTF_TO_FONTS:
	case RTF_TO_COLORS:
	case RTF_TO_UPR:
		break;
	}
}

static void emit_replacement(struct rtf_reader *r)
{
	r->high = 0;
	r->found->charset.undecodable++;
	deliver(r, "\xef\xbf\xbd", 3);
}

/* A high surrogate that stayed alone stands before what comes now. */
static void emit(struct rtf_reader *r, const char *utf8, size_t n)
{
	if (r->high)
		emit_replacement(r);
	deliver(r, utf8, n);
}

static void emit_character(struct rtf_reader *r, gunichar u)
{
	char utf8[6];

	emit(r, utf8, (size_t)g_unichar_to_utf8(u, utf8));
}

static bool is_ascii(const GString *s)
{
	for (size_t i = 0; i < s->len; i++)
		if ((s->str[i] & 0x80) != 0)
			return false;
	return true;
}

/* Most runs are short and ASCII: they are not worth a converter. */
void rtf_text_flush(struct rtf_reader *r)
{
	if (r->bytes->len == 0)
		return;
	if (is_ascii(r->bytes)) {
		emit(r, r->bytes->str, r->bytes->len);
		g_string_truncate(r->bytes, 0);
		return;
	}
	const char *label = rtf_fonts_label(r->fonts, r->now.font, r->bytes->str, r->bytes->len);
	g_autoptr(GString) utf8 = g_string_sized_new(r->bytes->len * 2);
	charset_to_utf8(utf8, r->bytes->str, r->bytes->len, label, &r->found->charset);
	g_string_truncate(r->bytes, 0);
	emit(r, utf8->str, utf8->len);
}

void rtf_text_end(struct rtf_reader *r)
{
	rtf_text_flush(r);
	if (r->high)
		emit_replacement(r);
}

/* Colours end at ";"; one without red, green or blue is the reader's own. */
static void end_colors(struct rtf_reader *r, const char *bytes, size_t n)
{
	const guint max = 4096;

	for (size_t i = 0; i < n; i++) {
		if (bytes[i] != ';' || r->colors->len == max)
			continue;
		int color = r->rgb_n > 0 ? (int)r->rgb : RTF_MARKUP_AUTO;
		g_array_append_val(r->colors, color);
		r->rgb = r->rgb_n = 0;
	}
}

/* Bytes below "0" are never the second half of a character. */
static void add_byte(struct rtf_reader *r, guint8 c)
{
	enum rtf_symbols symbols = rtf_fonts_symbols(r->fonts, r->now.font);

	if (c < ' ' && c != '\t') {
		r->found->swept.controls++;
		r->found->swept.nul = r->found->swept.nul || c == 0;
	} else if (symbols == RTF_SYMBOLS_NONE || c == '\t') {
		g_string_append_c(r->bytes, (char)c);
		if (r->bytes->len >= RUN_MAX || (r->bytes->len >= RUN_BYTES && c < '0'))
			rtf_text_flush(r);
	} else {
		g_autoptr(GString) glyph = g_string_new(NULL);
		rtf_symbols_append(glyph, symbols, c);
		emit(r, glyph->str, glyph->len);
	}
}

void rtf_text_bytes(struct rtf_reader *r, const char *bytes, size_t n)
{
	size_t skip = MIN(r->skip, n);

	r->skip -= (unsigned)skip;
	bytes += skip;
	n -= skip;
	switch (r->now.to) {
	case RTF_TO_FONTS:
		rtf_fonts_name(r->fonts, bytes, n);
		break;
	case RTF_TO_COLORS:
		end_colors(r, bytes, n);
		break;
	case RTF_TO_TEXT:
	case RTF_TO_HTML:
	case RTF_TO_INSTRUCTION:
		for (size_t i = 0; i < n; i++)
			add_byte(r, (guint8)bytes[i]);
		break;
	case RTF_TO_NOTHING:
	case RTF_TO_UPR:
		break;
	}
}

void rtf_text_unicode(struct rtf_reader *r, int number)
{
	gunichar u = number < 0 ? (gunichar)(number + 0x10000) & 0xffff : (gunichar)number;
	enum rtf_symbols symbols = rtf_fonts_symbols(r->fonts, r->now.font);
	gunichar high = r->high;

	if (high && u >= 0xdc00 && u <= 0xdfff) {
		r->high = 0;
		emit_character(r, 0x10000 + ((high - 0xd800) << 10) + u - 0xdc00);
		return;
	}
	if (high)
		emit_replacement(r);
	if (u >= 0xd800 && u <= 0xdbff)
		r->high = u;
	else if (symbols != RTF_SYMBOLS_NONE && u >= 0xf020 && u <= 0xf0ff)
		add_byte(r, (guint8)(u & 0xff));
	else if (!g_unichar_validate(u))
		emit_replacement(r);
	else if (u >= ' ' || u == '\t')
		emit_character(r, u);
}

void rtf_text_string(struct rtf_reader *r, const char *utf8)
{
	emit(r, utf8, strlen(utf8));
}
