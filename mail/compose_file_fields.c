/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose_file_fields.c: the header of a file beside the text. A short ASCII
 * name stands in quotes. Any other stands as RFC 2231 wants it, cut between
 * characters, and once more as encoded-words in name=, which no RFC allows and
 * old programs in Japan read alone.
 * Tests: tests/unit/mail/test_compose_enclosures.c.
 */
#include <string.h>

#include "misogi/compose.h"
#include "misogi/text.h"

#define LINE_COLUMNS 78u  /* RFC 5322 2.1.1 */
#define VALUE_COLUMNS 48u /* of one piece of filename*: its line stays below 78 */
#define PLAIN_MAX 60u	  /* the same for a name in quotes */

static bool is_plain(const char *name)
{
	return strlen(name) <= PLAIN_MAX && text_is_printable_ascii(name) &&
	       !strpbrk(name, "\"\\") && !strstr(name, "=?");
}

/* attr-char of RFC 5987, which is the stricter one. */
static bool is_attr_char(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("!#$&+-.^_`|~", c));
}

static char *percent_encoded(const char *s, size_t n)
{
	GString *out = g_string_sized_new(3 * n);

	for (size_t i = 0; i < n; i++) {
		if (is_attr_char(s[i]))
			g_string_append_c(out, s[i]);
		else
			g_string_append_printf(out, "%%%02X", (guint8)s[i]);
	}
	return g_string_free(out, FALSE);
}

/* How much of ${s} makes a piece, whole characters. */
static size_t piece(const char *s)
{
	size_t n = 0, columns = 0;

	while (s[n]) {
		size_t len = (size_t)(g_utf8_next_char(s + n) - (s + n));
		columns += len == 1 && is_attr_char(s[n]) ? 1 : 3 * len;
		if (columns > VALUE_COLUMNS)
			break;
		n += len;
	}
	return n;
}

static void put_extended(GString *out, const char *name)
{
	const bool whole = piece(name) == strlen(name);

	for (unsigned i = 0; *name; i++) {
		size_t n = piece(name);
		g_autofree char *value = percent_encoded(name, n);
		g_autofree char *number = whole ? g_strdup("") : g_strdup_printf("*%u", i);
		g_string_append_printf(out, ";\r\n filename%s*=%s%s", number,
				       i == 0 ? "utf-8''" : "", value);
		name += n;
	}
}

static void put_name(GString *out, const char *name, enum mail_charset charset)
{
	static const char start[] = ";\r\n name=\"";
	const size_t quotes = strlen(" name=\"\"");

	if (is_plain(name)) {
		g_string_append_printf(out, "%s%s\"", start, name);
		return;
	}
	g_autofree char *words = compose_words(name, quotes, charset);
	g_string_append_printf(out, "%s%s\"", start, words);
}

void compose_file_fields(GString *out, const char *type, const char *name,
			 enum mail_charset charset)
{
	bool fits = strlen("Content-Type: ;") + strlen(type) <= LINE_COLUMNS;
	g_string_append_printf(out, "Content-Type:%s%s", fits ? " " : "\r\n ", type);
	put_name(out, name, charset);
	g_string_append(out, "\r\nContent-Transfer-Encoding: base64\r\n"
			     "Content-Disposition: attachment");
	if (is_plain(name))
		g_string_append_printf(out, ";\r\n filename=\"%s\"", name);
	else
		put_extended(out, name);
	g_string_append(out, "\r\n");
}
