/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_declare.c: a table of properties, each with the reader of its values.
 * Tests: tests/unit/sanitizer/test_html_css.c, test_html_style.c.
 */
#include "html/html_declare.h"

#include <stdlib.h>
#include <string.h>

#include "html/html_length.h"

/* The valid words of a property, in the order of properties. */
/* clang-format off */
static const struct {
	enum html_property property;
	enum html_word word;
	const char *names; /* each between blanks */
} words[] = {
	{ HTML_DISPLAY, HTML_WORD_HIDES, " none " },
	{ HTML_DISPLAY, HTML_WORD_INLINE, " inline contents ruby " },
	{ HTML_DISPLAY, HTML_WORD_SHOWS, " block inline-block flex inline-flex grid inline-grid list-item flow-root"
	  " table inline-table table-row table-cell table-row-group table-header-group table-footer-group"
	  " table-column table-column-group table-caption -webkit-box -webkit-inline-box run-in " },
	{ HTML_VISIBILITY, HTML_WORD_HIDES, " hidden collapse " },
	{ HTML_VISIBILITY, HTML_WORD_SHOWS, " visible " },
	{ HTML_CONTENT_VISIBILITY, HTML_WORD_HIDES, " hidden " },
	{ HTML_CONTENT_VISIBILITY, HTML_WORD_SHOWS, " visible auto " },
	{ HTML_OVERFLOW, HTML_WORD_HIDES, " hidden clip auto scroll overlay " },
	{ HTML_OVERFLOW, HTML_WORD_SHOWS, " visible " },
	{ HTML_POSITION, HTML_WORD_PLACED, " absolute fixed " },
	{ HTML_POSITION, HTML_WORD_MOVED, " relative sticky -webkit-sticky " },
	{ HTML_POSITION, HTML_WORD_SHOWS, " static " },
	{ HTML_MSO_HIDE, HTML_WORD_HIDES, " all screen " },
	{ HTML_MSO_HIDE, HTML_WORD_SHOWS, " none " },
	{ HTML_WHITE_SPACE, HTML_WORD_PRE, " pre pre-wrap break-spaces -moz-pre-wrap " },
	{ HTML_WHITE_SPACE, HTML_WORD_PRE_LINE, " pre-line " },
	{ HTML_WHITE_SPACE, HTML_WORD_SHOWS, " normal nowrap " },
	{ HTML_BACKGROUND_CLIP, HTML_WORD_HIDES, " text " },
	{ HTML_BACKGROUND_CLIP, HTML_WORD_SHOWS, " border-box padding-box content-box " },
};
/* clang-format on */

typedef void reader(struct html_declared *d, enum html_property p, const char *value,
		    bool important);

static struct html_value of_word(enum html_word word)
{
	return (struct html_value){ .word = (guint8)word };
}

void html_declare_set(struct html_declared *d, enum html_property p, struct html_value v,
		      bool important)
{
	guint32 bit = 1u << p;

	if ((d->important & bit) && !important)
		return;
	d->set |= bit;
	d->important |= important ? bit : 0;
	d->value[p] = v;
}

/* The first word of ${value} between blanks, "" when it is too long to be one of ours. */
static void first_word(char padded[32], const char *value)
{
	size_t n = strcspn(value, " ");

	*padded = '\0';
	if (n > 0 && n < 30)
		g_snprintf(padded, 32, " %.*s ", (int)n, value);
}

static void read_word(struct html_declared *d, enum html_property p, const char *value,
		      bool important)
{
	char word[32];

	first_word(word, value);
	for (size_t i = 0; *word && i < G_N_ELEMENTS(words); i++)
		if (words[i].property == p && strstr(words[i].names, word))
			html_declare_set(d, p, of_word(words[i].word), important);
}

static void read_length(struct html_declared *d, enum html_property p, const char *value,
			bool important)
{
	struct html_value v = { 0 };

	if (html_length_read(value, NULL, &v))
		html_declare_set(d, p, v, important);
	else if (!strcmp(value, "auto") || !strcmp(value, "none"))
		html_declare_set(d, p, of_word(HTML_WORD_SHOWS), important);
}

static void read_font_size(struct html_declared *d, enum html_property p, const char *value,
			   bool important)
{
	struct html_value v = { 0 };

	if (html_length_read(value, NULL, &v) || html_length_named(value, &v))
		html_declare_set(d, p, v, important);
}

/* "italic bold 12px/1.5 serif": the first length is the size. */
static void read_font(struct html_declared *d, enum html_property p, const char *value,
		      bool important)
{
	for (const char *s = value; *s; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");
		g_autofree char *word = g_strndup(s, strcspn(s, " /"));
		struct html_value v = { 0 };
		bool is_weight = strlen(word) == 3 && g_str_has_suffix(word, "00");
		if (!is_weight &&
		    (html_length_read(word, NULL, &v) || html_length_named(word, &v))) {
			html_declare_set(d, p, v, important);
			return;
		}
		s += n;
	}
}

static bool is_computed(const char *value)
{
	return strstr(value, "var(") || strstr(value, "env(") || strstr(value, "color(") ||
	       strstr(value, "color-mix(") || strstr(value, "lab(") || strstr(value, "lch(");
}

static void read_color(struct html_declared *d, enum html_property p, const char *value,
		       bool important)
{
	struct html_value v = { 0 };

	if (!strcmp(value, "currentcolor"))
		v.word = HTML_WORD_CURRENT;
	else if (is_computed(value))
		v.word = HTML_WORD_UNKNOWN;
	else if (!html_color_read(value, &v.color))
		return;
	html_declare_set(d, p, v, important);
}

static bool is_picture(const char *value)
{
	return strstr(value, "url(") || strstr(value, "gradient(") || strstr(value, "image(") ||
	       strstr(value, "image-set(");
}

static void read_picture(struct html_declared *d, enum html_property p, const char *value,
			 bool important)
{
	bool is = is_picture(value) || is_computed(value);

	if (is || !strcmp(value, "none"))
		html_declare_set(d, p, of_word(is ? HTML_WORD_UNKNOWN : HTML_WORD_SHOWS),
				 important);
}

/* How long the word at ${s} is, brackets and what is in them included. */
static size_t word_length(const char *s)
{
	size_t n = 0;

	for (unsigned depth = 0; s[n] && (depth > 0 || s[n] != ' '); n++) {
		depth += s[n] == '(';
		depth -= s[n] == ')' && depth > 0;
	}
	return n;
}

/* What a shorthand does not say is reset. */
static void read_background(struct html_declared *d, enum html_property p, const char *value,
			    bool important)
{
	struct html_value color = { 0 };

	for (const char *s = value; *s; s += strspn(s, " ")) {
		size_t n = word_length(s);
		g_autofree char *word = g_strndup(s, n);
		if (!html_color_read(word, &color.color) && is_computed(word))
			color.word = HTML_WORD_UNKNOWN;
		if (!strcmp(word, "text"))
			html_declare_set(d, HTML_BACKGROUND_CLIP, of_word(HTML_WORD_HIDES),
					 important);
		s += n;
	}
	html_declare_set(d, p, color, important);
	html_declare_set(d, HTML_BACKGROUND_IMAGE,
			 of_word(is_picture(value) ? HTML_WORD_UNKNOWN : HTML_WORD_SHOWS),
			 important);
}

/* "1px 2px 3px 4px": top, right, bottom, left; ${p} is the top, ${left} where the left goes. */
static void read_sides(struct html_declared *d, enum html_property p, enum html_property left,
		       const char *value, bool important)
{
	struct html_value v[4] = { 0 };
	unsigned n = 0;

	for (const char *s = value; *s && n < 4; s += strspn(s, " "), n++)
		if (!html_length_read(s, &s, &v[n]))
			s += strcspn(s, " ");
	if (n == 0)
		return;
	html_declare_set(d, p, v[0], important);
	html_declare_set(d, left, v[n == 4 ? 3 : n >= 2], important);
}

static void read_margin(struct html_declared *d, enum html_property p, const char *value,
			bool important)
{
	read_sides(d, p, HTML_MARGIN_LEFT, value, important);
}

static void read_inset(struct html_declared *d, enum html_property p, const char *value,
		       bool important)
{
	read_sides(d, p, HTML_LEFT, value, important);
}

static void read_opacity(struct html_declared *d, enum html_property p, const char *value,
			 bool important)
{
	struct html_value v = { 0 };

	if (!html_length_read(value, NULL, &v))
		return;
	if (v.unit == HTML_UNIT_PERCENT)
		v.number /= 100;
	html_declare_set(d, p, v, important);
}

static void read_shape(struct html_declared *d, enum html_property p, const char *value,
		       bool important)
{
	bool hides = html_length_shape_hides(value);

	html_declare_set(d, p, of_word(hides ? HTML_WORD_HIDES : HTML_WORD_SHOWS), important);
}

static const struct row {
	const char *name;
	enum html_property property;
	reader *read;
} rows[] = {
	{ "-webkit-background-clip", HTML_BACKGROUND_CLIP, read_word },
	{ "-webkit-clip-path", HTML_CLIP_PATH, read_shape },
	{ "-webkit-text-fill-color", HTML_TEXT_FILL, read_color },
	{ "-webkit-transform", HTML_TRANSFORM, read_shape },
	{ "background", HTML_BACKGROUND, read_background },
	{ "background-clip", HTML_BACKGROUND_CLIP, read_word },
	{ "background-color", HTML_BACKGROUND, read_color },
	{ "background-image", HTML_BACKGROUND_IMAGE, read_picture },
	{ "bottom", HTML_BOTTOM, read_length },
	{ "clip", HTML_CLIP, read_shape },
	{ "clip-path", HTML_CLIP_PATH, read_shape },
	{ "color", HTML_COLOR, read_color },
	{ "content-visibility", HTML_CONTENT_VISIBILITY, read_word },
	{ "display", HTML_DISPLAY, read_word },
	{ "filter", HTML_FILTER, read_shape },
	{ "font", HTML_FONT_SIZE, read_font },
	{ "font-size", HTML_FONT_SIZE, read_font_size },
	{ "height", HTML_HEIGHT, read_length },
	{ "inset", HTML_TOP, read_inset },
	{ "left", HTML_LEFT, read_length },
	{ "margin", HTML_MARGIN_TOP, read_margin },
	{ "margin-left", HTML_MARGIN_LEFT, read_length },
	{ "margin-top", HTML_MARGIN_TOP, read_length },
	{ "max-height", HTML_MAX_HEIGHT, read_length },
	{ "max-width", HTML_MAX_WIDTH, read_length },
	{ "mso-hide", HTML_MSO_HIDE, read_word },
	{ "opacity", HTML_OPACITY, read_opacity },
	{ "overflow", HTML_OVERFLOW, read_word },
	{ "overflow-x", HTML_OVERFLOW, read_word },
	{ "overflow-y", HTML_OVERFLOW, read_word },
	{ "position", HTML_POSITION, read_word },
	{ "right", HTML_RIGHT, read_length },
	{ "text-indent", HTML_TEXT_INDENT, read_length },
	{ "top", HTML_TOP, read_length },
	{ "transform", HTML_TRANSFORM, read_shape },
	{ "visibility", HTML_VISIBILITY, read_word },
	{ "white-space", HTML_WHITE_SPACE, read_word },
	{ "width", HTML_WIDTH, read_length },
};

static int compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->name);
}

/* Words that every property has. */
static enum html_word general(const char *value)
{
	if (!strcmp(value, "inherit"))
		return HTML_WORD_INHERIT;
	if (!strcmp(value, "initial") || !strcmp(value, "unset") || !strcmp(value, "revert") ||
	    !strcmp(value, "revert-layer"))
		return HTML_WORD_INITIAL;
	return HTML_WORD_NONE;
}

static bool take_important(char *value)
{
	char *mark = strrchr(value, '!');

	if (!mark || strcmp(mark + 1 + strspn(mark + 1, " "), "important") != 0)
		return false;
	*mark = '\0';
	g_strchomp(value);
	return true;
}

static void read_value(struct html_declared *d, const struct row *row, char *value)
{
	bool important = take_important(g_strstrip(value));
	enum html_word word = general(value);

	if (word != HTML_WORD_NONE)
		html_declare_set(d, row->property, of_word(word), important);
	else
		row->read(d, row->property, value, important);
}

void html_declare_read(struct html_scan *s, struct html_declared *out)
{
	g_autoptr(GString) name = g_string_new(NULL), value = g_string_new(NULL);

	while (s->p < s->end && html_scan_peek(s) != '}') {
		g_string_truncate(name, 0);
		g_string_truncate(value, 0);
		html_scan_blank(s);
		bool named = html_scan_name(s, name);
		html_scan_blank(s);
		const struct row *row = named ? bsearch(name->str, rows, G_N_ELEMENTS(rows),
							sizeof(rows[0]), compare)
					      : NULL;
		bool wanted = row && html_scan_take(s, ':');
		html_scan_until(s, "{;}", wanted ? value : NULL);
		if (html_scan_peek(s) == '{')
			html_scan_block(s); /* a rule inside of a rule */
		else if (wanted)
			read_value(out, row, value->str);
		html_scan_take(s, ';');
	}
}
