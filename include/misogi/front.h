/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * front.h: what every program that hands mails to the nursery shares (milter,
 * command line, later the portal): spool, scanner, nursery, job, check. None
 * of it looks inside a message.
 */
#ifndef MISOGI_FRONT_H
#define MISOGI_FRONT_H

#include "misogi/answer.h"
#include "misogi/config.h"
#include "misogi/err.h"
#include "misogi/policy.h"

/* ---- spool: the raw mail while it comes in: a memfd, past limit spool_memory an unlinked file
 * ---- */

struct spool;
struct spool *spool_new(const struct config *c);
void spool_free(struct spool *s);
/* False with errno ENOSPC, EIO … ; the spool is then of no more use. */
bool spool_write(struct spool *s, const void *buf, size_t n);
uint64_t spool_size(const struct spool *s);
/* Flushes what is buffered; the descriptor is borrowed and positioned nowhere in particular. -1
 * with errno. */
int spool_fd(struct spool *s);

/* ---- scanner: clamd, what it said before, and whether it can be trusted now; thread-safe ---- */

struct scanner;
/* ${address}: as setting clamd_socket; "none" scans nothing and says so. */
struct scanner *scanner_new(const struct config *c, const char *address);
void scanner_free(struct scanner *s);
bool scanner_is_none(const struct scanner *s);
/* Runs the canary and reads the signatures' age now; the verdict memory is emptied when clamd's
 * version changed. */
bool scanner_check(struct scanner *s, struct err *err);
/* The last check's answer; false with its error, also when it is older than three intervals. */
bool scanner_healthy(struct scanner *s, struct err *err);
/* A thread that checks every clamd_canary_interval (each second while unhealthy). */
bool scanner_watch_start(struct scanner *s, struct err *err);
void scanner_watch_stop(struct scanner *s);
/* clamd's version line at the last good check; caller frees; "" before. */
char *scanner_version(struct scanner *s);

/* ---- nursery: the process that bears the children ---- */

struct walls {
	bool seccomp;
	unsigned landlock_abi; /* 0: none */
	bool rlimits, no_new_privs;
};

struct nursery;
struct nursery_options {
	const char *program;	 /* misogi-worker */
	const char *config_path; /* NULL: defaults */
	const char *policy_path;
	const char *policy_digest; /* what the nursery must have loaded */
	const struct config *config;
};
/* Starts the process, waits for its HELLO. NULL with ${err}. Thread-safe afterwards. */
struct nursery *nursery_start(const struct nursery_options *o, struct err *err);
struct nursery *nursery_ref(struct nursery *n);
/* The last reference ends the process once its children are done. */
void nursery_unref(struct nursery *n);
struct walls nursery_walls(const struct nursery *n);
pid_t nursery_pid(const struct nursery *n);
/* False once the process is gone (the caller starts another generation). */
bool nursery_alive(struct nursery *n);

/* ---- job: one mail through one newborn child ---- */

struct leaf {
	int fd; /* sealed memfd, owned by the answer; -1: none */
	enum scan_answer scan;
	char sha256[SHA256_HEX];
};

struct job_answer {
	struct message *message;
	GArray *leaves; /* of struct leaf, by part index */
};
void job_answer_free(struct job_answer *a);

struct job {
	const struct config *config;
	const struct envelope *envelope;
	int message_fd;
	uint64_t raw_size;
	struct scanner *scanner;
	bool trace;
	int64_t deadline_ms; /* io_now_ms() clock; 0: only the limits */
};

/*
 * Sends the mail to a child, has its leaves scanned (hash and verdict are the
 * front's own: a broken child cannot forge them), takes and checks the answer.
 * A child that dies or answers nonsense is tried once more. NULL with ${err}:
 * WORKER_DIED, WORKER_TIMEOUT, WORKER_ANSWER after the second try: hold whole;
 * anything else TEMP.
 */
struct job_answer *job_run(struct nursery *n, const struct job *job, struct err *err);

/*
 * The grammar of what the child wrote: header names of the allow-list, values
 * 7-bit without bare CR or LF and folded right, exactly one text/plain
 * body, lines at most 998, no MIME structure, no more than limit output_bytes;
 * parts' leaves agree with the front's own scan answers, no infected or
 * unscanned leaf has a weaker action than quarantine, and files to be delivered
 * are clean leaves or plain text under harmless names.
 */
bool check_answer(const struct job_answer *a, const struct limits *limits, struct err *err);

/*
 * The output invariant, of what job_run() gives and of notices of the front's
 * own: 7-bit, CRLF, short lines, fields of the allow-list, one text or one
 * multipart/mixed of a text and the enclosures of ${m}, whose bytes are those
 * of ${leaves} (of struct leaf, by part; NULL when there are none). False with ${err}
 * (WORKER_ANSWER): it must not leave.
 */
bool output_check(const struct message *m, const GArray *leaves, const struct limits *limits,
		  struct err *err);

#endif
