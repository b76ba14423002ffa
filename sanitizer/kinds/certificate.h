/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * certificate.h: whom an X.509 certificate (RFC 5280) names. Nothing is
 * verified: anyone can make one that names anyone.
 */
#ifndef MISOGI_KINDS_CERTIFICATE_H
#define MISOGI_KINDS_CERTIFICATE_H

#include "kinds/ber.h"

struct certificate {
	struct ber issuer, serial; /* as they stand there; borrowed */
	struct ber subject, extensions;
};

/* Reads the content of a certificate's outer sequence. False: it is none. */
bool certificate_read(struct ber b, struct certificate *out);

bool certificate_has_key(const struct certificate *c, const struct ber *key_id);

/* The subject's name in UTF-8 (common name, else organization); "" when it has none. Caller frees.
 */
char *certificate_name(const struct certificate *c);
/* The subject's mail address; "" when it has none. Caller frees. */
char *certificate_mailbox(const struct certificate *c);

#endif
