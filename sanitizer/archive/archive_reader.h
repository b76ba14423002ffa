/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_reader.h: libarchive over bytes in memory, one format at a time.
 */
#ifndef MISOGI_ARCHIVE_READER_H
#define MISOGI_ARCHIVE_READER_H

#include "archive/archive_opening.h"

struct archive;

void reader_init(void);

/* Each member of ${o} unpacked, up to its end. */
bool reader_members(struct opening *o);

/* The names of what is locked; false: there are none to be read. */
bool reader_names(struct opening *o);

/* The bytes of a file that is packed alone (gzip, xz …). Caller frees ${u}->data, also on false. */
bool reader_unpack(struct opening *o, struct unpacking *u);

/* ---- for zip, whose directory is read elsewhere ---- */

/* Opens ${o} with one password (NULL: none); NULL with a finding. */
struct archive *reader_new(struct opening *o, const char *password);
void reader_free(struct archive *a);

enum reader_step { READER_ENTRY, READER_END, READER_FAILED };

/* The next entry; ${*name} gets its raw name, borrowed until the next step. */
enum reader_step reader_next(struct opening *o, struct archive *a, const char **name);

/* Its bytes. */
bool reader_bytes(struct opening *o, struct archive *a, struct unpacking *u);

#endif
