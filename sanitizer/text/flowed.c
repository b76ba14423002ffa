/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * flowed.c: a line that ends in a blank goes on in the next one of the same
 * quote depth; "-- " is a signature's rule and never does.
 * Tests: tests/unit/sanitizer/test_flowed.c.
 */
#include "text/flowed.h"

#include <string.h>

struct line {
	const char *text; /* without quote marks, stuffing and line end */
	size_t n;
	size_t depth;
	bool soft;
};

/* Cuts the line at ${p} out; returns where the next one starts. */
static const char *next_line(const char *p, const char *end, struct line *line)
{
	const char *eol = memchr(p, '\n', (size_t)(end - p));
	const char *next = eol ? eol + 1 : end;
	const char *stop = eol ? eol : end;

	if (stop > p && stop[-1] == '\r')
		stop--;
	for (line->depth = 0; p < stop && *p == '>'; p++)
		line->depth++;
	if (p < stop && *p == ' ')
		p++;
	line->text = p;
	line->n = (size_t)(stop - p);
	bool rule = line->n == 3 && !memcmp(p, "-- ", 3);
	line->soft = !rule && line->n > 0 && stop[-1] == ' ';
	return next;
}

static void start_line(GString *out, const struct line *line)
{
	for (size_t i = 0; i < line->depth; i++)
		g_string_append_c(out, '>');
	if (line->depth > 0 && line->n > 0)
		g_string_append_c(out, ' ');
}

GString *flowed_join(const GString *text, bool delsp)
{
	GString *out = g_string_sized_new(text->len);
	const char *p = text->str, *end = p + text->len;
	bool soft = false;
	size_t depth = 0;

	while (p < end) {
		struct line line;
		p = next_line(p, end, &line);
		bool rule = line.n == 3 && !memcmp(line.text, "-- ", 3);
		if (!soft || depth != line.depth || rule) {
			if (soft)
				g_string_append_c(out, '\n');
			start_line(out, &line);
		}
		g_string_append_len(out, line.text, (gssize)(line.n - (line.soft && delsp)));
		soft = line.soft;
		depth = line.depth;
		if (!soft)
			g_string_append_c(out, '\n');
	}
	return out;
}
