/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pieces.c: one pass cuts the value into "name = value" pieces. Backslashes
 * before anything but a quote or a backslash stay (C:\file), double-byte
 * characters, escapes and encoded-words are taken whole, so that no byte of 表
 * is taken for syntax. Tests: tests/unit/sanitizer/test_params.c.
 */
#include "text/pieces.h"

#include <string.h>

#include "text/rfc2047.h"
#include "text/words.h"

struct reader {
	const char *buf;
	size_t n;
	enum rfc2047_raw raw;
	struct rfc2047_cursor cursor;
	struct pieces *out;
};

static void piece_free(struct piece *p)
{
	g_free(p->name);
	g_string_free(p->value, TRUE);
	g_free(p);
}

void pieces_clear(struct pieces *p)
{
	g_clear_pointer(&p->value, g_free);
	g_clear_pointer(&p->list, g_ptr_array_unref);
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

/* What is taken whole at ${i}; at least a byte. */
static size_t whole_at(struct reader *r, size_t i)
{
	struct rfc2047_word word;
	size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw);

	if (whole == 0 && r->buf[i] == '=' && rfc2047_at(r->buf, r->n, i, &r->cursor, &word) &&
	    !memchr(word.text, '"', word.text_len))
		whole = word.len;
	return MAX(whole, 1);
}

static size_t read_quoted(struct reader *r, size_t i, GString *to)
{
	for (i++; i < r->n && r->buf[i] != '"';) {
		size_t whole = whole_at(r, i);
		if (whole == 1 && r->buf[i] == '\\' && i + 1 < r->n &&
		    strchr("\"\\", r->buf[i + 1]))
			i++;
		g_string_append_len(to, r->buf + i, (gssize)whole);
		i += whole;
	}
	if (i >= r->n)
		r->out->malformed = true;
	return MIN(i + 1, r->n);
}

/* Up to ";": blanks inside are kept (filename=my file.pdf), those at the end are not. */
static size_t read_token(struct reader *r, size_t i, GString *to)
{
	while (i < r->n && r->buf[i] != ';') {
		size_t whole = whole_at(r, i);
		g_string_append_len(to, r->buf + i, (gssize)whole);
		i += whole;
	}
	while (to->len > 0 && strchr(" \t", to->str[to->len - 1]))
		g_string_truncate(to, to->len - 1);
	return i;
}

/* "charset=utf-8 (comment)"; in an unquoted file name "(1)" belongs to it. */
static void drop_comment(struct piece *p)
{
	const char *comment =
		strstr(p->name, "name") ? NULL : memchr(p->value->str, '(', p->value->len);

	if (comment)
		g_string_truncate(p->value, (gsize)(comment - p->value->str));
	while (p->value->len > 0 && g_ascii_isspace(p->value->str[p->value->len - 1]))
		g_string_truncate(p->value, p->value->len - 1);
}

/*
 * Whether ${p}, written as ${raw}, tells the structure and does so in another
 * way than name=token or name="text": comments, blanks, escapes, pieces.
 */
static bool is_odd(const struct piece *p, const char *raw, size_t n)
{
	static const char *const names[] = { "boundary", "charset" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t len = strlen(names[i]);
		if (!strstr(p->name, names[i]))
			continue;
		return strcmp(p->name, names[i]) != 0 || p->is_percent || p->index >= 0 ||
		       n <= len || raw[len] != '=' || memchr(raw, '\\', n) ||
		       (n > len + 1 && strchr(" \t(", raw[len + 1])) ||
		       (raw[len + 1] != '"' && memchr(raw, '(', n));
	}
	return false;
}

/* "name=value" at ${i}; returns the position of the ";" behind it. */
static size_t read_piece(struct reader *r, size_t i)
{
	struct piece *p = g_new0(struct piece, 1);
	size_t start = i;

	p->value = g_string_new(NULL);
	i = read_name(r, i, p);
	if (i >= r->n || r->buf[i] != '=') {
		r->out->malformed = true;
		piece_free(p);
		return i;
	}
	g_ptr_array_add(r->out->list, p);
	i = skip_blank(r, i + 1);
	if (i < r->n && r->buf[i] == '"') {
		i = read_quoted(r, i, p->value);
	} else {
		i = read_token(r, i, p->value);
		drop_comment(p);
	}
	i = skip_blank(r, i);
	/* A name whose encoded-words were quoted one by one. */
	while (i < r->n && r->buf[i] == '"') {
		r->out->malformed = true;
		i = skip_blank(r, read_quoted(r, i, p->value));
	}
	if (i < r->n && r->buf[i] != ';')
		r->out->malformed = true;
	while (i < r->n && r->buf[i] != ';')
		i++;
	r->out->is_odd |= is_odd(p, r->buf + start, i - start);
	return i;
}

static void read_all(struct reader *r, unsigned max)
{
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
		if (r->out->list->len >= max) {
			r->out->too_many = true;
			break;
		}
		i = read_piece(r, i);
	}
}

void pieces_read(const char *raw, size_t n, unsigned max, struct pieces *out)
{
	g_autoptr(GString) line = rfc2047_unfold(raw, n);
	struct reader r = { .buf = line->str, .n = line->len, .out = out };

	*out = (struct pieces){ .hint = words_evidence(line->str, line->len) };
	out->list = g_ptr_array_new_with_free_func((GDestroyNotify)piece_free);
	r.raw = rfc2047_raw_of(out->hint);
	read_all(&r, max);
}
