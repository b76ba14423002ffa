/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sanitize.h: the sanitizer: bytes and a policy in; a rebuilt message, parts,
 * facts and findings out. No effects of its own: it opens nothing, connects
 * to nothing; what it needs of the outside it asks of its host.
 *
 * Runs in the newborn child only. One thread.
 */
#ifndef MISOGI_SANITIZE_H
#define MISOGI_SANITIZE_H

#include "misogi/config.h"
#include "misogi/err.h"
#include "misogi/message.h"
#include "misogi/policy.h"

/*
 * Loads what must be loaded before the door is locked: GMime, libmagic (and one
 * buffer through it), every iconv descriptor (kept open for ever), time zone,
 * locale C.UTF-8. Call once in the nursery. False with ${err}: refuse to start.
 */
bool sanitize_init(struct err *err);

struct sanitize_host {
	void *ctx;
	/* A leaf for the scanner: sealed memfd ${fd}, borrowed. Returns before it is scanned. */
	bool (*leaf)(void *ctx, unsigned part, int fd, struct err *err);
	/* Waits until every leaf given has its answer in ${m}->parts (scan, scan_word, sha256). */
	bool (*await)(void *ctx, struct message *m, struct err *err);
};

struct sanitize_job {
	const struct config *config;
	const struct policy *policy;
	const struct envelope *envelope;
	int message_fd; /* the raw mail, CRLF or LF lines, read by pread/mmap; borrowed */
	uint64_t raw_size;
	bool trace;
};

/*
 * True: ${*out} is a whole answer (whatever its action); caller frees. False
 * with ${err} (never below TEMP): nothing may be concluded about the mail.
 */
bool sanitize_message(const struct sanitize_job *job, const struct sanitize_host *host,
		      struct message **out, struct err *err);

#endif
