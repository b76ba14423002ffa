/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * leaf.h: one entity made a part: what it declares, its names, its bytes.
 */
#ifndef MISOGI_SANITIZER_LEAF_H
#define MISOGI_SANITIZER_LEAF_H

#include "kinds/members.h"
#include "parse.h"
#include "work.h"

/* Where a leaf was met. */
struct leaf_place {
	const char *path;
	int parent; /* part index of the mail it is in, -1: the mail itself */
	unsigned alternative, branch;
	bool is_only;	     /* the only part of its mail */
	const char *subtype; /* of the multipart it stands in, "" */
};

/* Adds the leaf ${e}; ${*part} gets its index. */
bool leaf_take(struct work *w, const struct parsed *p, const struct entity *e,
	       const struct leaf_place *at, unsigned *part, struct err *err);

/*
 * Adds ${e} written out as it stands: a mail that is not encoded, or a branch
 * that is nested too deeply (with finding ${why}, FINDING_MAX: none).
 */
bool leaf_take_whole(struct work *w, const struct entity *e, const struct leaf_place *at,
		     enum finding_id why, unsigned *part, struct err *err);

/*
 * Adds what was inside of another part without being MIME. A member of an archive
 * gives its bytes away.
 */
bool leaf_take_member(struct work *w, struct member *m, const struct leaf_place *at, unsigned *part,
		      struct err *err);

/* Adds what stands in the multipart ${e} where its parts should be; there must be something. */
bool leaf_take_prologue(struct work *w, const struct entity *e, const struct leaf_place *at,
			unsigned *part, struct err *err);

#endif
