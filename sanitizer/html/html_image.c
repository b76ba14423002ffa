/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_image.c: alt is for the blind, and so for our readers, but mailers
 * fill it with file names and layout words as well; those are left out.
 * Tests: tests/unit/sanitizer/test_html_image.c.
 */
#include "html/html_image.h"

#include <string.h>

#include "html/html_style.h"

#define PIXEL_MAX 2

/* "1", "1px", "0.5": at most PIXEL_MAX. */
static bool is_tiny(const char *size)
{
	char *end;
	double n = g_ascii_strtod(size, &end);

	return end != size && n >= 0 && n <= PIXEL_MAX && *end != '%';
}

static bool is_tiny_style(const char *style, const char *name)
{
	const char *p = strstr(style, name);
	size_t n = strlen(name);

	while (p && p > style && (p[-1] == '-' || g_ascii_isalpha(p[-1])))
		p = strstr(p + n, name);
	if (!p)
		return false;
	p += n;
	p += strspn(p, " ");
	return *p == ':' && is_tiny(p + 1) && !strstr(p, "em;");
}

bool html_image_is_pixel(const GumboElement *img)
{
	const char *style = html_attribute(img, "style");

	return (is_tiny(html_attribute(img, "width")) && is_tiny(html_attribute(img, "height"))) ||
	       (*style && is_tiny_style(style, "width") && is_tiny_style(style, "height"));
}

static bool is_file_name(const char *alt)
{
	static const char *const ends[] = { ".gif", ".jpg",  ".jpeg", ".png", ".bmp",
					    ".svg", ".webp", ".tif",  ".tiff" };

	if (strpbrk(alt, " \t\n"))
		return false;
	g_autofree char *lower = g_ascii_strdown(alt, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_suffix(lower, ends[i]))
			return true;
	return g_str_has_prefix(lower, "cid:") || strstr(lower, "://");
}

/* Words that speak of the layout, not of the picture. */
static bool is_empty_word(const char *alt)
{
	static const char *const words[] = { "spacer",	"blank", "pixel",      "image", "img",
					     "picture", "null",	 "undefined",  "line",	"border",
					     "画像",	"罫線",	 "スペーサー", "余白" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (!g_ascii_strcasecmp(alt, words[i]))
			return true;
	/* "-", "*", ".": a bullet or a line. */
	return alt[0] && !alt[1] && !g_ascii_isalnum(alt[0]);
}

/* 😀 is its own picture. */
static bool is_emoji(const char *alt)
{
	for (const char *p = alt; *p; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		GUnicodeType type = g_unichar_type(u);
		bool joins = u == 0x200d || u == 0xfe0f || type == G_UNICODE_MODIFIER_SYMBOL;
		if (!joins && (type != G_UNICODE_OTHER_SYMBOL || u < 0x2600))
			return false;
	}
	return true;
}

void html_image_text(GString *out, const GumboElement *img)
{
	g_autofree char *alt = g_strstrip(g_strdup(html_attribute(img, "alt")));

	if (!*alt || !strcmp(alt, "\xc2\xa0") || is_file_name(alt) || is_empty_word(alt))
		return;
	if (is_emoji(alt))
		g_string_append(out, alt);
	else
		g_string_append_printf(out, "[%s]", alt);
}

void html_image_say_once(GString *out, size_t link)
{
	const char *text = out->str + link;
	const char *open = strchr(text, '[');
	const char *close = open ? strchr(open, ']') : NULL;

	if (!close)
		return;
	g_autofree char *alt = g_strndup(open + 1, (gsize)(close - open - 1));
	g_autofree char *before = g_strstrip(g_strndup(text, (gsize)(open - text)));
	g_autofree char *behind = g_strstrip(g_strdup(close + 1));
	if (!strcmp(alt, *before ? before : behind) && !(*before && *behind)) {
		g_string_truncate(out, link);
		g_string_append(out, alt);
	}
}
