/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose_cluster.c: the rules of UAX #29 that matter where text is cut into
 * words: marks, emoji with joiners and skin, flags, Korean syllables. (That of
 * libunistring 1.0 takes a family of emoji apart.)
 * Tests: tests/unit/mail/test_compose.c.
 */
#include "compose_cluster.h"

#include <glib.h>
#include <stdbool.h>

#define JOINER 0x200du

/* What never begins a cluster. */
static bool is_extending(gunichar c)
{
	return g_unichar_ismark(c) || c == JOINER || c == 0x200c ||
	       (c >= 0x1f3fb && c <= 0x1f3ff) || /* colours of skin */
	       (c >= 0xe0020 && c <= 0xe007f) || /* tags of flags */
	       c == 0xff9e || c == 0xff9f ||	 /* half-width voicing marks */
	       (c >= 0x1160 && c <= 0x11ff);	 /* Korean vowels and ends */
}

static bool is_flag_letter(gunichar c)
{
	return c >= 0x1f1e6 && c <= 0x1f1ff;
}

size_t compose_cluster(const char *s, size_t max)
{
	gunichar before = g_utf8_get_char(s);
	const char *p = g_utf8_next_char(s);

	if (is_flag_letter(before) && is_flag_letter(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	while (*p && (size_t)(p - s) <= max) {
		gunichar c = g_utf8_get_char(p);
		if (!is_extending(c) && before != JOINER)
			break;
		before = c;
		p = g_utf8_next_char(p);
	}
	return (size_t)(p - s);
}
