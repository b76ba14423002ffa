/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * store.h: the quarantine: messages, parts and their facts, sealed blobs, and
 * the record (audit). A contract that a second engine can meet. What
 * store_commit() returned true for survives a power cut.
 *
 * Blobs are sealed to a public key: who stores cannot read. Format: docs/QUARANTINE.md.
 */
#ifndef MISOGI_STORE_H
#define MISOGI_STORE_H

#include <jansson.h>

#include "misogi/config.h"
#include "misogi/err.h"
#include "misogi/message.h"

struct store;

enum store_mode {
	STORE_WRITE, /* the milter: public key needed, no secret key */
	STORE_READ,  /* misogi, the portal: rows; secret key only when a blob is opened */
};

/* Opens (in STORE_WRITE: makes, migrates) the store of ${c}. NULL with ${err}. Thread-safe
 * afterwards. */
struct store *store_open(const struct config *c, enum store_mode mode, struct err *err);
void store_close(struct store *s);

/* False (STORE_FULL) when less than store_reserve is free. Cheap enough for each mail. */
bool store_has_room(struct store *s, struct err *err);

/* ---- writing (thread-safe) ---- */

enum blob_kind { BLOB_PART, BLOB_ORIGINAL };

/* A blob that is durable but not yet named by any row. */
struct blob {
	char id[33];   /* 32 hex digits */
	uint64_t size; /* clear bytes */
};

/*
 * Seals all of ${fd} (borrowed) under a key of its own; written, fsynced,
 * renamed, directory fsynced when it returns true. ${aad_id}: the mail's
 * reference, bound into the blob.
 */
bool store_put_blob(struct store *s, int fd, enum blob_kind kind, const char *aad_id,
		    struct blob *out, struct err *err);

/* Removes blobs that no row names (after a failed commit); best effort. */
void store_drop_blob(struct store *s, const struct blob *b);

struct store_record {
	const struct envelope *envelope;
	const struct message *message;
	const GArray *part_blobs; /* of struct blob by part index, id "" where none; may be NULL */
	const struct blob *original; /* or NULL */
	const char *policy_digest;
	const char *reply;   /* what the MTA is told: "250", "550 5.7.1 …" */
	const char *scanner; /* clamd's version */
};

/*
 * Rows and the audit record in one transaction, grouped with those of other
 * threads; true once durable. STORE_FULL, STORE_IO, STORE_LOCKED on failure,
 * nothing half-written.
 */
bool store_commit(struct store *s, const struct store_record *r, struct err *err);

/*
 * Marks a prepared message: the MTA took our edits, or went away. States:
 * prepared → handed-over | orphaned. Does not wait: the mark rides with the
 * next commit (at most 50 ms); lost in a crash, the message stays prepared.
 */
bool store_mark(struct store *s, const char *id, bool handed_over, struct err *err);

/* An audit record of its own (start, stop, reload, release, export, delete, key). ${detail} is
 * borrowed. */
bool store_audit(struct store *s, const char *actor, const char *event, const char *id,
		 json_t *detail, struct err *err);

/* ---- reading ---- */

/* Rows as JSON objects, newest first. ${where}: "" or words "id:… queue-id:… from:… to:… action:…
 * state:… finding:…", ANDed. NULL with ${err}. */
json_t *store_list_messages(struct store *s, const char *where, unsigned limit, struct err *err);
/* One message with its parts and findings; by reference, or by queue id. NULL with ${err} (scope
 * PERM) when there is none. */
json_t *store_show_message(struct store *s, const char *id, struct err *err);
/* Held parts (a blob exists), newest first. */
json_t *store_list_parts(struct store *s, const char *where, unsigned limit, struct err *err);
/* The audit records after ${after} (0: from the first), oldest first. */
json_t *store_list_audit(struct store *s, uint64_t after, unsigned limit, struct err *err);

/* Those of one message, by its reference, oldest first. */
json_t *store_list_audit_of(struct store *s, const char *id, unsigned limit, struct err *err);

/* Checks the hash chain from the first row; ${bad} gets the first bad sequence number. ${count} the
 * rows. */
bool store_verify_audit(struct store *s, uint64_t *count, uint64_t *bad, struct err *err);

/* Opens blob ${blob_id} with the secret key and writes the clear bytes to ${out_fd}. */
bool store_get_blob(struct store *s, const char *blob_id, int out_fd, struct err *err);

/* Deletes a held part's or original's blob and its key; the row stays, with who and when; audited.
 */
bool store_delete_blob(struct store *s, const char *blob_id, const char *actor, const char *why,
		       struct err *err);

/*
 * Marks a held part or original as released; audited. False with scope PERM when its
 * rule says never, when it is infected, or when it wants an approval and
 * ${approved_by} is NULL, "" or ${actor}.
 */
bool store_release_blob(struct store *s, const char *blob_id, const char *actor,
			const char *approved_by, const char *why, struct err *err);

/* Blobs without row and rows without blob, older than ${grace_seconds}. ${repair}: remove the
 * orphans. */
bool store_check(struct store *s, int64_t grace_seconds, bool repair, json_t **report,
		 struct err *err);

/* Counts and sizes for `misogi status`, and how safe a commit is for `misogi check`. */
json_t *store_stats(struct store *s, struct err *err);

/* ---- keys ---- */

/* Makes a key pair: files of ${c}, secret 0600, public 0644; refuses to overwrite. */
bool store_key_init(const struct config *c, struct err *err);
/* Whether the two files belong together (the secret one may be absent: then only the public is
 * checked). */
bool store_key_check(const struct config *c, bool need_secret, struct err *err);

#endif
