/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * comb_lines.c: encodings that are made of lines, quoted or indented as people
 * and programs do: a "begin" line and what can be uuencode or xxencode behind
 * it, and BinHex without the line that announces it.
 * Tests: tests/unit/sanitizer/test_comb.c.
 */
#include <stdbool.h>
#include <string.h>

#include "text/comb.h"

#define DATA_MAX 70u /* characters of a line of data */
#define BINHEX_MIN                                                                                 \
	40u /* of the first line of BinHex: longer than what people write behind a ":"             \
	     */

static const char xx_alphabet[] =
	"+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const char binhex_alphabet[] =
	"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";

struct line {
	const char *p; /* behind quoting and blanks */
	size_t n;      /* without blanks at its end */
	const char *next;
};

static struct line line_at(const char *p)
{
	size_t n = strcspn(p, "\n"), skip = strspn(p, "> \t|");
	struct line l = { .next = p + n + (p[n] == '\n') };

	skip = skip < n ? skip : n;
	l.p = p + skip;
	l.n = n - skip;
	while (l.n > 0 && g_ascii_isspace(l.p[l.n - 1]))
		l.n--;
	return l;
}

static bool is_made_of(const struct line *l, const char *alphabet)
{
	return strspn(l->p, alphabet) >= l->n;
}

/* Uuencode takes the characters from the blank to "`". */
static bool is_uu(const struct line *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->p[i] < ' ' || l->p[i] > '`')
			return false;
	return true;
}

static bool is_begin(const struct line *l)
{
	static const char word[] = "begin ";

	if (l->n < strlen(word) + 5 || strncmp(l->p, word, strlen(word)) != 0)
		return false;
	size_t digits = strspn(l->p + strlen(word), "01234567");
	return digits >= 3 && digits <= 5 && l->p[strlen(word) + digits] == ' ';
}

static bool is_end(const struct line *l)
{
	return l->n == 3 && strncmp(l->p, "end", 3) == 0;
}

/* Behind a "begin" line; NULL when no data follows. */
static const char *end_of_lines(const char *p)
{
	struct line first = line_at(p);
	bool is_xx = is_made_of(&first, xx_alphabet);
	const char *end = NULL;

	while (*p) {
		struct line l = line_at(p);
		if (is_end(&l))
			return end ? l.next : NULL;
		if (l.n > DATA_MAX ||
		    !(is_uu(&l) || (is_xx && (is_made_of(&l, xx_alphabet) || l.n < 2))))
			break;
		/* A blank line may be data whose blanks were eaten; alone it is none. */
		end = l.n > 0 ? l.next : end;
		p = l.next;
	}
	return end;
}

/* A ":" stands only before the first character and behind the last. */
static const char *end_of_binhex(const char *p)
{
	struct line l = line_at(p);

	l.p++;
	l.n--;
	while (l.n > 0 && l.n <= DATA_MAX) {
		bool is_last = l.p[l.n - 1] == ':';
		l.n -= is_last;
		if (!is_made_of(&l, binhex_alphabet))
			break;
		if (is_last)
			return l.next;
		l = line_at(l.next);
	}
	return NULL;
}

const char *comb_lines(const char *p)
{
	struct line l = line_at(p);

	if (is_begin(&l))
		return end_of_lines(l.next);
	return l.n >= BINHEX_MIN && l.p[0] == ':' ? end_of_binhex(p) : NULL;
}
