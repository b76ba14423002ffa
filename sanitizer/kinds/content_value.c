/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_value.c: the encoding first, then the charset, then the escapes: the
 * other way round a second byte of Shift_JIS would be an escape.
 * Tests: tests/unit/sanitizer/test_content_line.c.
 */
#include "kinds/content_value.h"

#include <string.h>

#include "kinds/content_fold.h"
#include "transfer.h"

static enum transfer encoding_of(const struct content_line *line)
{
	const char *encoding = content_line_param(line, "ENCODING");

	if (!encoding)
		return TRANSFER_IDENTITY;
	if (g_ascii_strcasecmp(encoding, "QUOTED-PRINTABLE") == 0)
		return TRANSFER_QUOTED;
	bool base64 = !g_ascii_strcasecmp(encoding, "B") || !g_ascii_strcasecmp(encoding, "BASE64");
	return base64 ? TRANSFER_BASE64 : TRANSFER_IDENTITY;
}

/* Without the encoding and charset of a line's own; the escapes still stand. Caller frees. */
static char *decoded(const struct content_source *s, const struct content_line *line)
{
	enum transfer t = encoding_of(line);
	size_t n = strlen(line->value);
	const char *charset = content_line_param(line, "CHARSET");
	struct transfer_found odd = { 0 };

	if (t == TRANSFER_IDENTITY)
		return g_strdup(line->value);
	g_autofree char *bytes = g_malloc(transfer_room(t, n) + 1);
	size_t len = transfer_decode(t, line->value, n, bytes, &odd);
	g_autoptr(GString) text = g_string_sized_new(len);
	charset_to_utf8(text, bytes, len, charset ? charset : s->charset, &s->found->charset);
	content_fold_nul(text, &s->found->swept);
	return g_strndup(text->str, text->len);
}

/* An unknown escape stays as it is: many write Windows paths without escaping them. */
static void unescape(char *s)
{
	char *o = s;

	for (; *s; s++) {
		if (*s != '\\' || !s[1] || !strchr("nN,;:\\\"", s[1])) {
			*o++ = *s;
			continue;
		}
		s++;
		*o++ = *s == 'n' || *s == 'N' ? '\n' : *s;
	}
	*o = '\0';
}

char *content_value_text(const struct content_source *s, const struct content_line *line)
{
	char *text = decoded(s, line);

	unescape(text);
	return text;
}

GPtrArray *content_value_split(const struct content_source *s, const struct content_line *line,
			       char separator)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = decoded(s, line);

	for (char *p = text, *q = text;; q++) {
		if (*q == '\\' && q[1]) {
			q++;
			continue;
		}
		if (*q && *q != separator)
			continue;
		char *part = g_strndup(p, (gsize)(q - p));
		unescape(part);
		g_ptr_array_add(list, part);
		if (!*q)
			return list;
		p = q + 1;
	}
}
