/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nearest.c: word_nearest(), for "did you mean": Damerau-Levenshtein in its
 * restricted form (two neighbours may swap once), three rows of a table.
 * Tests: tests/unit/mail/test_nearest.c.
 */
#include "misogi/words.h"

#include <glib.h>
#include <string.h>

#define LONGEST 64 /* our words are shorter; what is longer is near none of them */

static size_t smallest(size_t a, size_t b, size_t c)
{
	return MIN(a, MIN(b, c));
}

/* Edits from ${a} to ${b}, both at most LONGEST bytes. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= nb; j++)
		last[j] = j;
	for (size_t i = 1; i <= na; i++) {
		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			now[j] = smallest(last[j] + 1, now[j - 1] + 1,
					  last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = MIN(now[j], before[j - 2] + 1);
		}
		size_t *free_row = before;
		before = last;
		last = now;
		now = free_row;
	}
	return last[nb];
}

const char *word_nearest(const char *typed, const char *const *words, size_t n)
{
	size_t length = strlen(typed);
	size_t best = length / 3 + 1;
	const char *found = NULL;

	if (length > LONGEST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(words[i]);

		if (other > LONGEST)
			continue;
		size_t d = distance(typed, length, words[i], other);
		if (d < best) {
			best = d;
			found = words[i];
		}
	}
	return found;
}
