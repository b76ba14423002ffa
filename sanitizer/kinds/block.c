/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * block.c: the lines of a text that may hold files. Tests: test_blocks.c.
 */
#include "kinds/block.h"

#include <string.h>

struct block_line block_line_at(const char *p, const char *end)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));
	struct block_line l = { .p = p, .n = (size_t)((lf ? lf : end) - p) };

	l.next = lf ? lf + 1 : end;
	if (l.n > 0 && p[l.n - 1] == '\r')
		l.n--;
	return l;
}

bool block_line_begins(const struct block_line *l, const char *with)
{
	size_t n = strlen(with);

	return l->n >= n && memcmp(l->p, with, n) == 0;
}

bool block_line_is(const struct block_line *l, const char *what)
{
	size_t n = l->n;

	while (n > 0 && (l->p[n - 1] == ' ' || l->p[n - 1] == '\t'))
		n--;
	return n == strlen(what) && memcmp(l->p, what, n) == 0;
}
