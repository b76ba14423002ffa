/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup_value.c: addresses by their scheme. Tests:
 * tests/unit/sanitizer/test_inspect_markup.c.
 */
#include "inspect/markup_value.h"

#include <string.h>

#define LONG_BASE64 1000u /* characters in a row that are no word */
#define STYLE_VALUE 2000u

static bool begins_with(const char *s, const char *const *list)
{
	for (; *list; list++)
		if (g_str_has_prefix(s, *list))
			return true;
	return false;
}

/* Pictures that run nothing, and fonts. */
static bool is_harmless_data(const char *address)
{
	static const char *const harmless[] = { "data:image/png",
						"data:image/jp",
						"data:image/gif",
						"data:image/webp",
						"data:image/bmp",
						"data:image/x-icon",
						"data:image/avif",
						"data:image/vnd.microsoft.icon",
						"data:font/",
						"data:application/font",
						"data:application/x-font",
						"data:,",
						NULL };

	return begins_with(address, harmless);
}

void markup_address(struct inspection *in, const char *address, bool is_loaded, const char *where)
{
	static const char *const scripts[] = { "javascript:", "vbscript:", "livescript:", NULL };
	static const char *const elsewhere[] = { "http:", "https:", "//",     "\\\\", "/\\", "\\/",
						 "file:", "ftp:",   "mhtml:", "smb:", NULL };
	/* Schemes of Windows that start programs, which a click should not. */
	static const char *const handlers[] = { "ms-",	"search-ms:", "search:", "ldap:", "file:",
						"\\\\", "mk:",	      "its:",	 "res:",  NULL };

	if (begins_with(address, scripts))
		inspection_find(in, FINDING_SCRIPT_INSIDE, where);
	else if (g_str_has_prefix(address, "data:") && !is_harmless_data(address))
		inspection_find(in, FINDING_FILE_INSIDE, where);
	else if (begins_with(address, handlers) || (is_loaded && begins_with(address, elsewhere)))
		inspection_find(in, FINDING_EXTERNAL_LINK, where);
}

/* Where ${word} (lower case) next stands in ${p}, whatever its case; NULL: nowhere. */
static const char *find_word(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	for (; p + n <= end; p++)
		if (g_ascii_tolower(*p) == *word && g_ascii_strncasecmp(p, word, n) == 0)
			return p;
	return NULL;
}

static void look_url(struct inspection *in, const char *p, const char *end)
{
	GString *address = g_string_new(NULL);

	for (; p < end && *p != ')' && *p != ';' && address->len < STYLE_VALUE; p++)
		if ((guint8)*p > ' ' && *p != '"' && *p != '\'' && *p != '(')
			g_string_append_c(address, g_ascii_tolower(*p));
	const char *bare = g_str_has_prefix(address->str, "url") ? address->str + 3 : address->str;
	markup_address(in, bare, true, "style");
	g_string_free(address, TRUE);
}

/* "behavior:url(#default#VML)", which every page of Office has, is built in; others are files. */
static bool has_foreign_behaviour(const char *css, const char *end)
{
	static const char word[] = "behavior:", built_in[] = "url(#default";

	for (const char *p = css; (p = find_word(p, end, word)); p += sizeof(word) - 1) {
		const char *value = p + sizeof(word) - 1;
		while (value < end && g_ascii_isspace(*value))
			value++;
		if ((size_t)(end - value) < sizeof(built_in) ||
		    g_ascii_strncasecmp(value, built_in, sizeof(built_in) - 1) != 0)
			return true;
	}
	return false;
}

void markup_style(struct inspection *in, const char *css, size_t n)
{
	static const char *const loads[] = { "url(", "@import", NULL };
	const char *end = css + n;

	if (find_word(css, end, "expression(") || find_word(css, end, "-moz-binding") ||
	    has_foreign_behaviour(css, end))
		inspection_find(in, FINDING_SCRIPT_INSIDE, "style");
	for (size_t i = 0; loads[i]; i++)
		for (const char *p = css; (p = find_word(p, end, loads[i])); p += strlen(loads[i]))
			look_url(in, p + strlen(loads[i]), end);
}

static bool has_long_base64(const char *p, const char *end)
{
	size_t run = 0;

	for (; p < end; p++) {
		run = g_ascii_isalnum(*p) || *p == '+' || *p == '/' ? run + 1 : 0;
		if (run >= LONG_BASE64)
			return true;
	}
	return false;
}

void markup_smuggle(struct inspection *in, const char *text, size_t n)
{
	static const char *const saves[] = { "mssaveoropenblob", "mssaveblob", "createobjecturl",
					     NULL };
	static const char *const makes[] = { "atob(",	   "newblob",	   "new blob",
					     "uint8array", "fromcharcode", NULL };
	const char *end = text + n;
	bool has_data = has_long_base64(text, end);

	for (size_t i = 0; saves[i]; i++)
		if (find_word(text, end, saves[i]))
			inspection_find(in, FINDING_FILE_INSIDE, saves[i]);
	for (size_t i = 0; has_data && makes[i]; i++)
		if (find_word(text, end, makes[i]))
			inspection_find(in, FINDING_FILE_INSIDE, "base64");
}
