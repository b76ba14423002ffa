/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_base.c: resolving by cutting the base where the reference takes over,
 * then taking out "." and ".." with an output that only ever shrinks to where
 * it was, so long paths cost their length.
 * Tests: tests/unit/sanitizer/test_html_url.c.
 */
#include "html/html_base.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* The path ${path} ("/a/../b") without its dot segments, behind what ${out} has. */
static void append_path(GString *out, const char *path, size_t n)
{
	const char *p = path, *end = path + n;
	size_t root = out->len;

	while (p < end) {
		const char *slash = memchr(p + 1, '/', (size_t)(end - p - 1));
		const char *next = slash ? slash : end;
		size_t len = (size_t)(next - p);
		bool is_up = len == 3 && memcmp(p, "/..", 3) == 0;
		bool is_here = len == 2 && memcmp(p, "/.", 2) == 0;
		if (is_up)
			while (out->len > root && out->str[--out->len] != '/')
				;
		if (is_up)
			g_string_truncate(out, MAX(out->len, root));
		if (!is_up && !is_here)
			g_string_append_len(out, p, (gssize)len);
		else if (next == end)
			g_string_append_c(out, '/');
		p = next;
	}
}

char *html_base_resolve(const char *base, const char *relative)
{
	const char *slashes = strstr(base, "://");
	g_autofree char *reference = g_strdup(relative);

	if (!slashes || !*relative || *relative == '#')
		return NULL;
	g_strdelimit(reference, "\\", '/');
	if (g_str_has_prefix(reference, "//"))
		return g_strdup_printf("%.*s:%s", (int)(slashes - base), base, reference);
	const char *path = slashes + 3 + strcspn(slashes + 3, "/?#");
	size_t path_len = strcspn(path, "?#");
	g_autoptr(GString) merged = g_string_new(NULL);
	if (*reference == '?') {
		g_string_append_len(merged, base, path + path_len - base);
		g_string_append(merged, reference);
		return g_strdup(merged->str);
	}
	const char *last = g_strrstr_len(path, (gssize)path_len, "/");
	if (*reference != '/') {
		g_string_append_len(merged, path, last ? last - path : 0);
		g_string_append_c(merged, '/');
	}
	g_string_append(merged, reference);
	g_autoptr(GString) out = g_string_new_len(base, path - base);
	size_t own = strcspn(merged->str, "?#");
	append_path(out, merged->str, own);
	g_string_append(out, merged->str + own);
	return g_strdup(out->str);
}
