/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * emit.h: writing what came of a mail: the mail, the report, the parts held.
 * Files appear whole or not at all, and are never followed through links.
 */
#ifndef CLI_EMIT_H
#define CLI_EMIT_H

#include "offline.h"

/* Each: false with ${err} (STORE_IO) when it cannot be written. ${path} NULL or "-": standard
 * output. */
bool emit_mail(const struct offline_result *r, const char *path, struct err *err);
bool emit_json(const json_t *report, const char *path, struct err *err);

/* Writes the held parts of ${r} into ${dir}, as PATH_NAME.held, 0600. */
bool emit_parts(const struct offline_result *r, const char *dir, struct err *err);

/* The name a held part gets: letters, digits, "._-" and nothing that a shell or a desktop acts on.
 * Caller frees. */
char *emit_part_name(const struct part *p);

#endif
