/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keys.h: the site's key pair as two small text files. Who stores needs the
 * public one only. A secret key that others may read is refused.
 */
#ifndef QUARANTINE_KEYS_H
#define QUARANTINE_KEYS_H

#include <stdint.h>

#include "misogi/err.h"

#define KEY_BYTES 32
#define KEY_ID_HEX 17 /* 16 digits and the NUL */

/* Before all else; may be called again. */
bool keys_start(struct err *err);

bool keys_read_public(const char *path, uint8_t key[KEY_BYTES], struct err *err);
/* The caller wipes ${key} with keys_wipe(). */
bool keys_read_secret(const char *path, uint8_t key[KEY_BYTES], struct err *err);

void keys_wipe(uint8_t key[KEY_BYTES]);

/* A short name of a public key, kept beside what was sealed to it. */
void keys_id(const uint8_t key[KEY_BYTES], char id[KEY_ID_HEX]);

#endif
