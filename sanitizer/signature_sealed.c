/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_sealed.c: what is ASN.1 is told by the fields with which it
 * begins (RFC 5280, 2986, 5208, 7292, 5652), OpenPGP by its packets (RFC 9580).
 * Tests: tests/unit/sanitizer/test_signature.c, test_samples.c.
 */
#include "signature_sealed.h"

#include <glib.h>
#include <string.h>

#include "kinds/ber.h"
#include "kinds/secure.h"

enum { TAG_UTC_TIME = 0x17, TAG_GENERALIZED_TIME = 0x18 };

static const guint8 oid_signed[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02 };
static const guint8 oid_pkcs7[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };

/* Two sequences of times: a validity; one time alone: a list of what was revoked. */
static bool begins_with_time(struct ber b)
{
	struct ber_item i;

	return ber_next(&b, &i) && (i.tag == TAG_UTC_TIME || i.tag == TAG_GENERALIZED_TIME);
}

/* What is signed, with its first two or three fields: certificate, request or list. */
static enum type_id type_of_signed(struct ber b)
{
	struct ber_item i;
	struct ber algorithm, name, third;

	if (ber_enter(&b, BER_CONTEXT_CONSTRUCTED, &third))
		return TYPE_CER; /* its version */
	if (ber_next(&b, &i) && i.tag == BER_INTEGER && !ber_enter(&b, BER_SEQUENCE, &algorithm))
		return TYPE_MAX;
	if (i.tag == BER_SEQUENCE)
		algorithm = i.body;
	else if (i.tag != BER_INTEGER)
		return TYPE_MAX;
	if (!ber_enter(&b, BER_SEQUENCE, &name))
		return TYPE_MAX;
	if (begins_with_time(b))
		return TYPE_CRL;
	if (i.tag == BER_INTEGER && ber_enter(&b, BER_SEQUENCE, &third) && begins_with_time(third))
		return TYPE_CER; /* of version 1 */
	/* name, key, attributes */
	return i.tag == BER_INTEGER && ber_next(&b, &i) && i.tag == BER_CONTEXT_CONSTRUCTED
		       ? TYPE_CSR
		       : TYPE_MAX;
}

static bool is_oid_of(struct ber b, const guint8 *prefix, size_t n)
{
	struct ber oid;

	return ber_enter(&b, BER_OID, &oid) && (size_t)(oid.end - oid.p) >= n &&
	       memcmp(oid.p, prefix, n) == 0;
}

/* A version, then: PKCS #12 with its contents, PKCS #8 with its algorithm, PKCS #1 with a number.
 */
static enum type_id type_of_versioned(struct ber b)
{
	struct ber_item version, next, third;

	if (!ber_next(&b, &version) || version.body.end - version.body.p != 1 ||
	    !ber_next(&b, &next))
		return TYPE_MAX;
	if (next.tag == BER_SEQUENCE && is_oid_of(next.body, oid_pkcs7, sizeof(oid_pkcs7)))
		return *version.body.p == 3 ? TYPE_P12 : TYPE_MAX;
	if (!ber_next(&b, &third))
		return TYPE_MAX;
	if (next.tag == BER_SEQUENCE && third.tag == BER_OCTETS)
		return TYPE_P8;
	return next.tag == BER_INTEGER && third.tag == BER_INTEGER ? TYPE_P8 : TYPE_MAX;
}

static enum type_id type_of_asn1(const char *data, size_t len)
{
	struct ber all = { (const guint8 *)data, (const guint8 *)data + len }, outer, inner;
	struct ber_item algorithm, bits;

	if (!ber_enter(&all, BER_SEQUENCE, &outer))
		return TYPE_MAX;
	if (outer.p < outer.end && *outer.p == BER_INTEGER)
		return type_of_versioned(outer);
	if (is_oid_of(outer, oid_signed, sizeof(oid_signed)))
		return TYPE_P7B; /* signed by nobody: it brings certificates */
	if (!ber_enter(&outer, BER_SEQUENCE, &inner))
		return TYPE_MAX;
	enum type_id type = type_of_signed(inner);
	if (type != TYPE_MAX)
		return type;
	/* An algorithm with an octet string: a private key under a password. */
	return ber_next(&inner, &algorithm) && algorithm.tag == BER_OID &&
			       ber_next(&outer, &bits) && bits.tag == BER_OCTETS
		       ? TYPE_P8
		       : TYPE_MAX;
}

/* A packet of a public or secret key comes first: its length and a version that there is. */
static bool is_pgp_key(const guint8 *p, size_t len)
{
	if (len < 8 || !(p[0] & 0x80))
		return false;
	bool is_new = p[0] & 0x40;
	unsigned tag = is_new ? p[0] & 0x3f : p[0] >> 2 & 0x0f;
	size_t bytes = is_new ? (p[1] < 192 ? 1 : p[1] < 224 ? 2 : 5) : (size_t)1 << (p[0] & 3);

	if ((tag != 5 && tag != 6) || 1 + bytes >= len || bytes > 5)
		return false;
	return p[1 + bytes] >= 3 && p[1 + bytes] <= 6;
}

enum type_id sealed_type(const char *data, size_t len)
{
	bool is_asn1 = len > 0 && (guint8)data[0] == BER_SEQUENCE;
	bool is_pgp = len > 0 && (guint8)data[0] >= 0x80;

	if (!is_asn1 && !is_pgp)
		return TYPE_MAX;
	switch (secure_look(data, len)) {
	case SECURE_DETACHED:
		return is_asn1 ? TYPE_P7S : TYPE_PGP_SIGNATURE;
	case SECURE_OPAQUE:
		return is_asn1 ? TYPE_P7M : TYPE_PGP;
	case SECURE_ENCRYPTED:
		return is_asn1 ? TYPE_SMIME_ENCRYPTED : TYPE_PGP;
	case SECURE_NONE:
		break;
	}
	if (is_asn1)
		return type_of_asn1(data, len);
	return is_pgp_key((const guint8 *)data, len) ? TYPE_PGP_KEY : TYPE_MAX;
}
