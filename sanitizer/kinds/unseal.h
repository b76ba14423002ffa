/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unseal.h: the bytes of CMS or OpenPGP, whatever they came in.
 */
#ifndef MISOGI_KINDS_UNSEAL_H
#define MISOGI_KINDS_UNSEAL_H

#include <stdbool.h>
#include <stddef.h>

struct unsealed {
	const char *buf; /* borrowed from the caller, or ${own} */
	size_t n;
	char *own;
	bool is_pgp;	   /* OpenPGP, else CMS if anything */
	bool is_message;   /* armour says that it is a message */
	bool is_malformed; /* it ends early */
};

/* ${buf} without its armour (PEM, OpenPGP). Caller clears. */
struct unsealed unseal_read(const char *buf, size_t n);

/*
 * OpenPGP compresses what it signs: makes it at most ${max} bytes long again,
 * as often as it must. False: it cannot be had.
 */
bool unseal_inflate(struct unsealed *u, size_t max);

void unseal_clear(struct unsealed *u);

#endif
