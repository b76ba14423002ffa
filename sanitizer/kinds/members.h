/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * members.h: what stands inside a part without being MIME: the bodies and
 * files of winmail.dat, files written into a text, the mail in a signature.
 */
#ifndef MISOGI_KINDS_MEMBERS_H
#define MISOGI_KINDS_MEMBERS_H

#include "text/body.h"

struct member {
	enum member_kind {
		MEMBER_BODY, /* a text of the mail, to be read as ${form} */
		MEMBER_FILE, /* an attachment */
		MEMBER_MAIL, /* a MIME entity with its own header */
	} kind;
	enum body_form form; /* of MEMBER_BODY */
	char *charset;	     /* of MEMBER_BODY, may be "" */
	char *name;	     /* as the sender wrote it, in UTF-8, not cleaned; may be "" */
	char *type;	     /* "application/pdf", lower case; "" when it does not say */
	char *data;	     /* owned, never NULL */
	size_t n;
	/* within an archive: */
	char *path; /* "図面/平面図.pdf", cleaned, unlike any other of it; NULL elsewhere */
	bool is_absent;	  /* there are no bytes to be had: a link, a locked member */
	GArray *findings; /* of enum finding_id, of this member; NULL: none */
};

struct members {
	GPtrArray *list; /* of struct member */
	bool hidden;	 /* a text has parts of a mail between boundaries */
	bool malformed;	 /* it ended early or contradicts itself: what was read is there */
	bool too_many;	 /* limit members: the rest was not read */
};

void members_init(struct members *m);
void members_clear(struct members *m);

/* Records ${id} of ${one}, once. */
void member_find(struct member *one, enum finding_id id);

/* A new member of ${m}; takes ${data} (g_malloc'd). */
struct member *members_add(struct members *m, enum member_kind kind, char *data, size_t n);

#endif
