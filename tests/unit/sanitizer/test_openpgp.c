/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_openpgp.c: OpenPGP: chains of packets in the old and the new format, in
 * armour, compressed, in the clear; damaged and hostile.
 */
#include <string.h>

#include <gio/gio.h>

#include "kinds/inflate.h"
#include "kinds/openpgp.h"
#include "kinds/secure.h"
#include "unit.h"

#define KEY_ID "\x09\x10\x01\x23\x45\x67\x89\xab\xcd\xef"
#define SIGNATURE_KEY "\x88\x12\4\0\1\x08\0\0\0\x0a" KEY_ID /* old format, version 4 */
#define ONE_PASS "\xc4\x0d\3\0\x08\1........\1"
#define LITERAL                                                                                    \
	"\xcb\x0c"                                                                                 \
	"t\1n\0\0\0\0hello" /* new format */
#define ENCRYPTED "\xc1\4\3abc\xd2\3\1ab"

struct blob {
	const char *name, *data;
	size_t n;
	enum secure_kind want;
};

#define B(name, data, want)                                                                        \
	{                                                                                          \
		name, data, sizeof(data) - 1, want                                                 \
	}

START_TEST(tells_chains_of_packets_apart)
{
	static const struct blob cases[] = {
		B("signature", SIGNATURE_KEY, SECURE_DETACHED),
		B("two signatures", SIGNATURE_KEY SIGNATURE_KEY, SECURE_DETACHED),
		B("one pass", ONE_PASS LITERAL SIGNATURE_KEY, SECURE_OPAQUE),
		B("old signed", SIGNATURE_KEY LITERAL, SECURE_OPAQUE),
		B("literal", LITERAL, SECURE_OPAQUE),
		B("compressed", "\xa3\1abc", SECURE_OPAQUE),
		B("encrypted", ENCRYPTED, SECURE_ENCRYPTED),
		B("marker first", "\xca\3PGP" ENCRYPTED, SECURE_ENCRYPTED),
		B("password", "\xc3\4\4abc\xd2\3\1ab", SECURE_ENCRYPTED),
		B("line end behind", ENCRYPTED "\r\n", SECURE_ENCRYPTED),
		B("junk behind", ENCRYPTED "junk", SECURE_NONE),
		B("cut", "\xc1\4\3ab", SECURE_NONE),
		B("key", "\x98\3\4ab", SECURE_NONE),
		B("PNG", "\x89PNG\r\n\x1a\n", SECURE_NONE),
		B("UTF-8", "\xe3\x81\x82", SECURE_NONE),
		B("nothing", "", SECURE_NONE),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(secure_look(cases[i].data, cases[i].n) == cases[i].want, "%s",
			      cases[i].name);
}
END_TEST

START_TEST(reads_data_in_chunks)
{
	static const char chunks[] = "\xcb\xe3"
				     "b\1n\0\0\0\0h"
				     "\xe1"
				     "el"
				     "\2lo";
	struct openpgp_data data;

	ck_assert(openpgp_data(chunks, sizeof(chunks) - 1, &data));
	ck_assert_str_eq(data.bytes, "hello");
	ck_assert_int_eq(data.format, 'b');
	ck_assert_uint_eq(data.name_len, 1);
	g_free(data.bytes);
}
END_TEST

/* ${packets} as gpg --sign writes them: compressed by zlib (${raw}: without its frame). */
static GString *compressed(const char *packets, size_t n, gboolean raw)
{
	GZlibCompressorFormat format =
		raw ? G_ZLIB_COMPRESSOR_FORMAT_RAW : G_ZLIB_COMPRESSOR_FORMAT_ZLIB;
	g_autoptr(GConverter) zlib = G_CONVERTER(g_zlib_compressor_new(format, 9));
	char out[4096];
	gsize read, written;
	GString *blob = g_string_new(raw ? "\xa3\1" : "\xa3\2");

	ck_assert_int_eq(g_converter_convert(zlib, packets, n, out, sizeof(out),
					     G_CONVERTER_INPUT_AT_END, &read, &written, NULL),
			 G_CONVERTER_FINISHED);
	return g_string_append_len(blob, out, (gssize)written);
}

/* Members as "kind name data", "!" when malformed. */
static char *inside_of(const char *data, size_t n, uint32_t part_bytes)
{
	struct limits limits = limits_default();
	struct members m;
	GString *out = g_string_new(NULL);

	limits.part_bytes = part_bytes;
	charset_init(NULL);
	inflate_init();
	members_init(&m);
	secure_open(data, n, &limits, &m);
	for (guint i = 0; i < m.list->len; i++) {
		const struct member *one = g_ptr_array_index(m.list, i);
		g_string_append_printf(out, "%s %s ", one->kind == MEMBER_BODY ? "body" : "file",
				       one->name);
		g_string_append_len(out, one->data, (gssize)one->n);
	}
	if (m.malformed)
		g_string_append_c(out, '!');
	members_clear(&m);
	return g_string_free(out, FALSE);
}

START_TEST(opens_what_is_signed_or_compressed)
{
	static const char message[] = ONE_PASS LITERAL SIGNATURE_KEY;
	g_autoptr(GString) zlib = compressed(message, sizeof(message) - 1, FALSE);
	g_autoptr(GString) raw = compressed(message, sizeof(message) - 1, TRUE);
	g_autoptr(GString) twice = compressed(zlib->str, zlib->len, FALSE);
	const struct {
		const char *data;
		size_t n;
		const char *want;
	} cases[] = {
		{ message, sizeof(message) - 1, "body  hello" },
		{ zlib->str, zlib->len, "body  hello" },
		{ raw->str, raw->len, "body  hello" },
		{ twice->str, twice->len, "body  hello" },
		{ "\xcb\x0c"
		  "b\1n\0\0\0\0hello",
		  14, "file n hello" },
		{ "\xcb\x0b"
		  "b\0\0\0\0\0hello",
		  13, "body  hello" },
		{ "\xa3\3BZh", 5, "!" },
		{ "\xa3\2x\x9c...", 7, "!" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = inside_of(cases[i].data, cases[i].n, 4096);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%zu: got %s", i, got);
	}
}
END_TEST

/* A message that grows a thousandfold is inflated no further than it may be. */
START_TEST(limit_part_bytes)
{
	static const char head[] = "\xaf"
				   "b\0\0\0\0\0";
	g_autofree char *message = g_malloc0(1u << 20);
	struct limits limits = limits_default();
	struct members m;

	limits.part_bytes = 1000;
	memcpy(message, head, sizeof(head) - 1);
	g_autoptr(GString) blob = compressed(message, 1u << 20, FALSE);
	members_init(&m);
	secure_open(blob->str, blob->len, &limits, &m);
	ck_assert_uint_eq(m.list->len, 1);
	const struct member *one = g_ptr_array_index(m.list, 0);
	ck_assert_uint_le(one->n, 1000);
	ck_assert(m.malformed);
	members_clear(&m);
}
END_TEST

/* What is said of ${data}. */
static char *said_of(const char *data, size_t n, enum config_lang lang)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .lang = lang };
	struct body_found found = { 0 };
	GString *out = g_string_new(NULL);

	secure_to_text(out, data, n, &options, &found);
	ck_assert(found.is_signed == (out->len > 0));
	return g_string_free(out, FALSE);
}

START_TEST(says_who_signed)
{
	static const struct {
		const char *data;
		size_t n;
		const char *want;
	} cases[] = {
#define S(data, want) { data, sizeof(data) - 1, want }
		S(SIGNATURE_KEY, "［PGP の電子署名: 鍵 0123456789ABCDEF（確認していません）］\n"),
		S("\xc2\x16\4\0\1\x08\0\x0e\x0d\x1csato@ex.jp..\0\0",
		  "［PGP の電子署名: sato@ex.jp..（確認していません）］\n"),
		S("\xc2\x0f\3\5\0....\x01\x23\x45\x67\x89\xab\xcd\xef",
		  "［PGP の電子署名: 鍵 0123456789ABCDEF（確認していません）］\n"),
		S("\xc2\6\4\0\1\x08\0\0",
		  "［PGP の電子署名: 署名者の名前はありません（確認していません）］\n"),
		S("\xc2\x06\4\0\1\x08\xff\xff",
		  "［PGP の電子署名: 署名者の名前はありません（確認していません）］\n"),
		S("text", ""),
		S(LITERAL, ""),
#undef S
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = said_of(cases[i].data, cases[i].n, CONFIG_LANG_JA);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%zu: got %s", i, got);
	}
	g_autofree char *english =
		said_of(SIGNATURE_KEY, sizeof(SIGNATURE_KEY) - 1, CONFIG_LANG_EN);
	ck_assert_str_eq(english, "［Signed (PGP): key 0123456789ABCDEF (not verified)］\n");
}
END_TEST

#define CLEAR "-----BEGIN PGP SIGNED MESSAGE-----\n"
#define ARMOUR                                                                                     \
	"-----BEGIN PGP SIGNATURE-----\nVersion: 1\n\niBIEAAEIAAAACgkQASNFZ4mrze8=\n=AAAA\n"       \
	"-----END PGP SIGNATURE-----\n"

START_TEST(unwraps_texts_signed_in_the_clear)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
		{ "plain", CLEAR "Hash: SHA256\n\nhello\n" ARMOUR, "hello\n" },
		{ "around", "a\n" CLEAR "\nb\n" ARMOUR "c\n", "a\nb\nc\n" },
		{ "two", CLEAR "\na\n" ARMOUR CLEAR "\nb\n" ARMOUR, "a\nb\n" },
		{ "dashes", CLEAR "\n- -- \n- - item\n-x\n- From\n" ARMOUR,
		  "-- \n- item\n-x\nFrom\n" },
		{ "no blank line", CLEAR "Hash: SHA1\nSubject: x\n" ARMOUR, "Subject: x\n" },
		{ "no hash", CLEAR "hello: all\n\nx\n" ARMOUR, "hello: all\n\nx\n" },
		{ "no signature", CLEAR "\nhello\n", "hello\n" },
		{ "no end", CLEAR "\nhello\n-----BEGIN PGP SIGNATURE-----\n\nabc", "hello\n" },
		{ "CRLF",
		  "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n- -a\r\n"
		  "-----BEGIN PGP SIGNATURE-----\r\n\r\nabc\r\n-----END PGP SIGNATURE-----\r\nb",
		  "-a\r\nb" },
		{ "not at a line's start", "see " CLEAR "\nhello\n", NULL },
		{ "quoted", "> " CLEAR "> hello\n", NULL },
		{ "a signature alone", ARMOUR, NULL },
		{ "nothing", "", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t len = 0;
		g_autofree char *got = secure_clear_text(cases[i].in, strlen(cases[i].in), &len);
		g_autofree char *text = got ? g_strndup(got, len) : NULL;
		ck_assert_msg(g_strcmp0(text, cases[i].want) == 0, "%s: got %s", cases[i].name,
			      text ? text : "(none)");
	}
}
END_TEST

START_TEST(says_who_signed_in_the_clear)
{
	static const char text[] = "a\n" CLEAR "\nhello\n" ARMOUR "b\n" CLEAR "\nx\n" ARMOUR;
	static const char want[] = "［PGP の電子署名: 鍵 0123456789ABCDEF（確認していません）］\n";
	g_autofree char *twice = g_strconcat(want, want, NULL);
	g_autofree char *got = said_of(text, sizeof(text) - 1, CONFIG_LANG_JA);

	ck_assert_str_eq(got, twice);
}
END_TEST

START_TEST(what_calls_itself_a_message_and_is_none_is_encrypted)
{
	static const char text[] = "-----BEGIN PGP MESSAGE-----\n\nAAAA\n";
	static const char below[] = "\r\n\r\n-----BEGIN PGP MESSAGE-----\n\nAAAA\n";
	static const char key[] = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBA==\n";

	ck_assert_int_eq(secure_look(text, sizeof(text) - 1), SECURE_ENCRYPTED);
	ck_assert_int_eq(secure_look(below, sizeof(below) - 1), SECURE_ENCRYPTED);
	ck_assert_int_eq(secure_look(key, sizeof(key) - 1), SECURE_NONE);
}
END_TEST

/* Each byte of a signed message bent and cut; a million marks that begin and never end. */
START_TEST(survives_damage)
{
	static const char message[] = ONE_PASS LITERAL SIGNATURE_KEY;
	g_autoptr(GString) good = compressed(message, sizeof(message) - 1, FALSE);
	g_autoptr(GString) marks = g_string_new(NULL);

	for (size_t i = 0; i < good->len; i++) {
		g_autoptr(GString) bad = g_string_new_len(good->str, (gssize)good->len);
		bad->str[i] = (char)(bad->str[i] ^ 0x55);
		g_autofree char *got = inside_of(bad->str, bad->len, 4096);
		g_autofree char *cut = inside_of(good->str, i, 4096);
		g_autofree char *said = said_of(bad->str, bad->len, CONFIG_LANG_JA);
	}
	for (unsigned i = 0; i < 200000; i++)
		g_string_append(marks, CLEAR);
	size_t len;
	g_autofree char *text = secure_clear_text(marks->str, marks->len, &len);
	ck_assert_ptr_nonnull(text);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_chains_of_packets_apart);
	tcase_add_test(t, reads_data_in_chunks);
	tcase_add_test(t, opens_what_is_signed_or_compressed);
	tcase_add_test(t, limit_part_bytes);
	tcase_add_test(t, says_who_signed);
	tcase_add_test(t, unwraps_texts_signed_in_the_clear);
	tcase_add_test(t, says_who_signed_in_the_clear);
	tcase_add_test(t, what_calls_itself_a_message_and_is_none_is_encrypted);
	tcase_add_test(t, survives_damage);
}

UNIT_MAIN("openpgp", add)
