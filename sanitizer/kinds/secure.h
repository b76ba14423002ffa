/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * secure.h: who signed, as far as the signature says; never verified. S/MIME
 * (RFC 8551, CMS RFC 5652) and OpenPGP (RFC 9580, 3156).
 */
#ifndef MISOGI_KINDS_SECURE_H
#define MISOGI_KINDS_SECURE_H

#include "kinds/members.h"

/* Makes what is made at first use, before the door is locked. Once, in the nursery. */
void secure_init(void);

enum secure_kind {
	SECURE_NONE,	  /* nothing that we know */
	SECURE_DETACHED,  /* over what stands beside it */
	SECURE_OPAQUE,	  /* with the mail or text inside, signed or only compressed */
	SECURE_ENCRYPTED, /* for nobody here to read */
};

/* What ${buf} is: DER or PEM CMS, OpenPGP binary or armoured. */
enum secure_kind secure_look(const char *buf, size_t n);

/*
 * What is inside SECURE_OPAQUE: of S/MIME a MEMBER_MAIL of ${out}, of
 * OpenPGP a MEMBER_BODY or, where it has a name and is no text, a MEMBER_FILE.
 * Nothing is added when it cannot be had; ${out} is malformed then.
 */
void secure_open(const char *buf, size_t n, const struct limits *limits, struct members *out);

/*
 * Appends a line for each signer: "signed by … (not verified)", and sets
 * is_signed. ${buf} is what secure_look() knows, or the text of an OpenPGP
 * cleartext signature.
 */
void secure_to_text(GString *out, const char *buf, size_t n, const struct text_options *options,
		    struct body_found *found);

/*
 * Appends what stands in place of a body that is SECURE_ENCRYPTED: that it
 * could not be read, and what the reader can do.
 */
void secure_encrypted_text(GString *out, const char *buf, size_t n,
			   const struct text_options *options);

/*
 * The text inside an OpenPGP cleartext signature (RFC 9580 7), dash-escapes
 * undone, with what stands around it; NULL when ${buf} has none. Caller frees.
 */
char *secure_clear_text(const char *buf, size_t n, size_t *len);

#endif
