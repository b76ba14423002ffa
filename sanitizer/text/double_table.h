/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * double_table.h: a set of characters of two bytes each, as a table that
 * needs no file: two bytes of memory for a cell.
 */
#ifndef MISOGI_TEXT_DOUBLE_TABLE_H
#define MISOGI_TEXT_DOUBLE_TABLE_H

#include <stdbool.h>

#include "text/sink.h"

struct double_shape {
	const char *charset; /* as iconv calls it */
	const char *prefix;  /* bytes that stand before a character of this set; "" */
	guint8 first_lead, last_lead, first_trail, last_trail;
};

/* A character beyond the Basic Multilingual Plane, or one that Unicode writes with two. */
struct double_special {
	gunichar first, second; /* ${second} 0: none */
};

struct double_table {
	struct double_shape shape;
	guint16 *cells;	  /* 0: no character; 0xd800 + n: ${specials}[n] */
	GArray *specials; /* of struct double_special */
};

/* Asks iconv for each cell, once; false when it does not know the charset. */
bool double_table_learn(struct double_table *t, const struct double_shape *shape);

/* Appends the character of ${lead} and ${trail}; false, and nothing, when there is none. */
static inline bool double_table_put(const struct double_table *t, struct sink *s, guint8 lead,
				    guint8 trail)
{
	const struct double_shape *shape = &t->shape;

	if (lead < shape->first_lead || lead > shape->last_lead || trail < shape->first_trail ||
	    trail > shape->last_trail)
		return false;
	const unsigned width = shape->last_trail - shape->first_trail + 1U;
	const guint16 cell =
		t->cells[(lead - shape->first_lead) * width + (trail - shape->first_trail)];
	if (cell < 0xd800 || cell > 0xdfff) {
		if (cell)
			sink_put(s, cell);
		return cell != 0;
	}
	const struct double_special *special =
		&g_array_index(t->specials, struct double_special, cell - 0xd800);
	sink_put(s, special->first);
	if (special->second)
		sink_put(s, special->second);
	return true;
}

#endif
