/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup_scan.c: one pass; a '<' within a tag begins the next one, so that no
 * quote that is left open hides what follows.
 * Tests: tests/unit/sanitizer/test_inspect_markup.c.
 */
#include "inspect/markup_scan.h"

#include <string.h>

#define REFERENCE_MAX 12u

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == '/' || c == '\0';
}

static bool ends_name(char c)
{
	return is_space(c) || c == '>' || c == '=' || c == '<' || c == '"' || c == '\'';
}

/* A name in lower case; what stands before its last colon is left out. */
static void read_name(struct markup_scan *s, char name[MARKUP_NAME_MAX])
{
	size_t n = 0;

	for (; s->p < s->end && !ends_name(*s->p); s->p++) {
		if (*s->p == ':')
			n = 0;
		else if (n + 1 < MARKUP_NAME_MAX)
			name[n++] = g_ascii_tolower(*s->p);
	}
	name[n] = '\0';
}

bool markup_next_tag(struct markup_scan *s, struct markup_tag *tag)
{
	while (s->p < s->end) {
		const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p));
		if (!lt)
			break;
		s->p = lt + 1;
		if (s->p < s->end && (g_ascii_isalpha(*s->p) || *s->p == '!' || *s->p == '?')) {
			read_name(s, tag->name);
			return true;
		}
	}
	s->p = s->end;
	return false;
}

/* Takes the value at ${s}->p. One in quotes may hold '<', but ends at the file's end. */
static void read_value(struct markup_scan *s, struct markup_attribute *a)
{
	char quote = s->p < s->end ? *s->p : '\0';

	if (quote == '"' || quote == '\'') {
		const char *close = memchr(s->p + 1, quote, (size_t)(s->end - s->p - 1));
		if (close) {
			a->value = s->p + 1;
			a->n = (size_t)(close - a->value);
			/* Tags within are looked at, too: the quote may be none. */
			const char *lt = memchr(a->value, '<', a->n);
			s->p = lt ? lt : close + 1;
			return;
		}
		s->p++;
	}
	a->value = s->p;
	while (s->p < s->end && !g_ascii_isspace(*s->p) && *s->p != '>' && *s->p != '<')
		s->p++;
	a->n = (size_t)(s->p - a->value);
}

bool markup_next_attribute(struct markup_scan *s, struct markup_attribute *a)
{
	while (s->p < s->end && (is_space(*s->p) || strchr("\"'=", *s->p)))
		s->p++;
	if (s->p == s->end || *s->p == '>' || *s->p == '<')
		return false;
	read_name(s, a->name);
	const char *after = s->p;
	while (after < s->end && is_space(*after))
		after++;
	a->value = s->p;
	a->n = 0;
	if (after == s->end || *after != '=')
		return true;
	s->p = after + 1;
	while (s->p < s->end && g_ascii_isspace(*s->p))
		s->p++;
	read_value(s, a);
	return true;
}

/* References by name that stand for what schemes are made of. */
static const struct {
	const char *name;
	char c;
} references[] = {
	{ "colon", ':' },  { "tab", ' ' },  { "newline", ' ' }, { "sol", '/' },	  { "amp", '&' },
	{ "lpar", '(' },   { "rpar", ')' }, { "bsol", '\\' },	{ "comma", ',' }, { "semi", ';' },
	{ "period", '.' }, { "nbsp", ' ' }, { "lt", '<' },	{ "gt", '>' },	  { "quot", '"' },
};

/* The character of the reference behind '&'; ${*used}: its bytes, 0: it is none. */
static char reference(const char *p, size_t n, size_t *used)
{
	size_t len = 0;
	char text[REFERENCE_MAX + 1] = "";

	while (len < n && len < REFERENCE_MAX && (g_ascii_isalnum(p[len]) || p[len] == '#'))
		len++;
	memcpy(text, p, len);
	*used = len + (len < n && p[len] == ';');
	if (text[0] == '#') {
		bool is_hex = g_ascii_tolower(text[1]) == 'x';
		guint64 u = g_ascii_strtoull(text + (is_hex ? 2 : 1), NULL, is_hex ? 16 : 10);
		return u > 0 && u < 0x80 ? (char)u : '?';
	}
	for (size_t i = 0; i < G_N_ELEMENTS(references); i++)
		if (g_ascii_strcasecmp(text, references[i].name) == 0)
			return references[i].c;
	*used = 0;
	return '&';
}

char *markup_value(const struct markup_attribute *a, size_t max)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < a->n && out->len < max; i++) {
		char c = a->value[i];
		if (c == '&') {
			size_t used;
			c = reference(a->value + i + 1, a->n - i - 1, &used);
			i += used;
		}
		if ((guint8)c > ' ' && c != 0x7f)
			g_string_append_c(out, g_ascii_tolower(c));
	}
	return g_string_free(out, FALSE);
}
