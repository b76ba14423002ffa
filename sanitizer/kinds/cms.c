/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cms.c: the fields of the kinds of content in their order, by their tags, and
 * the certificate of a signer among those that came along. Our own reading and
 * not libcrypto's: this needs a dozen fields of it, borrows them where that
 * copies all, and a worker starts without loading tables of algorithms.
 * Tests: tests/unit/sanitizer/test_cms.c.
 */
#include "kinds/cms.h"

#include <glib.h>

#include "kinds/certificate.h"

#define OID(s) s, sizeof(s) - 1
#define PKCS7 "\x2a\x86\x48\x86\xf7\x0d\x01\x07"
#define SMIME_CONTENT "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01"
#define CERTIFICATES_MAX 64u /* looked through for each signer */

static enum cms_kind kind_of(const struct ber *oid)
{
	static const struct {
		const char *oid;
		size_t n;
		enum cms_kind kind;
	} kinds[] = {
		{ OID(PKCS7 "\x02"), CMS_SIGNED },
		{ OID(PKCS7 "\x03"), CMS_ENCRYPTED },
		{ OID(PKCS7 "\x06"), CMS_ENCRYPTED },
		{ OID(SMIME_CONTENT "\x09"), CMS_COMPRESSED },
		{ OID(SMIME_CONTENT "\x17"), CMS_ENCRYPTED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (ber_is(oid, kinds[i].oid, kinds[i].n))
			return kinds[i].kind;
	return CMS_NONE;
}

/* EncapsulatedContentInfo: type, and the content where it is there. */
static bool read_content(struct ber *b, struct cms *out)
{
	struct ber info, type, outer;

	if (!ber_enter(b, BER_SEQUENCE, &info) || !ber_enter(&info, BER_OID, &type))
		return false;
	out->has_content =
		ber_enter(&info, BER_CONTEXT_CONSTRUCTED | 0, &outer) &&
		ber_next(&outer, &out->content) &&
		(out->content.tag == BER_OCTETS || out->content.tag == BER_OCTETS_IN_PIECES);
	return true;
}

/* A bag of certificates without signers is no signature. */
static enum cms_kind read_signed(struct ber *b, struct cms *out)
{
	struct ber skip;

	if (!ber_enter(b, BER_INTEGER, &skip) || !ber_enter(b, BER_SET, &skip) ||
	    !read_content(b, out))
		return CMS_NONE;
	ber_enter(b, BER_CONTEXT_CONSTRUCTED | 0, &out->certificates);
	ber_enter(b, BER_CONTEXT_CONSTRUCTED | 1, &skip);
	if (!ber_enter(b, BER_SET, &out->signers) || out->signers.p == out->signers.end)
		return CMS_NONE;
	return CMS_SIGNED;
}

static enum cms_kind read_compressed(struct ber *b, struct cms *out)
{
	struct ber skip;

	return ber_enter(b, BER_INTEGER, &skip) && ber_enter(b, BER_SEQUENCE, &skip) &&
			       read_content(b, out)
		       ? CMS_COMPRESSED
		       : CMS_NONE;
}

enum cms_kind cms_read(const char *buf, size_t n, struct cms *out)
{
	struct ber b = { .p = (const uint8_t *)buf, .end = (const uint8_t *)buf + n };
	struct ber whole, type, outer, content;

	*out = (struct cms){ .kind = CMS_NONE };
	if (!ber_enter(&b, BER_SEQUENCE, &whole) || !ber_enter(&whole, BER_OID, &type))
		return CMS_NONE;
	out->kind = kind_of(&type);
	if (out->kind == CMS_NONE || !ber_enter(&whole, BER_CONTEXT_CONSTRUCTED | 0, &outer) ||
	    !ber_enter(&outer, BER_SEQUENCE, &content))
		return out->kind = CMS_NONE;
	switch (out->kind) {
	case CMS_SIGNED:
		return out->kind = read_signed(&content, out);
	case CMS_COMPRESSED:
		return out->kind = read_compressed(&content, out);
	case CMS_ENCRYPTED:
	case CMS_NONE:
		break;
	}
	return out->kind;
}

/* What names a signer's certificate: issuer and serial, or its key. */
struct signer {
	struct ber issuer, serial, key_id;
	bool has_key_id;
};

static bool read_signer(struct ber b, struct signer *out)
{
	struct ber version, sid;

	if (!ber_enter(&b, BER_INTEGER, &version))
		return false;
	out->has_key_id = ber_enter(&b, BER_CONTEXT | 0, &out->key_id);
	if (out->has_key_id)
		return true;
	return ber_enter(&b, BER_SEQUENCE, &sid) && ber_enter(&sid, BER_SEQUENCE, &out->issuer) &&
	       ber_enter(&sid, BER_INTEGER, &out->serial);
}

static bool is_of(const struct certificate *c, const struct signer *s)
{
	return s->has_key_id
		       ? certificate_has_key(c, &s->key_id)
		       : ber_equal(&c->issuer, &s->issuer) && ber_equal(&c->serial, &s->serial);
}

static bool find_certificate(const struct cms *c, const struct signer *s, struct certificate *out)
{
	struct ber list = c->certificates;
	struct ber_item one;

	for (unsigned i = 0; i < CERTIFICATES_MAX && ber_next(&list, &one); i++)
		if (one.tag == BER_SEQUENCE && certificate_read(one.body, out) && is_of(out, s))
			return true;
	return false;
}

bool cms_next_signer(const struct cms *c, struct ber *signers, char **name, char **mailbox)
{
	struct signer s;
	struct certificate found;
	struct ber one;

	if (!ber_enter(signers, BER_SEQUENCE, &one))
		return false;
	bool is_named = read_signer(one, &s) && find_certificate(c, &s, &found);
	*name = is_named ? certificate_name(&found) : g_strdup("");
	*mailbox = is_named ? certificate_mailbox(&found) : g_strdup("");
	return true;
}
