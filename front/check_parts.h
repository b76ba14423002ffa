/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check_parts.h: what the readers of an answer, and of what is made of it, share.
 */
#ifndef MISOGI_FRONT_CHECK_PARTS_H
#define MISOGI_FRONT_CHECK_PARTS_H

#include "misogi/front.h"

/* False: the answer is refused, because of ${what} at ${where} (a stranger's text). */
bool check_refuse(struct err *err, const char *what, const char *where);

/* Only fields of the allow-list, each as often as it may be, each value well formed. */
bool check_headers(const struct message *m, struct err *err);

/* The value of the first field ${name}; "" when there is none. Borrowed. */
const char *check_header_value(const struct message *m, const char *name);

/* How many bytes the header is. */
uint64_t check_headers_size(const struct message *m);

/* Whether the files that the child wants delivered may be. */
bool check_files(const struct job_answer *a, const struct limits *limits, struct err *err);

/* Whether ${name} may be the name of a file; ${max}: bytes. */
bool check_file_name(const char *name, size_t max);

/* The same of the path of a file in a zip: names with '/' between. */
bool check_file_path(const char *path, size_t max);

/* Whether no two paths of ${e} are one for some machine, and none is a folder of another. */
bool check_distinct_paths(const struct enclosure *e);

#endif
