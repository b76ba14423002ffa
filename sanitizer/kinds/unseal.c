/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unseal.c: what is around CMS and OpenPGP is taken off, nothing more: armour
 * at the very beginning, and compression a few times over, because a message
 * may be made to inflate to itself. Tests: tests/unit/sanitizer/test_openpgp.c.
 */
#include "kinds/unseal.h"

#include <glib.h>

#include "kinds/armour.h"
#include "kinds/inflate.h"
#include "kinds/openpgp.h"

#define WRAPPINGS_MAX 3u /* compressed within compressed */

static void replace(struct unsealed *u, char *own, size_t n)
{
	g_free(u->own);
	u->buf = u->own = own;
	u->n = n;
}

/* Blank lines may stand above armour, never above bytes. */
static const char *skip_blanks(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && g_ascii_isspace(*p))
		p++;
	return p < end && *p == '-' ? p : from;
}

struct unsealed unseal_read(const char *buf, size_t n)
{
	static const struct {
		const char *label;
		bool is_pgp, is_message;
	} kinds[] = {
		{ "PGP MESSAGE", true, true }, { "PGP SIGNATURE", true, false },
		{ "PKCS7", false, false },     { "PKCS #7", false, false },
		{ "CMS", false, false },
	};
	struct unsealed u = { .buf = buf, .n = n, .is_pgp = n > 0 && (buf[0] & 0x80) };
	const char *end = buf + n, *p = skip_blanks(buf, end);
	struct armour a;

	for (size_t i = 0; i < G_N_ELEMENTS(kinds) && p < end && *p == '-'; i++) {
		if (!armour_find(p, end, kinds[i].label, &a) || a.from != p)
			continue;
		size_t len;
		char *bytes = armour_bytes(&a, &len);
		replace(&u, bytes, len);
		u.is_pgp = kinds[i].is_pgp;
		u.is_message = kinds[i].is_message;
		u.is_malformed = !a.is_whole;
		break;
	}
	return u;
}

bool unseal_inflate(struct unsealed *u, size_t max)
{
	for (unsigned i = 0; i < WRAPPINGS_MAX; i++) {
		struct openpgp_data data;
		size_t len;
		bool is_whole;
		if (openpgp_look(u->buf, u->n) != OPENPGP_COMPRESSED)
			return true;
		if (!openpgp_data(u->buf, u->n, &data))
			return false;
		g_autofree char *bytes = data.bytes;
		if (data.algorithm != OPENPGP_ZIP && data.algorithm != OPENPGP_ZLIB)
			return false;
		enum inflate_format format =
			data.algorithm == OPENPGP_ZIP ? INFLATE_RAW : INFLATE_ZLIB;
		char *inside = inflate_bytes(bytes, data.n, format, max, &len, &is_whole);
		u->is_malformed |= !is_whole;
		replace(u, inside, len);
	}
	return false;
}

void unseal_clear(struct unsealed *u)
{
	g_free(u->own);
}
