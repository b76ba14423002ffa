/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * err.h: how far an error reaches, why, and in whose words.
 *
 * A function that can fail returns bool (true: done) and takes a struct err
 * last; on failure out-parameters stay untouched and ${err} is filled. The
 * library never logs and never decides an SMTP reply: milter/reply.c alone
 * turns a scope and a reason into one. No scope means "pass unchanged".
 */
#ifndef MISOGI_ERR_H
#define MISOGI_ERR_H

#include <glib.h>
#include <stdbool.h>

enum scope {
	SCOPE_OK,   /* nothing happened */
	SCOPE_PART, /* this part cannot be judged: it is unsafe */
	SCOPE_TEMP, /* this message not now: defer it */
	SCOPE_PERM, /* this message never */
	SCOPE_BUG,  /* an invariant of ours broke */
};

/* X(CONSTANT, "word"): the word is what logs, reports and tests say. */
/* clang-format off */
#define REASONS(X)                                \
	X(NONE, "none")                           \
	X(INTERNAL, "internal")                   \
	X(CONFIG, "config")                       \
	X(NO_CROSSING, "no-crossing")             \
	X(CUT_OFF, "cut-off")                     \
	X(BUSY, "busy")                           \
	X(SPOOL, "spool")                         \
	X(CLAMD_DOWN, "clamd-down")               \
	X(CLAMD_TIMEOUT, "clamd-timeout")         \
	X(CLAMD_ANSWER, "clamd-answer")           \
	X(CANARY_LOST, "canary-lost")             \
	X(SIGNATURES_OLD, "signatures-old")       \
	X(WORKER_DIED, "worker-died")             \
	X(WORKER_TIMEOUT, "worker-timeout")       \
	X(WORKER_ANSWER, "worker-answer")         \
	X(NURSERY_DOWN, "nursery-down")           \
	X(SANDBOX, "sandbox")                     \
	X(STORE_FULL, "store-full")               \
	X(STORE_IO, "store-io")                   \
	X(STORE_LOCKED, "store-locked")           \
	X(STORE_VERSION, "store-version")         \
	X(KEY, "key")                             \
	X(DEADLINE, "deadline")                   \
	X(OUTPUT, "output")                       \
	X(MTA_GONE, "mta-gone")
/* clang-format on */

enum reason {
#define X(c, w) REASON_##c,
	REASONS(X)
#undef X
};

struct err {
	enum scope scope;
	enum reason reason;
	char text[512]; /* UTF-8, one line, for the log; never shown to a sender */
};

/* Fills ${err} (may be NULL) and returns false, so that failing is one line. */
bool err_set(struct err *err, enum scope scope, enum reason reason, const char *fmt, ...)
	G_GNUC_PRINTF(4, 5);

/* Like err_set(), scope TEMP, with ": strerror(errno)" appended. */
bool err_errno(struct err *err, enum reason reason, const char *fmt, ...) G_GNUC_PRINTF(3, 4);

/* The word of ${reason}; static storage. */
const char *reason_word(enum reason reason);

#endif
