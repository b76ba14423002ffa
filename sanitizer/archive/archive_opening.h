/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_opening.h: one archive while it is opened: what its readers share.
 * Each of them stops at the first false, after a finding was recorded.
 */
#ifndef MISOGI_ARCHIVE_OPENING_H
#define MISOGI_ARCHIVE_OPENING_H

#include "archive/archive.h"

struct opening {
	enum type_id type;
	const char *data;
	size_t len;
	const char *name;
	const GPtrArray *passwords; /* may be NULL */
	struct archive_budget *budget;
	struct archive_answer *out;
	GTree *taken;	     /* member_paths_new() */
	unsigned entries;    /* of other archives of the mail */
	guint64 unpacked;    /* bytes of this archive so far */
	const char *charset; /* of the names of an LZH; NULL: as they stand */
	bool is_counted;     /* its bytes were counted when they were unpacked around it */
};

/* Bytes as they come out; all zero is empty. */
struct unpacking {
	char *data; /* owned; NULL when there are none */
	size_t n, room;
};

/* Records ${id}, once. Always false. */
bool opening_find(struct opening *o, enum finding_id id, const char *detail);

/* Whether limit archive_seconds allows to go on. */
bool opening_has_time(struct opening *o);

/* Whether the budget has ${n} bytes more. */
bool opening_count(struct opening *o, size_t n);

/* Takes ${n} bytes more, if the budget has them. */
bool opening_take(struct opening *o, struct unpacking *u, const void *bytes, size_t n);

/*
 * A member called ${name} (UTF-8, as the archive has it), without bytes yet;
 * NULL when there are too many.
 */
struct member *opening_add(struct opening *o, const char *name);

/* Forgets all members: they are not there, and none are counted. */
void opening_forget(struct opening *o);

/* Gives ${m} the bytes of ${u}, which is empty then. */
void opening_settle(struct member *m, struct unpacking *u);

/* The same without bytes, and why. */
bool opening_add_absent(struct opening *o, const char *name, enum finding_id why);

#endif
