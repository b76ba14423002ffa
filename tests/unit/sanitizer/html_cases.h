/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_cases.h: tables of HTML and the text that it must become.
 */
#ifndef TESTS_UNIT_SANITIZER_HTML_CASES_H
#define TESTS_UNIT_SANITIZER_HTML_CASES_H

#include <string.h>

#include "html/html.h"

struct html_case {
	const char *name, *html, *text;
};

/* The text of ${html} without trailing line ends; caller frees. */
static inline char *html_case_text(const char *html, size_t n, enum config_lang lang,
				   struct html_found *found)
{
	struct limits limits = limits_default();
	const struct text_options options = { .limits = &limits, .lang = lang };
	GString *out = g_string_new(NULL);

	html_to_text(out, html, n, &options, found);
	return g_strchomp(g_string_free(out, FALSE));
}

static inline void html_case_check(const struct html_case *c)
{
	struct html_found found = { 0 };
	g_autofree char *got = html_case_text(c->html, strlen(c->html), CONFIG_LANG_JA, &found);

	ck_assert_msg(!strcmp(got, c->text), "%s: got \"%s\" want \"%s\"", c->name, got, c->text);
	ck_assert_msg(!found.fallback, "%s: fell back", c->name);
}

#endif
