/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * work.h: one mail at work: what the stages hand to each other. The facts that
 * outlive the child are in struct message; what only the stages need (bytes,
 * charsets, which alternative) stands here, beside message->parts by index.
 */
#ifndef MISOGI_SANITIZER_WORK_H
#define MISOGI_SANITIZER_WORK_H

#include "archive/archive.h"
#include "misogi/sanitize.h"
#include "text/body.h"

#define WORK_NO_ALTERNATIVE 0u

/* Bytes that are parsed: the mail itself, or a mail within it; mapped read-only. */
struct source {
	const char *data;
	size_t len;
	int fd; /* owned */
};

/* The bytes of one part and how to read them. */
struct content {
	const char *data; /* decoded; mapped from fd, or heap when fd is -1; NULL: never decoded */
	size_t len;
	int fd;	    /* memfd; -1: the bytes are on the heap (a body that becomes text) */
	bool given; /* sealed and given to the host's scanner */
	char *charset;
	enum body_form form;
	unsigned alternative; /* which multipart/alternative it is in, the outermost */
	unsigned branch;      /* … and which of its branches it is of, or is */
	bool is_message;      /* a mail that was walked into: its parts follow */
	bool is_wrapper;      /* no mail, and yet its parts follow: they are parts of its mail */
	bool is_archive;      /* it was opened: its members follow, each decided by itself */
	bool waits;	      /* an archive that is locked, until all texts are known */
	bool is_absent;	      /* a member without bytes: a link, a locked one */
	char *member_path;    /* where in its archive it stands, cleaned; NULL: in none; owned */
	char *left; /* a text without what was taken out of it, instead of ${data}; owned */
	size_t left_len;
	GPtrArray *blocks; /* of char *: names of the files that were taken out of ${left}; owned */
	bool text_works;   /* action text can be had */
	bool is_delivered; /* its text stands in the new body */
	struct source *inner; /* the mail inside, as it was parsed; owned */
	GString *text;	      /* converted; NULL when not */
};

struct work {
	const struct sanitize_job *job;
	const struct sanitize_host *host;
	const struct limits *limits;
	const struct body_policy *body;
	struct message *m;
	GPtrArray *contents;   /* of struct content, by part index */
	struct source *source; /* the mail, cleaned */
	GArray *fields;	       /* of struct field: its header block */
	uint64_t decoded;      /* bytes of all parts so far */
	uint64_t enclosed;     /* room set aside for files that are delivered, encoded */
	unsigned visited;      /* entities met, multiparts included */
	unsigned n_alternatives;
	struct archive_budget archives;
	unsigned substituted; /* characters that the mail's charset does not have */
	bool keeps_original;  /* something could not be shown whole */
	bool is_held;	      /* held unread: nothing below may be looked at */
};

struct content *work_content(const struct work *w, unsigned part);

/* The part that is the mail around ${part}, wrappers left out; -1: the mail itself. */
int work_mail_of(const struct work *w, unsigned part);

/* A new part with empty content; returns its index. */
unsigned work_add_part(struct work *w, const char *path, int parent);

/* A finding of part ${part} (-1: of the message). */
void work_find(struct work *w, int part, enum finding_id id, const char *place, const char *detail);

/* The highest floor of the findings of ${p}. */
enum finding_floor work_floor(const struct part *p);

void work_clear(struct work *w);

/* Maps all of ${fd} (taken, closed also on failure). NULL with ${err}. */
struct source *source_new(int fd, struct err *err);
void source_free(struct source *s);
/* Lets go of the pages of a big one, which is not read for a while; they come back when it is. */
void source_rest(const struct source *s);

/* ---- contents ---- */

/* A writable place of ${size} bytes for decoded bytes: heap, or a memfd when ${as_file}. */
bool content_reserve(struct content *c, size_t size, bool as_file, char **place, struct err *err);
/* ${used} bytes of the place were written: they are read-only from now on. */
bool content_settle(struct content *c, char *place, size_t reserved, size_t used, struct err *err);
/* Maps the ${size} bytes that stand in ${c}->fd. */
bool content_map(struct content *c, size_t size, struct err *err);
/* Moves heap bytes into a memfd (does nothing when they are in one) and seals it. */
bool content_seal(struct content *c, struct err *err);

#endif
