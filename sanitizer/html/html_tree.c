/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_tree.c: a few thousand open <b id=…> make gumbo build millions of
 * nodes, and it never asks whether malloc(3) gave it something. So it gets an
 * arena that counts: when the budget is spent, longjmp leaves the parser, and
 * the whole arena goes at once, which also spares us gumbo_destroy_output(),
 * which recurses as deep as the HTML. What gumbo gives back is taken again by
 * the next piece of that size: faster than malloc(3), and no bigger.
 * Tests: tests/unit/sanitizer/test_html_tree.c.
 */
#include "html/html_tree.h"

#include <glib.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#define UNIT 16
#define CLASSES 64 /* pieces of up to CLASSES * UNIT bytes are kept by size */
#define CHUNK_MIN (64u << 10)
#define CHUNK_MAX (1u << 20)

struct chunk {
	struct chunk *prev, *next;
	size_t size;
	max_align_t data[];
};

/* Before each piece: its size in units; 0: a chunk of its own. */
struct piece {
	size_t units;
	struct piece *next_free; /* where the data begins, while it is free */
};

#define PIECE_HEAD offsetof(struct piece, next_free)

struct html_tree {
	size_t used, max;
	jmp_buf too_much;
	GumboOutput *output;
	char *at, *end; /* what is left of the last chunk */
	size_t chunk;	/* size of the next */
	struct piece *free[CLASSES + 1];
	struct chunk chunks; /* head of the ring; last, for it ends in an open array */
};

static struct chunk *add_chunk(struct html_tree *t, size_t size)
{
	size_t whole = sizeof(struct chunk) + size;

	if (size > t->max || whole > t->max - t->used)
		longjmp(t->too_much, 1);
	struct chunk *c = malloc(whole);
	if (!c)
		longjmp(t->too_much, 1);
	c->size = whole;
	c->prev = &t->chunks;
	c->next = t->chunks.next;
	c->prev->next = c->next->prev = c;
	t->used += whole;
	return c;
}

static void drop_chunk(struct html_tree *t, struct chunk *c)
{
	c->prev->next = c->next;
	c->next->prev = c->prev;
	t->used -= c->size;
	free(c);
}

/* A piece with a chunk of its own, which goes when the piece does. */
static void *take_alone(struct html_tree *t, size_t size)
{
	struct piece *p = (struct piece *)add_chunk(t, PIECE_HEAD + size)->data;

	p->units = 0;
	return &p->next_free;
}

static struct piece *cut_piece(struct html_tree *t, size_t bytes)
{
	if ((size_t)(t->end - t->at) < bytes) {
		/* The last chunk of a small budget is as small as that. */
		size_t size = MIN(t->chunk, MAX((t->max - t->used) / 2, CHUNK_MIN / 4));
		t->at = (char *)add_chunk(t, size)->data;
		t->end = t->at + size;
		t->chunk = MIN(t->chunk * 2, CHUNK_MAX);
	}
	struct piece *p = (struct piece *)t->at;
	t->at += bytes;
	return p;
}

static void *take(void *userdata, size_t size)
{
	struct html_tree *t = userdata;
	size_t units = (size + PIECE_HEAD + UNIT - 1) / UNIT;

#ifdef MISOGI_SANITIZED
	/* The checkers see the edges of what malloc(3) gives, not of our pieces. */
	return take_alone(t, size);
#endif
	if (units > CLASSES)
		return take_alone(t, size);
	struct piece *p = t->free[units];
	if (p) {
		t->free[units] = p->next_free;
	} else {
		p = cut_piece(t, units * UNIT);
		p->units = units;
	}
	return &p->next_free;
}

static void give_back(void *userdata, void *data)
{
	struct html_tree *t = userdata;

	if (!data)
		return;
	struct piece *p = (struct piece *)((char *)data - PIECE_HEAD);
	if (p->units == 0) {
		drop_chunk(t, (struct chunk *)((char *)p - offsetof(struct chunk, data)));
		return;
	}
	p->next_free = t->free[p->units];
	t->free[p->units] = p;
}

struct html_tree *html_tree_new(const char *html, size_t n, size_t max_bytes)
{
	struct html_tree *t = g_new0(struct html_tree, 1);
	GumboOptions options = kGumboDefaultOptions;

	t->chunks.prev = t->chunks.next = &t->chunks;
	t->max = max_bytes;
	t->chunk = CHUNK_MIN;
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
	while (t->chunks.next != &t->chunks)
		drop_chunk(t, t->chunks.next);
	g_free(t);
}

const GumboNode *html_tree_root(const struct html_tree *t)
{
	return t->output->root;
}
