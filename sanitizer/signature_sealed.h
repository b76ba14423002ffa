/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_sealed.h: certificates, keys, signed and encrypted things, which
 * have no magic bytes.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_SEALED_H
#define MISOGI_SANITIZER_SIGNATURE_SEALED_H

#include <stddef.h>

#include "types.h"

/* By reading ASN.1 or OpenPGP packets; TYPE_MAX: neither. */
enum type_id sealed_type(const char *data, size_t len);

#endif
