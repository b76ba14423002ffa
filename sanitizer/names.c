/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.c: a part may carry up to four kinds of names (filename, filename*,
 * name, name*), and programs differ in which they follow: we follow the one
 * whose extension is worst. What is unusual is a finding; what is shown is
 * cleaned. Tests: tests/unit/sanitizer/test_names.c.
 */
#include "names.h"

#include <string.h>

#include "misogi/text.h"
#include "types.h"

#define EXTENSION_MAX 32u /* bytes after the last dot that are kept of a long name */

static bool is_direction(gunichar c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_invisible(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

/* What is shown of a name to those who look at the facts: nothing hides. */
static char *escape(const char *s)
{
	GString *out = g_string_new(NULL);

	for (; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		if (is_direction(c) || is_invisible(c))
			g_string_append_printf(out, "\\u{%X}", c);
		else
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* Where the last path component begins; a colon is a drive or a stream of NTFS. */
static const char *last_component(const char *s)
{
	const char *last = s;

	for (const char *p = s; *p; p++)
		if ((*p == '/' || *p == '\\' || *p == ':') && p[1])
			last = p + 1;
	return last;
}

static size_t trimmed_len(const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '.' || s[n - 1] == '\t'))
		n--;
	return n;
}

char *names_clean(const char *raw, size_t max)
{
	g_autofree char *line = text_one_line(last_component(raw), strlen(raw));

	g_strstrip(line);
	line[trimmed_len(line)] = '\0';
	size_t n = strlen(line);
	if (n <= max)
		return g_steal_pointer(&line);
	const char *dot = strrchr(line, '.');
	const char *ext = dot && strlen(dot) <= EXTENSION_MAX && strlen(dot) < max ? dot : "";
	const char *cut = g_utf8_find_prev_char(line, line + max - strlen(ext) + 1);
	return g_strdup_printf("%.*s%s", (int)(cut ? cut - line : 0), line, ext);
}

char *names_extension(const char *name)
{
	g_autofree char *clean = names_clean(name, strlen(name));
	const char *dot = strrchr(clean, '.');

	return dot ? g_utf8_strdown(dot + 1, -1) : g_strdup("");
}

static unsigned danger_of(const char *name)
{
	g_autofree char *ext = names_extension(name);
	enum type_id type = type_by_extension(ext);

	return type == TYPE_MAX ? 0 : class_badness(type_class(type));
}

/* "report.pdf.exe", "report.pdf      .exe": a harmless extension in front of a dangerous one. */
static bool is_double(const char *name)
{
	g_autofree char *clean = names_clean(name, strlen(name));
	char *dot = strrchr(clean, '.');

	if (!dot || !class_is_active(type_class(type_by_extension(dot + 1))))
		return false;
	*dot = '\0';
	g_autofree char *before = names_extension(clean);
	return *before && type_by_extension(before) != TYPE_MAX;
}

static void report(struct work *w, int part, const char *raw, const char *escaped)
{
	bool direction = false, control = false;

	for (const char *p = raw; *p; p = g_utf8_next_char(p)) {
		direction |= is_direction(g_utf8_get_char(p));
		control |= !is_direction(g_utf8_get_char(p)) && is_invisible(g_utf8_get_char(p));
	}
	if (direction)
		work_find(w, part, FINDING_NAME_DIRECTION, NULL, escaped);
	if (control)
		work_find(w, part, FINDING_NAME_CONTROL, NULL, escaped);
	if (strpbrk(raw, "/\\:"))
		work_find(w, part, FINDING_NAME_PATH, NULL, escaped);
	if (*raw && trimmed_len(raw) < strlen(raw))
		work_find(w, part, FINDING_NAME_TRAILING, NULL, escaped);
	if (strlen(raw) > w->limits->name_bytes)
		work_find(w, part, FINDING_NAME_LONG, NULL, escaped);
	if (is_double(raw))
		work_find(w, part, FINDING_NAME_DOUBLE_EXTENSION, NULL, escaped);
}

/* The worse of ${worst} and each ${key} of ${params}; ${differ} when they are not all the same. */
static const char *worst_name(const struct params *params, const char *key, const char *worst,
			      bool *differ)
{
	const char *name;

	for (unsigned i = 0; params && (name = params_nth(params, key, i)); i++) {
		if (worst && strcmp(worst, name) != 0)
			*differ = true;
		if (!worst || danger_of(name) > danger_of(worst))
			worst = name;
	}
	return worst;
}

void names_set(struct work *w, unsigned part, const char *decoded)
{
	struct part *p = message_part(w->m, part);
	g_autofree char *raw = g_utf8_make_valid(decoded, -1);

	g_free(p->name);
	g_free(p->raw_name);
	p->raw_name = escape(raw);
	p->name = names_clean(raw, w->limits->name_bytes);
	if (*p->name == '\0')
		work_find(w, (int)part, FINDING_NAME_EMPTY, NULL, "");
	report(w, (int)part, raw, p->raw_name);
}

bool names_take(struct work *w, unsigned part, const struct params *type,
		const struct params *disposition)
{
	bool differ = false;
	const char *worst = worst_name(disposition, "filename", NULL, &differ);

	worst = worst_name(type, "name", worst, &differ);
	if (!worst)
		return false;
	names_set(w, part, worst);
	if (differ)
		work_find(w, (int)part, FINDING_NAME_CONFLICT, NULL,
			  message_part(w->m, part)->raw_name);
	return true;
}
