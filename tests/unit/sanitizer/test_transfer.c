/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_transfer.c: transfer decoding: base64, quoted-printable, uuencode, honest and hostile.
 */
#include <string.h>

#include "transfer.h"
#include "unit.h"

START_TEST(reads_names_as_senders_write_them)
{
	static const struct {
		const char *raw;
		enum transfer want;
		bool odd;
	} cases[] = {
		{ "base64", TRANSFER_BASE64, false },
		{ " BASE64\r\n", TRANSFER_BASE64, false },
		{ "base64;", TRANSFER_BASE64, true },
		{ "\"base64\"", TRANSFER_BASE64, true },
		{ "(x) base64", TRANSFER_BASE64, true },
		{ "quoted-printable", TRANSFER_QUOTED, false },
		{ "x-uuencode", TRANSFER_UU, false },
		{ "7bit", TRANSFER_IDENTITY, false },
		{ "8BIT", TRANSFER_IDENTITY, false },
		{ "binary", TRANSFER_IDENTITY, false },
		{ "", TRANSFER_IDENTITY, false },
		{ "base64x", TRANSFER_UNKNOWN, false },
		{ "foo; base64", TRANSFER_UNKNOWN, true },
		{ "()", TRANSFER_UNKNOWN, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		bool odd;
		ck_assert_msg(transfer_named(cases[i].raw, strlen(cases[i].raw), &odd) ==
				      cases[i].want,
			      "%s", cases[i].raw);
		ck_assert_msg(odd == cases[i].odd, "%s", cases[i].raw);
	}
}
END_TEST

START_TEST(decodes)
{
	static const struct {
		const char *name;
		enum transfer t;
		const char *in, *want;
		bool malformed, truncated;
	} cases[] = {
		{ "base64", TRANSFER_BASE64, "aGVsbG8=", "hello", false, false },
		{ "base64 lines", TRANSFER_BASE64, "aGVs\r\nbG8g\r\nd29ybGQ=\r\n", "hello world",
		  false, false },
		{ "group over lines", TRANSFER_BASE64, "aG\r\nVs", "hel", false, false },
		{ "after padding", TRANSFER_BASE64, "aGk=aGk=", "hihi", true, false },
		{ "junk between", TRANSFER_BASE64, "aG.Vs", "hel", true, false },
		{ "8-bit junk", TRANSFER_BASE64, "aG\xe9Vs", "hel", true, false },
		{ "no padding", TRANSFER_BASE64, "aGk", "hi", false, true },
		{ "one sextet", TRANSFER_BASE64, "aGVsb", "hel", false, true },
		{ "only padding", TRANSFER_BASE64, "====", "", false, false },
		{ "quoted", TRANSFER_QUOTED, "a=3Db=0A", "a=b\n", false, false },
		{ "quoted lower case", TRANSFER_QUOTED, "=e3=81=82", "あ", false, false },
		{ "soft break", TRANSFER_QUOTED, "a=\r\nb", "ab", false, false },
		{ "soft break LF", TRANSFER_QUOTED, "a=\nb", "ab", false, false },
		{ "soft break and blanks", TRANSFER_QUOTED, "a= \t\r\nb", "ab", false, false },
		{ "soft break at the end", TRANSFER_QUOTED, "a=", "a", false, false },
		{ "no hex", TRANSFER_QUOTED, "a=zzb", "a=zzb", true, false },
		{ "uu", TRANSFER_UU, "begin 644 x\n%:&5L;&\\\n`\nend\n", "hello", false, false },
		{ "uu without end", TRANSFER_UU, "begin 644 x\r\n%:&5L;&\\\r\n", "hello", false,
		  true },
		{ "uu that lies of its length", TRANSFER_UU, "begin 644 x\nM:\n`\nend\n", "h\0\0",
		  false, true },
		{ "identity", TRANSFER_IDENTITY, "a=3D", "a=3D", false, false },
		{ "empty", TRANSFER_BASE64, "", "", false, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct transfer_found f = { 0 };
		size_t n = strlen(cases[i].in), room = transfer_room(cases[i].t, n);
		g_autofree char *out = g_malloc(room + 1);
		size_t used = transfer_decode(cases[i].t, cases[i].in, n, out, &f);
		ck_assert_msg(used <= room, "%s", cases[i].name);
		out[used] = '\0';
		ck_assert_msg(strcmp(out, cases[i].want) == 0, "%s: got %s", cases[i].name, out);
		ck_assert_msg(f.is_malformed == cases[i].malformed, "%s", cases[i].name);
		ck_assert_msg(f.is_truncated == cases[i].truncated, "%s", cases[i].name);
	}
}
END_TEST

START_TEST(says_what_does_not_belong)
{
	static const struct {
		const char *name;
		enum transfer t;
		const char *in;
		bool junk, padded, quoted;
	} cases[] = {
		{ "base64", TRANSFER_BASE64, "aGVs\r\nbG8=\r\n", false, false, false },
		{ "junk", TRANSFER_BASE64, "aG!Vs", true, false, false },
		{ "url-safe", TRANSFER_BASE64, "aG-Vs", true, false, false },
		{ "group behind padding", TRANSFER_BASE64, "aGk=\r\naGVs", false, true, false },
		{ "sextet behind padding", TRANSFER_BASE64, "aGk=\r\na", false, true, false },
		{ "padding alone", TRANSFER_BASE64, "aGk====", false, false, false },
		{ "quoted", TRANSFER_QUOTED, "=3D=0d=0A=\r\n=\n=", false, false, false },
		{ "no hex", TRANSFER_QUOTED, "=4x", false, false, true },
		{ "blanks behind a soft break", TRANSFER_QUOTED, "a= \r\nb", false, false, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct transfer_found f = { 0 };
		char out[64];
		transfer_decode(cases[i].t, cases[i].in, strlen(cases[i].in), out, &f);
		ck_assert_msg(f.has_junk == cases[i].junk, "%s: junk", cases[i].name);
		ck_assert_msg(f.is_padded_early == cases[i].padded, "%s: padding", cases[i].name);
		ck_assert_msg(f.is_quoted_odd == cases[i].quoted, "%s: quoted", cases[i].name);
	}
}
END_TEST

START_TEST(sees_another_encoding_anywhere)
{
	static const struct {
		const char *raw;
		enum transfer t;
		bool want;
	} cases[] = {
		{ "base64", TRANSFER_BASE64, false },
		{ "", TRANSFER_IDENTITY, false },
		{ "7bit 8bit", TRANSFER_IDENTITY, false },
		{ "7bit, base64", TRANSFER_IDENTITY, true },
		{ "base64 (7BIT)", TRANSFER_BASE64, true },
		{ "x-foo", TRANSFER_UNKNOWN, false },
		{ "x-foo;base64", TRANSFER_UNKNOWN, true },
		{ "base64 base64", TRANSFER_BASE64, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(transfer_names_another(cases[i].raw, strlen(cases[i].raw),
						     cases[i].t) == cases[i].want,
			      "%s", cases[i].raw);
}
END_TEST

START_TEST(says_when_nothing_is_uuencoded)
{
	struct transfer_found f = { 0 };
	char out[32];

	ck_assert_uint_eq(transfer_decode(TRANSFER_UU, "just text\n", 10, out, &f), 0);
	ck_assert(f.is_absent);
}
END_TEST

/* What base64 writes, for any length, and for any bytes as garbage within the room. */
START_TEST(never_writes_past_its_room)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	static const enum transfer all[] = { TRANSFER_BASE64, TRANSFER_QUOTED, TRANSFER_UU };

	for (unsigned i = 0; i < 3000; i++) {
		size_t n = (size_t)g_rand_int_range(rand, 0, 60);
		enum transfer t = all[i % 3];
		g_autofree char *in = g_malloc(n + 20),
				*out = g_malloc(transfer_room(t, n + 12) + 1);
		struct transfer_found f = { 0 };
		size_t head = t == TRANSFER_UU ? 12 : 0;
		memcpy(in, "begin 644 x\n", 12);
		for (size_t k = 0; k < n; k++)
			in[head + k] = "AZaz09+/=\n\r =M`"[g_rand_int_range(rand, 0, 15)];
		size_t room = transfer_room(t, head + n);
		out[room] = 'X';
		ck_assert_uint_le(transfer_decode(t, in, head + n, out, &f), room);
		ck_assert_int_eq(out[room], 'X');
	}
}
END_TEST

START_TEST(decodes_what_glib_encodes)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(11);

	for (size_t n = 0; n < 200; n++) {
		guchar bytes[200];
		struct transfer_found f = { 0 };
		for (size_t k = 0; k < n; k++)
			bytes[k] = (guchar)g_rand_int_range(rand, 0, 256);
		g_autofree char *text = g_base64_encode(bytes, n);
		g_autofree char *out = g_malloc(transfer_room(TRANSFER_BASE64, strlen(text)));
		ck_assert_uint_eq(transfer_decode(TRANSFER_BASE64, text, strlen(text), out, &f), n);
		ck_assert_int_eq(memcmp(out, bytes, n), 0);
		ck_assert(!f.is_malformed && !f.is_truncated);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, reads_names_as_senders_write_them);
	tcase_add_test(t, decodes);
	tcase_add_test(t, says_what_does_not_belong);
	tcase_add_test(t, sees_another_encoding_anywhere);
	tcase_add_test(t, says_when_nothing_is_uuencoded);
	tcase_add_test(t, never_writes_past_its_room);
	tcase_add_test(t, decodes_what_glib_encodes);
}

UNIT_MAIN("transfer", add)
