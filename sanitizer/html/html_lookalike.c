/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_lookalike.c: the "highly restrictive" level of UTS 39: one script a
 * label, or the mixes that Japanese, Chinese and Korean are written in. Then
 * two tricks that pass it: a whole word of foreign letters that all look like
 * ASCII, and single signs that look like "/" or "-" between Latin letters.
 * Tests: tests/unit/sanitizer/test_html_host.c.
 */
#include "html/html_lookalike.h"

#include <glib.h>
#include <string.h>

/* Scripts as bits; those that are not here share the last one with their like. */
enum {
	LATIN = 1,
	HAN = 2,
	KANA = 4,
	BOPOMOFO = 8,
	HANGUL = 16,
	CYRILLIC = 32,
	GREEK = 64,
	OTHER = 128,
};

/* Letters that a reader takes for a-z; whole words of them imitate ASCII words. */
static const char imitations[] = "асԁеһіјӏорԛԝѕухѡѵгпαγικνορτυχωոսօցզհյꙇ";

/* Latin letters that are hardly ever meant, but look like plain ones. */
static const char rare_latin[] = "ıȷɑɡɩɪʟʏʀɴꞌƽƨʂɋɓɗƙƴƒʋꭑꞏ";

/* Look like a slash, a hyphen or a dot beside Latin letters. */
static const char signs[] = "ノソンゾーへㇸ一丨丿丶⼁⼃〳〵";

static unsigned script_of(gunichar u)
{
	switch ((int)g_unichar_get_script(u)) {
	case G_UNICODE_SCRIPT_COMMON:
	case G_UNICODE_SCRIPT_INHERITED:
		return 0;
	case G_UNICODE_SCRIPT_LATIN:
		return LATIN;
	case G_UNICODE_SCRIPT_HAN:
		return HAN;
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
		return KANA;
	case G_UNICODE_SCRIPT_BOPOMOFO:
		return BOPOMOFO;
	case G_UNICODE_SCRIPT_HANGUL:
		return HANGUL;
	case G_UNICODE_SCRIPT_CYRILLIC:
		return CYRILLIC;
	case G_UNICODE_SCRIPT_GREEK:
		return GREEK;
	}
	return OTHER;
}

static bool is_mix_allowed(unsigned scripts)
{
	static const unsigned mixes[] = { LATIN | HAN | KANA, LATIN | HAN | BOPOMOFO,
					  LATIN | HAN | HANGUL };

	if ((scripts & (scripts - 1)) == 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(mixes); i++)
		if ((scripts & ~mixes[i]) == 0)
			return true;
	return false;
}

static bool is_among(const char *set, gunichar u)
{
	return g_utf8_strchr(set, -1, u) != NULL;
}

/* A sign that looks like "/" with an ASCII letter on either side. */
static bool is_false_sign(const char *label, const char *p)
{
	const char *next = g_utf8_next_char(p);

	return is_among(signs, g_utf8_get_char(p)) &&
	       ((p > label && g_ascii_isalnum(p[-1])) || g_ascii_isalnum(*next));
}

static bool is_label_lookalike(const char *label, bool is_below_ascii)
{
	unsigned scripts = 0, letters = 0, imitating = 0;

	for (const char *p = label; *p; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (u < 0x80) {
			scripts |= g_ascii_isalpha(u) ? LATIN : 0;
			continue;
		}
		if (is_false_sign(label, p) || is_among(rare_latin, u))
			return true;
		letters++;
		imitating += is_among(imitations, u);
		scripts |= script_of(u);
	}
	return !is_mix_allowed(scripts) || (is_below_ascii && letters > 0 && letters == imitating);
}

bool html_lookalike_is(const char *host)
{
	g_auto(GStrv) labels = g_strsplit(host, ".", -1);
	guint n = g_strv_length(labels);
	/* Nobody takes a name under a Cyrillic top level for an ASCII one. */
	bool is_below_ascii = n > 0 && g_str_is_ascii(labels[n - 1]);

	for (guint i = 0; i < n; i++)
		if (is_label_lookalike(labels[i], is_below_ascii))
			return true;
	return false;
}
