/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.c: a part may carry up to four kinds of names (filename*, filename,
 * name*, name), and programs differ in which they follow: we follow the one
 * whose extension is worst, else the first. What is unusual is a finding;
 * what is shown is cleaned. Tests: tests/unit/sanitizer/test_names.c.
 */
#include "names.h"

#include <string.h>

#include "misogi/text.h"
#include "types.h"

#define CLUSTER_MAX 30u	  /* characters that are composed together (UAX #15, 13) */
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

/* What composes with the letter before it: marks, and the vowels and ends of Korean syllables. */
static bool is_composing(gunichar c)
{
	return g_unichar_combining_class(c) > 0 || (c >= 0x1160 && c <= 0x11ff);
}

/*
 * ${s} with what macOS takes apart put together (か + ゛ → が). Only letters with
 * marks: NFC as a whole would exchange kanji of people's names as well.
 */
static char *composed(const char *s)
{
	GString *out = g_string_new(NULL);

	while (*s) {
		const char *end = g_utf8_next_char(s);
		unsigned n = 1;
		for (; n < CLUSTER_MAX && *end && is_composing(g_utf8_get_char(end)); n++)
			end = g_utf8_next_char(end);
		g_autofree char *one = n > 1 ? g_utf8_normalize(s, end - s, G_NORMALIZE_NFC) : NULL;
		if (one)
			g_string_append(out, one);
		else
			g_string_append_len(out, s, end - s);
		s = end;
	}
	return g_string_free(out, FALSE);
}

/* Which of the names of a part is followed. */
struct choice {
	char *name; /* NULL: there is none yet */
	bool is_extended, is_conflict;
};

/* "____.pdf" beside the real name, for programs that cannot read that one. */
static bool is_stand_in(const struct choice *c, const char *name, bool is_file_name)
{
	g_autofree char *a = names_extension(c->name), *b = names_extension(name);

	return is_file_name && c->is_extended && text_is_printable_ascii(name) &&
	       !text_is_printable_ascii(c->name) && strcmp(a, b) == 0;
}

/* Takes all values of ${key} in one form into the choice. */
static void consider(struct choice *c, const struct params *params, const char *key,
		     bool is_extended)
{
	bool is_file_name = !is_extended && strcmp(key, "filename") == 0;

	for (unsigned i = 0; params && i < params->list->len; i++) {
		const struct param *p = g_ptr_array_index(params->list, i);
		if (p->extended != is_extended || strcmp(p->name, key) != 0)
			continue;
		g_autofree char *name = composed(p->value);
		if (c->name && strcmp(c->name, name) != 0 && !is_stand_in(c, name, is_file_name))
			c->is_conflict = true;
		if (c->name && danger_of(name) <= danger_of(c->name))
			continue;
		g_free(c->name);
		c->name = g_steal_pointer(&name);
		c->is_extended = is_extended;
	}
}

static void report_charset(struct work *w, unsigned part, const struct params *params,
			   const char *field)
{
	if (params && params->charset.unknown)
		work_find(w, (int)part, FINDING_CHARSET_UNKNOWN, NULL, field);
	if (params && params->charset.mislabelled)
		work_find(w, (int)part, FINDING_CHARSET_MISLABELLED, NULL, field);
}

void names_set(struct work *w, unsigned part, const char *decoded)
{
	struct part *p = message_part(w->m, part);
	g_autofree char *valid = g_utf8_make_valid(decoded, -1);
	g_autofree char *raw = composed(valid);

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
	struct choice c = { 0 };

	consider(&c, disposition, "filename", true);
	consider(&c, disposition, "filename", false);
	consider(&c, type, "name", true);
	consider(&c, type, "name", false);
	report_charset(w, part, type, "Content-Type");
	report_charset(w, part, disposition, "Content-Disposition");
	if (!c.name)
		return false;
	names_set(w, part, c.name);
	if (c.is_conflict)
		work_find(w, (int)part, FINDING_NAME_CONFLICT, NULL,
			  message_part(w->m, part)->raw_name);
	g_free(c.name);
	return true;
}
