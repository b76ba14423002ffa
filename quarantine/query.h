/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * query.h: the words of policies as a search: `from:example.jp type:pdf,image
 * !finding:encrypted since:7d`. Words are ANDed, commas OR, `!` NOT.
 */
#ifndef QUARANTINE_QUERY_H
#define QUARANTINE_QUERY_H

#include "misogi/err.h"

enum query_scope { QUERY_MESSAGES, QUERY_PARTS };

/*
 * Appends " AND (…)" for each word of ${where} to ${sql} (tables m: message, p:
 * part) and the values to bind to ${texts}. What people typed is only ever a
 * bound value. False with ${err}: scope PERM, reason NONE, what is wrong.
 */
bool query_build(const char *where, enum query_scope scope, GString *sql, GPtrArray *texts,
		 struct err *err);

#endif
