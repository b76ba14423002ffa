/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * iso2022jp.c: the way back to JIS X 0208. iconv is asked once for each of its
 * 94 × 94 cells; behind the sandbox's door there is only the table. Characters
 * that Windows and JIS map differently (～ and 〜) lead to one cell. Half-width
 * kana are no part of the charset: they become full-width ones.
 * Tests: tests/unit/mail/test_iso2022jp.c.
 */
#include "misogi/iso2022jp.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "substitutes.h"

#define ESC_ASCII "\x1b(B"
#define ESC_KANJI "\x1b$B"
#define CELLS (94 * 94)

struct cell {
	guint16 unicode; /* JIS X 0208 lies in the basic plane */
	guint8 row, column;
};

static struct cell cells[CELLS];
static size_t n_cells;

/* Characters beside those that iconv names, and the cell they stand for. */
static const struct cell others[] = {
	{ 0xff5e, 0x21, 0x41 }, { 0x2225, 0x21, 0x42 }, { 0xff0d, 0x21, 0x5d },
	{ 0xffe0, 0x21, 0x71 }, { 0xffe1, 0x21, 0x72 }, { 0xffe2, 0x22, 0x4c },
	{ 0x2014, 0x21, 0x3d }, { 0x301c, 0x21, 0x41 }, { 0x2016, 0x21, 0x42 },
	{ 0x2212, 0x21, 0x5d }, { 0x00a2, 0x21, 0x71 }, { 0x00a3, 0x21, 0x72 },
	{ 0x00ac, 0x22, 0x4c }, { 0x2015, 0x21, 0x3d }, { 0xffe5, 0x21, 0x6f },
	{ 0xffe3, 0x21, 0x31 }, { 0x2022, 0x21, 0x26 },
};

static int compare(const void *a, const void *b)
{
	return (int)((const struct cell *)a)->unicode - (int)((const struct cell *)b)->unicode;
}

static const struct cell *find(gunichar u)
{
	struct cell key = { .unicode = (guint16)u };

	if (u > 0xffff)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i].unicode == u)
			return &others[i];
	return bsearch(&key, cells, n_cells, sizeof(cells[0]), compare);
}

bool iso2022jp_init(struct err *err)
{
	iconv_t cd = iconv_open("UTF-8", "EUC-JP");

	if (cd == (iconv_t)-1)
		return err_set(err, SCOPE_BUG, REASON_INTERNAL,
			       "iconv cannot read EUC-JP here: is libc-bin complete?");
	n_cells = 0;
	for (unsigned i = 0; i < CELLS; i++) {
		struct cell cell = { .row = (guint8)(0x21 + i / 94),
				     .column = (guint8)(0x21 + i % 94) };
		char pair[] = { (char)(cell.row | 0x80), (char)(cell.column | 0x80) };
		char utf8[8] = "", *in = pair, *out = utf8;
		size_t in_left = sizeof(pair), out_left = sizeof(utf8) - 1;
		if (iconv(cd, &in, &in_left, &out, &out_left) == (size_t)-1) {
			iconv(cd, NULL, NULL, NULL, NULL);
			continue;
		}
		cell.unicode = (guint16)g_utf8_get_char(utf8);
		if (cell.unicode >= 0x80)
			cells[n_cells++] = cell;
	}
	iconv_close(cd);
	qsort(cells, n_cells, sizeof(cells[0]), compare);
	return true;
}

static bool is_carried(gunichar u)
{
	return (u < 0x80 && u != 0x1b && u != 0x0e && u != 0x0f) || find(u);
}

/* Appends the first of: our own substitute, the compatible form, the letter without its marks. */
static void substitute(GString *out, gunichar u)
{
	g_autofree char *text = substitutes_find(u);

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if (!is_carried(g_utf8_get_char(p))) {
			g_string_append(out, SUBSTITUTES_UNKNOWN);
			return;
		}
	g_string_append(out, text);
}

GString *iso2022jp_substitute(const char *utf8, size_t n, unsigned *replaced)
{
	/* A half-width kana and its voicing mark are one character. */
	g_autofree char *wide = substitutes_widen_kana(utf8, n, &n, replaced);
	GString *out = g_string_sized_new(n);

	for (const char *p = wide, *end = wide + n; p < end; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (is_carried(u)) {
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
		} else {
			substitute(out, u);
			++*replaced;
		}
	}
	return out;
}

unsigned iso2022jp_encode(GString *out, const char *utf8, size_t n)
{
	unsigned replaced = 0;
	g_autoptr(GString) text = iso2022jp_substitute(utf8, n, &replaced);
	bool kanji = false;

	for (const char *p = text->str, *end = p + text->len; p < end; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		const struct cell *cell = u < 0x80 ? NULL : find(u);
		if (kanji != (cell != NULL))
			g_string_append(out, cell ? ESC_KANJI : ESC_ASCII);
		kanji = cell != NULL;
		if (cell) {
			g_string_append_c(out, (char)cell->row);
			g_string_append_c(out, (char)cell->column);
		} else {
			g_string_append_c(out, (char)u);
		}
	}
	if (kanji)
		g_string_append(out, ESC_ASCII);
	return replaced;
}
