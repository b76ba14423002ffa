/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * percent.c: percent-encoding, read as it comes.
 * Tests: tests/unit/sanitizer/test_params.c.
 */
#include "text/percent.h"

static bool is_escape(const char *s, size_t n, size_t at)
{
	return n - at > 2 && s[at] == '%' && g_ascii_isxdigit(s[at + 1]) &&
	       g_ascii_isxdigit(s[at + 2]);
}

void percent_append(GString *to, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_escape(s, n, i)) {
			g_string_append_c(to, s[i]);
			continue;
		}
		g_string_append_c(to, (char)(g_ascii_xdigit_value(s[i + 1]) * 16 +
					     g_ascii_xdigit_value(s[i + 2])));
		i += 2;
	}
}

bool percent_is_likely(const GString *s)
{
	bool wide = false;

	for (size_t i = 0; i < s->len; i++) {
		if (s->str[i] != '%')
			continue;
		if (!is_escape(s->str, s->len, i))
			return false;
		wide = wide || s->str[i + 1] >= '8';
	}
	return wide;
}

size_t percent_cut(const char *s, size_t n)
{
	if (n > 0 && s[n - 1] == '%')
		return 1;
	return n > 1 && s[n - 2] == '%' && g_ascii_isxdigit(s[n - 1]) ? 2 : 0;
}
