/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_target.c: programs trim, unescape and compare in either case before
 * they look at the scheme of a link; so does this. A scheme that is not known
 * to be harmless is not.
 * Tests: tests/unit/sanitizer/test_inspect_target.c.
 */
#include "inspect/office_target.h"

#include <glib.h>
#include <string.h>

/* Behind what programs skip: blanks and control characters. */
static const char *begin(const char *s)
{
	while (*s && (guint8)*s <= ' ')
		s++;
	return s;
}

/* How long the scheme is, its colon left out; 0: none. One letter is a drive. */
static size_t scheme_length(const char *s)
{
	size_t n = 0;

	if (!g_ascii_isalpha(s[0]))
		return 0;
	while (g_ascii_isalnum(s[n]) || strchr("+-.", s[n] ? s[n] : '?'))
		n++;
	return s[n] == ':' ? n : 0;
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool has_drive(const char *s)
{
	return g_ascii_isalpha(s[0]) && (s[1] == ':' || s[1] == '|');
}

bool target_is_drive(const char *target)
{
	const char *s = begin(target);
	unsigned slashes = 0;

	if (g_ascii_strncasecmp(s, "file:", 5) != 0)
		return has_drive(s);
	for (s += 5; is_slash(*s); s++)
		slashes++;
	/* file://C/ is a server called C. */
	return slashes != 2 && has_drive(s);
}

bool target_is_outside(const char *target)
{
	const char *s = begin(target);

	return scheme_length(s) > 0 || is_slash(s[0]) || g_str_has_prefix(s, "../") ||
	       g_str_has_prefix(s, "..\\");
}

bool target_is_unsafe(const char *target)
{
	static const char *const harmless[] = { "http", "https", "mailto", "ftp",
						"ftps", "tel",	 "callto", "sip",
						"sms",	"news",	 "onenote" };
	const char *s = begin(target);
	size_t n = scheme_length(s);

	if (n == 0)
		return is_slash(s[0]) && is_slash(s[1]);
	/* A host and its port look like a scheme: "localhost:8080". */
	if (g_ascii_isdigit(s[n + 1]))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(harmless); i++)
		if (strlen(harmless[i]) == n && g_ascii_strncasecmp(s, harmless[i], n) == 0)
			return false;
	return true;
}
