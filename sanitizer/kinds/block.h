/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * block.h: one file that was written into a text, as each of the ways to write
 * it (uublock, yenc, binhex, bare64, armour) hands it to blocks.c, and the
 * lines that all of them read.
 */
#ifndef MISOGI_KINDS_BLOCK_H
#define MISOGI_KINDS_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

struct block {
	const char *at;	  /* where it begins, borrowed; NULL: where it was looked for */
	const char *next; /* where the text goes on, borrowed; NULL: on the next line */
	const char *name; /* in the text's bytes, borrowed; NULL: none */
	size_t name_len;
	char *data; /* g_malloc'd, the taker's */
	size_t n;
	char *own_name; /* in UTF-8, instead of ${name}; the taker's, may be NULL */
	char *type;	/* as a MIME header says it; the taker's, may be NULL */
	bool is_malformed;
	bool is_hidden; /* between boundaries, as a part of a mail */
	bool is_cut;	/* there was more than the room given */
};

struct block_line {
	const char *p;
	size_t n;	  /* without its line end */
	const char *next; /* past the line end */
};

/* The line at ${p}, which is before ${end}. */
struct block_line block_line_at(const char *p, const char *end);

bool block_line_begins(const struct block_line *l, const char *with);
/* But for blanks at its end. */
bool block_line_is(const struct block_line *l, const char *what);

#endif
