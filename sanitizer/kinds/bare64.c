/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bare64.c: lines of one length, all of them base64, and a last shorter one.
 * What else looks so is told apart by its shape: checksums are of hexadecimal
 * digits, tokens and keys are a line or two or have other characters.
 * Tests: tests/unit/sanitizer/test_blocks.c.
 */
#include "kinds/bare64.h"

#include <glib.h>
#include <string.h>

#include "fields.h"
#include "text/params.h"
#include "transfer.h"

/* RFC 2045 writes 76, PEM 64, some programs 60 or 72. */
#define WIDTH_MIN 60u
#define WIDTH_MAX 76u
#define LINES_MIN 3u
#define HEADERS_MAX 2048u /* bytes looked through for a name */

static bool is_base64(char c)
{
	return g_ascii_isalnum(c) || c == '+' || c == '/';
}

/* How many characters of base64 ${l} has, padding included; 0 when it has others. */
static size_t length_of(const struct block_line *l)
{
	size_t n = 0, used;

	while (n < l->n && is_base64(l->p[n]))
		n++;
	for (used = n; used < l->n && used < n + 2 && l->p[used] == '=';)
		used++;
	for (size_t i = used; i < l->n; i++)
		if (l->p[i] != ' ' && l->p[i] != '\t')
			return 0;
	return n > 0 ? used : 0;
}

bool bare64_is_line(const struct block_line *l)
{
	return length_of(l) > 0;
}

static bool is_hexadecimal(const struct block_line *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isxdigit(l->p[i]))
			return false;
	return true;
}

/* Whether the lines of ${width} at ${p} are to be taken; ${*stop} is behind the last of them. */
static bool find_run(const char *p, const char *end, size_t width, const char **stop)
{
	unsigned lines = 0, others = 0;
	bool last = false;

	while (p < end && !last) {
		struct block_line l = block_line_at(p, end);
		size_t n = length_of(&l);
		if (n == 0 || n > width)
			break;
		last = n < width || l.p[n - 1] == '=';
		/* A last line of its own length may be a word of the text behind. */
		if (n < width && n % 4 != 0)
			break;
		others += !is_hexadecimal(&l, n);
		lines += n == width;
		p = l.next;
	}
	*stop = p;
	return lines >= LINES_MIN && others > 0;
}

bool bare64_take(const char *p, const char *end, struct block *out)
{
	struct block_line l = block_line_at(p, end);
	struct transfer_found found = { 0 };

	if (l.n < WIDTH_MIN || !is_base64(l.p[0]))
		return false;
	size_t width = length_of(&l);
	if (width < WIDTH_MIN || width > WIDTH_MAX || width % 4 != 0 ||
	    !find_run(p, end, width, &out->next))
		return false;
	size_t n = (size_t)(out->next - p);
	out->data = g_malloc(transfer_room(TRANSFER_BASE64, n) + 1);
	out->n = transfer_decode(TRANSFER_BASE64, p, n, out->data, &found);
	out->is_malformed = found.is_malformed || found.is_truncated;
	return true;
}

/* Where the header block begins that ends with a blank line right above ${p}; NULL: there is none.
 */
static const char *find_headers(const char *from, const char *p)
{
	const char *start = p - from > (ptrdiff_t)HEADERS_MAX ? p - HEADERS_MAX : from;
	const char *paragraph = NULL, *before = NULL;

	/* Of paragraphs, the last that ended: the line above ${p} is blank. */
	while (start < p) {
		struct block_line l = block_line_at(start, p);
		before = block_line_is(&l, "") ? paragraph : NULL;
		if (block_line_is(&l, ""))
			paragraph = NULL;
		else if (!paragraph)
			paragraph = start;
		start = l.next;
	}
	return before;
}

char *bare64_name(const char *from, const char *p, unsigned max_params)
{
	static const char *const fields[][2] = { { "Content-Disposition", "filename" },
						 { "Content-Type", "name" } };
	const char *start = find_headers(from, p);
	bool is_malformed;

	if (!start)
		return g_strdup("");
	g_autoptr(GArray) block = fields_read(start, (size_t)(p - start), NULL, &is_malformed);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		const struct field *f = fields_nth(block, fields[i][0], 0);
		if (!f)
			continue;
		g_autoptr(params_t) params = params_parse(f->value, f->value_len, max_params);
		const char *name = params_get(params, fields[i][1]);
		if (name)
			return g_strdup(name);
	}
	return g_strdup("");
}
