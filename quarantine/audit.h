/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * audit.h: the record: a chain of hashes from the first row. audit.c knows the
 * text and the hash, sqlite_audit.c the table.
 */
#ifndef QUARANTINE_AUDIT_H
#define QUARANTINE_AUDIT_H

#include <jansson.h>
#include <stdint.h>

#include "misogi/err.h"
#include "sqlite.h"

#define AUDIT_HASH 65 /* 64 hex digits and the NUL */

/* What stands before the first record. */
extern const char audit_genesis[AUDIT_HASH];

struct audit_row {
	int64_t seq, time; /* time: milliseconds since the epoch */
	const char *actor, *event, *message, *record, *prev, *hash;
};

/* The record as canonical JSON (sorted keys, no spaces); ${detail} is borrowed, may be NULL. Caller
 * frees. */
char *audit_text(const struct audit_row *r, json_t *detail);

/* SHA-256(0x00 || ${prev} as 32 bytes || ${record}). */
void audit_hash(const char *prev, const char *record, char hash[AUDIT_HASH]);

/* What is wrong with ${r} standing after ${prev} as number ${seq}; NULL when nothing is. Static
 * storage. */
const char *audit_fault(const struct audit_row *r, int64_t seq, const char *prev);

/* Appends within the transaction that is open; ${seq} (may be NULL) gets its number. */
bool audit_append(struct db *db, const char *actor, const char *event, const char *message,
		  json_t *detail, int64_t *seq, struct err *err);

/*
 * Follows the chain from the first row to the last number ever given, and asks
 * each message for its record. False with ${err} and ${bad} at the first fault.
 */
bool audit_verify(struct db *db, uint64_t *count, uint64_t *bad, struct err *err);

/* Records after ${after}, oldest first; ${message}: only those of it, NULL: all. */
json_t *audit_list(struct db *db, uint64_t after, unsigned limit, const char *message,
		   struct err *err);

#endif
