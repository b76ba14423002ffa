/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_list.c: numbers as type=, start=, value=, reversed and list-style want
 * them; bullets as people type them: "・" in Japan, "* " elsewhere.
 * Tests: tests/unit/sanitizer/test_html_list.c.
 */
#include "html/html_list.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "html/html_style.h"

#define NUMBER_MAX 99999

static const struct {
	const char *word; /* of list-style-type; a type= has one character */
	enum html_numbering numbering;
} words[] = {
	{ "none", NUMBERING_NONE },
	{ "decimal", NUMBERING_DECIMAL },
	{ "lower-alpha", NUMBERING_LOWER_ALPHA },
	{ "lower-latin", NUMBERING_LOWER_ALPHA },
	{ "upper-alpha", NUMBERING_UPPER_ALPHA },
	{ "upper-latin", NUMBERING_UPPER_ALPHA },
	{ "lower-roman", NUMBERING_LOWER_ROMAN },
	{ "upper-roman", NUMBERING_UPPER_ROMAN },
	{ "katakana-iroha", NUMBERING_IROHA },
	{ "katakana", NUMBERING_KATAKANA },
	{ "disc", NUMBERING_BULLET },
	{ "circle", NUMBERING_BULLET },
	{ "square", NUMBERING_BULLET },
};

static bool read_type(const char *type, enum html_numbering *numbering)
{
	static const char letters[] = "1aAiI";
	static const enum html_numbering of[] = { NUMBERING_DECIMAL, NUMBERING_LOWER_ALPHA,
						  NUMBERING_UPPER_ALPHA, NUMBERING_LOWER_ROMAN,
						  NUMBERING_UPPER_ROMAN };
	const char *at = *type && !type[1] ? strchr(letters, *type) : NULL;

	if (at)
		*numbering = of[at - letters];
	return at != NULL;
}

static void read_style(const char *style, enum html_numbering *numbering)
{
	const char *value = strstr(style, "list-style");
	const char *colon = value ? strchr(value, ':') : NULL;

	if (!colon)
		return;
	size_t n = strcspn(colon + 1, ";");
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_strstr_len(colon + 1, (gssize)n, words[i].word)) {
			*numbering = words[i].numbering;
			return;
		}
}

static bool read_number(const GumboElement *e, const char *name, int *number)
{
	const char *s = html_attribute(e, name);
	char *end;
	gint64 n = g_ascii_strtoll(s, &end, 10);

	if (end == s || n < -NUMBER_MAX || n > NUMBER_MAX)
		return false;
	*number = (int)n;
	return true;
}

static int count_items(const GumboNode *list)
{
	const GumboVector *children = &list->v.element.children;
	int n = 0;

	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *child = children->data[i];
		n += child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_LI;
	}
	return n;
}

struct html_list html_list_of(const GumboNode *node)
{
	const GumboElement *e = &node->v.element;
	const bool ordered = e->tag == GUMBO_TAG_OL;
	struct html_list list = { ordered ? NUMBERING_DECIMAL : NUMBERING_BULLET, 1, 1 };

	if (!read_type(html_attribute(e, "type"), &list.numbering))
		read_style(html_attribute(e, "style"), &list.numbering);
	if (ordered && gumbo_get_attribute(&e->attributes, "reversed")) {
		list.next = count_items(node);
		list.step = -1;
	}
	if (ordered)
		read_number(e, "start", &list.next);
	return list;
}

/* 1 → a, 26 → z, 27 → aa. */
static void put_alpha(GString *out, int n, char first)
{
	char digits[8];
	size_t i = sizeof(digits);

	for (; n > 0 && i > 0; n = (n - 1) / 26)
		digits[--i] = (char)(first + (n - 1) % 26);
	g_string_append_len(out, digits + i, (gssize)(sizeof(digits) - i));
}

static void put_roman(GString *out, int n, bool upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" },
		{ 100, "c", "C" },  { 90, "xc", "XC" },	 { 50, "l", "L" },  { 40, "xl", "XL" },
		{ 10, "x", "X" },   { 9, "ix", "IX" },	 { 5, "v", "V" },   { 4, "iv", "IV" },
		{ 1, "i", "I" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		for (; n >= signs[i].value; n -= signs[i].value)
			g_string_append(out, upper ? signs[i].upper : signs[i].lower);
}

static void put_kana(GString *out, int n, const char *row)
{
	glong count = g_utf8_strlen(row, -1);

	if (n > count) {
		g_string_append_printf(out, "%d", n);
		return;
	}
	g_string_append_unichar(out, g_utf8_get_char(g_utf8_offset_to_pointer(row, n - 1)));
}

/* Only decimal numbers go below 1; past what letters can say well, they are decimal as well. */
static void put_number(GString *out, enum html_numbering numbering, int n)
{
	static const char katakana[] = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘ"
				       "ホマミムメモヤユヨラリルレロワヲン";
	static const char iroha[] = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケ"
				    "フコエテアサキユメミシヱヒモセス";

	if (n < 1 || n > 1000)
		numbering = NUMBERING_DECIMAL;
	switch (numbering) {
	case NUMBERING_NONE:
	case NUMBERING_BULLET:
	case NUMBERING_DECIMAL:
		g_string_append_printf(out, "%d", n);
		break;
	case NUMBERING_LOWER_ALPHA:
	case NUMBERING_UPPER_ALPHA:
		put_alpha(out, n, numbering == NUMBERING_LOWER_ALPHA ? 'a' : 'A');
		break;
	case NUMBERING_LOWER_ROMAN:
	case NUMBERING_UPPER_ROMAN:
		put_roman(out, n, numbering == NUMBERING_UPPER_ROMAN);
		break;
	case NUMBERING_KATAKANA:
		put_kana(out, n, katakana);
		break;
	case NUMBERING_IROHA:
		put_kana(out, n, iroha);
		break;
	}
}

unsigned html_list_marker(char marker[HTML_MARKER_MAX], struct html_list *list,
			  const GumboElement *e, enum config_lang lang)
{
	g_autoptr(GString) out = g_string_new(NULL);
	unsigned columns = 2;

	marker[0] = '\0';
	if (list && list->numbering == NUMBERING_NONE)
		return 0;
	if (!list || list->numbering == NUMBERING_BULLET) {
		g_string_append(out, lang == CONFIG_LANG_EN ? "* " : "・");
	} else {
		read_number(e, "value", &list->next);
		put_number(out, list->numbering, list->next);
		list->next += list->step;
		bool wide = out->len > 0 && (out->str[0] & 0x80);
		columns = (unsigned)g_utf8_strlen(out->str, -1) + wide + 2;
		g_string_append(out, ". ");
	}
	g_strlcpy(marker, out->str, HTML_MARKER_MAX);
	return columns;
}
