/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * secure.c: S/MIME and OpenPGP under one roof. unseal.c gives the bytes of
 * one of the two, cms.c or openpgp.c is asked. Whom a signature names is said
 * with "not verified": without keys of the site nobody here can know.
 * Tests: tests/unit/sanitizer/test_cms.c, test_openpgp.c.
 */
#include "kinds/secure.h"

#include <string.h>

#include "kinds/armour.h"
#include "kinds/cms.h"
#include "kinds/inflate.h"
#include "kinds/openpgp.h"
#include "kinds/unseal.h"
#include "misogi/text.h"
#include "text/phrase.h"

#define SIGNERS_MAX 8u /* shown of one signature */
#define NAME_BYTES 160u

enum phrases {
	PHRASE_SMIME,
	PHRASE_PGP,
	PHRASE_PGP_KEY,
	PHRASE_UNNAMED,
	PHRASE_SMIME_LOCKED,
	PHRASE_PGP_LOCKED
};

static const struct phrase phrases[] = {
	[PHRASE_SMIME] = { "S/MIME の電子署名: {s}（確認していません）",
			   "Signed (S/MIME): {s} (not verified)" },
	[PHRASE_PGP] = { "PGP の電子署名: {s}（確認していません）",
			 "Signed (PGP): {s} (not verified)" },
	[PHRASE_PGP_KEY] = { "PGP の電子署名: 鍵 {s}（確認していません）",
			     "Signed (PGP): key {s} (not verified)" },
	[PHRASE_UNNAMED] = { "署名者の名前はありません", "the signer is not named" },
	[PHRASE_SMIME_LOCKED] = { "このメールは暗号化（S/MIME）されているため、中を確認できません。"
				  "差出人に、暗号化せずに送り直すようお願いしてください。",
				  "This mail is encrypted (S/MIME), so its contents cannot be "
				  "checked. Please ask the sender to send it unencrypted." },
	[PHRASE_PGP_LOCKED] = { "このメールは暗号化（PGP）されているため、中を確認できません。"
				"差出人に、暗号化せずに送り直すようお願いしてください。",
				"This mail is encrypted (PGP), so its contents cannot be "
				"checked. Please ask the sender to send it unencrypted." },
};

void secure_init(void)
{
	inflate_init();
}

/* ---- what it is ---- */

static enum secure_kind look_at_pgp(const struct unsealed *u)
{
	switch (openpgp_look(u->buf, u->n)) {
	case OPENPGP_SIGNATURE:
		return SECURE_DETACHED;
	case OPENPGP_MESSAGE:
	case OPENPGP_COMPRESSED:
		return SECURE_OPAQUE;
	case OPENPGP_ENCRYPTED:
		return SECURE_ENCRYPTED;
	case OPENPGP_NONE:
		break;
	}
	/* What calls itself a message and cannot be read is as good as encrypted. */
	return u->is_message ? SECURE_ENCRYPTED : SECURE_NONE;
}

static enum secure_kind look_at_cms(const struct unsealed *u)
{
	struct cms c;

	switch (cms_read(u->buf, u->n, &c)) {
	case CMS_SIGNED:
		return c.has_content ? SECURE_OPAQUE : SECURE_DETACHED;
	case CMS_COMPRESSED:
		return SECURE_OPAQUE;
	case CMS_ENCRYPTED:
		return SECURE_ENCRYPTED;
	case CMS_NONE:
		break;
	}
	return SECURE_NONE;
}

enum secure_kind secure_look(const char *buf, size_t n)
{
	struct unsealed u = unseal_read(buf, n);
	enum secure_kind kind = u.is_pgp ? look_at_pgp(&u) : look_at_cms(&u);

	unseal_clear(&u);
	return kind;
}

/* ---- what is inside ---- */

static void open_cms(const struct unsealed *u, const struct limits *limits, struct members *out)
{
	struct cms c;
	size_t n;
	bool is_whole = true;

	cms_read(u->buf, u->n, &c);
	out->malformed |= u->is_malformed || !c.has_content;
	if (!c.has_content)
		return;
	char *data = ber_octets(&c.content, &n);
	if (c.kind == CMS_COMPRESSED) {
		g_autofree char *packed = data;
		data = inflate_bytes(packed, n, INFLATE_ZLIB, limits->part_bytes, &n, &is_whole);
	}
	out->malformed |= !is_whole;
	if (is_whole || n > 0)
		members_add(out, MEMBER_MAIL, data, n);
	else
		g_free(data);
}

static bool is_text(const struct openpgp_data *data)
{
	return data->format == 't' || data->format == 'u' || data->name_len == 0;
}

static void open_pgp(struct unsealed *u, const struct limits *limits, struct members *out)
{
	struct charset_found found = { 0 };
	struct openpgp_data data;

	bool can = unseal_inflate(u, limits->part_bytes) && openpgp_data(u->buf, u->n, &data);
	out->malformed |= u->is_malformed || !can;
	if (!can)
		return;
	struct member *m =
		members_add(out, is_text(&data) ? MEMBER_BODY : MEMBER_FILE, data.bytes, data.n);
	if (m->kind == MEMBER_FILE) {
		g_autoptr(GString) name = g_string_new(NULL);
		charset_to_utf8(name, data.name, data.name_len, "utf-8", &found);
		g_free(m->name);
		m->name = g_strdup(name->str);
	} else if (data.format == 'u') {
		g_free(m->charset);
		m->charset = g_strdup("utf-8");
	}
}

void secure_open(const char *buf, size_t n, const struct limits *limits, struct members *out)
{
	struct unsealed u = unseal_read(buf, n);

	if (u.is_pgp)
		open_pgp(&u, limits, out);
	else
		open_cms(&u, limits, out);
	unseal_clear(&u);
}

/* ---- what is said ---- */

/* ${name} as one clean line that cannot end ours. */
static void append_clean(GString *out, const char *name)
{
	g_autofree char *line = text_one_line(name, NAME_BYTES);

	for (const char *p = line; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == 0xff3b || c == 0xff3d) /* ［］ */
			c = c == 0xff3b ? '[' : ']';
		g_string_append_unichar(out, c);
	}
}

static void say(GString *out, enum phrases form, const GString *who,
		const struct text_options *options)
{
	g_autoptr(GString) unnamed = g_string_new(NULL);

	if (who->len == 0)
		phrase_append(unnamed, options->lang, &phrases[PHRASE_UNNAMED], 0, NULL);
	phrase_line(out, options->lang, &phrases[form], 0, who->len > 0 ? who->str : unnamed->str);
}

static void say_signer(GString *out, const char *name, const char *mailbox,
		       const struct text_options *options)
{
	g_autoptr(GString) who = g_string_new(NULL);

	append_clean(who, name);
	if (*mailbox) {
		g_string_append(who, who->len > 0 ? " <" : "<");
		append_clean(who, mailbox);
		g_string_append_c(who, '>');
	}
	say(out, PHRASE_SMIME, who, options);
}

static void say_cms(GString *out, const struct unsealed *u, const struct text_options *options,
		    struct body_found *found)
{
	struct cms c;
	unsigned said = 0;

	if (cms_read(u->buf, u->n, &c) != CMS_SIGNED)
		return;
	for (struct ber signers = c.signers; said < SIGNERS_MAX; said++) {
		g_autofree char *name = NULL;
		g_autofree char *mailbox = NULL;
		if (!cms_next_signer(&c, &signers, &name, &mailbox))
			break;
		say_signer(out, name, mailbox, options);
	}
	if (said == 0)
		say_signer(out, "", "", options);
	found->is_signed = true;
}

static void say_pgp(GString *out, struct unsealed *u, const struct text_options *options,
		    struct body_found *found)
{
	struct openpgp_signer signer;

	if (!unseal_inflate(u, options->limits->part_bytes) ||
	    openpgp_look(u->buf, u->n) == OPENPGP_NONE)
		return;
	for (unsigned i = 0; i < SIGNERS_MAX && openpgp_signer(u->buf, u->n, i, &signer); i++) {
		g_autofree char *identity = signer.identity;
		g_autoptr(GString) who = g_string_new(NULL);
		append_clean(who, *identity ? identity : signer.key);
		say(out, *identity || !*signer.key ? PHRASE_PGP : PHRASE_PGP_KEY, who, options);
		found->is_signed = true;
	}
}

/* The signatures below texts signed in the clear. */
static void say_armoured(GString *out, const char *buf, size_t n,
			 const struct text_options *options, struct body_found *found)
{
	const char *end = buf + n;
	struct armour a = { .end = buf };

	for (unsigned i = 0; i < SIGNERS_MAX; i++) {
		struct unsealed u = { .is_pgp = true };
		if (!armour_find(a.end, end, "PGP SIGNATURE", &a))
			break;
		u.buf = u.own = armour_bytes(&a, &u.n);
		say_pgp(out, &u, options, found);
		unseal_clear(&u);
	}
}

void secure_to_text(GString *out, const char *buf, size_t n, const struct text_options *options,
		    struct body_found *found)
{
	struct unsealed u = unseal_read(buf, n);

	if (!u.is_pgp)
		say_cms(out, &u, options, found);
	else
		say_pgp(out, &u, options, found);
	if (!found->is_signed)
		say_armoured(out, buf, n, options, found);
	unseal_clear(&u);
}

void secure_encrypted_text(GString *out, const char *buf, size_t n,
			   const struct text_options *options)
{
	struct unsealed u = unseal_read(buf, n);

	phrase_line(out, options->lang,
		    &phrases[u.is_pgp ? PHRASE_PGP_LOCKED : PHRASE_SMIME_LOCKED], 0, NULL);
	unseal_clear(&u);
}

char *secure_clear_text(const char *buf, size_t n, size_t *len)
{
	return armour_clear_text(buf, n, len);
}
