/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check_names.c: names of files that mean the same on every machine and show as
 * what they are. Written without a look at the sanitizer's cleaning: what that
 * lets through by mistake is refused here.
 * Tests: tests/unit/front/test_check_files.c.
 */
#include <string.h>

#include "check_parts.h"

/* Seen as nothing, or turning what stands around it. */
static bool is_hidden(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

/* Not in names of Windows, or with a meaning there; a quote would end our own. */
static bool is_special(gunichar c)
{
	return c < 0x80 && strchr("/\\:*?\"<>|", (int)c);
}

/* Devices of DOS, with or without an extension; the digits also as superscripts. */
static bool is_device(const char *name)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul", "conin$", "conout$" };
	g_autofree char *folded = g_utf8_strdown(name, -1);

	folded[strcspn(folded, ".")] = '\0';
	g_strchomp(folded);
	for (size_t i = 0; i < G_N_ELEMENTS(devices); i++)
		if (strcmp(folded, devices[i]) == 0)
			return true;
	if (!g_str_has_prefix(folded, "com") && !g_str_has_prefix(folded, "lpt"))
		return false;
	const char *digit = folded + 3;
	return (g_ascii_isdigit(*digit) && !digit[1]) || !strcmp(digit, "¹") ||
	       !strcmp(digit, "²") || !strcmp(digit, "³");
}

bool check_file_name(const char *name, size_t max)
{
	size_t n = strlen(name);

	if (n == 0 || n > max || !g_utf8_validate(name, -1, NULL))
		return false;
	if (name[0] == ' ' || name[n - 1] == ' ' || name[n - 1] == '.')
		return false;
	for (const char *p = name; *p; p = g_utf8_next_char(p))
		if (is_hidden(g_utf8_get_char(p)) || is_special(g_utf8_get_char(p)))
			return false;
	return !is_device(name);
}

bool check_file_path(const char *path, size_t max)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);

	/* "." and ".." end in a dot, as "" is no name: none of them is one. */
	for (char **name = names; *name; name++)
		if (!check_file_name(*name, max))
			return false;
	return *names != NULL;
}

/*
 * What two paths are when a machine takes them for one. '/' first becomes what
 * sorts below all else, for folding makes new ones ("℀" is "a/c").
 */
static char *folded(const char *path)
{
	g_autofree char *copy = g_strdelimit(g_strdup(path), "/", '\1');
	g_autofree char *lower = g_utf8_casefold(copy, -1);

	return g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * No two names alike, and none that is a folder of another: sorted, what is in
 * a folder stands right behind its name.
 */
bool check_distinct_paths(const struct enclosure *e)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	bool distinct = true;

	for (unsigned i = 0; i < e->entries->len; i++) {
		const struct enclosed *entry = g_ptr_array_index(e->entries, i);
		g_ptr_array_add(names, folded(entry->name));
	}
	g_ptr_array_sort(names, compare_paths);
	for (unsigned i = 1; i < names->len && distinct; i++) {
		const char *before = g_ptr_array_index(names, i - 1);
		const char *name = g_ptr_array_index(names, i);
		size_t n = strlen(before);
		distinct = strncmp(before, name, n) != 0 || (name[n] && name[n] != '\1');
	}
	return distinct;
}
