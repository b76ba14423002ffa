/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cms.h: the outside of Cryptographic Message Syntax (RFC 5652): what a blob
 * is, what was signed, who signed. Never verifies.
 */
#ifndef MISOGI_KINDS_CMS_H
#define MISOGI_KINDS_CMS_H

#include "kinds/ber.h"

enum cms_kind {
	CMS_NONE,
	CMS_SIGNED,	/* signedData with signers */
	CMS_COMPRESSED, /* compressedData (RFC 3274), by zlib */
	CMS_ENCRYPTED,	/* envelopedData, authEnvelopedData, encryptedData */
};

struct cms {
	enum cms_kind kind;
	bool has_content; /* what was signed or compressed is inside */
	struct ber_item content;
	struct ber certificates, signers; /* of CMS_SIGNED */
};

/* Reads ${n} bytes of BER; everything in ${out} is borrowed from ${buf}. */
enum cms_kind cms_read(const char *buf, size_t n, struct cms *out);

/*
 * Whom the next of ${signers} (a copy of those of ${c}) is, as his certificate
 * names him: UTF-8, "" where it does not or is not there; caller frees both.
 * False past the last.
 */
bool cms_next_signer(const struct cms *c, struct ber *signers, char **name, char **mailbox);

#endif
