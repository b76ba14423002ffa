/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * params.h: the raw value of Content-Type or Content-Disposition, taken apart
 * (RFC 2045, 2231, and RFC 2047 words where they are not allowed but common).
 * Linear in the length: GMime's parser is quadratic there.
 */
#ifndef MISOGI_TEXT_PARAMS_H
#define MISOGI_TEXT_PARAMS_H

#include "text/charset.h"

struct param {
	char *name;    /* lower case, without "*" and "*0" */
	char *value;   /* UTF-8, not cleaned but free of NUL */
	bool extended; /* from name*= or name*0*=: RFC 2231 */
};

struct params {
	char *value;	 /* "text/plain", "attachment": lower case, "" when there is none */
	GPtrArray *list; /* of struct param, in order; duplicates are all here */
	bool too_many;	 /* more than the limit: the rest was not read */
	bool malformed;
	bool is_odd;	/* a boundary or charset that programs may read otherwise */
	bool duplicate; /* the same name twice in the same form */
	struct charset_found charset;
};

/* Reads ${raw} (still folded, may be NULL). Caller frees. */
struct params *params_parse(const char *raw, size_t n, unsigned max_params);
void params_free(struct params *p);
typedef struct params params_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(params_t, params_free)

/*
 * The n-th value (from 0) of parameter ${name} in order, both forms, NULL past
 * the last: so that a caller can compare all names of a file. Borrowed.
 */
const char *params_nth(const struct params *p, const char *name, unsigned nth);

/* The first value of ${name}, the plain form before the extended one; NULL if there is none.
 * Borrowed. */
const char *params_get(const struct params *p, const char *name);

#endif
