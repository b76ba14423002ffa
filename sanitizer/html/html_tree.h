/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_tree.h: gumbo on a leash: its memory is counted, and past the budget
 * it is left where it stands.
 */
#ifndef MISOGI_HTML_TREE_H
#define MISOGI_HTML_TREE_H

#include <gumbo.h>
#include <stddef.h>

struct html_tree;

/* The tree of ${html}, which must outlive it; NULL when it needs more than ${max_bytes} of memory.
 */
struct html_tree *html_tree_new(const char *html, size_t n, size_t max_bytes);
void html_tree_free(struct html_tree *t);

/* Borrowed; lives as long as the tree. */
const GumboNode *html_tree_root(const struct html_tree *t);

#endif
