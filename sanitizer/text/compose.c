/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose.c: pair by pair, which is all that Vietnamese needs, and linear
 * where a normalisation, sorting marks, is not.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/compose.h"

#include <stdbool.h>

/* Where a letter has a mark already, the new one may belong below it: ê and a dot are ẹ and ^. */
static bool join(gunichar letter, gunichar mark, gunichar *both)
{
	gunichar bare, upper, lower;

	if (g_unichar_compose(letter, mark, both))
		return true;
	return g_unichar_decompose(letter, &bare, &upper) &&
	       g_unichar_compose(bare, mark, &lower) && g_unichar_compose(lower, upper, both);
}

static bool is_mark(gunichar u)
{
	return u >= 0x300 && u <= 0x36f;
}

void compose_marks(GString *text, size_t start)
{
	char *to = text->str + start;
	const char *p = to, *end = text->str + text->len;
	gunichar last = 0; /* not yet written */

	for (; p < end; p = g_utf8_next_char(p)) {
		const gunichar u = g_utf8_get_char(p);
		gunichar both;
		if (last && is_mark(u) && join(last, u, &both)) {
			last = both;
			continue;
		}
		/* A composed character is never longer than what it was composed of. */
		if (p > text->str + start)
			to += g_unichar_to_utf8(last, to);
		last = u;
	}
	if (end > text->str + start)
		to += g_unichar_to_utf8(last, to);
	g_string_truncate(text, (gsize)(to - text->str));
}
