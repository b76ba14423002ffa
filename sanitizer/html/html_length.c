/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_length.c: all absolute units become pixels at once; of a window's
 * units we take one of 1200 by 800.
 * Tests: tests/unit/sanitizer/test_html_css.c, test_html_style.c.
 */
#include "html/html_length.h"

#include <math.h>
#include <string.h>

#define ROOT_PX 16.0f
/* Thinner than this, a scaled box shows no letters. */
#define SCALE_LEAST 0.05f
#define OPACITY_LEAST 0.1f

static const struct {
	const char *name;
	enum html_unit unit;
	float factor;
} units[] = {
	{ "px", HTML_UNIT_PX, 1 },	    { "pt", HTML_UNIT_PX, 96 / 72.0f },
	{ "em", HTML_UNIT_EM, 1 },	    { "%", HTML_UNIT_PERCENT, 1 },
	{ "rem", HTML_UNIT_REM, 1 },	    { "ex", HTML_UNIT_EM, 0.5f },
	{ "ch", HTML_UNIT_EM, 0.5f },	    { "in", HTML_UNIT_PX, 96 },
	{ "cm", HTML_UNIT_PX, 96 / 2.54f }, { "mm", HTML_UNIT_PX, 96 / 25.4f },
	{ "q", HTML_UNIT_PX, 96 / 101.6f }, { "pc", HTML_UNIT_PX, 16 },
	{ "vw", HTML_UNIT_PX, 12 },	    { "vh", HTML_UNIT_PX, 8 },
	{ "vmin", HTML_UNIT_PX, 8 },	    { "vmax", HTML_UNIT_PX, 12 },
};

static const struct {
	const char *name;
	enum html_unit unit;
	float number;
} sizes[] = {
	{ "xx-small", HTML_UNIT_PX, 9 },    { "x-small", HTML_UNIT_PX, 10 },
	{ "small", HTML_UNIT_PX, 13 },	    { "medium", HTML_UNIT_PX, 16 },
	{ "large", HTML_UNIT_PX, 18 },	    { "x-large", HTML_UNIT_PX, 24 },
	{ "xx-large", HTML_UNIT_PX, 32 },   { "xxx-large", HTML_UNIT_PX, 48 },
	{ "smaller", HTML_UNIT_EM, 0.83f }, { "larger", HTML_UNIT_EM, 1.2f },
};

/* Without a unit it is a number; quirks take it for pixels, and so do we. */
static bool read_unit(const char *s, size_t n, struct html_value *v)
{
	if (n == 0) {
		v->unit = HTML_UNIT_NUMBER;
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (!strncmp(s, units[i].name, n) && !units[i].name[n]) {
			v->unit = (guint8)units[i].unit;
			v->number *= units[i].factor;
			return true;
		}
	return false;
}

bool html_length_read(const char *s, const char **end, struct html_value *out)
{
	char *after;
	struct html_value v = { 0 };

	if (g_str_has_prefix(s, "calc("))
		s += strlen("calc(");
	v.number = (float)g_ascii_strtod(s, &after);
	size_t n = strcspn(after, " ,)/");
	if (after == s || !isfinite(v.number) || g_ascii_isalpha(*s) || !read_unit(after, n, &v))
		return false;
	after += n;
	if (end)
		*end = after;
	*out = v;
	return true;
}

bool html_length_named(const char *s, struct html_value *out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		if (!strcmp(s, sizes[i].name)) {
			*out = (struct html_value){ .unit = (guint8)sizes[i].unit,
						    .number = sizes[i].number };
			return true;
		}
	return false;
}

float html_length_px(const struct html_value *v, float em, float whole)
{
	switch ((enum html_unit)v->unit) {
	case HTML_UNIT_NUMBER:
	case HTML_UNIT_PX:
		return v->number;
	case HTML_UNIT_EM:
		return v->number * em;
	case HTML_UNIT_REM:
		return v->number * ROOT_PX;
	case HTML_UNIT_PERCENT:
		return v->number * whole / 100;
	}
	return v->number;
}

/* The arguments of "name(1, 2px 3)" at ${s}; how many there were. */
static unsigned arguments(const char *s, struct html_value v[4])
{
	unsigned n = 0;

	s += strcspn(s, "(");
	for (s += *s == '('; n < 4; n++) {
		s += strspn(s, " ,");
		if (!html_length_read(s, &s, &v[n]))
			break;
	}
	return n;
}

static bool is_off(const struct html_value *v)
{
	float px = html_length_px(v, ROOT_PX, ROOT_PX);

	return px <= HTML_LENGTH_OFF_SCREEN || px >= HTML_LENGTH_FAR_AWAY;
}

static bool is_flat(const struct html_value *v)
{
	return v->number > -SCALE_LEAST && v->number < SCALE_LEAST;
}

/* clip: rect(top, right, bottom, left) */
static bool rect_hides(const struct html_value v[4], unsigned n)
{
	return n == 4 && (v[2].number - v[0].number <= 1 || v[1].number - v[3].number <= 1);
}

/* inset(50%) from all sides, or from two that face each other, leaves nothing. */
static bool inset_hides(const struct html_value v[4], unsigned n)
{
	float vertical = n == 0 ? 0 : n < 3 ? 2 * v[0].number : v[0].number + v[2].number;
	float horizontal = n < 2 ? vertical : n < 4 ? 2 * v[1].number : v[1].number + v[3].number;

	return n > 0 && v[0].unit == HTML_UNIT_PERCENT && (vertical >= 99 || horizontal >= 99);
}

static bool function_hides(const char *s)
{
	struct html_value v[4] = { 0 };
	unsigned n = arguments(s, v);

	if (n == 0)
		return false;
	if (g_str_has_prefix(s, "scale"))
		return is_flat(&v[0]) || (n > 1 && is_flat(&v[1]));
	if (g_str_has_prefix(s, "translate"))
		return is_off(&v[0]) || (n > 1 && is_off(&v[1]));
	if (g_str_has_prefix(s, "matrix("))
		return n == 4 && is_flat(&v[0]) && is_flat(&v[3]) && is_flat(&v[1]);
	if (g_str_has_prefix(s, "rect("))
		return rect_hides(v, n);
	if (g_str_has_prefix(s, "inset("))
		return inset_hides(v, n);
	if (g_str_has_prefix(s, "circle(") || g_str_has_prefix(s, "ellipse("))
		return v[0].number <= 1;
	if (g_str_has_prefix(s, "opacity("))
		return v[0].number < (v[0].unit == HTML_UNIT_PERCENT ? 100 : 1) * OPACITY_LEAST;
	return false;
}

bool html_length_shape_hides(const char *value)
{
	for (const char *s = value; *s; s += strspn(s, " )")) {
		if (function_hides(s))
			return true;
		s += strcspn(s, ")");
	}
	return false;
}
