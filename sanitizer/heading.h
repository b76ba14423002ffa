/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * heading.h: the header of a mail as people read it.
 */
#ifndef MISOGI_SANITIZER_HEADING_H
#define MISOGI_SANITIZER_HEADING_H

#include "fields.h"
#include "work.h"

/* The first field ${name} decoded, on one line; "" when there is none. Caller frees. */
char *heading_text(const GArray *fields, const char *name);

/* Reads from, subject, message_id and what was said of the sender into ${w}->m. */
void heading_read(struct work *w);

/* "From: …", "To: …", "Date: …", "Subject: …" of the mail inside ${data}, one line each. */
void heading_append(GString *out, const char *data, size_t len);

#endif
