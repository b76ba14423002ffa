/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_spacing.c: mailers set paragraphs apart by margin and padding, on
 * whatever element; half a line of room is read as a blank line, a margin of
 * nothing takes the blank line from a paragraph, as Outlook's all have it.
 * Tests: tests/unit/sanitizer/test_html_spacing.c.
 */
#include "html/html_spacing.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "html/html_style.h"

#define ROOM_PX 9 /* at least so much is a blank line */
#define EM_PX 14  /* about a line of text */
#define VALUES_MAX 4

enum { ABOVE, BELOW, SIDES };

struct room {
	double px[SIDES];
	bool said;
};

/* "12px", "1em", "1.0pt", "0": in px; what is no length: 0. Moves ${p} behind it. */
static double read_length(const char **p)
{
	char *end;
	double n = g_ascii_strtod(*p, &end);

	if (end == *p) {
		*p += strcspn(*p, " ;");
		return 0;
	}
	if (g_str_has_prefix(end, "em") || g_str_has_prefix(end, "rem"))
		n *= EM_PX;
	*p = end + strcspn(end, " ;");
	return n;
}

/* margin: 1 to 4 lengths, from above round to the left. */
static void read_shorthand(const char *p, struct room *room)
{
	double values[VALUES_MAX] = { 0 };
	unsigned n = 0;

	for (p += strspn(p, " "); *p && *p != ';' && *p != '!' && n < VALUES_MAX;
	     p += strspn(p, " "))
		values[n++] = read_length(&p);
	room->px[ABOVE] = values[0];
	room->px[BELOW] = n >= 3 ? values[2] : values[0];
	room->said = n > 0;
}

/* One declaration of ${style}, "name…: value"; ${p} stands behind the name. */
static void read_side(const char *p, struct room *room)
{
	static const char *const sides[SIDES] = { [ABOVE] = "-top", [BELOW] = "-bottom" };

	for (size_t i = 0; i < SIDES; i++) {
		if (!g_str_has_prefix(p, sides[i]))
			continue;
		p += strlen(sides[i]);
		p += strspn(p, " :");
		room->px[i] = read_length(&p);
		room->said = true;
		return;
	}
}

static struct room room_of(const char *style, const char *name)
{
	struct room room = { 0 };
	const size_t n = strlen(name);

	for (const char *p = style; (p = strstr(p, name)) != NULL;) {
		bool own = p == style || p[-1] == ';' || p[-1] == ' ';
		p += n;
		p += strspn(p, " ");
		if (own && *p == ':')
			read_shorthand(p + 1, &room);
		else if (own)
			read_side(p, &room);
	}
	return room;
}

struct html_spacing html_spacing_of(const GumboElement *e, unsigned usual)
{
	const char *style = e->attributes.length ? html_attribute(e, "style") : "";
	struct html_spacing s = { usual, usual };

	if (e->attributes.length && g_str_has_prefix(html_attribute(e, "class"), "Mso"))
		s = (struct html_spacing){ 1, 1 };
	if (!*style)
		return s;
	const struct room margin = room_of(style, "margin"), padding = room_of(style, "padding");
	if (margin.said)
		s = (struct html_spacing){ 1, 1 };
	if (margin.px[ABOVE] + padding.px[ABOVE] >= ROOM_PX)
		s.above = 2;
	if (margin.px[BELOW] + padding.px[BELOW] >= ROOM_PX)
		s.below = 2;
	return s;
}
