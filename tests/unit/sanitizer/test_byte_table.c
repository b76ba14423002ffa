/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_byte_table.c: a table says what iconv says, for every byte of every
 * charset of ours that has one; and the others have none.
 */
#include "unit.h"

#include <iconv.h>
#include <string.h>

#include "text/byte_table.h"
#include "text/converters.h"

static const struct {
	const char *name;
	bool bytes; /* every byte is a character of its own */
} charsets[] = {
	{ "KOI8-R", true },	 { "KOI8-U", true },	    { "CP874", true },
	{ "MACINTOSH", true },	 { "CP1250", true },	    { "CP1251", true },
	{ "CP1252", true },	 { "CP1253", true },	    { "CP1254", true },
	{ "CP1256", true },	 { "CP1257", true },	    { "ISO-8859-2", true },
	{ "ISO-8859-3", true },	 { "ISO-8859-4", true },    { "ISO-8859-5", true },
	{ "ISO-8859-6", true },	 { "ISO-8859-7", true },    { "ISO-8859-8", true },
	{ "ISO-8859-10", true }, { "ISO-8859-13", true },   { "ISO-8859-14", true },
	{ "ISO-8859-15", true }, { "ISO-8859-16", true },   { "CP932", false },
	{ "EUC-JP-MS", false },	 { "EUC-JISX0213", false }, { "UTF-16LE", false },
	{ "UTF-32BE", false },	 { "UTF-7", false },	    { "GB18030", false },
	{ "BIG5-HKSCS", false }, { "UHC", false },	    { "ISO-2022-KR", false },
	{ "CP1255", true },	 { "CP1258", true }, /* letters wait for marks that may follow */
};

/* What iconv makes of one byte, U+FFFD where it makes nothing. */
static void ask_iconv(iconv_t cd, char byte, GString *out)
{
	char utf8[16], *from = &byte, *to = utf8;
	size_t n = 1, room = sizeof(utf8);

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &n, &to, &room) == (size_t)-1) {
		g_string_append(out, "\xef\xbf\xbd");
		return;
	}
	iconv(cd, NULL, NULL, &to, &room);
	g_string_append_len(out, utf8, to - utf8);
}

START_TEST(says_what_iconv_says)
{
	iconv_t cd = iconv_open("UTF-8", charsets[_i].name);
	struct byte_table *t = byte_table_learn(cd);
	char all[256];
	unsigned bad = 0;

	ck_assert_msg((t != NULL) == charsets[_i].bytes, "%s", charsets[_i].name);
	g_autoptr(GString) want = g_string_new("before ");
	g_autoptr(GString) got = g_string_new("before ");
	for (unsigned i = 0; t && i < sizeof(all); i++) {
		gsize before = want->len;
		all[i] = (char)i;
		ask_iconv(cd, all[i], want);
		bad += strcmp(want->str + before, "\xef\xbf\xbd") == 0;
	}
	if (t) {
		ck_assert_uint_eq(byte_table_run(t, got, all, sizeof(all)), bad);
		ck_assert_msg(g_string_equal(got, want), "%s", charsets[_i].name);
	}
	g_free(t);
	iconv_close(cd);
}
END_TEST

START_TEST(appends_nothing_of_nothing)
{
	iconv_t cd = iconv_open("UTF-8", "KOI8-R");
	g_autofree struct byte_table *t = byte_table_learn(cd);
	g_autoptr(GString) out = g_string_new("x");

	ck_assert_uint_eq(byte_table_run(t, out, "", 0), 0);
	ck_assert_str_eq(out->str, "x");
	iconv_close(cd);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, says_what_iconv_says, 0, G_N_ELEMENTS(charsets));
	tcase_add_test(t, appends_nothing_of_nothing);
}

UNIT_MAIN("byte_table", add_tests)
