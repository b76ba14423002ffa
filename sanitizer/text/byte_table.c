/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * byte_table.c: iconv is asked once, at the start, what each byte means; its
 * module can then be closed. An open module is five mappings, which every
 * fork copies and every end of a child takes down again.
 * Tests: tests/unit/sanitizer/test_byte_table.c.
 */
#include "text/byte_table.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define LONGEST 3 /* no charset of bytes leaves the Basic Multilingual Plane */

struct byte_table {
	struct {
		char utf8[LONGEST];
		guint8 len; /* 0: no character */
	} of[256];
};

/* False: ${byte} is the beginning of something, or changes what follows. */
static bool learn(iconv_t cd, struct byte_table *t, guint8 byte)
{
	char in = (char)byte, *from = &in, *to = t->of[byte].utf8;
	size_t n = 1, room = LONGEST;

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &n, &to, &room) == (size_t)-1)
		return errno == EILSEQ;
	/* Hebrew and Vietnamese letters wait for a mark that may follow: this lets them go. */
	iconv(cd, NULL, NULL, &to, &room);
	t->of[byte].len = (guint8)(LONGEST - room);
	return t->of[byte].len > 0;
}

struct byte_table *byte_table_learn(iconv_t cd)
{
	g_autofree struct byte_table *t = g_new0(struct byte_table, 1);

	for (unsigned byte = 0; byte < G_N_ELEMENTS(t->of); byte++)
		if (!learn(cd, t, (guint8)byte))
			return NULL;
	return g_steal_pointer(&t);
}

unsigned byte_table_run(const struct byte_table *t, GString *out, const char *buf, size_t n)
{
	static const char replacement[LONGEST] = { '\xef', '\xbf', '\xbd' };
	const gsize start = out->len;
	unsigned bad = 0;

	g_string_set_size(out, start + n * LONGEST);
	char *to = out->str + start;
	for (size_t i = 0; i < n; i++) {
		guint8 byte = (guint8)buf[i], len = t->of[byte].len;
		memcpy(to, len ? t->of[byte].utf8 : replacement, LONGEST);
		to += len ? len : LONGEST;
		bad += len == 0;
	}
	g_string_set_size(out, (gsize)(to - out->str));
	return bad;
}
