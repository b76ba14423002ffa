/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_emoji.c: carriers' private characters and web codes, and those of
 * offices, which are none.
 */
#include "unit.h"

#include <string.h>

#include "text/emoji.h"
#include "text/emoji_table.h"

static const struct {
	const char *name, *text;
	enum emoji_source source;
	enum emoji_carrier carrier;
	const char *want;
} cases[] = {
	{ "reads_docomo_of_shift_jis", "は\xee\x98\xbe", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE, "は☀" },
	{ "reads_softbank_of_shift_jis", "は\xee\x94\xa5", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE,
	  "は📫" },
	{ "takes_the_shared_byte_for_docomo", "は\xee\x9a\x9d", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE,
	  "は🌔" },
	{ "believes_a_label_that_says_softbank", "は\xee\x9a\x9d", EMOJI_OF_SJIS, EMOJI_SOFTBANK,
	  "は👦" },
	{ "reads_au_of_shift_jis", "は\xee\x92\x88", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE, "は☀" },
	{ "reads_au_of_jis", "\xee\x92\x88", EMOJI_OF_JIS, EMOJI_AU_KDDI, "☀" },
	{ "reads_au_of_unicode", "は\xee\xaa\x80", EMOJI_OF_UTF, EMOJI_BY_EVIDENCE, "は🍂" },
	{ "keeps_private_characters_without_japanese", "icon \xee\x98\xbe", EMOJI_OF_UTF,
	  EMOJI_BY_EVIDENCE, "icon \xee\x98\xbe" },
	{ "keeps_softbank_of_unicode_without_a_label", "渡\xee\x80\x81さん", EMOJI_OF_UTF,
	  EMOJI_BY_EVIDENCE, "渡\xee\x80\x81さん" },
	{ "reads_softbank_of_unicode_by_label", "\xee\x80\x81", EMOJI_OF_UTF, EMOJI_SOFTBANK, "👦" },
	{ "keeps_an_office_s_own_kanji", "\xee\x80\x80\xee\x98\xbeは", EMOJI_OF_SJIS,
	  EMOJI_BY_EVIDENCE, "\xee\x80\x80\xee\x98\xbeは" },
	{ "keeps_f3_and_f4_alone", "は\xee\x88\xb4", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE,
	  "は\xee\x88\xb4" },
	{ "reads_a_web_code",
	  "a\x1b$G!\x0f"
	  "b",
	  EMOJI_OF_UTF, EMOJI_BY_EVIDENCE, "a👦b" },
	{ "reads_all_of_a_web_code", "\x1b$G!\"\x0f\x1b$E!\x0f", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE,
	  "👦👧📫" },
	{ "keeps_a_web_code_without_its_end", "\x1b$G!\"", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE,
	  "\x1b$G!\"" },
	{ "keeps_an_escape_of_another_kind", "\x1b$B!\x0f", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE,
	  "\x1b$B!\x0f" },
	{ "keeps_text", "日本語", EMOJI_OF_SJIS, EMOJI_BY_EVIDENCE, "日本語" },
};

START_TEST(case_of_the_table)
{
	g_autoptr(GString) text = g_string_new("=");

	g_string_append(text, cases[_i].text);
	emoji_replace(text, 1, cases[_i].source, cases[_i].carrier);
	ck_assert_msg(!strcmp(text->str + 1, cases[_i].want), "%s: got %s, want %s", cases[_i].name,
		      text->str + 1, cases[_i].want);
	ck_assert_int_eq(text->str[0], '=');
}
END_TEST

START_TEST(has_an_emoji_for_each_character_of_a_row)
{
	for (size_t row = 0; row < EMOJI_TABLE_ROWS; row++) {
		gunichar n = 0;
		for (const char *p = emoji_table[row].text; *p; p = strchr(p, ' ') + 1)
			n++;
		ck_assert_uint_eq(n, emoji_table[row].last - emoji_table[row].first + 1);
	}
}
END_TEST

START_TEST(knows_the_carriers_labels)
{
	ck_assert_int_eq(emoji_of_label("x-sjis-docomo"), EMOJI_DOCOMO);
	ck_assert_int_eq(emoji_of_label("x-iso-2022-jp-KDDI"), EMOJI_AU_KDDI);
	ck_assert_int_eq(emoji_of_label("x-utf8-SoftBank"), EMOJI_SOFTBANK);
	ck_assert_int_eq(emoji_of_label("utf-8"), EMOJI_BY_EVIDENCE);
	ck_assert_int_eq(emoji_of_label(NULL), EMOJI_BY_EVIDENCE);
}
END_TEST

static void add_tests(TCase *t)
{
	emoji_open();
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, has_an_emoji_for_each_character_of_a_row);
	tcase_add_test(t, knows_the_carriers_labels);
}

UNIT_MAIN("emoji", add_tests)
