/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_sweep.c: what a reader cannot see leaves, what makes what he sees stays,
 * and both are counted as what they are.
 */
#include "unit.h"

#include <string.h>

#include "text/sweep.h"
#include "text/sweep_char.h"

#define ZWSP "\u200b"
#define ZWNJ "\u200c"
#define ZWJ "\u200d"
#define RLM "\u200f"
#define RLO "\u202e"
#define PDF "\u202c"
#define FSI "\u2068"
#define PDI "\u2069"
#define SHY "\u00ad"
#define BOM "\ufeff"
#define VS16 "\ufe0f"
#define VS17 "\U000e0100"
#define MARK "\u0301"

/* clang-format off */
static const struct {
	const char *name, *in, *want;
	struct sweep_found found;
} cases[] = {
	{ "keeps_ordinary_text", "日本語 abc ｱｲｳ ﾊﾟ ①㈱〜\n\tgrüße Привет", "日本語 abc ｱｲｳ ﾊﾟ ①㈱〜\n\tgrüße Привет", { 0 } },
	{ "keeps_ideographic_blank", "　字", "　字", { 0 } },
	{ "keeps_gaiji_of_private_use", "\ue000\ue757\U000f0000", "\ue000\ue757\U000f0000", { 0 } },
	{ "makes_blanks_of_exotic_blanks", "a\u00a0b\u2003c\u202fd\u205fe\u2800f", "a b c d e f", { 0 } },
	{ "makes_lf_of_all_line_ends", "a\r\nb\rc\vd\f" "e\xc2\x85" "f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh", { 0 } },
	{ "drops_controls", "a\x01" "b\x1b[31mc\x7f\xc2\x80" "d\ufdd0\uffff\U0002fffe", "ab[31mcd", { .controls = 7 } },
	{ "drops_zero_width_in_word", "pass" ZWSP "word", "password", { .zero_width = 1, .veiled = 1 } },
	{ "drops_zero_width_between_kanji", "漢" ZWNJ "字", "漢字", { .zero_width = 1, .veiled = 1 } },
	{ "calls_zero_width_beside_blank_harmless", ZWSP "a " ZWSP "b" ZWSP "\n", "a b\n", { .zero_width = 3 } },
	{ "calls_soft_hyphen_harmless", "Donau" SHY "dampf", "Donaudampf", { .zero_width = 1 } },
	{ "says_nothing_of_bom_at_start", BOM "a", "a", { 0 } },
	{ "counts_bom_in_word", "a" BOM "b", "ab", { .zero_width = 1, .veiled = 1 } },
	{ "drops_data_in_zero_width", "a. " ZWSP ZWNJ ZWSP ZWNJ ZWSP ZWNJ ZWSP ZWNJ " b", "a.  b", { .zero_width = 8, .veiled = 8 } },
	{ "drops_hangul_fillers", "a\u3164b\uffa0 \u115f\u1160", "ab ", { .zero_width = 4, .veiled = 1 } },
	{ "drops_invisible_operators", "f\u2061(x) 2\u2062x", "f(x) 2x", { .zero_width = 2, .veiled = 1 } },
	{ "drops_annotation_anchors", "\ufff9字\ufffaじ\ufffb", "字じ", { .zero_width = 3, .veiled = 1 } },
	{ "keeps_joiner_of_family", "👨" ZWJ "👩" ZWJ "👧", "👨" ZWJ "👩" ZWJ "👧", { 0 } },
	{ "keeps_joiner_behind_skin_and_selector", "👩🏽" ZWJ "❤" VS16 ZWJ "👨🏻", "👩🏽" ZWJ "❤" VS16 ZWJ "👨🏻", { 0 } },
	{ "keeps_rainbow_flag", "🏳" VS16 ZWJ "🌈", "🏳" VS16 ZWJ "🌈", { 0 } },
	{ "drops_second_joiner_of_emoji", "👨" ZWJ ZWJ "👩", "👨👩", { .zero_width = 2 } },
	{ "keeps_joiners_of_persian", "می" ZWNJ "خواهم", "می" ZWNJ "خواهم", { 0 } },
	{ "keeps_joiners_of_hindi", "क्" ZWJ "ष", "क्" ZWJ "ष", { 0 } },
	{ "keeps_word_breaks_of_khmer", "ភាសា" ZWSP "ខ្មែរ", "ភាសា" ZWSP "ខ្មែរ", { 0 } },
	{ "drops_direction_mark_in_silence", "שלום!" RLM " abc " RLM "(x)", "שלום! abc (x)", { 0 } },
	{ "counts_direction_mark_in_word", "pay" RLM "pal", "paypal", { .zero_width = 1, .veiled = 1 } },
	{ "drops_overrides", "a" RLO "fdp.exe" PDF "b", "afdp.exeb", { .directions = 2, .veiled = 1 } },
	{ "calls_isolated_name_harmless", "To " FSI "Taro" PDI ":", "To Taro:", { .directions = 2 } },
	{ "calls_embedded_hebrew_harmless", "\u202bשלום\u202c", "שלום", { .directions = 2 } },
	{ "drops_tags", "hi\U000e0001\U000e0061\U000e0062", "hi", { .tags = 3, .veiled = 3 } },
	{ "keeps_flag_of_scotland", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", { 0 } },
	{ "drops_flag_that_no_one_has", "🏴\U000e0067\U000e0062\U000e0078\U000e0078\U000e0078\U000e007f", "🏴", { .tags = 6, .veiled = 6 } },
	{ "drops_flag_without_end", "🏴\U000e0067\U000e0062\U000e0073", "🏴", { .tags = 3, .veiled = 3 } },
	{ "drops_tags_behind_flag", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f\U000e0041", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", { .tags = 1, .veiled = 1 } },
	{ "keeps_one_selector_of_kanji", "邉" VS17 "さん 葛\U000e0101城", "邉" VS17 "さん 葛\U000e0101城", { 0 } },
	{ "drops_second_selector_of_kanji", "邉" VS17 VS17 "a", "邉" VS17 "a", { .selectors = 1, .veiled = 1 } },
	{ "drops_selectors_that_no_kanji_has", "邉\U000e01ef", "邉", { .selectors = 1, .veiled = 1 } },
	{ "drops_data_in_selectors", "😀\U000e0158\U000e0159\U000e015a", "😀", { .selectors = 3, .veiled = 3 } },
	{ "keeps_selectors_of_emoji", "☎" VS16 "1" VS16 "\u20e3 ♥\ufe0e", "☎" VS16 "1" VS16 "\u20e3 ♥\ufe0e", { 0 } },
	{ "calls_stray_emoji_selector_harmless", "です" VS16 "。", "です。", { .selectors = 1 } },
	{ "keeps_mongolian_selector", "\u1820\u180b\u1821", "\u1820\u180b\u1821", { 0 } },
	{ "keeps_marks_of_letters", "e" MARK "か\u3099 ế", "e" MARK "か\u3099 ế", { 0 } },
	{ "drops_piled_up_marks", "a" MARK MARK MARK MARK MARK MARK MARK MARK MARK MARK "b" MARK, "a" MARK MARK MARK MARK MARK MARK MARK MARK "b" MARK, { .zero_width = 2 } },
	{ "is_empty_for_empty", "", "", { 0 } },
};
/* clang-format on */

static void check_found(const char *name, const struct sweep_found *got,
			const struct sweep_found *want)
{
	ck_assert_msg(got->controls == want->controls, "%s: controls %u", name, got->controls);
	ck_assert_msg(got->zero_width == want->zero_width, "%s: zero_width %u", name,
		      got->zero_width);
	ck_assert_msg(got->directions == want->directions, "%s: directions %u", name,
		      got->directions);
	ck_assert_msg(got->tags == want->tags, "%s: tags %u", name, got->tags);
	ck_assert_msg(got->selectors == want->selectors, "%s: selectors %u", name, got->selectors);
	ck_assert_msg(got->veiled == want->veiled, "%s: veiled %u", name, got->veiled);
}

START_TEST(case_of_the_table)
{
	struct sweep_found found = { 0 };
	g_autoptr(GString) got = g_string_new(NULL);

	sweep_text(got, cases[_i].in, strlen(cases[_i].in), &found);
	ck_assert_msg(!strcmp(got->str, cases[_i].want), "%s: got \"%s\"", cases[_i].name,
		      got->str);
	check_found(cases[_i].name, &found, &cases[_i].found);
}
END_TEST

START_TEST(sweeping_twice_finds_nothing_more)
{
	struct sweep_found first = { 0 }, second = { 0 };
	static const struct sweep_found nothing = { 0 };
	g_autoptr(GString) once = g_string_new(NULL), twice = g_string_new(NULL);

	sweep_text(once, cases[_i].in, strlen(cases[_i].in), &first);
	sweep_text(twice, once->str, once->len, &second);
	ck_assert_str_eq(once->str, twice->str);
	check_found(cases[_i].name, &second, &nothing);
}
END_TEST

START_TEST(nul_is_a_character)
{
	struct sweep_found found = { 0 };
	g_autoptr(GString) got = g_string_new(NULL);

	sweep_text(got, "a\0b", 3, &found);
	ck_assert_str_eq(got->str, "ab");
	ck_assert(found.nul && found.controls == 1);
}
END_TEST

/* Each character of Unicode between two letters leaves text that is valid and shows no control. */
START_TEST(every_character_comes_out_clean)
{
	g_autoptr(GString) got = g_string_new(NULL);

	for (gunichar u = 1; u <= 0x10ffff; u++) {
		char buf[16] = "a", text[16] = "";
		struct sweep_found found = { 0 };

		g_string_truncate(got, 0);
		if (!g_unichar_validate(u))
			continue;
		text[g_unichar_to_utf8(u, text)] = '\0';
		g_strlcat(buf, text, sizeof(buf));
		g_strlcat(buf, "b", sizeof(buf));
		sweep_text(got, buf, strlen(buf), &found);
		enum sweep_kind kind = sweep_char_kind(u);
		bool stays = kind == SWEEP_SEEN || kind == SWEEP_MARK || u == '\n' || u == '\t';
		ck_assert_msg(stays == !strcmp(got->str, buf), "U+%04X", u);
		ck_assert_msg(stays || got->len <= 3, "U+%04X", u);
	}
}
END_TEST

START_TEST(takes_linear_time)
{
	struct sweep_found found = { 0 };
	g_autoptr(GString) in = g_string_new(NULL), got = g_string_new(NULL);

	while (in->len < 8u << 20)
		g_string_append(in, ZWSP RLO VS17 "\U000e0041" MARK);
	sweep_text(got, in->str, in->len, &found);
	ck_assert_uint_lt(got->len, 64);
}
END_TEST

START_TEST(notes_only_what_could_hide)
{
	static const struct sweep_found harmless = { .zero_width = 3 };
	static const struct sweep_found hiding = { .zero_width = 2, .tags = 5, .veiled = 1 };
	g_autoptr(GString) out = g_string_new(NULL);

	sweep_note(out, CONFIG_LANG_EN, &harmless);
	ck_assert_str_eq(out->str, "");
	sweep_note(out, CONFIG_LANG_EN, &hiding);
	ck_assert_str_eq(out->str, "［Invisible characters removed: 7］\n");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_loop_test(t, sweeping_twice_finds_nothing_more, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, nul_is_a_character);
	tcase_add_test(t, every_character_comes_out_clean);
	tcase_add_test(t, takes_linear_time);
	tcase_add_test(t, notes_only_what_could_hide);
}

UNIT_MAIN("sweep", add_tests)
