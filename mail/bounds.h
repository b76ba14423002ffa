/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bounds.h: how long each string of a frame may be. Both ends use it: the
 * child cuts its facts to it, the front refuses what is longer.
 */
#ifndef MAIL_BOUNDS_H
#define MAIL_BOUNDS_H

#include <string.h>

#include "misogi/wire.h"

#define BOUND_WORD 256u	    /* types, approver, scanner's word, stage */
#define BOUND_LINE 1024u    /* rule, details, why */
#define BOUND_NAME 4096u    /* addresses, names, subject, paths */
#define BOUND_VALUE 120000u /* a header value: never cut */

#define BOUND_HEADERS 500u
#define BOUND_TRACE 20000u
#define BOUND_TIMES 64u
#define BOUND_RECIPIENTS 50000u

/* Writes ${s}, cut at a character to ${max} bytes. */
static inline void put_cut(struct wire_out *w, const char *s, size_t max)
{
	size_t n = s ? strlen(s) : 0;

	if (n <= max) {
		wire_put_string(w, s);
		return;
	}
	/* Not between the bytes 10xxxxxx of one character (RFC 3629). */
	for (n = max; n > 0 && (s[n] & 0xc0) == 0x80; n--)
		;
	g_autofree char *cut = g_strndup(s, n);
	wire_put_string(w, cut);
}

#endif
