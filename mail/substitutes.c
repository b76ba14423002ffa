/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * substitutes.c: our own table first, for what Japanese readers write otherwise
 * than Unicode's compatibility forms say; then those forms (㍉ → ミリ, № → No);
 * then letters without accents. Kanji whose shape only differs a little (髙) become
 * the one that every program has.
 * Tests: tests/unit/mail/test_iso2022jp.c.
 */
#include "substitutes.h"

#include <stdbool.h>
#include <string.h>
#include <uninorm.h>

/* clang-format off */
static const struct {
	gunichar u;
	const char *text;
} table[] = {
	/* kanji of names and of everyday words that JIS X 0208 has in another shape only */
	{ 0x6801, "柳" }, { 0x6ff5, "浜" }, { 0x7028, "瀬" }, { 0x5fb7, "徳" }, { 0x6852, "桑" },
	{ 0xfa11, "崎" }, { 0x9ad9, "高" }, { 0x5861, "填" }, { 0x7e6b, "繋" }, { 0x663b, "昂" },
	{ 0x9751, "青" }, { 0x7da0, "緑" }, { 0x8d12, "賢" }, { 0x9ec3, "黄" }, { 0x5586, "哲" },
	{ 0x6df8, "清" }, { 0x20bb7, "吉" }, { 0x20b9f, "叱" }, { 0x525d, "剥" }, { 0x9830, "頬" },
	{ 0x5653, "嘘" }, { 0x6414, "掻" }, { 0x9dd7, "鴎" }, { 0x7626, "痩" }, { 0x8ec0, "躯" },
	{ 0x5699, "噛" }, { 0x87ec, "蝉" }, { 0x881f, "蝋" }, { 0x7c1e, "箪" }, { 0x6451, "掴" },
	{ 0x9eb4, "麹" }, { 0x985a, "顛" }, { 0x4fe0, "侠" }, { 0x840a, "莱" }, { 0x9a52, "騨" },
	{ 0x56ca, "嚢" }, { 0x6f51, "溌" }, { 0x91ac, "醤" }, { 0x7130, "焔" }, { 0x9e7c, "鹸" },
	{ 0x589e, "増" }, { 0x5bec, "寛" }, { 0x6a6b, "横" }, { 0x6b65, "歩" }, { 0x6b77, "歴" },
	{ 0x6bcf, "毎" }, { 0x6d89, "渉" }, { 0x7de3, "縁" }, { 0x865b, "虚" }, { 0x8cf4, "頼" },
	{ 0x90de, "郎" }, { 0x9304, "録" }, { 0x934a, "錬" }, { 0x654e, "教" }, { 0x65e3, "既" },
	{ 0x66fb, "昇" }, { 0x5433, "呉" }, { 0x6236, "戸" }, { 0x5167, "内" }, { 0x8aaa, "説" },
	{ 0x7a05, "税" }, { 0x812b, "脱" }, { 0x9115, "郷" }, { 0x537d, "即" }, { 0x9ed1, "黒" },
	{ 0x85b0, "薫" }, { 0x3402, "喜" }, { 0x5721, "土" }, { 0x69d7, "橋" }, { 0x5c5b, "屏" },
	{ 0x5e77, "并" }, { 0x6522, "攅" },
	/* signs */
	{ 0x00a9, "(C)" }, { 0x00ae, "(R)" }, { 0x2122, "(TM)" }, { 0x20ac, "EUR" },
	{ 0x2013, "-" }, { 0x2011, "-" }, { 0x00ad, "" }, { 0x2012, "-" },
	{ 0x00ab, "《" }, { 0x00bb, "》" }, { 0x201e, "“" }, { 0x201a, "‘" }, { 0x2039, "〈" }, { 0x203a, "〉" },
	{ 0x00b7, "・" }, { 0x22c5, "・" }, { 0x25aa, "■" }, { 0x25ab, "□" }, { 0x2713, "レ" }, { 0x2714, "レ" },
	{ 0x2610, "□" }, { 0x2611, "[レ]" }, { 0x2612, "[×]" }, { 0x274c, "×" }, { 0x2715, "×" }, { 0x2b55, "○" },
	{ 0x27a1, "→" }, { 0x2b05, "←" }, { 0x2b06, "↑" }, { 0x2b07, "↓" }, { 0x25b6, "＞" }, { 0x25b7, "＞" },
	{ 0x260e, "TEL" }, { 0x2709, "[メール]" }, { 0x2764, "[ハート]" }, { 0x2665, "[ハート]" },
	{ 0x3231, "(株)" }, { 0x3232, "(有)" }, { 0x3239, "(代)" }, { 0x321c, "(合)" }, { 0x33cd, "K.K." },
	{ 0x32ff, "令和" }, { 0x2121, "TEL" }, { 0x2116, "No." }, { 0x213b, "FAX" },
	{ 0x301d, "“" }, { 0x301f, "”" }, { 0x2264, "≦" }, { 0x2265, "≧" }, { 0x2248, "≒" }, { 0x00b5, "μ" },
	{ 0x00bc, "1/4" }, { 0x00bd, "1/2" }, { 0x00be, "3/4" }, { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00c6, "AE" },
	{ 0x0153, "oe" }, { 0x0152, "OE" }, { 0x00f8, "o" }, { 0x00d8, "O" }, { 0x0142, "l" }, { 0x0141, "L" },
	{ 0x00f0, "d" }, { 0x00d0, "D" }, { 0x00fe, "th" }, { 0x00de, "Th" }, { 0x0131, "i" }, { 0x00aa, "a" }, { 0x00ba, "o" },
	/* faces that every mail has */
	{ 0x1f600, "(笑)" }, { 0x1f603, "(笑)" }, { 0x1f604, "(笑)" }, { 0x1f60a, "(^^)" }, { 0x1f642, "(^^)" },
	{ 0x1f622, "(泣)" }, { 0x1f62d, "(泣)" }, { 0x1f4a6, "(汗)" }, { 0x1f605, "(汗)" }, { 0x1f64f, "(お願い)" },
	{ 0x1f647, "m(_ _)m" }, { 0x1f44d, "(いいね)" }, { 0x1f4de, "TEL" }, { 0x1f4e7, "[メール]" }, { 0x1f4ce, "[添付]" },
};
/* clang-format on */

/* "①" … "⑳" and their like: in parentheses, or they would stick to the next digit. */
static char *in_parentheses(gunichar u)
{
	static const struct {
		gunichar first, last;
		int number; /* of the first */
	} rows[] = {
		{ 0x2460, 0x2473, 1 },	{ 0x2474, 0x2487, 1 },	{ 0x24ea, 0x24ea, 0 },
		{ 0x3251, 0x325f, 21 }, { 0x32b1, 0x32bf, 36 }, { 0x2776, 0x277f, 1 },
		{ 0x24f5, 0x24fe, 1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (u >= rows[i].first && u <= rows[i].last)
			return g_strdup_printf("(%d)", rows[i].number + (int)(u - rows[i].first));
	return NULL;
}

static bool is_unseen(gunichar u)
{
	return g_unichar_iszerowidth(u) || (u >= 0xfe00 && u <= 0xfe0f) ||
	       (u >= 0xe0000 && u <= 0xe01ef) || (u >= 0x1f3fb && u <= 0x1f3ff);
}

/* ${u} decomposed as ${form} says; NULL when that is itself. Caller frees. */
static char *normalized(uninorm_t form, gunichar u)
{
	char utf8[8] = "";
	size_t n = (size_t)g_unichar_to_utf8(u, utf8), len = 0;
	uint8_t *text = u8_normalize(form, (const uint8_t *)utf8, n, NULL, &len);
	char *copy = text && (len != n || memcmp(text, utf8, n) != 0)
			     ? g_strndup((const char *)text, len)
			     : NULL;

	free(text);
	return copy;
}

/* "é" → "e": the first character of the decomposition when the rest are marks. */
static char *without_marks(gunichar u)
{
	char *text = normalized(UNINORM_NFKD, u);

	if (!text)
		return NULL;
	char *rest = g_utf8_next_char(text);
	for (const char *p = rest; *p; p = g_utf8_next_char(p))
		if (!g_unichar_ismark(g_utf8_get_char(p))) {
			g_free(text);
			return NULL;
		}
	*rest = '\0';
	return text;
}

char *substitutes_find(gunichar u)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].u == u)
			return g_strdup(table[i].text);
	if (is_unseen(u))
		return g_strdup("");
	char *text = in_parentheses(u);
	if (!text)
		text = without_marks(u);
	if (!text)
		text = normalized(UNINORM_NFKC, u);
	return text ? text : g_strdup(SUBSTITUTES_UNKNOWN);
}

static bool is_half_kana(gunichar u)
{
	return u >= 0xff61 && u <= 0xff9f;
}

char *substitutes_widen_kana(const char *utf8, size_t n, size_t *len, unsigned *replaced)
{
	g_autoptr(GString) out = g_string_sized_new(n + 1);
	const char *end = utf8 + n;

	for (const char *p = utf8; p < end;) {
		const char *run = p;
		while (p < end && is_half_kana(g_utf8_get_char(p))) {
			++*replaced;
			p = g_utf8_next_char(p);
		}
		if (p > run) {
			g_autofree char *wide = g_utf8_normalize(run, p - run, G_NORMALIZE_NFKC);
			g_string_append(out, wide ? wide : SUBSTITUTES_UNKNOWN);
			continue;
		}
		p = g_utf8_next_char(p);
		g_string_append_len(out, run, p - run);
	}
	*len = out->len;
	return g_string_free(g_steal_pointer(&out), FALSE);
}
