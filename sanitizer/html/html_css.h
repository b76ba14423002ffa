/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_css.h: the <style> sheets of a document, as far as they hide text. Not
 * a CSS engine: selectors of elements, classes and ids (lists, descendants,
 * children), the cascade by specificity and order, @media for screens.
 */
#ifndef MISOGI_HTML_CSS_H
#define MISOGI_HTML_CSS_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "html/html_declare.h"

struct html_sheet;

/* At most ${max_rules} rules are kept. */
struct html_sheet *html_sheet_new(unsigned max_rules);
void html_sheet_free(struct html_sheet *s);

/* Adds the sheet ${css}; false: it had more rules than are kept. Linear. */
bool html_sheet_read(struct html_sheet *s, const char *css, size_t n);

/*
 * All <style> of the document below ${root}, those in <body>, too; NULL: there
 * are none. ${full} becomes true when they had more rules than are kept.
 */
struct html_sheet *html_sheet_of(const GumboNode *root, unsigned max_rules, bool *full);

/* Lays over ${said} what the sheets say of ${node}, as the cascade has it. */
void html_sheet_ask(const struct html_sheet *s, const GumboNode *node, struct html_declared *said);

/* Asking became too dear: from then on the sheets say nothing. NULL: false. */
bool html_sheet_is_spent(const struct html_sheet *s);

#endif
