/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names_fold.c: letters and dots that are taken for ASCII (UTS 39): by their
 * compatibility form where they have one, else by a table, with capitals of
 * their own, for "Н" is read H and "н" is read n. Tests:
 * tests/unit/sanitizer/test_names.c.
 */
#include "names_fold.h"

#include <glib.h>
#include <stdbool.h>

/* Each letter of ASCII before those that look like it. */
static const char *const looks[] = {
	"aаɑαΑА",   "bЬВΒƄвᏏ",	   "cсϲСϹⲤᴄ",	  "dԁɗᏧ",     "eеєҽЕΕεᎬ", "fƒғϜꜰ",   "gɡցԌ",
	"hһհНΗᏂн",  "iіιıɩІΙӀǀїᎥ", "jјЈϳʝͿ", "kкκКΚᴋ",   "lӏⅼ∣ΙƖ",	  "mмМΜᴍϻ",  "nոпηΝɴ",
	"oоοօОΟσᴏ", "pрρРΡᴘ",	   "qԛզգ",	  "rгɾʀᴦᎡ",   "sѕЅꜱՏ",	  "tтτТΤᴛᎢ", "uυսцᴜՍ",
	"vνѵѴᴠ",    "wԝωшᴡԜ",	   "xхχХΧⅹ×",	  "yуγУΥүҮʏ", "zᴢΖᏃʐ",	  "0О",	     "3зЗӠ",
};

static const char dots[] = "．․﹒。｡·‧∙⋅•۔܁܂ꓸ𐩐";

static bool is_dot(gunichar c)
{
	return g_utf8_strchr(dots, -1, c) != NULL;
}

static gunichar look_of(gunichar c)
{
	if (c < 0x80)
		return (gunichar)g_ascii_tolower((char)c);
	if (is_dot(c))
		return '.';
	for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
		if (g_utf8_strchr(looks[i] + 1, -1, c))
			return (gunichar)looks[i][0];
	return g_unichar_tolower(c);
}

char *names_fold(const char *name)
{
	GString *out = g_string_new(NULL);
	gunichar forms[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

	for (; *name; name = g_utf8_next_char(name)) {
		gunichar c = g_utf8_get_char(name);
		gsize n = g_unichar_fully_decompose(c, TRUE, forms, G_N_ELEMENTS(forms));
		for (gsize i = 0; i < n; i++)
			if (g_unichar_combining_class(forms[i]) == 0)
				g_string_append_unichar(out, look_of(forms[i]));
	}
	return g_string_free(out, FALSE);
}
