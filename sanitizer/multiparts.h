/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * multiparts.h: the multiparts that are open while the lines of a mail go by,
 * and what a line is to them.
 */
#ifndef MISOGI_SANITIZER_MULTIPARTS_H
#define MISOGI_SANITIZER_MULTIPARTS_H

#include <glib.h>
#include <stdbool.h>

/* A multipart whose header was read. */
struct multipart {
	GPtrArray *names; /* of char *: its boundary, or all that it declares; owned */
	bool seen;	  /* it has begun */
	bool closed;	  /* it has ended */
};

struct multiparts {
	GArray *open;	   /* of struct multipart, innermost last */
	GHashTable *names; /* boundary → index in ${open} + 1 */
	GArray *found;	   /* of enum finding_id, borrowed: what is odd is added */
};

/* What a line is to the open multiparts. */
struct mark {
	int of; /* index in ${open}, -1: none */
	bool closes;
};

void multiparts_init(struct multiparts *m, GArray *found);
void multiparts_clear(struct multiparts *m);

/* The multipart at ${i}; borrowed. */
struct multipart *multiparts_at(const struct multiparts *m, guint i);

/* One begins that declares ${names} (taken, at least one); far down it is forgotten. */
void multiparts_enter(struct multiparts *m, GPtrArray *names);

/* All from ${first} on end here. */
void multiparts_leave(struct multiparts *m, guint first);

/* What the line from ${p} up to ${next} is. */
struct mark multiparts_mark(struct multiparts *m, const char *p, const char *next);

#endif
