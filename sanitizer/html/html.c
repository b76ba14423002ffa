/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.c: guard, tree, walk; our own lines at the end. Too big, too deep, too
 * greedy: tags are stripped instead, which always works.
 * Tests: tests/unit/sanitizer/test_html.c, tests/fuzz/fuzz_html.c.
 */
#include "html/html.h"

#include <string.h>

#include "html/html_css.h"
#include "html/html_guard.h"
#include "html/html_removed.h"
#include "html/html_strip.h"
#include "html/html_tree.h"
#include "html/html_walk.h"

/* gumbo gets an eighth of what the whole job may have. */
static bool convert(GString *out, const GString *html, const struct text_options *options,
		    struct html_links *links, struct html_found *found,
		    struct html_removed *removed)
{
	struct html_tree *tree =
		html_tree_new(html->str, html->len, options->limits->job_memory_bytes / 8);

	if (!tree)
		return false;
	struct html_sheet *sheet = html_sheet_of(html_tree_root(tree), options->limits->css_rules,
						 &found->limit_css_rules);
	const struct html_walk_input in = {
		.root = html_tree_root(tree),
		.sheet = sheet,
		.options = options,
		.links = links,
	};
	html_walk(out, &in, found, removed);
	found->limit_css_rules = found->limit_css_rules || html_sheet_is_spent(sheet);
	html_sheet_free(sheet);
	html_tree_free(tree);
	return true;
}

/* Our lines stand behind a blank line. */
static void append_lines(GString *out, size_t start, const GString *lines)
{
	if (lines->len == 0)
		return;
	if (out->len > start)
		g_string_append(out, "\n\n");
	g_string_append_len(out, lines->str, (gssize)lines->len);
}

void html_to_text(GString *out, const char *utf8, size_t n, const struct text_options *options,
		  struct html_found *found)
{
	g_autoptr(GString) html = html_neutralise(utf8, n);
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(html_links_t) links = html_links_new(options, found);
	struct html_removed removed = { 0 };
	const size_t start = out->len;

	if (!html_guard(html->str, html->len, options->limits, found) ||
	    !convert(out, html, options, links, found, &removed)) {
		found->fallback = true;
		html_strip(out, html->str, html->len);
	}
	html_removed_lines(lines, found, &removed, options);
	append_lines(out, start, lines);
	html_links_append_notes(links, out);
}
