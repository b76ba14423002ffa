/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_line.h: the lines that calendars and visiting cards are written in,
 * "NAME;PARAM=x:value" (RFC 5545 3.1, RFC 6350 3.2, vCalendar 1.0, vCard 2.1).
 */
#ifndef MISOGI_KINDS_CONTENT_LINE_H
#define MISOGI_KINDS_CONTENT_LINE_H

#include "text/body.h"

#define CONTENT_PARAMS_MAX 32 /* of one line; the rest is not looked at */

/* One line; its strings live until the next is read. */
struct content_line {
	char *name;  /* upper case, without a group ("item1.") */
	char *value; /* as it stands */
	struct content_param {
		char *name; /* upper case */
		char *value;
	} params[CONTENT_PARAMS_MAX];
	unsigned n_params;
};

/* A file of such lines; borrows ${charset} and ${found} of content_line_open(). */
struct content_source {
	GString *text; /* UTF-8, unfolded, LF */
	size_t at;
	GString *line;
	const char *charset;
	struct body_found *found;
};

/* The lines of ${n} bytes ${buf}, labelled ${charset} (NULL: none). Close it. */
void content_line_open(struct content_source *s, const char *buf, size_t n, const char *charset,
		       struct body_found *found);
void content_line_close(struct content_source *s);

/* From the beginning again. */
void content_line_rewind(struct content_source *s);

/* The next line that is one; sets malformed for each that is none. False at the end. */
bool content_line_next(struct content_source *s, struct content_line *line);

bool content_line_is(const struct content_line *line, const char *name);

/* The first value of parameter ${name}; NULL when it has none. Borrowed. */
const char *content_line_param(const struct content_line *line, const char *name);

/* Whether the list of parameter ${name} ("TYPE=work,voice") holds ${word}. */
bool content_line_has(const struct content_line *line, const char *name, const char *word);

#endif
