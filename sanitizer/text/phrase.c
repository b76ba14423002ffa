/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * phrase.c: filling in phrases. "{s}" is put in as it stands, never read again.
 * Tests: tests/unit/sanitizer/test_phrase.c.
 */
#include "text/phrase.h"

#include <string.h>

static void fill(GString *out, const char *form, unsigned n, const char *s)
{
	for (const char *p = form; *p;) {
		size_t plain = strcspn(p, "{");
		g_string_append_len(out, p, (gssize)plain);
		p += plain;
		if (g_str_has_prefix(p, "{n}"))
			g_string_append_printf(out, "%u", n);
		else if (g_str_has_prefix(p, "{s}"))
			g_string_append(out, s ? s : "");
		else
			break;
		p += strlen("{n}");
	}
}

void phrase_append(GString *out, enum config_lang lang, const struct phrase *p, unsigned n,
		   const char *s)
{
	if (lang != CONFIG_LANG_EN)
		fill(out, p->ja, n, s);
	if (lang == CONFIG_LANG_BOTH)
		g_string_append(out, " / ");
	if (lang != CONFIG_LANG_JA)
		fill(out, p->en, n, s);
}

void phrase_line(GString *out, enum config_lang lang, const struct phrase *p, unsigned n,
		 const char *s)
{
	g_string_append(out, "［");
	phrase_append(out, lang, p, n, s);
	g_string_append(out, "］\n");
}
