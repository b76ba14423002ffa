/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * openpgp.c: packets in a row, each a tag and a length; a length may come in
 * chunks. A chain is what its first packet that matters says. Of signatures
 * only the subpackets that name the signer are read.
 * Tests: tests/unit/sanitizer/test_openpgp.c.
 */
#include "kinds/openpgp.h"

#include <string.h>

enum tag {
	TAG_SESSION_KEY = 1, /* public-key encrypted */
	TAG_SIGNATURE = 2,
	TAG_PASSWORD_KEY = 3, /* symmetric-key encrypted */
	TAG_ONE_PASS = 4,
	TAG_COMPRESSED = 8,
	TAG_ENCRYPTED = 9,
	TAG_MARKER = 10,
	TAG_LITERAL = 11,
	TAG_ENCRYPTED_INTEGRITY = 18,
	TAG_ENCRYPTED_AEAD = 20,
	TAG_PADDING = 21,
};

enum subpacket { SUBPACKET_KEY_ID = 16, SUBPACKET_IDENTITY = 28, SUBPACKET_FINGERPRINT = 33 };

struct packet {
	unsigned tag;
	const uint8_t *body; /* its first chunk */
	size_t n;
	const uint8_t *more; /* where the length of the next chunk stands; NULL: there is none */
};

/* ---- packets ---- */

/* The length at ${*p} (RFC 9580 4.2.1), which then stands behind it. */
static bool read_length(const uint8_t **p, const uint8_t *end, size_t *n, bool *is_partial)
{
	const uint8_t *at = *p;
	size_t left = (size_t)(end - at);

	*is_partial = false;
	if (left < 1)
		return false;
	if (at[0] < 192) {
		*n = at[0];
		*p += 1;
	} else if (at[0] < 224) {
		if (left < 2)
			return false;
		*n = ((at[0] - 192u) << 8) + at[1] + 192u;
		*p += 2;
	} else if (at[0] < 255) {
		*n = (size_t)1 << (at[0] & 31);
		*is_partial = true;
		*p += 1;
	} else {
		if (left < 5)
			return false;
		*n = (size_t)at[1] << 24 | (size_t)at[2] << 16 | (size_t)at[3] << 8 | at[4];
		*p += 5;
	}
	return true;
}

/* The length of a packet in the old format: as many bytes as ${type} says, or all that follow. */
static bool read_old_length(const uint8_t **p, const uint8_t *end, unsigned type, size_t *n)
{
	size_t bytes = (size_t)1 << type, left = (size_t)(end - *p);

	*n = left;
	if (type == 3)
		return true;
	if (left < bytes)
		return false;
	for (*n = 0; bytes > 0; bytes--)
		*n = *n << 8 | *(*p)++;
	return true;
}

/* The packet at ${*p}, which then stands behind its first chunk. */
static bool read_packet(const uint8_t **p, const uint8_t *end, struct packet *out)
{
	bool is_partial = false;

	if (*p == end || !(**p & 0x80))
		return false;
	uint8_t first = *(*p)++;
	bool is_new = first & 0x40;
	out->tag = is_new ? first & 0x3fu : first >> 2 & 0xfu;
	if (is_new ? !read_length(p, end, &out->n, &is_partial)
		   : !read_old_length(p, end, first & 3, &out->n))
		return false;
	if (out->n > (size_t)(end - *p))
		return false;
	out->body = *p;
	*p += out->n;
	out->more = is_partial ? *p : NULL;
	return true;
}

/* The next chunk of ${k}; false: that was the last, or it is cut off. */
static bool next_chunk(struct packet *k, const uint8_t *end)
{
	const uint8_t *p = k->more;
	bool is_partial;

	if (!p || !read_length(&p, end, &k->n, &is_partial))
		return false;
	k->n = MIN(k->n, (size_t)(end - p));
	k->body = p;
	k->more = is_partial ? p + k->n : NULL;
	return true;
}

/* The next packet whole, that is with its chunks passed over; false past the last. */
static bool next_packet(const uint8_t **p, const uint8_t *end, struct packet *out)
{
	if (!read_packet(p, end, out))
		return false;
	for (struct packet k = *out; next_chunk(&k, end);)
		*p = k.body + k.n;
	return true;
}

/* What ${k} says of the chain that it begins. A version that nobody wrote is chance. */
static enum openpgp_kind kind_of(const struct packet *k)
{
	uint8_t first = k->n > 0 ? k->body[0] : 0;

	switch (k->tag) {
	case TAG_SESSION_KEY:
		return first == 3 || first == 6 ? OPENPGP_ENCRYPTED : OPENPGP_NONE;
	case TAG_PASSWORD_KEY:
		return first >= 4 && first <= 6 ? OPENPGP_ENCRYPTED : OPENPGP_NONE;
	case TAG_ENCRYPTED_INTEGRITY:
	case TAG_ENCRYPTED_AEAD:
		return first == 1 || first == 2 ? OPENPGP_ENCRYPTED : OPENPGP_NONE;
	case TAG_ENCRYPTED:
		return k->n > 16 ? OPENPGP_ENCRYPTED : OPENPGP_NONE;
	case TAG_SIGNATURE:
		return first >= 2 && first <= 6 ? OPENPGP_SIGNATURE : OPENPGP_NONE;
	case TAG_ONE_PASS:
		return first == 3 || first == 6 ? OPENPGP_MESSAGE : OPENPGP_NONE;
	case TAG_LITERAL:
		return k->n > 5 && strchr("btul1", first) && first ? OPENPGP_MESSAGE : OPENPGP_NONE;
	case TAG_COMPRESSED:
		return first <= 3 && k->n > 1 ? OPENPGP_COMPRESSED : OPENPGP_NONE;
	default:
		return OPENPGP_NONE;
	}
}

/* Whether nothing follows ${p} but a line end that a gateway added. */
static bool is_over(const uint8_t *p, const uint8_t *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p == end;
}

enum openpgp_kind openpgp_look(const char *buf, size_t n)
{
	const uint8_t *p = (const uint8_t *)buf, *end = p + n;
	enum openpgp_kind kind = OPENPGP_NONE;
	struct packet k;

	while (next_packet(&p, end, &k)) {
		if (k.tag == TAG_MARKER || k.tag == TAG_PADDING)
			continue;
		/* An old way to sign: the signature, then what it signs. */
		if (kind == OPENPGP_NONE || kind == OPENPGP_SIGNATURE)
			kind = kind_of(&k);
		if (kind == OPENPGP_NONE)
			return kind;
	}
	return is_over(p, end) ? kind : OPENPGP_NONE;
}

/* ---- data ---- */

static void collect(const struct packet *first, const uint8_t *end, size_t skip,
		    struct openpgp_data *out)
{
	GByteArray *bytes = g_byte_array_new();
	struct packet k = *first;

	g_byte_array_append(bytes, k.body + skip, (guint)(k.n - skip));
	while (next_chunk(&k, end))
		g_byte_array_append(bytes, k.body, (guint)k.n);
	out->n = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	out->bytes = (char *)g_byte_array_free(bytes, FALSE);
}

/* Format, name, date, then the data (RFC 9580 5.9). */
static bool read_literal(const struct packet *k, const uint8_t *end, struct openpgp_data *out)
{
	size_t fixed = 2 + 4;

	if (k->n < fixed || k->n < fixed + k->body[1])
		return false;
	out->format = (char)k->body[0];
	out->name = (const char *)k->body + 2;
	out->name_len = k->body[1];
	collect(k, end, fixed + out->name_len, out);
	return true;
}

bool openpgp_data(const char *buf, size_t n, struct openpgp_data *out)
{
	const uint8_t *p = (const uint8_t *)buf, *end = p + n;
	struct packet k;

	*out = (struct openpgp_data){ 0 };
	while (next_packet(&p, end, &k)) {
		if (k.tag == TAG_LITERAL)
			return read_literal(&k, end, out);
		if (k.tag == TAG_COMPRESSED && k.n > 0) {
			out->algorithm = k.body[0];
			collect(&k, end, 1, out);
			return true;
		}
	}
	return false;
}

/* ---- signers ---- */

static void write_key(char *out, const uint8_t *id)
{
	for (size_t i = 0; i < OPENPGP_KEY_BYTES; i++)
		g_snprintf(out + 2 * i, 3, "%02X", id[i]);
}

static void read_subpackets(const uint8_t *p, size_t n, struct openpgp_signer *out)
{
	const uint8_t *end = p + n;
	size_t len;
	bool is_partial;

	while (read_length(&p, end, &len, &is_partial) && !is_partial && len > 0 &&
	       len <= (size_t)(end - p)) {
		unsigned type = p[0] & 0x7f;
		if (type == SUBPACKET_KEY_ID && len == 9 && !*out->key)
			write_key(out->key, p + 1);
		/* The number of a key is the end of its fingerprint, from version 6 on its start.
		 */
		if (type == SUBPACKET_FINGERPRINT && len == 22 && p[1] == 4)
			write_key(out->key, p + 14);
		if (type == SUBPACKET_FINGERPRINT && len == 34 && p[1] == 6)
			write_key(out->key, p + 2);
		if (type == SUBPACKET_IDENTITY && !out->identity)
			out->identity = g_strndup((const char *)p + 1, len - 1);
		p += len;
	}
}

/* Two areas of subpackets, the second of them not even signed. */
static void read_areas(const uint8_t *p, const uint8_t *end, unsigned length_bytes,
		       struct openpgp_signer *out)
{
	for (unsigned area = 0; area < 2 && (size_t)(end - p) >= length_bytes; area++) {
		size_t n = 0;
		for (unsigned i = 0; i < length_bytes; i++)
			n = n << 8 | *p++;
		n = MIN(n, (size_t)(end - p));
		read_subpackets(p, n, out);
		p += n;
	}
}

static void read_signature(const struct packet *k, struct openpgp_signer *out)
{
	uint8_t version = k->n > 0 ? k->body[0] : 0;

	if (version == 3 && k->n >= 15)
		write_key(out->key, k->body + 7);
	if (version >= 4 && k->n >= 4)
		read_areas(k->body + 4, k->body + k->n, version == 6 ? 4 : 2, out);
	if (!out->identity)
		out->identity = g_strdup("");
}

bool openpgp_signer(const char *buf, size_t n, unsigned nth, struct openpgp_signer *out)
{
	const uint8_t *p = (const uint8_t *)buf, *end = p + n;
	struct packet k;

	*out = (struct openpgp_signer){ 0 };
	while (next_packet(&p, end, &k)) {
		if (k.tag != TAG_SIGNATURE || nth-- > 0)
			continue;
		read_signature(&k, out);
		return true;
	}
	return false;
}
