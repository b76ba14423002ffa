/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pieces.h: a Content-Type or Content-Disposition cut into "name = value"
 * pieces, nothing decoded. Internal to params.c.
 */
#ifndef MISOGI_TEXT_PIECES_H
#define MISOGI_TEXT_PIECES_H

#include <glib.h>
#include <stdbool.h>

/* One "name*1*=value" as it stands. */
struct piece {
	char *name;	 /* lower case, without the star parts */
	int index;	 /* of a continuation, -1: none */
	bool is_percent; /* the name ended in "*" */
	GString *value;	 /* raw bytes, quotes undone */
	bool used;	 /* for the caller */
};

struct pieces {
	char *value;	  /* what stands before the first ";", lower case */
	GPtrArray *list;  /* of struct piece, in order */
	const char *hint; /* of 8-bit bytes: words_decode() */
	bool too_many, malformed;
	bool is_odd; /* a boundary or charset is written so that programs may read it otherwise */
};

/* Cuts ${raw} (still folded). */
void pieces_read(const char *raw, size_t n, unsigned max, struct pieces *out);
void pieces_clear(struct pieces *p);

#endif
