/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * writer.h: one thread that writes. What many threads ask for meanwhile goes
 * into one transaction, so that they share one fsync.
 */
#ifndef QUARANTINE_WRITER_H
#define QUARANTINE_WRITER_H

#include "sqlite.h"

struct writer;

/* Work inside a transaction; false with ${err} undoes this work alone. */
typedef bool (*writer_fn)(struct db *db, void *arg, struct err *err);

/* Takes ${db}. */
struct writer *writer_new(struct db *db);
/* Finishes what was asked for, then closes. */
void writer_free(struct writer *w);

/* Runs ${fn} and returns when it is durable, or false with ${err} when nothing of it is. */
bool writer_do(struct writer *w, writer_fn fn, void *arg, struct err *err);

/*
 * Runs ${fn} soon, with the next that waits, and does not wait: for what may be
 * lost in a crash. ${arg} is freed by ${done}.
 */
void writer_post(struct writer *w, writer_fn fn, void *arg, GDestroyNotify done);

/* False with ${err} when an I/O error or damage was seen: nothing is written until a restart. */
bool writer_is_sound(struct writer *w, struct err *err);

/* Transactions so far: tests see the grouping by it. */
uint64_t writer_commits(struct writer *w);

#endif
