/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_symbols.c: what Word and Outlook write by themselves with these fonts
 * (bullets, arrows, smiles, check marks, Greek); nobody types more by hand.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_symbols.h"

#include <stdbool.h>

struct glyph {
	guint8 c;
	const char *text;
};

static const struct glyph symbol[] = {
	{ 0xa2, "′" }, { 0xa3, "≤" }, { 0xa5, "∞" }, { 0xab, "↔" }, { 0xac, "←" }, { 0xad, "↑" },
	{ 0xae, "→" }, { 0xaf, "↓" }, { 0xb0, "°" }, { 0xb1, "±" }, { 0xb3, "≥" }, { 0xb4, "×" },
	{ 0xb5, "∝" }, { 0xb7, "•" }, { 0xb8, "÷" }, { 0xb9, "≠" }, { 0xba, "≡" }, { 0xbb, "≈" },
	{ 0xbc, "…" }, { 0xc7, "∩" }, { 0xc8, "∪" }, { 0xce, "∈" }, { 0xd0, "∠" }, { 0xd2, "®" },
	{ 0xd3, "©" }, { 0xd4, "™" }, { 0xd6, "√" }, { 0xd7, "·" }, { 0xde, "⇒" }, { 0xe5, "∑" },
	{ 0xf2, "∫" },
};

static const struct glyph wingdings[] = {
	{ 0x28, "☎" }, { 0x2a, "✉" }, { 0x4a, "☺" }, { 0x4b, "😐" }, { 0x4c, "☹" }, { 0x6c, "●" },
	{ 0x6e, "■" }, { 0x6f, "□" }, { 0x71, "❑" }, { 0x72, "❒" }, { 0x75, "◆" }, { 0x76, "❖" },
	{ 0x9f, "•" }, { 0xa7, "▪" }, { 0xa8, "□" }, { 0xd8, "➢" }, { 0xdf, "←" }, { 0xe0, "→" },
	{ 0xe1, "↑" }, { 0xe2, "↓" }, { 0xe8, "➔" }, { 0xf0, "⇨" }, { 0xfb, "✗" }, { 0xfc, "✓" },
	{ 0xfd, "☒" }, { 0xfe, "☑" },
};

/* A … Z and a … z of Symbol. */
static const char *const greek[] = {
	"Α", "Β", "Χ", "Δ", "Ε", "Φ", "Γ", "Η", "Ι", "ϑ", "Κ", "Λ", "Μ", "Ν", "Ο", "Π", "Θ", "Ρ",
	"Σ", "Τ", "Υ", "ς", "Ω", "Ξ", "Ψ", "Ζ", "α", "β", "χ", "δ", "ε", "φ", "γ", "η", "ι", "ϕ",
	"κ", "λ", "μ", "ν", "ο", "π", "θ", "ρ", "σ", "τ", "υ", "ϖ", "ω", "ξ", "ψ", "ζ",
};

#define UNKNOWN "•"

static const char *find(const struct glyph *glyphs, size_t n, guint8 c)
{
	for (size_t i = 0; i < n; i++)
		if (glyphs[i].c == c)
			return glyphs[i].text;
	return NULL;
}

enum rtf_symbols rtf_symbols_of_font(const char *name)
{
	if (!g_ascii_strncasecmp(name, "Wingdings;", 10))
		return RTF_SYMBOLS_WINGDINGS;
	if (!g_ascii_strncasecmp(name, "Symbol;", 7))
		return RTF_SYMBOLS_SYMBOL;
	return RTF_SYMBOLS_NONE;
}

static const char *of_symbol(guint8 c)
{
	if (g_ascii_isupper(c))
		return greek[c - 'A'];
	if (g_ascii_islower(c))
		return greek[26 + c - 'a'];
	return find(symbol, G_N_ELEMENTS(symbol), c);
}

void rtf_symbols_append(GString *out, enum rtf_symbols set, guint8 c)
{
	const char *glyph = NULL;

	if (set == RTF_SYMBOLS_WINGDINGS && c != ' ')
		glyph = find(wingdings, G_N_ELEMENTS(wingdings), c);
	else if (set == RTF_SYMBOLS_SYMBOL)
		glyph = of_symbol(c);
	bool letter = c == ' ' || (set != RTF_SYMBOLS_WINGDINGS && g_ascii_isprint((char)c));
	if (glyph)
		g_string_append(out, glyph);
	else if (letter)
		g_string_append_c(out, (char)c);
	else
		g_string_append(out, UNKNOWN);
}
