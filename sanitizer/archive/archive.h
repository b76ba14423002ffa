/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive.h: the members of an archive, unpacked within budgets. Which files
 * are archives is told by their bytes. What two readers would see differently
 * is not opened.
 */
#ifndef MISOGI_ARCHIVE_H
#define MISOGI_ARCHIVE_H

#include "kinds/members.h"
#include "misogi/types.h"

/* What may still be unpacked of one mail; shared by all its archives. */
struct archive_budget {
	const struct limits *limits;
	guint64 bytes;	  /* unpacked so far */
	unsigned entries; /* members so far */
	gint64 deadline;  /* g_get_monotonic_time() when limit archive_seconds is over; 0: not begun
			   */
};

/* What became of it. */
struct archive_answer {
	struct members members; /* in the archive's order; empty when it was not opened */
	GPtrArray *found;	/* of struct archive_found: of the archive as a whole */
	bool is_open;		/* each member stands in ${members} */
};

struct archive_found {
	enum finding_id id;
	char *detail; /* for people, may be "" */
};

/* Opens what libarchive opens late; once, while files can be opened. */
void archive_init(void);

/* Whether files of ${type} are opened here: zip, 7z, rar, lzh, cab, tar, iso, gzip … */
bool archive_is_opened(enum type_id type);

/*
 * Opens ${data}, which is of ${type}. ${passwords} (of char *, UTF-8; may be
 * NULL): tried in this order on what is locked. ${name}: the archive's own, for
 * what has one member without a name (gzip). Caller calls archive_answer_clear().
 */
void archive_open(enum type_id type, const char *data, size_t len, const char *name,
		  const GPtrArray *passwords, struct archive_budget *budget,
		  struct archive_answer *out);
void archive_answer_clear(struct archive_answer *a);

#endif
