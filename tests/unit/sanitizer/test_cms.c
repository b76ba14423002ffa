/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_cms.c: S/MIME: what a blob is, what is inside, whom it names; in DER, in
 * streamed BER, in PEM; damaged and hostile.
 */
#include <string.h>

#include "der.h"
#include "kinds/ber.h"
#include "kinds/inflate.h"
#include "kinds/secure.h"
#include "unit.h"

#define UTF8_STRING 0x0c
#define TELETEX_STRING 0x14
#define BMP_STRING 0x1e
#define CLAIM(text) "［S/MIME の電子署名: " text "（確認していません）］\n"

struct who {
	unsigned tag;
	GString *name; /* NULL: nobody's name */
	const char *subject_mailbox, *other_mailbox;
	const char *serial;
};

static GString *attribute(GString *oid, unsigned tag, GString *value)
{
	return der_item(0x31, der_item(0x30, der_join(oid, der_item(tag, value), NULL)));
}

static GString *subject(const struct who *who)
{
	GString *out = DER("");

	if (who->name)
		der_join(out, attribute(DER("\x06\x03\x55\x04\x03"), who->tag, who->name), NULL);
	if (who->subject_mailbox)
		der_join(out,
			 attribute(DER("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"), 0x16,
				   g_string_new(who->subject_mailbox)),
			 NULL);
	return der_item(0x30, out);
}

static GString *extensions(const struct who *who)
{
	GString *key = der_item(0x30, der_join(DER("\x06\x03\x55\x1d\x0e"),
					       der_item(4, der_item(4, DER("key"))), NULL));
	GString *out = key;

	if (who->other_mailbox) {
		GString *name = der_item(0x81, g_string_new(who->other_mailbox));
		der_join(out,
			 der_item(0x30, der_join(DER("\x06\x03\x55\x1d\x11\1\1\xff"),
						 der_item(4, der_item(0x30, name)), NULL)),
			 NULL);
	}
	return der_item(0xa3, der_item(0x30, out));
}

static GString *certificate(const struct who *who)
{
	GString *tbs = der_join(DER("\xa0\3\2\1\2"), der_item(2, g_string_new(who->serial)),
				DER("\x30\0"), der_item(0x30, DER("issuer")), DER("\x30\0"),
				subject(who), DER("\x30\0"), extensions(who), NULL);

	return der_item(0x30, der_join(der_item(0x30, tbs), DER("\x30\0\3\1\0"), NULL));
}

static GString *signer(const char *serial)
{
	GString *sid = der_item(0x30, der_join(der_item(0x30, DER("issuer")),
					       der_item(2, g_string_new(serial)), NULL));

	return der_item(0x30, der_join(DER("\2\1\1"), sid, NULL));
}

static GString *signer_by_key(const char *key)
{
	return der_item(0x30, der_join(DER("\2\1\3"), der_item(0x80, g_string_new(key)), NULL));
}

/* signedData of ${content} (NULL: detached) with ${certificates} and ${signers}. */
static GString *signed_data(GString *content, GString *certificates, GString *signers)
{
	GString *info = content ? der_join(DER_DATA, der_item(0xa0, content), NULL) : DER_DATA;
	GString *data = der_join(DER("\2\1\1\x31\0"), der_item(0x30, info),
				 der_item(0xa0, certificates), der_item(0x31, signers), NULL);

	return der_item(0x30, der_join(DER_SIGNED, der_item(0xa0, der_item(0x30, data)), NULL));
}

static GString *by_yamada(GString *content)
{
	struct who who = { UTF8_STRING, g_string_new("山田 太郎"), NULL, "yamada@example.jp", "7" };

	return signed_data(content, certificate(&who), signer("7"));
}

/* What is said of ${blob}, which is freed. */
static char *said_of(GString *blob)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .lang = CONFIG_LANG_JA };
	struct body_found found = { 0 };
	GString *out = g_string_new(NULL);

	charset_init(NULL);
	secure_to_text(out, blob->str, blob->len, &options, &found);
	ck_assert(found.is_signed == (out->len > 0));
	g_string_free(blob, TRUE);
	return g_string_free(out, FALSE);
}

static void check_said(const char *name, GString *blob, const char *want)
{
	g_autofree char *got = said_of(blob);

	ck_assert_msg(strcmp(got, want) == 0, "%s: got %s", name, got);
}

/* What is inside of ${blob}, which is freed; "!" behind it when malformed. */
static char *inside_of(GString *blob)
{
	struct limits limits = limits_default();
	struct members m;
	GString *out = g_string_new(NULL);

	limits.part_bytes = 1024;
	members_init(&m);
	secure_open(blob->str, blob->len, &limits, &m);
	for (guint i = 0; i < m.list->len; i++) {
		const struct member *one = g_ptr_array_index(m.list, i);
		ck_assert_int_eq(one->kind, MEMBER_MAIL);
		g_string_append_len(out, one->data, (gssize)one->n);
	}
	if (m.malformed)
		g_string_append_c(out, '!');
	members_clear(&m);
	g_string_free(blob, TRUE);
	return g_string_free(out, FALSE);
}

static void check_inside(const char *name, GString *blob, const char *want)
{
	g_autofree char *got = inside_of(blob);

	ck_assert_msg(strcmp(got, want) == 0, "%s: got %s", name, got);
}

static void check_kind(const char *name, GString *blob, enum secure_kind want)
{
	ck_assert_msg(secure_look(blob->str, blob->len) == want, "%s", name);
	g_string_free(blob, TRUE);
}

static GString *outer(GString *oid, GString *content)
{
	return der_item(0x30, der_join(oid, der_item(0xa0, der_item(0x30, content)), NULL));
}

START_TEST(tells_the_kinds_apart)
{
	check_kind("opaque", by_yamada(der_item(4, DER("mail"))), SECURE_OPAQUE);
	check_kind("detached", by_yamada(NULL), SECURE_DETACHED);
	check_kind("certificates only", signed_data(NULL, DER("\x30\0"), DER("")), SECURE_NONE);
	check_kind("enveloped", outer(DER_ENVELOPED, DER("\2\1\0\x31\0")), SECURE_ENCRYPTED);
	check_kind("AES-GCM", outer(DER_AUTH_ENVELOPED, DER("\2\1\0\x31\0")), SECURE_ENCRYPTED);
	check_kind("data", outer(DER_DATA, DER("\2\1\0")), SECURE_NONE);
	check_kind("no content", der_item(0x30, DER_SIGNED), SECURE_NONE);
	check_kind("empty", DER(""), SECURE_NONE);
	check_kind("text", DER("0 is a number"), SECURE_NONE);
}
END_TEST

START_TEST(opens_what_is_signed)
{
	check_inside("DER", by_yamada(der_item(4, DER("mail"))), "mail");
	check_inside("pieces", by_yamada(der_stream(0x24, DER("\4\2ma\4\2il"))), "mail");
	check_inside("pieces of pieces",
		     by_yamada(der_stream(0x24, der_join(DER("\4\1m"), DER("\x24\3\4\1a"),
							 der_stream(0x24, DER("\4\2il")), NULL))),
		     "mail");
	check_inside("empty", by_yamada(der_item(4, DER(""))), "");
	check_inside("detached", by_yamada(NULL), "!");
	check_inside("no octets", by_yamada(der_item(0x30, DER("mail"))), "!");
}
END_TEST

/* As Outlook and openssl -stream write it: no length anywhere around the content. */
START_TEST(opens_streams_without_lengths)
{
	GString *info = der_stream(
		0x30,
		der_join(DER_DATA, der_stream(0xa0, der_stream(0x24, DER("\4\4mail"))), NULL));
	GString *data = der_join(DER("\2\1\1\x31\0"), info, der_item(0x31, signer("7")), NULL);
	GString *blob = der_stream(
		0x30, der_join(DER_SIGNED, der_stream(0xa0, der_stream(0x30, data)), NULL));

	check_inside("stream", blob, "mail");
}
END_TEST

START_TEST(opens_what_is_compressed)
{
	static const char zlib[] = "x\x9c\xcbM\xcc\xcc\x01\0\4\x19\1\xa4"; /* "mail" */
	GString *info =
		der_item(0x30, der_join(DER_DATA, der_item(0xa0, der_item(4, DER(zlib))), NULL));

	inflate_init();
	check_inside("zlib", outer(DER_COMPRESSED, der_join(DER("\2\1\0\x30\0"), info, NULL)),
		     "mail");
	GString *cut = der_item(
		0x30, der_join(DER_DATA, der_item(0xa0, der_item(4, der_bytes(zlib, 6))), NULL));
	g_autofree char *got =
		inside_of(outer(DER_COMPRESSED, der_join(DER("\2\1\0\x30\0"), cut, NULL)));
	ck_assert_msg(g_str_has_suffix(got, "!"), "got %s", got);
}
END_TEST

START_TEST(names_signers_in_every_kind_of_string)
{
	struct who cases[] = {
		{ UTF8_STRING, g_string_new("山田 太郎"), NULL, "yamada@example.jp", "7" },
		{ BMP_STRING, DER("\x5c\x71\x75\x30"), NULL, NULL, "7" },
		{ TELETEX_STRING, DER("\x8e\x52\x93\x63\x91\xbe\x98\x59"), NULL, NULL, "7" },
		{ 0x13, g_string_new("Taro Yamada"), "taro@example.jp", NULL, "7" },
		{ 0, NULL, "taro@example.jp", NULL, "7" },
		{ 0, NULL, NULL, NULL, "7" },
		{ UTF8_STRING, g_string_new("］\n［x"), NULL, NULL, "7" },
	};
	static const char *const want[] = {
		CLAIM("山田 太郎 <yamada@example.jp>"),
		CLAIM("山田"),
		CLAIM("山田太郎"),
		CLAIM("Taro Yamada <taro@example.jp>"),
		CLAIM("<taro@example.jp>"),
		CLAIM("署名者の名前はありません"),
		CLAIM("] [x"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_said(want[i], signed_data(NULL, certificate(&cases[i]), signer("7")),
			   want[i]);
}
END_TEST

START_TEST(names_the_signer_and_not_his_authority)
{
	struct who ca = { UTF8_STRING, g_string_new("CA"), NULL, NULL, "1" };
	struct who yamada = { UTF8_STRING, g_string_new("山田"), NULL, NULL, "7" };
	struct who sato = { UTF8_STRING, g_string_new("佐藤"), NULL, NULL, "8" };
	GString *chain = der_join(certificate(&ca), certificate(&yamada), certificate(&sato), NULL);

	check_said("two", signed_data(NULL, chain, der_join(signer("8"), signer("7"), NULL)),
		   CLAIM("佐藤") CLAIM("山田"));
	yamada.name = g_string_new("山田");
	check_said("by key", signed_data(NULL, certificate(&yamada), signer_by_key("key")),
		   CLAIM("山田"));
	yamada.name = g_string_new("山田");
	check_said("another's", signed_data(NULL, certificate(&yamada), signer("9")),
		   CLAIM("署名者の名前はありません"));
	check_said("no signer is readable", signed_data(NULL, DER(""), DER("\2\1\0")),
		   CLAIM("署名者の名前はありません"));
}
END_TEST

START_TEST(says_few_of_many_signers)
{
	GString *many = g_string_new(NULL);

	for (unsigned i = 0; i < 1000; i++)
		der_join(many, signer("7"), NULL);
	g_autofree char *got = said_of(signed_data(NULL, DER(""), many));
	ck_assert_uint_lt(strlen(got), 2000);
}
END_TEST

START_TEST(reads_pem)
{
	g_autoptr(GString) der = by_yamada(der_item(4, DER("mail")));
	g_autofree char *text = g_base64_encode((const guchar *)der->str, der->len);
	GString *pem = g_string_new(NULL);

	g_string_printf(pem, "-----BEGIN PKCS7-----\n%s\n-----END PKCS7-----\n", text);
	check_inside("PEM", pem, "mail");
}
END_TEST

/* Sizes that lie, at every byte; ends of items that never come. */
START_TEST(survives_damage)
{
	g_autoptr(GString) good = by_yamada(der_stream(0x24, DER("\4\2ma\4\2il")));

	for (size_t i = 0; i < good->len; i++) {
		static const guchar bad[] = { 0, 0x7f, 0x80, 0x84, 0xff };
		for (size_t k = 0; k < sizeof(bad); k++) {
			GString *blob = g_string_new_len(good->str, (gssize)good->len);
			blob->str[i] = (char)bad[k];
			g_autofree char *said = said_of(g_string_new_len(blob->str, (gssize)i));
			g_autofree char *got = inside_of(blob);
		}
	}
}
END_TEST

/* Who opens a million items has them counted, not followed. */
START_TEST(survives_depth)
{
	GString *deep = g_string_new(NULL);

	for (unsigned i = 0; i < 1000000; i++)
		g_string_append_len(deep, "\x30\x80", 2);
	check_kind("never closed", deep, SECURE_NONE);
	GString *pieces = g_string_new(NULL);
	for (unsigned i = 0; i < 1000000; i++)
		g_string_append_len(pieces, "\x24\x80", 2);
	check_inside("pieces", by_yamada(der_item(0x24, pieces)), "");
}
END_TEST

START_TEST(says_that_it_is_encrypted)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .lang = CONFIG_LANG_EN };
	g_autoptr(GString) blob = outer(DER_ENVELOPED, DER("\2\1\0\x31\0"));
	g_autoptr(GString) out = g_string_new(NULL);

	secure_encrypted_text(out, blob->str, blob->len, &options);
	ck_assert_str_eq(out->str, "［This mail is encrypted (S/MIME), so its contents cannot be "
				   "checked. Please ask the sender to send it unencrypted.］\n");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_the_kinds_apart);
	tcase_add_test(t, opens_what_is_signed);
	tcase_add_test(t, opens_streams_without_lengths);
	tcase_add_test(t, opens_what_is_compressed);
	tcase_add_test(t, names_signers_in_every_kind_of_string);
	tcase_add_test(t, names_the_signer_and_not_his_authority);
	tcase_add_test(t, says_few_of_many_signers);
	tcase_add_test(t, reads_pem);
	tcase_add_test(t, survives_damage);
	tcase_add_test(t, survives_depth);
	tcase_add_test(t, says_that_it_is_encrypted);
}

UNIT_MAIN("cms", add)
