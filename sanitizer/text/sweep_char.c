/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sweep_char.c: ranges of Unicode as tables, sorted, searched by halving.
 * Private-use characters are seen: municipalities have their own kanji there.
 * Tests: tests/unit/sanitizer/test_sweep.c.
 */
#include "text/sweep_char.h"

#include <stdlib.h>

struct range {
	gunichar first, last;
	enum sweep_kind kind;
};

/* clang-format off */
static const struct range unseen[] = {
	{ 0x0000, 0x0008, SWEEP_CONTROL },
	{ 0x000b, 0x000d, SWEEP_LINE_END },
	{ 0x000e, 0x001f, SWEEP_CONTROL },
	{ 0x007f, 0x0084, SWEEP_CONTROL },
	{ 0x0085, 0x0085, SWEEP_LINE_END },
	{ 0x0086, 0x009f, SWEEP_CONTROL },
	{ 0x00a0, 0x00a0, SWEEP_BLANK },
	{ 0x00ad, 0x00ad, SWEEP_ZERO_WIDTH },	/* soft hyphen */
	{ 0x034f, 0x034f, SWEEP_ZERO_WIDTH },	/* combining grapheme joiner */
	{ 0x061c, 0x061c, SWEEP_ZERO_WIDTH },	/* Arabic letter mark */
	{ 0x115f, 0x1160, SWEEP_ZERO_WIDTH },	/* Hangul fillers */
	{ 0x1680, 0x1680, SWEEP_BLANK },
	{ 0x17b4, 0x17b5, SWEEP_ZERO_WIDTH },	/* Khmer vowels that are never written */
	{ 0x180b, 0x180d, SWEEP_SELECTOR },	/* Mongolian */
	{ 0x180e, 0x180e, SWEEP_ZERO_WIDTH },
	{ 0x180f, 0x180f, SWEEP_SELECTOR },
	{ 0x2000, 0x200a, SWEEP_BLANK },
	{ 0x200b, 0x200f, SWEEP_ZERO_WIDTH },	/* ZWSP, ZWNJ, ZWJ, LRM, RLM */
	{ 0x2028, 0x2029, SWEEP_LINE_END },
	{ 0x202a, 0x202e, SWEEP_DIRECTION },	/* embeddings and overrides */
	{ 0x202f, 0x202f, SWEEP_BLANK },
	{ 0x205f, 0x205f, SWEEP_BLANK },
	{ 0x2060, 0x2065, SWEEP_ZERO_WIDTH },	/* word joiner, invisible operators */
	{ 0x2066, 0x2069, SWEEP_DIRECTION },	/* isolates */
	{ 0x206a, 0x206f, SWEEP_ZERO_WIDTH },	/* deprecated formats */
	{ 0x2800, 0x2800, SWEEP_BLANK },	/* Braille of no dots */
	{ 0x3164, 0x3164, SWEEP_ZERO_WIDTH },	/* Hangul filler */
	{ 0xfdd0, 0xfdef, SWEEP_CONTROL },	/* noncharacters */
	{ 0xfe00, 0xfe0f, SWEEP_SELECTOR },
	{ 0xfeff, 0xfeff, SWEEP_ZERO_WIDTH },
	{ 0xffa0, 0xffa0, SWEEP_ZERO_WIDTH },	/* half-width Hangul filler */
	{ 0xfff0, 0xfffb, SWEEP_ZERO_WIDTH },	/* interlinear annotation */
	{ 0xfffe, 0xffff, SWEEP_CONTROL },
	{ 0x1bca0, 0x1bca3, SWEEP_ZERO_WIDTH },	/* shorthand formats */
	{ 0x1d173, 0x1d17a, SWEEP_ZERO_WIDTH },	/* beams and slurs of music */
	{ 0xe0000, 0xe007f, SWEEP_TAG },
	{ 0xe0080, 0xe00ff, SWEEP_ZERO_WIDTH },	/* never shown, of no use yet */
	{ 0xe0100, 0xe01ef, SWEEP_SELECTOR },	/* shapes of kanji */
	{ 0xe01f0, 0xe0fff, SWEEP_ZERO_WIDTH },
};

/* Scripts whose letters are shaped by ZWJ and ZWNJ, or whose words ZWSP parts. */
static const GUnicodeScript shaped[] = {
	G_UNICODE_SCRIPT_ARABIC,   G_UNICODE_SCRIPT_SYRIAC,    G_UNICODE_SCRIPT_MANDAIC,
	G_UNICODE_SCRIPT_NKO,      G_UNICODE_SCRIPT_MONGOLIAN, G_UNICODE_SCRIPT_DEVANAGARI,
	G_UNICODE_SCRIPT_BENGALI,  G_UNICODE_SCRIPT_GURMUKHI,  G_UNICODE_SCRIPT_GUJARATI,
	G_UNICODE_SCRIPT_ORIYA,    G_UNICODE_SCRIPT_TAMIL,     G_UNICODE_SCRIPT_TELUGU,
	G_UNICODE_SCRIPT_KANNADA,  G_UNICODE_SCRIPT_MALAYALAM, G_UNICODE_SCRIPT_SINHALA,
	G_UNICODE_SCRIPT_THAI,     G_UNICODE_SCRIPT_LAO,       G_UNICODE_SCRIPT_KHMER,
	G_UNICODE_SCRIPT_MYANMAR,  G_UNICODE_SCRIPT_TIBETAN,
};

/* Which selectors are registered for which characters. */
static const struct {
	gunichar selector, selector_last, base, base_last;
} selections[] = {
	{ 0xfe0e, 0xfe0f, 0x0023, 0x0023 },   /* emoji or text: keycaps */
	{ 0xfe0e, 0xfe0f, 0x002a, 0x002a },
	{ 0xfe0e, 0xfe0f, 0x0030, 0x0039 },
	{ 0xfe0e, 0xfe0f, 0x00a9, 0x00ae },
	{ 0xfe0e, 0xfe0f, 0x203c, 0x2049 },
	{ 0xfe0e, 0xfe0f, 0x2100, 0x2bff },
	{ 0xfe0e, 0xfe0f, 0x3030, 0x303d },
	{ 0xfe0e, 0xfe0f, 0x3297, 0x3299 },
	{ 0xfe0e, 0xfe0f, 0x1f000, 0x1faff },
	{ 0xfe00, 0xfe02, 0x3400, 0x9fff },   /* compatibility ideographs */
	{ 0xfe00, 0xfe02, 0x20000, 0x3ffff },
	{ 0xfe00, 0xfe01, 0x3001, 0x3002 },   /* where a mark stands in its square */
	{ 0xfe00, 0xfe01, 0xff01, 0xff1f },
	{ 0xfe00, 0xfe00, 0x0030, 0x0030 },   /* slashed zero */
	{ 0xfe00, 0xfe00, 0x2205, 0x2aff },   /* mathematics */
	{ 0xfe00, 0xfe00, 0x1000, 0x109f },   /* Myanmar */
	{ 0xfe00, 0xfe00, 0xa840, 0xa87f },   /* Phags-pa */
	{ 0x180b, 0x180f, 0x1820, 0x18aa },   /* Mongolian */
	{ 0xe0100, 0xe012f, 0x3400, 0x9fff }, /* the Ideographic Variation Database ends below */
	{ 0xe0100, 0xe012f, 0xf900, 0xfaff },
	{ 0xe0100, 0xe012f, 0x20000, 0x3ffff },
};
/* clang-format on */

static int compare(const void *key, const void *row)
{
	const gunichar u = *(const gunichar *)key;
	const struct range *r = row;

	return u < r->first ? -1 : u > r->last;
}

enum sweep_kind sweep_char_kind(gunichar u)
{
	const struct range *r =
		bsearch(&u, unseen, G_N_ELEMENTS(unseen), sizeof(unseen[0]), compare);

	if (r)
		return r->kind;
	if ((u & 0xfffe) == 0xfffe)
		return SWEEP_CONTROL; /* a noncharacter at the end of each plane */
	return u >= 0x300 && g_unichar_ismark(u) ? SWEEP_MARK : SWEEP_SEEN;
}

bool sweep_char_selects(gunichar u, gunichar base)
{
	for (size_t i = 0; i < G_N_ELEMENTS(selections); i++)
		if (u >= selections[i].selector && u <= selections[i].selector_last &&
		    base >= selections[i].base && base <= selections[i].base_last)
			return true;
	return false;
}

/* U+FE0F counts because it is kept behind emoji only. */
static bool is_emoji(gunichar u)
{
	return u == 0xfe0f || (u >= 0x2190 && u <= 0x2bff) || (u >= 0x1f000 && u <= 0x1faff);
}

static bool is_shaped(gunichar u)
{
	GUnicodeScript script = g_unichar_get_script(u);

	for (size_t i = 0; i < G_N_ELEMENTS(shaped); i++)
		if (script == shaped[i])
			return true;
	return false;
}

static bool is_right_to_left(gunichar u)
{
	return (u >= 0x0590 && u <= 0x08ff) || (u >= 0xfb1d && u <= 0xfefc);
}

/* An embedding or isolate in front of Hebrew is how Hebrew is written. */
bool sweep_char_reverses(gunichar u, gunichar after)
{
	if (u == 0x202b || u == 0x2067)
		return !is_right_to_left(after);
	return u == 0x202d || u == 0x202e;
}

static bool is_in_word(gunichar before, gunichar after)
{
	return g_unichar_isalnum(before) && g_unichar_isalnum(after);
}

/* LRM, RLM, ALM tell the side of punctuation in Hebrew and Arabic mail, and in Gmail's quotes. */
static enum sweep_fate fate_of_direction_mark(gunichar before, gunichar after)
{
	bool useful = is_right_to_left(before) || is_right_to_left(after);

	return !useful && is_in_word(before, after) ? SWEEP_VEIL : SWEEP_QUIET;
}

enum sweep_fate sweep_char_fate(gunichar u, gunichar before, gunichar after)
{
	enum sweep_kind kind = sweep_char_kind(u);
	bool joins = u == 0x200c || u == 0x200d;

	if (u == 0x200d && is_emoji(before) && is_emoji(after))
		return SWEEP_KEEP;
	if ((joins || u == 0x200b) && is_shaped(before))
		return SWEEP_KEEP;
	if (u == 0x200e || u == 0x200f || u == 0x061c)
		return fate_of_direction_mark(before, after);
	if (u == 0xfeff && before == 0)
		return SWEEP_QUIET;
	if (kind == SWEEP_TAG || kind == SWEEP_SELECTOR)
		return u == 0xfe0e || u == 0xfe0f ? SWEEP_DROP : SWEEP_VEIL;
	if (kind != SWEEP_ZERO_WIDTH || u == 0x00ad)
		return SWEEP_DROP;
	return is_in_word(before, after) ? SWEEP_VEIL : SWEEP_DROP;
}
