/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * member_name.c: a member's name becomes a relative path component by
 * component. What leads elsewhere is left out and told; what only some system
 * cannot have in a name is exchanged.
 * Tests: tests/unit/sanitizer/test_member_name.c.
 */
#include "archive/member_name.h"

#include <string.h>

#include "names.h"
#include "names_odd.h"
#include "text/detect.h"

#define JOINER 0x200du
#define DEPTH_MAX 32u  /* folders; a path with more loses them all */
#define CHARS_MAX 200u /* of a path, so that it fits Windows' 260 with a folder before it */

#define PIECE 64u    /* characters that are normalized together … */
#define RUN_MAX 128u /* … and marks behind them */

char *member_name_decode(const char *raw, size_t n, bool is_utf8)
{
	g_autofree char *copy = g_strndup("", n);
	g_autoptr(GString) out = g_string_new(NULL);

	/* A NUL ends the name for some: as another control character it is seen by all. */
	for (size_t i = 0; i < n; i++)
		copy[i] = raw[i] ? raw[i] : '\1';
	if (is_utf8 || g_utf8_validate(copy, (gssize)n, NULL))
		return g_utf8_make_valid(copy, (gssize)n);
	int score;
	converter_run(detect_japanese(copy, n, &score), out, copy, n);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* What may become one character with the one before it. */
static bool is_joining(gunichar c)
{
	return g_unichar_combining_class(c) > 0 || (c >= 0x1160 && c <= 0x11ff) || c == 0xff9e ||
	       c == 0xff9f;
}

/*
 * NFKC, piece by piece: GLib sorts a run of marks in the square of its length,
 * and a name may have 32,000. A run is cut at RUN_MAX.
 */
static char *compatible(const char *s)
{
	GString *out = g_string_new(NULL);

	while (*s) {
		const char *end = g_utf8_next_char(s);
		for (unsigned n = 1; *end && n < RUN_MAX; n++) {
			if (n >= PIECE && !is_joining(g_utf8_get_char(end)))
				break;
			end = g_utf8_next_char(end);
		}
		g_autofree char *form = g_utf8_normalize(s, end - s, G_NORMALIZE_NFKC);
		g_string_append(out, form ? form : "");
		s = end;
	}
	return g_string_free(out, FALSE);
}

char *member_name_fold(const char *utf8)
{
	g_autofree char *form = compatible(utf8);
	g_autofree char *folded = g_utf8_casefold(form, -1);

	for (char *p = folded; *p; p++)
		if (*p == '\\')
			*p = '/';
	return g_steal_pointer(&folded);
}

/* Characters that Windows cannot have in a name, or makes a separator of in its old charsets. */
static gunichar exchanged(gunichar c)
{
	switch (c) {
	case '<':
	case '>':
	case ':':
	case '"':
	case '|':
	case '?':
	case '*':
	case 0x2044: /* fraction slash */
	case 0x2215: /* division slash */
	case 0x29f5: /* reverse solidus operator */
	case 0x29f8: /* big solidus */
		return '_';
	case 0xa5: /* yen sign, the backslash of CP932 */
		return 0xffe5;
	case 0x20a9: /* won sign, the backslash of CP949 */
		return 0xffe6;
	default:
		return c;
	}
}

static char *exchange(struct member *m, const char *s)
{
	GString *out = g_string_new(NULL);

	for (; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		if (names_odd_is_direction(c))
			member_find(m, FINDING_NAME_DIRECTION);
		else if (names_odd_is_invisible(c))
			member_find(m, FINDING_NAME_CONTROL);
		else if (c == ':')
			member_find(m, FINDING_NAME_PATH);
		/* Shown text keeps it between pictures; a name has nothing that is not seen. */
		if (c != JOINER)
			g_string_append_unichar(out, exchanged(c));
	}
	return g_string_free(out, FALSE);
}

/* "C:", also with a name behind it. */
static bool is_drive(const char *s)
{
	return g_ascii_isalpha(s[0]) && s[1] == ':';
}

/* Nothing but dots and blanks: Windows takes "... " for "..", too. */
static bool is_dots(const char *s)
{
	return s[strspn(s, ". \t")] == '\0';
}

/* ${s} between two separators, fit for every system; NULL when nothing is left of it. */
static char *clean_component(struct member *m, const char *s, size_t max)
{
	if (is_dots(s)) {
		if (strlen(s) > 1)
			member_find(m, FINDING_NAME_TRAVERSAL);
		return NULL;
	}
	if (names_trimmed_len(s) < strlen(s))
		member_find(m, FINDING_NAME_TRAILING);
	if (strlen(s) > max)
		member_find(m, FINDING_NAME_LONG);
	if (names_odd_is_device(s))
		member_find(m, FINDING_NAME_DEVICE);
	g_autofree char *safe = exchange(m, s);
	g_autofree char *clean = names_clean(safe, max);
	return *clean ? g_steal_pointer(&clean) : NULL;
}

/* "/etc", "\\server\share", "C:\", "C:name". Returns what is behind. */
static const char *skip_root(struct member *m, const char *s)
{
	const char *p = s;

	if (is_drive(p))
		p += 2;
	p += strspn(p, "/\\");
	if (p != s)
		member_find(m, FINDING_NAME_TRAVERSAL);
	return p;
}

static bool is_too_long(guint components, const char *path)
{
	return components > DEPTH_MAX + 1 || g_utf8_strlen(path, -1) > CHARS_MAX;
}

char *member_name_clean(struct member *m, const char *utf8, size_t max)
{
	g_autofree char *whole = names_composed(utf8);
	g_auto(GStrv) parts = g_strsplit_set(skip_root(m, whole), "/\\", -1);
	g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);

	for (char **part = parts; *part; part++) {
		char *clean = clean_component(m, *part, max);
		if (clean)
			g_ptr_array_add(kept, clean);
	}
	guint n = kept->len;
	if (n == 0)
		return g_strdup("file");
	g_ptr_array_add(kept, NULL);
	g_autofree char *path = g_strjoinv("/", (char **)kept->pdata);
	if (!is_too_long(n, path))
		return g_steal_pointer(&path);
	member_find(m, FINDING_NAME_LONG);
	return g_strdup(g_ptr_array_index(kept, n - 1));
}
