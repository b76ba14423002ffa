/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_comb.c: encoded data leaves a text, words and checksums stay.
 */
#include "text/comb.h"

#include <string.h>

#include "unit.h"

#define DATA "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZn"
#define HERE "［Encoded data was here and was left out］\n"

START_TEST(takes_encoded_data_out)
{
	static const struct {
		const char *name, *in, *want;
		unsigned runs;
	} cases[] = {
		{ "alone", DATA, HERE, 1 },
		{ "line", "hello\n" DATA "\nbye, all\n", "hello\n" HERE "bye, all\n", 1 },
		{ "its rest", "a\n" DATA "\naGVsbG8=\nbye, all\n", "a\n" HERE "bye, all\n", 1 },
		{ "its rest by a blank line", DATA "\n\nSCo=\nbye.\n", HERE "bye.\n", 1 },
		{ "two lines", DATA "\n" DATA "\n", HERE, 1 },
		{ "its unpadded rest", DATA "\naGVsbG8h\nbye.\n", HERE "bye.\n", 1 },
		{ "padded", DATA "QQ==\n", HERE, 1 },
		{ "within a line", "see " DATA " here\n", "see \n" HERE "here\n", 1 },
		{ "for names of files", "-_" DATA "\n", HERE, 1 },
		{ "two runs", DATA " , " DATA "\n", HERE ", \n" HERE, 2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) text = g_string_new(cases[i].in);
		ck_assert_msg(comb_text(text, COMB_FINE, CONFIG_LANG_EN) == cases[i].runs, "%s",
			      cases[i].name);
		ck_assert_msg(strcmp(text->str, cases[i].want) == 0, "%s: got %s", cases[i].name,
			      text->str);
	}
}
END_TEST

START_TEST(leaves_texts_alone)
{
	static const char *const texts[] = {
		"",
		"hello, world\n",
		"aGVsbG8gd29ybGQ=\n",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
		"https://example.jp/QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZn\n",
		"------------------------------------------------\n",
		"________________________________________________\n",
		"========================================\n",
		"符号化された文字列ではない長い日本語の文章がここにあります\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GString) text = g_string_new(texts[i]);
		ck_assert_uint_eq(comb_text(text, COMB_FINE, CONFIG_LANG_EN), 0);
		ck_assert_str_eq(text->str, texts[i]);
	}
}
END_TEST

/* "@echo off" and more of the like. */
#define SCRIPT "QGVjaG8gb2ZmDQpyZW0gaGVsbG8NCnN0YXJ0IGNhbGMuZXhlDQo="
#define NOISE "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k="

START_TEST(takes_files_out_of_any_text)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
		{ "script in a line", "see: " SCRIPT " now\n", "see: \n" HERE "now\n" },
		{ "in brackets", "a (" SCRIPT "]]>, b\n", "a \n" HERE "b\n" },
		{ "quoted", "> QGVjaG8gb2ZmDQpyZW0gaGVsbG8NCnN0\n> YXJ0IGNhbGMuZXhlDQo=\n> a.\n",
		  "> \n" HERE "> a.\n" },
		{ "between the lines of an armour",
		  "-----BEGIN FILE-----\n" SCRIPT "\n-----END FILE-----\n",
		  "-----BEGIN FILE-----\n" HERE "-----END FILE-----\n" },
		{ "program", "TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAAAAAAA\n", HERE },
		{ "uuencode, quoted", "> begin 644 a\n> %:&5L;&\\\n> `\n> end\nbye\n",
		  HERE "bye\n" },
		{ "uuencode, indented", "a\n  begin 644 a\n  %:&5L;&\\\n\nbye\n",
		  "a\n" HERE "\nbye\n" },
		{ "xxencode", "begin 644 a\n3O4JgP4w+\n+\nend\n", HERE },
		{ "BinHex",
		  ":$'9cG'PYBA4P,Q9iC3\"\"8&\"-2cmr2`!!!!!!4!!!!!!r%PJe6b&3*8\n&XdA:\nbye\n",
		  HERE "bye\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) text = g_string_new(cases[i].in);
		comb_text(text, COMB_WIDE, CONFIG_LANG_EN);
		ck_assert_msg(strcmp(text->str, cases[i].want) == 0, "%s: got %s", cases[i].name,
			      text->str);
	}
}
END_TEST

START_TEST(leaves_keys_and_tokens_where_nothing_is_ambiguous)
{
	static const char *const texts[] = {
		NOISE "\n",
		"-----BEGIN PUBLIC KEY-----\n"
		"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEq83vASNFZ4mrze8BI0VniavN7wEj\n"
		"RWeJq83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrzQ==\n"
		"-----END PUBLIC KEY-----\n",
		"begin 644 times\nand end\n",
		"begin to count\n",
		":-) " NOISE "\n",
		"::::::::::::::::::::::::::::::::::::::::::::::::::::\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GString) text = g_string_new(texts[i]);
		comb_text(text, COMB_WIDE, CONFIG_LANG_EN);
		ck_assert_str_eq(text->str, texts[i]);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, takes_encoded_data_out);
	tcase_add_test(t, leaves_texts_alone);
	tcase_add_test(t, takes_files_out_of_any_text);
	tcase_add_test(t, leaves_keys_and_tokens_where_nothing_is_ambiguous);
}

UNIT_MAIN("comb", add_tests)
