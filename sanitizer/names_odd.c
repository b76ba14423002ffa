/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names_odd.c: names that are made to be read as something else, or that a
 * system reads as something else: direction controls, second extensions,
 * look-alike letters, class ids, devices. Tests:
 * tests/unit/sanitizer/test_names.c.
 */
#include "names_odd.h"

#include <string.h>

#include "names.h"
#include "names_fold.h"
#include "types.h"

bool names_odd_is_direction(gunichar c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
	       c == 0x200f || c == 0x61c;
}

bool names_odd_is_invisible(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200d) ||
	       c == 0x2028 || c == 0x2029 || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xe0000 && c <= 0xe007f);
}

char *names_odd_escape(const char *s)
{
	GString *out = g_string_new(NULL);

	for (; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		if (names_odd_is_direction(c) || names_odd_is_invisible(c))
			g_string_append_printf(out, "\\u{%X}", c);
		else
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* The superscript digits count as digits there, too. */
bool names_odd_is_device(const char *component)
{
	static const char *const devices[] = { "con",	 "prn",	    "aux",    "nul",
					       "conin$", "conout$", "clock$", NULL };
	g_autofree char *folded = names_fold(component);

	folded[strcspn(folded, ".:")] = '\0';
	g_strstrip(folded);
	if (g_strv_contains(devices, folded))
		return true;
	return strlen(folded) == 4 && g_ascii_isdigit(folded[3]) &&
	       (g_str_has_prefix(folded, "com") || g_str_has_prefix(folded, "lpt"));
}

/* "{3050f4d8-98b5-11cf-bb82-00aa00bdce0b}": opened by the program of that class. */
static bool is_class_id(const char *ext)
{
	static const char form[] = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";

	if (strlen(ext) != strlen(form))
		return false;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'x' ? !g_ascii_isxdigit(ext[i]) : ext[i] != form[i])
			return false;
	return true;
}

/* "report.pdf.exe", "report.pdf      .exe": a harmless extension in front of a dangerous one. */
static bool is_double(const char *folded)
{
	g_autofree char *clean = names_clean(folded, strlen(folded) + 1);
	char *dot = strrchr(clean, '.');

	if (!dot)
		return false;
	if (is_class_id(dot + 1))
		return true;
	if (!class_is_active(type_class(type_by_extension(dot + 1))))
		return false;
	do
		*dot = '\0';
	while (dot > clean && strchr(" ._-", *--dot));
	g_autofree char *before = names_extension(clean);
	enum type_id type = type_by_extension(before);
	return *before && type != TYPE_MAX && !class_is_active(type_class(type));
}

static bool is_homoglyph(const char *raw, const char *folded)
{
	g_autofree char *ext = names_extension(raw), *looks = names_extension(folded);

	return *looks && strcmp(ext, looks) != 0 && type_by_extension(looks) != TYPE_MAX;
}

static void report_characters(struct work *w, int part, const char *raw, const char *escaped)
{
	bool direction = false, control = false;

	for (const char *p = raw; *p; p = g_utf8_next_char(p)) {
		direction |= names_odd_is_direction(g_utf8_get_char(p));
		control |= names_odd_is_invisible(g_utf8_get_char(p));
	}
	if (direction)
		work_find(w, part, FINDING_NAME_DIRECTION, NULL, escaped);
	if (control)
		work_find(w, part, FINDING_NAME_CONTROL, NULL, escaped);
}

void names_odd_report(struct work *w, int part, const char *raw, const char *escaped)
{
	g_autofree char *folded = names_fold(raw), *leaf = names_leaf(raw);

	report_characters(w, part, raw, escaped);
	if (strpbrk(raw, "/\\:"))
		work_find(w, part, FINDING_NAME_PATH, NULL, escaped);
	if (names_trimmed_len(raw) < strlen(raw))
		work_find(w, part, FINDING_NAME_TRAILING, NULL, escaped);
	if (strlen(raw) > w->limits->name_bytes)
		work_find(w, part, FINDING_NAME_LONG, NULL, escaped);
	if (names_odd_is_device(leaf))
		work_find(w, part, FINDING_NAME_DEVICE, NULL, escaped);
	if (is_double(folded))
		work_find(w, part, FINDING_NAME_DOUBLE_EXTENSION, NULL, escaped);
	if (is_homoglyph(raw, folded))
		work_find(w, part, FINDING_NAME_HOMOGLYPH, NULL, escaped);
}
