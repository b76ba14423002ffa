/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * params.c: one pass cuts the value into "name = value" pieces, a second puts
 * RFC 2231 segments together. Backslashes before anything but a quote or a
 * backslash stay (C:\file), double-byte characters are taken whole, so that
 * no byte of 表 is taken for syntax.
 * Tests: tests/unit/sanitizer/test_params.c.
 */
#include "text/params.h"

#include <string.h>

#include "text/converters.h"
#include "text/rfc2047.h"
#include "text/words.h"

/* One "name*1*=value" as it stands. */
struct piece {
	char *name;	 /* lower case, without the star parts */
	int index;	 /* of a continuation, -1: none */
	bool is_percent; /* the name ended in "*" */
	GString *value;	 /* raw bytes, quotes undone */
	bool used;
};

struct reader {
	const char *buf;
	size_t n;
	bool raw8;
	struct params *out;
};

static void piece_free(struct piece *p)
{
	g_free(p->name);
	g_string_free(p->value, TRUE);
	g_free(p);
}

static void param_free(struct param *p)
{
	g_free(p->name);
	g_free(p->value);
	g_free(p);
}

void params_free(struct params *p)
{
	if (!p)
		return;
	g_free(p->value);
	g_ptr_array_unref(p->list);
	g_free(p);
}

/* Blanks and comments; an unclosed comment takes the rest. */
static size_t skip_blank(const struct reader *r, size_t i)
{
	unsigned depth = 0;

	for (; i < r->n; i++) {
		if (r->buf[i] == '(')
			depth++;
		else if (r->buf[i] == ')' && depth > 0)
			depth--;
		else if (r->buf[i] == '\\' && depth > 0 && i + 1 < r->n)
			i++;
		else if (depth == 0 && r->buf[i] != ' ' && r->buf[i] != '\t')
			break;
	}
	return i;
}

/* The name up to "=", ";" or the end, blanks around it gone. */
static size_t read_name(const struct reader *r, size_t i, struct piece *p)
{
	size_t start = i;

	while (i < r->n && r->buf[i] != '=' && r->buf[i] != ';')
		i++;
	g_autofree char *name = g_ascii_strdown(r->buf + start, (gssize)(i - start));
	g_strstrip(name);

	size_t len = strlen(name);
	p->index = -1;
	if (len > 1 && name[len - 1] == '*') {
		p->is_percent = true;
		name[--len] = '\0';
	}
	char *star = strchr(name, '*');
	if (star && g_ascii_isdigit(star[1]) && strlen(star) <= 5) {
		p->index = (int)g_ascii_strtoull(star + 1, NULL, 10);
		*star = '\0';
	}
	p->name = g_steal_pointer(&name);
	return i;
}

static size_t read_quoted(const struct reader *r, size_t i, GString *to)
{
	for (i++; i < r->n && r->buf[i] != '"'; i++) {
		size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw8);
		if (whole > 0) {
			g_string_append_len(to, r->buf + i, (gssize)whole);
			i += whole - 1;
			continue;
		}
		if (r->buf[i] == '\\' && i + 1 < r->n && strchr("\"\\", r->buf[i + 1]))
			i++;
		g_string_append_c(to, r->buf[i]);
	}
	if (i >= r->n)
		r->out->malformed = true;
	return MIN(i + 1, r->n);
}

/* Up to ";": blanks inside are kept (filename=my file.pdf), those at the end are not. */
static size_t read_token(const struct reader *r, size_t i, GString *to)
{
	while (i < r->n && r->buf[i] != ';') {
		size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw8);
		whole = MAX(whole, 1);
		g_string_append_len(to, r->buf + i, (gssize)whole);
		i += whole;
	}
	while (to->len > 0 && strchr(" \t", to->str[to->len - 1]))
		g_string_truncate(to, to->len - 1);
	return i;
}

/* "name=value" at ${i}; returns the position of the ";" behind it. */
static size_t read_piece(const struct reader *r, size_t i, GPtrArray *pieces)
{
	struct piece *p = g_new0(struct piece, 1);

	p->value = g_string_new(NULL);
	g_ptr_array_add(pieces, p);
	i = read_name(r, i, p);
	if (i >= r->n || r->buf[i] != '=') {
		r->out->malformed = true;
		g_ptr_array_set_size(pieces, (gint)pieces->len - 1);
		return i;
	}
	i = skip_blank(r, i + 1);
	bool is_name = strstr(p->name, "name") != NULL;
	if (i < r->n && r->buf[i] == '"') {
		i = read_quoted(r, i, p->value);
	} else {
		i = read_token(r, i, p->value);
		/* "charset=utf-8 (comment)"; in an unquoted file name "(1)" belongs to it. */
		char *comment = is_name ? NULL : strchr(p->value->str, '(');
		if (comment)
			g_string_truncate(p->value, (gsize)(comment - p->value->str));
		g_strchomp(p->value->str);
		p->value->len = strlen(p->value->str);
	}
	i = skip_blank(r, i);
	if (i < r->n && r->buf[i] != ';')
		r->out->malformed = true;
	while (i < r->n && r->buf[i] != ';')
		i++;
	return i;
}

static GPtrArray *read_pieces(const struct reader *r, unsigned max_params)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)piece_free);
	size_t i = skip_blank(r, 0), start = i;

	while (i < r->n && r->buf[i] != ';' && r->buf[i] != '(')
		i++;
	r->out->value = g_strstrip(g_ascii_strdown(r->buf + start, (gssize)(i - start)));
	while (i < r->n && r->buf[i] != ';')
		i++;

	while (i < r->n) {
		i = skip_blank(r, i + 1);
		if (i >= r->n || r->buf[i] == ';')
			continue;
		if (pieces->len >= max_params) {
			r->out->too_many = true;
			break;
		}
		i = read_piece(r, i, pieces);
	}
	return pieces;
}

static void append_percent(GString *to, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '%' && n - i > 2 && g_ascii_isxdigit(s[i + 1]) &&
		    g_ascii_isxdigit(s[i + 2])) {
			g_string_append_c(to, (char)(g_ascii_xdigit_value(s[i + 1]) * 16 +
						     g_ascii_xdigit_value(s[i + 2])));
			i += 2;
		} else {
			g_string_append_c(to, s[i]);
		}
	}
}

static void add_param(struct params *out, const char *name, char *value, bool extended)
{
	for (unsigned i = 0; i < out->list->len; i++) {
		const struct param *old = g_ptr_array_index(out->list, i);
		if (old->extended == extended && !strcmp(old->name, name))
			out->duplicate = true;
	}
	struct param *p = g_new0(struct param, 1);
	p->name = g_strdup(name);
	p->value = value;
	p->extended = extended;
	g_ptr_array_add(out->list, p);
}

/* "utf-8'ja'%E6…" → its charset (caller frees) and where the text starts. */
static char *take_charset(const GString *value, size_t *start)
{
	const char *first = memchr(value->str, '\'', value->len);
	const char *second = first ? strchr(first + 1, '\'') : NULL;

	if (!second)
		return NULL;
	*start = (size_t)(second + 1 - value->str);
	return g_strndup(value->str, (gsize)(first - value->str));
}

static char *decode(struct params *out, const GString *bytes, const char *charset)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!charset)
		return words_decode(bytes->str, bytes->len, NULL, &out->charset);
	charset_to_utf8(text, bytes->str, bytes->len, charset, &out->charset);
	for (char *nul; (nul = memchr(text->str, 0, text->len));)
		*nul = '?';
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static gint by_index(gconstpointer a, gconstpointer b)
{
	const struct piece *x = *(struct piece *const *)a, *y = *(struct piece *const *)b;

	return x->index - y->index;
}

/* All segments of ${name} in the order of their numbers; a gap ends the value. */
static void add_segments(struct params *out, GPtrArray *segments)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	g_autofree char *charset = NULL;
	const struct piece *first = g_ptr_array_index(segments, 0);

	g_ptr_array_sort(segments, by_index);
	const struct piece *lowest = g_ptr_array_index(segments, 0);
	int want = lowest->index;
	out->malformed = out->malformed || want > 0;
	for (unsigned i = 0; i < segments->len; i++) {
		const struct piece *p = g_ptr_array_index(segments, i);
		size_t start = 0;
		if (p->index >= 0 && p->index != want) {
			out->malformed = true;
			out->duplicate = out->duplicate || p->index < want;
			continue;
		}
		if (i == 0 && p->is_percent)
			charset = take_charset(p->value, &start);
		if (p->is_percent)
			append_percent(bytes, p->value->str + start, p->value->len - start);
		else
			g_string_append_len(bytes, p->value->str, (gssize)p->value->len);
		want++;
	}
	add_param(out, first->name, decode(out, bytes, charset), true);
}

/* All pieces of ${from}'s name that are continuations; they are marked used. */
static GPtrArray *gather(const GPtrArray *pieces, unsigned from)
{
	const struct piece *first = g_ptr_array_index(pieces, from);
	GPtrArray *segments = g_ptr_array_new();

	for (unsigned i = from; i < pieces->len; i++) {
		struct piece *p = g_ptr_array_index(pieces, i);
		if (p->index < 0 || strcmp(p->name, first->name) != 0)
			continue;
		p->used = true;
		g_ptr_array_add(segments, p);
	}
	return segments;
}

struct params *params_parse(const char *raw, size_t n, unsigned max_params)
{
	struct params *out = g_new0(struct params, 1);
	g_autoptr(GString) line = rfc2047_unfold(raw ? raw : "", raw ? n : 0);
	struct reader r = { .buf = line->str, .n = line->len, .out = out };

	r.raw8 = !g_utf8_validate(line->str, (gssize)line->len, NULL);
	out->list = g_ptr_array_new_with_free_func((GDestroyNotify)param_free);
	g_autoptr(GPtrArray) pieces = read_pieces(&r, max_params);

	for (unsigned i = 0; i < pieces->len; i++) {
		struct piece *p = g_ptr_array_index(pieces, i);
		if (p->used)
			continue;
		if (p->index < 0 && !p->is_percent) {
			add_param(out, p->name, decode(out, p->value, NULL), false);
			continue;
		}
		g_autoptr(GPtrArray) segments =
			p->index < 0 ? g_ptr_array_new() : gather(pieces, i);
		if (p->index < 0)
			g_ptr_array_add(segments, p);
		add_segments(out, segments);
	}
	return out;
}

const char *params_nth(const struct params *p, const char *name, unsigned nth)
{
	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		if (!strcmp(one->name, name) && nth-- == 0)
			return one->value;
	}
	return NULL;
}

const char *params_get(const struct params *p, const char *name)
{
	const char *extended = NULL;

	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		if (strcmp(one->name, name) != 0)
			continue;
		if (!one->extended)
			return one->value;
		extended = extended ? extended : one->value;
	}
	return extended;
}
