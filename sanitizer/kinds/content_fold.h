/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_fold.h: the long lines of calendars and visiting cards, whole again.
 */
#ifndef MISOGI_KINDS_CONTENT_FOLD_H
#define MISOGI_KINDS_CONTENT_FOLD_H

#include "text/charset.h"
#include "text/sweep.h"

/*
 * ${n} bytes ${buf} with lines that go on (a blank begins the next; "=" ends a
 * quoted-printable one) put together, as UTF-8 with LF. ${charset} (NULL:
 * none) counts unless the first line that is not ASCII names its own. Caller
 * frees.
 */
GString *content_fold_undo(const char *buf, size_t n, const char *charset,
			   struct charset_found *found);

/* NUL would end a value for whoever reads on: each becomes a blank, and is counted. */
void content_fold_nul(GString *text, struct sweep_found *found);

#endif
