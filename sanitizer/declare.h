/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * declare.h: what the Content fields of an entity say of it, and where they
 * contradict each other.
 */
#ifndef MISOGI_SANITIZER_DECLARE_H
#define MISOGI_SANITIZER_DECLARE_H

#include "parse.h"
#include "text/params.h"
#include "transfer.h"
#include "work.h"

struct declared {
	struct params *type;	    /* the worst of several; the parameters of all */
	struct params *disposition; /* "attachment" when one of several says so; likewise */
	enum transfer transfer;	    /* of several one that encodes */
	bool is_torn; /* others may read other bytes or another kind of part: kept, no text */
};

/*
 * Reads the header of ${e} and records what is odd about it: of ${part}, or
 * where that is -1 of the mail, at ${place}. Clear it with declare_clear().
 */
void declare_read(struct work *w, int part, const char *place, const struct entity *e,
		  struct declared *out);
void declare_clear(struct declared *d);

/* Records what is odd about the header of the multipart ${e} at ${place}. */
void declare_look(struct work *w, const char *place, const struct entity *e);

#endif
