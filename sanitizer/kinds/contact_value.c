/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contact_value.c: whether a name or address is written in the Japanese order
 * is decided by its letters, not by the language of the reader.
 * Tests: tests/unit/sanitizer/test_contact.c.
 */
#include "kinds/contact_value.h"

#include <string.h>

#include "kinds/content_value.h"
#include "kinds/labelled.h"

#define PARTS_MAX 16

/* Kana, kanji, hangul. */
static bool is_eastern(const GPtrArray *parts)
{
	for (guint i = 0; i < parts->len; i++)
		for (const char *p = g_ptr_array_index(parts, i); *p; p = g_utf8_next_char(p))
			if (g_utf8_get_char(p) >= 0x3040)
				return true;
	return false;
}

static void append_part(GString *out, const GPtrArray *parts, guint i, const char *between)
{
	g_autoptr(GString) clean = g_string_new(NULL);

	if (i >= parts->len)
		return;
	labelled_clean(clean, g_ptr_array_index(parts, i));
	if (out->len > 0 && clean->len > 0)
		g_string_append(out, between);
	g_string_append_len(out, clean->str, (gssize)clean->len);
}

char *contact_value_name(const struct content_source *s, const struct content_line *line)
{
	enum { FAMILY, GIVEN, MIDDLE, PREFIX, SUFFIX, N };
	static const guint eastern[N] = { PREFIX, FAMILY, MIDDLE, GIVEN, SUFFIX };
	static const guint western[N] = { PREFIX, GIVEN, MIDDLE, FAMILY, SUFFIX };
	g_autoptr(GPtrArray) parts = content_value_split(s, line, ';');
	const guint *order = is_eastern(parts) ? eastern : western;
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < N; i++)
		append_part(out, parts, order[i], " ");
	return g_string_free(out, FALSE);
}

char *contact_value_org(const struct content_source *s, const struct content_line *line)
{
	g_autoptr(GPtrArray) parts = content_value_split(s, line, ';');
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < MIN(parts->len, PARTS_MAX); i++)
		append_part(out, parts, i, " ");
	return g_string_free(out, FALSE);
}

enum { BOX, EXTENDED, STREET, LOCALITY, REGION, CODE, COUNTRY };

static bool is_japan(const char *country)
{
	static const char *const names[] = { "日本", "日本国", "Japan", "JP", "JPN" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(country, names[i]) == 0)
			return true;
	return false;
}

/* "〒100-0001 東京都千代田区千代田1-1 霞ビル3階" */
static void append_eastern(GString *out, const GPtrArray *parts)
{
	const char *country = parts->len > COUNTRY ? g_ptr_array_index(parts, COUNTRY) : "";
	g_autoptr(GString) code = g_string_new(NULL);
	g_autoptr(GString) place = g_string_new(NULL);

	append_part(code, parts, CODE, "");
	append_part(place, parts, REGION, "");
	append_part(place, parts, LOCALITY, "");
	append_part(place, parts, STREET, "");
	append_part(place, parts, EXTENDED, " ");
	append_part(place, parts, BOX, " ");
	if (*country && !is_japan(country))
		g_string_append_printf(place, "（%s）", country);
	if (code->len > 0)
		g_string_append_printf(out, g_str_has_prefix(code->str, "〒") ? "%s " : "〒%s ",
				       code->str);
	g_string_append_len(out, place->str, (gssize)place->len);
}

char *contact_value_address(const struct content_source *s, const struct content_line *line)
{
	static const guint western[] = { BOX, EXTENDED, STREET, LOCALITY, REGION, CODE, COUNTRY };
	g_autoptr(GPtrArray) parts = content_value_split(s, line, ';');
	GString *out = g_string_new(NULL);

	if (is_eastern(parts)) {
		append_eastern(out, parts);
		return g_string_free(out, FALSE);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(western); i++)
		append_part(out, parts, western[i], western[i] == CODE ? " " : ", ");
	return g_string_free(out, FALSE);
}

void contact_value_types(GString *out, enum config_lang lang, const struct content_line *line)
{
	static const struct {
		const char *type;
		struct phrase says;
	} types[] = {
		{ "WORK", { "勤務先", "work" } }, { "HOME", { "自宅", "home" } },
		{ "CELL", { "携帯", "mobile" } }, { "IPHONE", { "携帯", "mobile" } },
		{ "FAX", { "FAX", "fax" } },	  { "PAGER", { "ポケットベル", "pager" } },
		{ "MAIN", { "代表", "main" } },
	};
	unsigned said = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (!content_line_has(line, "TYPE", types[i].type))
			continue;
		g_string_append(out, said++ ? ", " : " (");
		phrase_append(out, lang, &types[i].says, 0, NULL);
	}
	if (said > 0)
		g_string_append_c(out, ')');
}

const char *contact_value_without_scheme(const char *uri)
{
	static const char *const schemes[] = { "tel:", "mailto:" };

	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(uri, schemes[i], strlen(schemes[i])) == 0)
			return uri + strlen(schemes[i]);
	return uri;
}
