/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ber.h: ASN.1 in BER or DER (X.690), read within bounds: as much of it as
 * S/MIME needs. Nothing is copied, nothing is allocated but by ber_octets().
 */
#ifndef MISOGI_KINDS_BER_H
#define MISOGI_KINDS_BER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ber_tag {
	BER_BOOLEAN = 0x01,
	BER_INTEGER = 0x02,
	BER_OCTETS = 0x04,
	BER_OID = 0x06,
	BER_IA5 = 0x16, /* a string of ASCII */
	BER_SEQUENCE = 0x30,
	BER_SET = 0x31,
	BER_OCTETS_IN_PIECES = 0x24,
	BER_CONTEXT = 0x80,		/* | the number of the field */
	BER_CONTEXT_CONSTRUCTED = 0xa0, /* | the number of the field */
};

/* Bytes that are still to be read; borrowed from the caller's buffer. */
struct ber {
	const uint8_t *p, *end;
};

struct ber_item {
	uint8_t tag;
	struct ber body;
};

/* The next item of ${b}, past which ${b} then stands; false: none, or it is no item. */
bool ber_next(struct ber *b, struct ber_item *out);

/* The same when its tag is ${tag}, its content as ${inside}; else ${b} stays where it is. */
bool ber_enter(struct ber *b, unsigned tag, struct ber *inside);

bool ber_equal(const struct ber *a, const struct ber *b);
/* Whether ${b} is the ${n} bytes ${is}. */
bool ber_is(const struct ber *b, const void *is, size_t n);

/* An octet string, also one in pieces, as one; never NULL. Caller frees. */
char *ber_octets(const struct ber_item *item, size_t *n);

#endif
