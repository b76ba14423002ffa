/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * date.h: the date of a mail, read strictly and written anew.
 */
#ifndef MISOGI_SANITIZER_DATE_H
#define MISOGI_SANITIZER_DATE_H

#include <stddef.h>

/*
 * The RFC 5322 3.3 date in ${raw}, obsolete zones and comments allowed, as it
 * is written today; NULL when it is none. Caller frees.
 */
char *date_rewrite(const char *raw, size_t n);

#endif
