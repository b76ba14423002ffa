/* SPDX-License-Identifier: BSD-2-Clause */
/* UTF-8 into ISO-2022-JP: what it carries is carried, what it does not becomes what people type. */
#include "misogi/iso2022jp.h"

#include <string.h>

#include "substitutes.h"
#include "unit.h"

static const struct row {
	const char *name, *text, *want;
	unsigned replaced;
} rows[] = {
	{ "keeps_ascii", "Hello, 100%\n", "Hello, 100%\n", 0 },
	{ "keeps_kana_and_kanji", "会議のお知らせ、ＡＢ。", "会議のお知らせ、ＡＢ。", 0 },
	{ "takes_both_wave_dashes", "１０〜１２時～", "１０〜１２時〜", 0 },
	{ "takes_both_minus_signs", "−１－２", "−１−２", 0 },
	{ "types_stock_company", "㈱山田", "(株)山田", 1 },
	{ "types_circled_numbers", "①②⑳", "(1)(2)(20)", 3 },
	{ "types_roman_numerals", "Ⅳ", "IV", 1 },
	{ "types_units", "㌔㎏㎡", "キロkgm2", 3 },
	{ "types_eras", "㍻㋿", "平成令和", 2 },
	{ "types_common_shape_of_kanji", "髙﨑さん", "高崎さん", 2 },
	{ "types_compatible_kanji", "\xef\xa8\x9b\xef\xa8\x99", "福神", 2 },
	{ "types_kanji_beyond_the_plane", "𠮷野家", "吉野家", 1 },
	{ "widens_half_kana", "ﾊﾝｶｸ ｶﾞ", "ハンカク ガ", 6 },
	{ "takes_accents_off", "Café Dvořák", "Cafe Dvorak", 3 },
	{ "types_euro", "€5", "EUR5", 1 },
	{ "drops_what_cannot_be_seen",
	  "a\xe2\x80\x8b"
	  "b\xef\xb8\x8f",
	  "ab", 2 },
	{ "marks_what_nobody_can_type", "𓀀", SUBSTITUTES_UNKNOWN, 1 },
	{ "marks_escape", "a\x1b$Bb", "a〓$Bb", 1 },
};

/* What iconv makes of it again. */
static char *decoded(const GString *jis)
{
	char *text =
		g_convert(jis->str, (gssize)jis->len, "UTF-8", "ISO-2022-JP", NULL, NULL, NULL);

	ck_assert_ptr_nonnull(text);
	return text;
}

START_TEST(reads_back_as_expected)
{
	const struct row *row = &rows[_i];
	g_autoptr(GString) out = g_string_new(NULL);
	struct err err;

	ck_assert(iso2022jp_init(&err));
	unsigned replaced = iso2022jp_encode(out, row->text, strlen(row->text));
	g_autofree char *got = decoded(out);
	ck_assert_msg(strcmp(got, row->want) == 0, "%s: got %s, want %s", row->name, got,
		      row->want);
	ck_assert_msg(replaced == row->replaced, "%s: %u replaced", row->name, replaced);
}
END_TEST

START_TEST(each_line_begins_and_ends_in_ascii)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct err err;

	ck_assert(iso2022jp_init(&err));
	iso2022jp_encode(out, "日本\n語", strlen("日本\n語"));
	ck_assert_str_eq(out->str, "\x1b$BF|K\\\x1b(B\n\x1b$B8l\x1b(B");
}
END_TEST

START_TEST(every_character_becomes_seven_bits)
{
	struct err err;

	ck_assert(iso2022jp_init(&err));
	for (gunichar u = 0x80; u < 0x30000; u++) {
		char utf8[8] = "";
		g_autoptr(GString) out = g_string_new(NULL);
		if (!g_unichar_validate(u))
			continue;
		iso2022jp_encode(out, utf8, (size_t)g_unichar_to_utf8(u, utf8));
		for (size_t i = 0; i < out->len; i++)
			ck_assert(!(out->str[i] & 0x80));
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, reads_back_as_expected, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(t, each_line_begins_and_ends_in_ascii);
	tcase_add_test(t, every_character_becomes_seven_bits);
}

UNIT_MAIN("iso2022jp", add_tests)
