/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blob.h: files of a store: blobs/ab/abcd…, written as tmp/abcd…, synced,
 * renamed, directory synced. What has a final name is whole.
 */
#ifndef QUARANTINE_BLOB_H
#define QUARANTINE_BLOB_H

#include <stdint.h>

#include "misogi/err.h"

struct blobs {
	int files;   /* blobs/ */
	int tmp;     /* tmp/ */
	gint broken; /* atomic: an fsync failed; what is durable is unknown until a restart */
};

/*
 * Opens the two folders below ${directory}. ${create}: makes them and all 256
 * fan-out folders, and removes what writers that are gone left in tmp/.
 */
bool blobs_open(struct blobs *b, const char *directory, bool create, struct err *err);
void blobs_close(struct blobs *b);

/* A new file for blob ${id}, write-only, locked; -1 with ${err}. */
int blobs_begin(struct blobs *b, const char *id, struct err *err);
/* Makes it durable under its name; it must be ${size} bytes long. On failure it is gone. */
bool blobs_finish(struct blobs *b, const char *id, int fd, uint64_t size, struct err *err);
/* Gives an unfinished file up. */
void blobs_abandon(struct blobs *b, const char *id);

/* Reading; -1 with ${err}. */
int blobs_read(struct blobs *b, const char *id, struct err *err);
/* Removes it durably; true when there is none. */
bool blobs_remove(struct blobs *b, const char *id, struct err *err);

/* The size of a blob's file and its age in seconds; false when there is none. */
bool blobs_stat(struct blobs *b, const char *id, uint64_t *size, int64_t *age);

/* Calls ${each} with the id of every file there is. */
bool blobs_each(struct blobs *b, void (*each)(void *ctx, const char *id), void *ctx,
		struct err *err);

#endif
