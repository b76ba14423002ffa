/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_tree.c: a few thousand open <b id=…> make gumbo build millions of
 * nodes, and it never asks whether malloc(3) gave it something. So it gets an
 * allocator that counts; when the budget is spent, longjmp leaves the parser
 * and all of its blocks, which hang on one list, are freed. The list also
 * spares us gumbo_destroy_output(), which recurses as deep as the HTML.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_tree.h"

#include <glib.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

struct block {
	struct block *prev, *next;
	size_t size;
	max_align_t data[];
};

struct html_tree {
	size_t used, max;
	jmp_buf too_much;
	GumboOutput *output;
	struct block blocks; /* head of the ring; last, for it ends in an open array */
};

static void *take(void *userdata, size_t size)
{
	struct html_tree *t = userdata;
	size_t whole = sizeof(struct block) + size;

	if (whole > t->max - t->used)
		longjmp(t->too_much, 1);
	struct block *b = malloc(whole);
	if (!b)
		longjmp(t->too_much, 1);
	b->size = whole;
	b->prev = &t->blocks;
	b->next = t->blocks.next;
	b->prev->next = b->next->prev = b;
	t->used += whole;
	return b->data;
}

static void give_back(void *userdata, void *data)
{
	struct html_tree *t = userdata;

	if (!data)
		return;
	struct block *b = (struct block *)((char *)data - offsetof(struct block, data));
	b->prev->next = b->next;
	b->next->prev = b->prev;
	t->used -= b->size;
	free(b);
}

struct html_tree *html_tree_new(const char *html, size_t n, size_t max_bytes)
{
	struct html_tree *t = g_new0(struct html_tree, 1);
	GumboOptions options = kGumboDefaultOptions;

	t->blocks.prev = t->blocks.next = &t->blocks;
	t->max = max_bytes;
	options.allocator = take;
	options.deallocator = give_back;
	options.userdata = t;
	options.max_errors = 0;
	if (setjmp(t->too_much) == 0) {
		t->output = gumbo_parse_with_options(&options, html, n);
		return t;
	}
	html_tree_free(t);
	return NULL;
}

void html_tree_free(struct html_tree *t)
{
	if (!t)
		return;
	while (t->blocks.next != &t->blocks)
		give_back(t, t->blocks.next->data);
	g_free(t);
}

const GumboNode *html_tree_root(const struct html_tree *t)
{
	return t->output->root;
}
