/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clamd.h: talking to clamd: one IDSESSION, descriptors passed by FILDES,
 * answers out of order. Only the exact words count: "OK" is clean, " FOUND" is
 * a hit (Heuristics.Limits.* and Heuristics.Encrypted.* are "not scanned"),
 * all else, silence or a closed connection is no answer at all: an error.
 * See clamd(8); measured oddities are told in clamd.c.
 */
#ifndef MISOGI_CLAMD_H
#define MISOGI_CLAMD_H

#include <stdbool.h>
#include <stdint.h>

#include "misogi/err.h"
#include "misogi/words.h"

#define CLAMD_WINDOW 32 /* outstanding scans of one session */

struct clamd_session;

/* Connects to ${address} ("unix:/path" or "inet:port@host", loopback) and opens a session. NULL
 * with ${err} (CLAMD_DOWN). inet sessions use INSTREAM. */
struct clamd_session *clamd_open(const char *address, int timeout_ms, struct err *err);
void clamd_close(struct clamd_session *s);

/* For poll(2). */
int clamd_fd(const struct clamd_session *s);
unsigned clamd_outstanding(const struct clamd_session *s);

/*
 * Asks for a scan of all of ${fd} (opened read-write, regular; borrowed) under
 * ${tag}. Fails BUG when CLAMD_WINDOW are outstanding.
 */
bool clamd_send(struct clamd_session *s, int fd, uint32_t tag, int timeout_ms, struct err *err);

struct clamd_answer {
	uint32_t tag;
	enum scan_answer answer; /* CLEAN, INFECTED or NOT_SCANNED */
	char word[128];		 /* signature or why not; printable ASCII */
	bool limit;		 /* NOT_SCANNED: a scanner limit */
	bool encrypted;		 /* NOT_SCANNED: encryption */
};

/* One answer. 1: got it; 0: none within ${timeout_ms}; -1: ${err}, the session is of no more use.
 */
int clamd_receive(struct clamd_session *s, struct clamd_answer *answer, int timeout_ms,
		  struct err *err);

/* The reply to VERSION, e.g. "ClamAV 1.4.3/27500/Sun Nov 22 …"; caller frees; NULL with ${err}. */
char *clamd_version(const char *address, int timeout_ms, struct err *err);

/* When the signatures of ${version} were made, epoch seconds; -1 when it does not say. */
int64_t clamd_signature_time(const char *version);

/*
 * The positive control: a harmless file must be OK, the canary FOUND plain and
 * inside a zip. False with CLAMD_DOWN, CLAMD_TIMEOUT or CANARY_LOST.
 */
bool clamd_canary(const char *address, int timeout_ms, struct err *err);

/* The same, shorter, in a session that owes no answer: is the canary in a zip FOUND now? */
bool clamd_confirm(struct clamd_session *s, int timeout_ms, struct err *err);

/*
 * clamd cannot be asked for its settings, but what it says of three files shows
 * the ones that matter. ${size}: the largest leaf that it will be given.
 */
struct clamd_alerts {
	bool encrypted;	  /* AlertEncrypted: an encrypted zip is not OK */
	bool large;	  /* MaxFileSize and MaxScanSize let ${size} bytes be scanned */
	bool exceeds_max; /* AlertExceedsMax: what is too large is not OK (or nothing was) */
};
bool clamd_alerts(const char *address, uint64_t size, int timeout_ms, struct clamd_alerts *out,
		  struct err *err);

/* The canary's bytes (conf/clamav/misogi-canary.ndb has its signature); ${n} gets the length. */
const char *clamd_canary_bytes(size_t *n);

#endif
