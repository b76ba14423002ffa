/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_style.c: the few declarations that hide text, read from style="" and
 * hidden. Newsletters set font-size:0 on a frame and a size on what is inside
 * of it, so that one is inherited and can be undone.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_style.h"

#include <glib.h>
#include <string.h>

struct declarations {
	struct html_sight *sight;
	bool no_height, clipped;
};

const char *html_attribute(const GumboElement *element, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&element->attributes, name);

	return a && a->value ? a->value : "";
}

bool html_style_is_hidden(const struct html_sight *sight)
{
	return sight->gone || sight->invisible || sight->tiny;
}

/* "0", "0px", "0.0em", "1px": too small to see. */
static bool is_tiny_size(const char *value)
{
	char *unit;
	double size = g_ascii_strtod(value, &unit);

	if (unit == value)
		return false;
	return size == 0 ||
	       (size <= 1 && (g_str_has_prefix(unit, "px") || g_str_has_prefix(unit, "pt")));
}

static void read_declaration(struct declarations *d, const char *name, const char *value)
{
	struct html_sight *s = d->sight;

	if (!strcmp(name, "display"))
		s->gone = s->gone || g_str_has_prefix(value, "none");
	else if (!strcmp(name, "visibility"))
		s->invisible =
			g_str_has_prefix(value, "hidden") || g_str_has_prefix(value, "collapse");
	else if (!strcmp(name, "font-size"))
		s->tiny = is_tiny_size(value);
	else if (!strcmp(name, "opacity"))
		s->gone = s->gone || is_tiny_size(value);
	else if (!strcmp(name, "mso-hide"))
		s->gone = s->gone || g_str_has_prefix(value, "all");
	else if (!strcmp(name, "max-height") || !strcmp(name, "height"))
		d->no_height = d->no_height || is_tiny_size(value);
	else if (!strcmp(name, "overflow"))
		d->clipped = g_str_has_prefix(value, "hidden");
}

void html_style_apply(const struct html_sheet *sheet, const GumboNode *node,
		      struct html_sight *sight)
{
	const GumboElement *element = &node->v.element;
	struct declarations d = { .sight = sight };
	const char *style = html_attribute(element, "style");

	(void)sheet;
	if (gumbo_get_attribute(&element->attributes, "hidden"))
		sight->gone = true;
	if (!*style)
		return;
	g_autofree char *lower = g_ascii_strdown(style, -1);
	for (char *p = lower; p;) {
		char *next = strchr(p, ';');
		if (next)
			*next++ = '\0';
		char *colon = strchr(p, ':');
		if (colon) {
			*colon = '\0';
			read_declaration(&d, g_strstrip(p), g_strstrip(colon + 1));
		}
		p = next;
	}
	sight->gone = sight->gone || (d.no_height && d.clipped);
}

bool html_style_is_tight(const GumboElement *element)
{
	const char *style = html_attribute(element, "style");

	return g_str_has_prefix(html_attribute(element, "class"), "Mso") ||
	       strstr(style, "margin:0") || strstr(style, "margin: 0");
}
