/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_query.c: a table of features and when each holds.
 * Tests: tests/unit/sanitizer/test_html_css.c.
 */
#include "html/html_query.h"

#include <string.h>

#include "html/html_length.h"

#define WINDOW_WIDTH 1200.0f
#define WINDOW_HEIGHT 800.0f

enum way { AT_LEAST, AT_MOST, WORD };

static const struct {
	const char *name;
	enum way way;
	float ours;
	const char *word; /* WORD: the one that holds */
} features[] = {
	{ "min-width", AT_LEAST, WINDOW_WIDTH, NULL },
	{ "max-width", AT_MOST, WINDOW_WIDTH, NULL },
	{ "min-device-width", AT_LEAST, WINDOW_WIDTH, NULL },
	{ "max-device-width", AT_MOST, WINDOW_WIDTH, NULL },
	{ "min-height", AT_LEAST, WINDOW_HEIGHT, NULL },
	{ "max-height", AT_MOST, WINDOW_HEIGHT, NULL },
	{ "min-device-height", AT_LEAST, WINDOW_HEIGHT, NULL },
	{ "max-device-height", AT_MOST, WINDOW_HEIGHT, NULL },
	{ "min-resolution", AT_LEAST, 1, NULL },
	{ "-webkit-min-device-pixel-ratio", AT_LEAST, 1, NULL },
	{ "min-color", AT_LEAST, 8, NULL },
	{ "orientation", WORD, 0, "landscape" },
	{ "prefers-color-scheme", WORD, 0, "light" },
	{ "hover", WORD, 0, "hover" },
	{ "pointer", WORD, 0, "fine" },
	{ "scripting", WORD, 0, "none" },
};

static bool compare(size_t row, const char *value)
{
	struct html_value v;

	if (features[row].way == WORD)
		return !strcmp(value, features[row].word);
	if (!html_length_read(value, NULL, &v))
		return false;
	float px = html_length_px(&v, 16, 16);
	return features[row].way == AT_LEAST ? features[row].ours >= px : features[row].ours <= px;
}

/* "min-width: 600px", or a name alone: whether there is such a thing. */
static bool feature_holds(char *feature)
{
	char *colon = strchr(feature, ':');

	if (colon)
		*colon = '\0';
	g_strstrip(feature);
	for (size_t i = 0; i < G_N_ELEMENTS(features); i++)
		if (!strcmp(features[i].name, feature))
			return !colon || compare(i, g_strstrip(colon + 1));
	return !colon && (!strcmp(feature, "color") || !strcmp(feature, "width"));
}

/* "and (…) and (…)"; true for nothing. */
static bool features_hold(char *s)
{
	while (*(s += strspn(s, " "))) {
		if (g_str_has_prefix(s, "and"))
			s += strlen("and");
		s += strspn(s, " ");
		char *close = strchr(s, ')');
		if (*s != '(' || !close)
			return false;
		*close = '\0';
		if (!feature_holds(s + 1))
			return false;
		s = close + 1;
	}
	return true;
}

static bool query_holds(char *query)
{
	char *s = g_strstrip(query);
	bool negated = g_str_has_prefix(s, "not ");

	if (negated || g_str_has_prefix(s, "only "))
		s = g_strchug(s + (negated ? strlen("not ") : strlen("only ")));
	size_t n = strcspn(s, " (");
	bool is_ours =
		n == 0 || (n == 3 && !strncmp(s, "all", n)) || (n == 6 && !strncmp(s, "screen", n));
	return (is_ours && features_hold(s + n)) != negated;
}

bool html_query_holds(const char *list)
{
	g_auto(GStrv) queries = g_strsplit(list, ",", -1);

	for (char **q = queries; *q; q++)
		if (query_holds(*q))
			return true;
	return *queries == NULL;
}
