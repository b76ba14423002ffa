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

#include "transfer.h"

/* RFC 2045 writes 76, PEM 64, some programs 60 or 72. */
#define WIDTH_MIN 60u
#define WIDTH_MAX 76u
#define LINES_MIN 3u

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
