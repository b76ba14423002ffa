/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_bytes.h: types by bytes at fixed places.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_BYTES_H
#define MISOGI_SANITIZER_SIGNATURE_BYTES_H

#include <stddef.h>

#include "types.h"

struct magic_found {
	enum type_id type; /* TYPE_MAX: none */
	bool is_certain;   /* no other file begins so */
};

/* By the first row of the table that fits. */
struct magic_found magic_find(const char *data, size_t len);

/* Whether ${n} bytes ${bytes} stand at ${at}. */
bool magic_is_at(const char *data, size_t len, size_t at, const char *bytes, size_t n);
#define MAGIC_IS_AT(data, len, at, bytes) magic_is_at(data, len, at, bytes, sizeof(bytes) - 1)

/* Whether ${what}, in lower case, stands anywhere in ${data}, in any case. */
bool magic_contains(const char *data, size_t len, const char *what);

#endif
