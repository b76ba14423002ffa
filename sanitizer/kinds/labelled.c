/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * labelled.c: what a sender wrote never makes a line that looks like a label of
 * ours, except in the text at the end.
 * Tests: tests/unit/sanitizer/test_labelled.c.
 */
#include "kinds/labelled.h"

#include <string.h>

static bool is_break(gunichar u)
{
	return u <= ' ' || u == 0x7f || u == 0x85 || u == 0x2028 || u == 0x2029;
}

static bool is_blank(const char *s)
{
	while (s && *s && is_break(g_utf8_get_char(s)))
		s = g_utf8_next_char(s);
	return !s || !*s;
}

void labelled_clean(GString *out, const char *s)
{
	bool blank = false, any = false;

	for (; *s; s = g_utf8_next_char(s)) {
		gunichar u = g_utf8_get_char(s);
		if (is_break(u)) {
			blank = any;
			continue;
		}
		if (blank)
			g_string_append_c(out, ' ');
		g_string_append_unichar(out, u);
		blank = false;
		any = true;
	}
}

void labelled_line(GString *out, enum config_lang lang, const struct phrase *label, const char *s)
{
	if (is_blank(s))
		return;
	phrase_append(out, lang, label, 0, NULL);
	g_string_append(out, ": ");
	labelled_clean(out, s);
	g_string_append_c(out, '\n');
}

void labelled_text(GString *out, enum config_lang lang, const struct phrase *label, const char *s)
{
	if (is_blank(s))
		return;
	phrase_append(out, lang, label, 0, NULL);
	g_string_append(out, ":\n");
	g_string_append(out, s);
	if (out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}
