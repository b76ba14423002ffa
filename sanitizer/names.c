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
#include "names_odd.h"
#include "types.h"

#define CLUSTER_MAX 30u	  /* characters that are composed together (UAX #15, 13) */
#define EXTENSION_MAX 32u /* bytes after the last dot that are kept of a long name */

/* Blanks of any kind, and the letters of Unicode that are blank. */
static bool is_blank(gunichar c)
{
	return g_unichar_isspace(c) || c == 0x2800 || c == 0x3164 || c == 0x115f || c == 0x1160 ||
	       c == 0xffa0;
}

size_t names_trimmed_len(const char *s)
{
	const char *end = s + strlen(s);

	while (end > s) {
		const char *last = g_utf8_prev_char(end);
		if (!strchr("./\\:", *last) && !is_blank(g_utf8_get_char(last)))
			break;
		end = last;
	}
	return (size_t)(end - s);
}

static unsigned extension_danger(const char *ext)
{
	enum type_id type = type_by_extension(ext);

	return type == TYPE_MAX ? 0 : class_badness(type_class(type));
}

/*
 * "a.exe::$DATA", "a.txt:b.exe", "C:a.exe": what stands between colons is a
 * drive, a file or a stream of it; the worst is the one to fear.
 */
static char *worst_stream(const char *leaf)
{
	g_auto(GStrv) streams = g_strsplit(leaf, ":", -1);
	const char *worst = "";
	unsigned danger = 0;

	for (char **s = streams; *s; s++) {
		(*s)[names_trimmed_len(*s)] = '\0';
		const char *dot = strrchr(*s, '.');
		unsigned d = dot ? extension_danger(dot + 1) : 0;
		if (d < danger || **s == '\0' || (**s == '$' && *worst))
			continue;
		danger = d;
		worst = *s;
	}
	while (*worst && is_blank(g_utf8_get_char(worst)))
		worst = g_utf8_next_char(worst);
	return g_strdup(worst);
}

char *names_leaf(const char *raw)
{
	/* A bad byte becomes three. */
	g_autofree char *line = text_one_line(raw, 3 * strlen(raw));
	const char *last = line;

	line[names_trimmed_len(line)] = '\0';
	for (const char *p = line; *p; p++)
		if (*p == '/' || *p == '\\')
			last = p + 1;
	return worst_stream(last);
}

/* ${line} cut to ${max} bytes, its extension kept. */
static char *shorten(const char *line, size_t max)
{
	size_t n = strlen(line);

	if (n <= max)
		return g_strdup(line);
	const char *dot = strrchr(line, '.');
	const char *ext = dot && strlen(dot) <= EXTENSION_MAX && strlen(dot) < max ? dot : "";
	const char *cut = g_utf8_find_prev_char(line, line + max - strlen(ext) + 1);
	g_autofree char *shorter =
		g_strdup_printf("%.*s%s", (int)(cut ? cut - line : 0), line, ext);
	char *clean = text_one_line(shorter, max);
	clean[names_trimmed_len(clean)] = '\0';
	return clean;
}

char *names_clean(const char *raw, size_t max)
{
	g_autofree char *leaf = names_leaf(raw);
	g_autofree char *name = shorten(leaf, max);

	if (max == 0 || !names_odd_is_device(name))
		return g_steal_pointer(&name);
	g_autofree char *room = shorten(name, max - 1);
	return g_strconcat("_", room, NULL);
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

	return extension_danger(ext);
}

/* What composes with the letter before it: marks, and the vowels and ends of Korean syllables. */
static bool is_composing(gunichar c)
{
	return g_unichar_combining_class(c) > 0 || (c >= 0x1160 && c <= 0x11ff);
}

/* Only letters with marks: NFC as a whole would exchange kanji of people's names as well. */
char *names_composed(const char *s)
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
		g_autofree char *name = names_composed(p->value);
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
	g_autofree char *raw = names_composed(valid);

	g_free(p->name);
	g_free(p->raw_name);
	p->raw_name = names_odd_escape(raw);
	p->name = names_clean(raw, w->limits->name_bytes);
	if (*p->name == '\0')
		work_find(w, (int)part, FINDING_NAME_EMPTY, NULL, "");
	names_odd_report(w, (int)part, raw, p->raw_name);
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
