/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * openpgp.h: the outside of OpenPGP (RFC 9580): what a chain of packets is,
 * what stands in it readable, who says he signed. Never verifies, never
 * decrypts.
 */
#ifndef MISOGI_KINDS_OPENPGP_H
#define MISOGI_KINDS_OPENPGP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum openpgp_kind {
	OPENPGP_NONE,
	OPENPGP_SIGNATURE,  /* nothing but signatures: of what stands beside it */
	OPENPGP_MESSAGE,    /* with readable data inside, signed or not */
	OPENPGP_COMPRESSED, /* the same, within a compressed packet */
	OPENPGP_ENCRYPTED,
};

/* What the whole of ${buf} is: chance bytes are no chain of packets to their end. */
enum openpgp_kind openpgp_look(const char *buf, size_t n);

/* The data of an OPENPGP_MESSAGE or what is within OPENPGP_COMPRESSED. */
struct openpgp_data {
	char *bytes; /* owned */
	size_t n;
	char format; /* of a message: 'b', 't', 'u' */
	enum {
		OPENPGP_PLAIN,
		OPENPGP_ZIP,
		OPENPGP_ZLIB,
		OPENPGP_BZIP2
	} algorithm; /* of compressed */
	const char *name;
	size_t name_len; /* in ${buf}, as the sender wrote it */
};

/* The first packet of literal or compressed data; false: there is none. */
bool openpgp_data(const char *buf, size_t n, struct openpgp_data *out);

#define OPENPGP_KEY_BYTES 8u /* of a key's number */

struct openpgp_signer {
	char key[2 * OPENPGP_KEY_BYTES + 1]; /* "0123456789ABCDEF"; "" */
	char *identity; /* "Name <address>" as the signature says, or ""; owned */
};

/*
 * Signer number ${nth} (from 0) of the signatures in ${buf}; false past the last.
 */
bool openpgp_signer(const char *buf, size_t n, unsigned nth, struct openpgp_signer *out);

#endif
