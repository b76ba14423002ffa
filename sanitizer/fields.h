/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fields.h: a header block taken apart into fields, raw and borrowed.
 */
#ifndef MISOGI_SANITIZER_FIELDS_H
#define MISOGI_SANITIZER_FIELDS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* One field; both strings point into the bytes that were read, not terminated. */
struct field {
	const char *name;
	size_t name_len;
	const char *value; /* still folded, without the final line end and leading blanks */
	size_t value_len;
};

/*
 * The header block at the start of ${data}: an array of struct field, caller
 * unrefs. ${body_at} (may be NULL) gets where the body begins. ${is_malformed}
 * is set when lines that are no fields were skipped.
 */
GArray *fields_read(const char *data, size_t len, size_t *body_at, bool *is_malformed);

/* The n-th field (from 0) named ${name}, case-insensitively; NULL past the last. */
const struct field *fields_nth(const GArray *fields, const char *name, unsigned nth);

bool field_is(const struct field *f, const char *name);

/* How many bytes of lines stand before the first field or blank line. */
size_t fields_find_first(const char *data, size_t len);

/* The end of the line at ${p}: past its LF, or ${end}. */
const char *fields_next_line(const char *p, const char *end);

#endif
