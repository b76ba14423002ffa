/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * auth.h: what trusted servers said of the sender (RFC 8601).
 */
#ifndef MISOGI_SANITIZER_AUTH_H
#define MISOGI_SANITIZER_AUTH_H

#include "fields.h"
#include "work.h"

/* Whether ${f} is an Authentication-Results field of a server in ${trusted} (a list of ids). */
bool auth_is_trusted(const struct field *f, const char *trusted);

/* Sets auth and auth_detail of ${w}->m from the trusted fields. */
void auth_read(struct work *w);

#endif
