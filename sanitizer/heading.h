/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * heading.h: the header of a mail as people read it.
 */
#ifndef MISOGI_SANITIZER_HEADING_H
#define MISOGI_SANITIZER_HEADING_H

#include "fields.h"
#include "text/words.h"
#include "work.h"

/* What was met in one field. */
struct heading_found {
	struct charset_found charset;
	struct sweep_found swept;
};

/* ${f} decoded, on one clean line of at most ${max} bytes. Caller frees. */
char *heading_line(const struct field *f, size_t max, struct heading_found *found);

/*
 * The addresses of ${f}, displays clean, of struct address (compose.h). A name
 * that shows another address than the mailbox gets the mailbox beside it, for
 * readers whose program shows the name alone. Caller unrefs.
 */
GPtrArray *heading_addresses(const struct field *f, const struct limits *limits,
			     struct heading_found *found);

/* The first field ${name} as a line; "" when there is none. Caller frees. */
char *heading_text(const GArray *fields, const char *name);

/*
 * Reads from, subject, message_id and what was said of the sender into
 * ${w}->m, and records what was met in the fields that are delivered, each
 * with its name as the place.
 */
void heading_read(struct work *w);

/* "From: …", "To: …", "Date: …", "Subject: …" of the mail inside ${data}, one line each. */
void heading_append(GString *out, const char *data, size_t len);

#endif
