/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fields.c: splitting a header block (RFC 5322 2.2) by one look at each line.
 * A line that is neither field nor continuation is skipped, as is an mbox
 * "From " line at the top. Never decodes. Tests: tests/unit/sanitizer/test_fields.c.
 */
#include "fields.h"

#include <string.h>

const char *fields_next_line(const char *p, const char *end)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));

	return lf ? lf + 1 : end;
}

/* The line's length without its line end. */
static size_t line_len(const char *p, const char *next)
{
	while (next > p && (next[-1] == '\n' || next[-1] == '\r'))
		next--;
	return (size_t)(next - p);
}

/* Where the name of a field ends (RFC 5322 ftext, blanks before the colon allowed); 0: no field. */
static size_t name_len(const char *p, size_t n, size_t *colon)
{
	size_t i = 0;

	while (i < n && p[i] > 32 && p[i] < 127 && p[i] != ':')
		i++;
	size_t len = i;
	while (i < n && (p[i] == ' ' || p[i] == '\t'))
		i++;
	if (len == 0 || i == n || p[i] != ':')
		return 0;
	*colon = i;
	return len;
}

size_t fields_find_first(const char *data, size_t len)
{
	const char *p = data, *end = data + len;

	while (p < end) {
		const char *next = fields_next_line(p, end);
		size_t n = line_len(p, next), colon;
		if (n == 0 || name_len(p, n, &colon) > 0)
			break;
		p = next;
	}
	return (size_t)(p - data);
}

static void extend(struct field *f, const char *p, size_t n)
{
	f->value_len = (size_t)(p + n - f->value);
}

GArray *fields_read(const char *data, size_t len, size_t *body_at, bool *is_malformed)
{
	GArray *fields = g_array_new(FALSE, TRUE, sizeof(struct field));
	const char *p = data, *end = data + len;
	bool skipping = false, bad = false;

	while (p < end) {
		const char *next = fields_next_line(p, end);
		size_t n = line_len(p, next), colon = 0;
		if (n == 0) {
			p = next;
			break;
		}
		size_t name = name_len(p, n, &colon);
		if (*p == ' ' || *p == '\t') {
			if (fields->len > 0 && !skipping)
				extend(&g_array_index(fields, struct field, fields->len - 1), p, n);
		} else if (name > 0) {
			struct field f = { .name = p, .name_len = name, .value = p + colon + 1 };
			while (f.value < p + n && (*f.value == ' ' || *f.value == '\t'))
				f.value++;
			extend(&f, p, n);
			g_array_append_val(fields, f);
			skipping = false;
		} else {
			skipping = true;
			bad = bad || p != data || n < 5 || memcmp(p, "From ", 5) != 0;
		}
		p = next;
	}
	if (body_at)
		*body_at = (size_t)(p - data);
	if (is_malformed)
		*is_malformed = bad;
	return fields;
}

bool field_is(const struct field *f, const char *name)
{
	return f->name_len == strlen(name) && g_ascii_strncasecmp(f->name, name, f->name_len) == 0;
}

const struct field *fields_nth(const GArray *fields, const char *name, unsigned nth)
{
	for (guint i = 0; i < fields->len; i++) {
		const struct field *f = &g_array_index(fields, struct field, i);
		if (field_is(f, name) && nth-- == 0)
			return f;
	}
	return NULL;
}
