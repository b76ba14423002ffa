/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * armour.h: bytes in base64 between "-----BEGIN X-----" and "-----END X-----"
 * (RFC 7468 for PEM, RFC 9580 6 for OpenPGP), and texts signed in the clear.
 */
#ifndef MISOGI_KINDS_ARMOUR_H
#define MISOGI_KINDS_ARMOUR_H

#include <stdbool.h>
#include <stddef.h>

struct armour {
	const char *from, *end; /* with both its lines, and the line end */
	const char *label;	/* "PGP SIGNATURE"; not terminated */
	size_t label_len;
	bool is_whole; /* "-----END" was there */
};

/* The first armour at or behind ${p}, whose label begins with ${label}. */
bool armour_find(const char *p, const char *end, const char *label, struct armour *out);

/* Its bytes; never NULL. Caller frees. */
char *armour_bytes(const struct armour *a, size_t *n);

/*
 * ${n} bytes of text without the armour of cleartext signatures (RFC 9580 7),
 * what stands around it kept; NULL when there is none. Caller frees.
 */
char *armour_clear_text(const char *buf, size_t n, size_t *len);

#endif
