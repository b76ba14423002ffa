/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * seal.h: one file sealed under a key of its own, that key sealed to the
 * site's public key. Format: docs/QUARANTINE.md.
 */
#ifndef QUARANTINE_SEAL_H
#define QUARANTINE_SEAL_H

#include <stdint.h>

#include "keys.h"
#include "misogi/err.h"

#define SEAL_CHUNK 65536u
#define SEAL_KEY_BYTES 80 /* crypto_box_SEALBYTES + the key */
#define SEAL_LABEL_MAX 64

/* What a blob is; written in clear at its head and bound to every chunk. */
struct seal_label {
	const char *id;	  /* 32 hex digits */
	const char *mail; /* reference of the mail, at most SEAL_LABEL_MAX bytes */
	uint8_t kind;	  /* enum blob_kind */
	uint64_t size;	  /* clear bytes */
};

/* A new random id of a blob. */
void seal_new_id(char id[33]);

/* Bytes of the sealed file. */
uint64_t seal_disk_size(const struct seal_label *label);

/*
 * Seals ${label}->size bytes of ${in} (by pread, from 0) to ${out}; ${sealed}
 * gets the key, openable with the secret half of ${public} only.
 */
bool seal_write(int in, int out, const struct seal_label *label, const uint8_t public[KEY_BYTES],
		uint8_t sealed[SEAL_KEY_BYTES], struct err *err);

/*
 * Opens ${in} and writes the clear bytes to ${out}. Each chunk is proven before
 * it is written; that none is missing is known only when it returns true.
 */
bool seal_read(int in, int out, const struct seal_label *label,
	       const uint8_t sealed[SEAL_KEY_BYTES], const uint8_t secret[KEY_BYTES],
	       struct err *err);

#endif
