/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output_check.h: what is true of every mail that leaves, whoever wrote it.
 */
#ifndef MISOGI_FRONT_OUTPUT_CHECK_H
#define MISOGI_FRONT_OUTPUT_CHECK_H

#include "misogi/front.h"

struct output {
	const struct message *m;
	const GArray *leaves; /* of struct leaf, by part; NULL where there are no files */
};

/* One part of it, read again: its header and its content up to the next boundary. */
struct output_part {
	const char *header; /* with the empty line */
	size_t header_len;
	const char *content; /* with its last CRLF */
	size_t content_len;
};

/* Refuses with SCOPE_TEMP, WORKER_ANSWER: such a mail is held. */
bool output_refuse(struct err *err, const char *what);

/*
 * Whether ${part} is written in our one form, under the name of ${e}, and its
 * bytes those that the scanner called clean, or the text that was checked.
 */
bool output_file_check(const struct output_part *part, const struct enclosure *e,
		       const struct output *o, struct err *err);

/* The same of the bytes of a zip and the entries of ${e}. */
bool output_zip_check(const unsigned char *zip, size_t n, const struct enclosure *e,
		      const struct output *o, struct err *err);

/* Whether ${bytes} are those of ${entry}. */
bool output_is_entry(const void *bytes, size_t n, const struct enclosed *entry,
		     const struct output *o);

#endif
