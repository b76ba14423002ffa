/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * certificate.c: the fields of a certificate in their order, and strings in
 * the five ways that ASN.1 has for them. Japanese authorities write names in
 * UTF-8, UTF-16, and as Teletex strings that hold Shift_JIS.
 * Tests: tests/unit/sanitizer/test_cms.c.
 */
#include "kinds/certificate.h"

#include <glib.h>

#include "text/charset.h"

#define OID(s) s, sizeof(s) - 1
#define COMMON_NAME OID("\x55\x04\x03")
#define ORGANIZATION OID("\x55\x04\x0a")
#define MAILBOX OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01") /* emailAddress, PKCS #9 */
#define KEY_ID OID("\x55\x1d\x0e")
#define OTHER_NAMES OID("\x55\x1d\x11") /* subjectAltName */
#define RFC822_NAME (BER_CONTEXT | 1u)

static char *read_string(const struct ber_item *item)
{
	static const struct {
		uint8_t tag;
		const char *charset;
	} strings[] = {
		{ 0x0c, "utf-8" },					       /* UTF8String */
		{ 0x13, "" },						       /* PrintableString */
		{ 0x14, "" },						       /* TeletexString */
		{ BER_IA5, "" },   { 0x1c, "utf-32be" }, { 0x1e, "utf-16be" }, /* BMPString */
	};
	struct charset_found found = { 0 };
	g_autoptr(GString) out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		if (item->tag == strings[i].tag)
			charset_to_utf8(out, (const char *)item->body.p,
					(size_t)(item->body.end - item->body.p), strings[i].charset,
					&found);
	return g_strdup(out->str);
}

bool certificate_read(struct ber b, struct certificate *out)
{
	struct ber tbs, skip, outer;

	*out = (struct certificate){ 0 };
	if (!ber_enter(&b, BER_SEQUENCE, &tbs))
		return false;
	ber_enter(&tbs, BER_CONTEXT_CONSTRUCTED | 0, &skip); /* version */
	if (!ber_enter(&tbs, BER_INTEGER, &out->serial) ||
	    !ber_enter(&tbs, BER_SEQUENCE, &skip) || /* algorithm */
	    !ber_enter(&tbs, BER_SEQUENCE, &out->issuer) ||
	    !ber_enter(&tbs, BER_SEQUENCE, &skip) || /* validity */
	    !ber_enter(&tbs, BER_SEQUENCE, &out->subject) ||
	    !ber_enter(&tbs, BER_SEQUENCE, &skip)) /* key */
		return false;
	ber_enter(&tbs, BER_CONTEXT | 1, &skip); /* unique ids */
	ber_enter(&tbs, BER_CONTEXT | 2, &skip);
	if (ber_enter(&tbs, BER_CONTEXT_CONSTRUCTED | 3, &outer))
		ber_enter(&outer, BER_SEQUENCE, &out->extensions);
	return true;
}

/* What extension ${oid} holds; false: there is none. */
static bool find_extension(const struct certificate *c, const char *oid, size_t n, struct ber *out)
{
	struct ber list = c->extensions, one, id, critical;

	while (ber_enter(&list, BER_SEQUENCE, &one)) {
		bool is_it = ber_enter(&one, BER_OID, &id) && ber_is(&id, oid, n);
		ber_enter(&one, BER_BOOLEAN, &critical);
		if (is_it && ber_enter(&one, BER_OCTETS, out))
			return true;
	}
	return false;
}

bool certificate_has_key(const struct certificate *c, const struct ber *key_id)
{
	struct ber value, own;

	return find_extension(c, KEY_ID, &value) && ber_enter(&value, BER_OCTETS, &own) &&
	       ber_equal(&own, key_id);
}

/* The first value of attribute ${oid} in the name ${b}; NULL: it has none. Caller frees. */
static char *find_attribute(struct ber b, const char *oid, size_t n)
{
	struct ber set, pair, id;
	struct ber_item value;

	while (ber_enter(&b, BER_SET, &set))
		while (ber_enter(&set, BER_SEQUENCE, &pair))
			if (ber_enter(&pair, BER_OID, &id) && ber_is(&id, oid, n) &&
			    ber_next(&pair, &value))
				return read_string(&value);
	return NULL;
}

char *certificate_name(const struct certificate *c)
{
	char *name = find_attribute(c->subject, COMMON_NAME);

	if (!name)
		name = find_attribute(c->subject, ORGANIZATION);
	return name ? name : g_strdup("");
}

char *certificate_mailbox(const struct certificate *c)
{
	struct ber value, names;
	struct ber_item one;

	if (find_extension(c, OTHER_NAMES, &value) && ber_enter(&value, BER_SEQUENCE, &names))
		while (ber_next(&names, &one))
			if (one.tag == RFC822_NAME) {
				one.tag = BER_IA5;
				return read_string(&one);
			}
	char *mailbox = find_attribute(c->subject, MAILBOX);
	return mailbox ? mailbox : g_strdup("");
}
