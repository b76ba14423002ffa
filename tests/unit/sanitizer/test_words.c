/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_words.c: header values as they come in and what people must read.
 */
#include "unit.h"

#include <string.h>

#include "text/words.h"

#define B(s) s, sizeof(s) - 1
#define FFFD "\xef\xbf\xbd"

static const struct {
	const char *name;
	const char *raw;
	size_t n;
	const char *want;
	unsigned bad;
} cases[] = {
	/* clang-format off */
	{ "keeps_ascii", B("Hello World"), "Hello World", 0 },
	{ "reads_b_word", B("=\?UTF-8\?B\?44CQ6YeN6KaB44CR44GK6KaL56mN44KK44Gu5Lu2\?="), "【重要】お見積りの件", 0 },
	{ "reads_q_word", B("=\?utf-8\?Q\?caf=C3=A9_x\?="), "café x", 0 },
	{ "takes_lower_case_encoding", B("=\?utf-8\?q\?a=20b\?= =\?utf-8\?b\?Yw==\?="), "a bc", 0 },
	{ "reads_iso_2022_jp_word", B("=\?ISO-2022-JP\?B\?GyRCIVo9RU1XIVskKjgrQFEkaiRON28bKEI=\?="), "【重要】お見積りの件", 0 },
	{ "reads_nec_row_13_in_word", B("=\?iso-2022-jp\?B\?GyRCLSEtahsoQg==\?="), "①㈱", 0 },
	{ "reads_shift_jis_word", B("=\?Shift_JIS\?B\?lVyOpodA\?="), "表示①", 0 },
	{ "reads_euc_word", B("=\?EUC-JP\?B\?odq9xc3XodukqrirwNGk6qTOt+8=\?="), "【重要】お見積りの件", 0 },
	{ "joins_character_split_over_words", B("=\?UTF-8\?B\?44CQ6YeN6KaB4w==\?=\r\n =\?UTF-8\?B\?gJHjgYropovnqY3jgorjga7ku7Y=\?="), "【重要】お見積りの件", 0 },
	{ "joins_split_over_spellings_of_a_charset", B("=\?UTF-8\?B\?44CQ6YeN6KaB4w==\?= =\?utf8\?B\?gJHjgYropovnqY3jgorjga7ku7Y=\?="), "【重要】お見積りの件", 0 },
	{ "joins_split_over_encodings", B("=\?utf-8\?Q\?=E6=97\?= =\?utf-8\?B\?pQ==\?="), "日", 0 },
	{ "drops_blank_between_words", B("=\?utf-8\?B\?5YmN\?= \x09 =\?utf-8\?B\?5b6M\?="), "前後", 0 },
	{ "needs_no_blank_between_words", B("=\?utf-8\?B\?5YmN\?==\?utf-8\?B\?5b6M\?="), "前後", 0 },
	{ "keeps_blank_between_word_and_text", B("a =\?utf-8\?B\?5YmN\?= b"), "a 前 b", 0 },
	{ "reads_word_glued_to_text", B("Re:=\?utf-8\?B\?6L+U5L+h\?=x"), "Re:返信x", 0 },
	{ "drops_blank_between_words_of_two_charsets", B("=\?utf-8\?B\?5YmN\?= =\?iso-2022-jp\?B\?GyRCOGUbKEI=\?="), "前後", 0 },
	{ "takes_blanks_inside_q_word", B("=\?utf-8\?Q\?a b=20c\?="), "a b c", 0 },
	{ "takes_blanks_inside_b_word", B("=\?utf-8\?B\?5pel 5pys\?="), "日本", 0 },
	{ "needs_no_padding", B("=\?utf-8\?B\?5pel5pysYQ\?="), "日本a", 0 },
	{ "reads_on_behind_padding", B("=\?utf-8\?B\?YQ==Yg==\?="), "ab", 0 },
	{ "keeps_bad_escape_of_q_word", B("=\?utf-8\?Q\?100=_=ZZ\?="), "100= =ZZ", 0 },
	{ "reads_truncated_word", B("=\?UTF-8\?B\?5Lu25ZCN"), "件名", 0 },
	{ "reads_word_without_half_its_end", B("=\?UTF-8\?B\?5Lu25ZCN\?"), "件名", 0 },
	{ "reads_truncated_q_word", B("Re: =\?utf-8\?Q\?=E4=BB=B6=E5=90=8D"), "Re: 件名", 0 },
	{ "reads_word_whose_end_is_lost_before_the_next", B("=\?utf-8\?B\?5Lu2 =\?utf-8\?B\?5ZCN\?="), "件名", 0 },
	{ "keeps_truncated_text_that_is_no_base64", B("=\?UTF-8\?B\?5L u2"), "=?UTF-8?B?5L u2", 0 },
	{ "keeps_truncated_q_text_without_escapes", B("=\?utf-8\?Q\?abc"), "=?utf-8?Q?abc", 0 },
	{ "keeps_what_only_looks_like_a_word", B("=\?a=\?b=\?c"), "=?a=?b=?c", 0 },
	{ "keeps_word_of_unknown_encoding", B("=\?utf-8\?X\?abc\?="), "=?utf-8?X?abc?=", 0 },
	{ "ignores_language_of_word", B("=\?utf-8*ja\?B\?5pel\?="), "日", 0 },
	{ "reads_word_without_charset", B("=\?\?B\?5pel5pys\?="), "日本", 0 },
	{ "reads_word_of_quoted_charset", B("=\?\"utf-8\"\?B\?5pel\?="), "日", 0 },
	{ "takes_raw_question_mark_in_q_word", B("=\?utf-8\?Q\?what\?=E3=81=8B\?=!"), "what?か!", 0 },
	{ "ends_q_word_before_text_that_looks_hexadecimal", B("=\?utf-8\?Q\?=E3=81=8B\?=AB c"), "かAB c", 0 },
	{ "reads_q_text_in_b_word", B("=\?utf-8\?B\?=E6=97=A5=E6=9C=AC\?="), "日本", 0 },
	{ "reads_b_text_in_q_word", B("=\?utf-8\?Q\?5pel5pys6Kqe\?="), "日本語", 0 },
	{ "keeps_q_text_that_could_be_base64", B("=\?utf-8\?Q\?Password\?="), "Password", 0 },
	{ "joins_base64_cut_in_a_quantum", B("=\?utf-8\?B\?5pel5\?= =\?utf-8\?B\?pys6Kqe\?="), "日本語", 0 },
	{ "joins_base64_cut_where_bits_are_zero", B("=\?utf-8\?B\?44G\?= =\?utf-8\?B\?C\?="), "あ", 0 },
	{ "joins_no_base64_that_lost_its_padding", B("=\?utf-8\?B\?5pelYQ\?= =\?utf-8\?B\?Yg\?="), "日ab", 0 },
	{ "drops_fold_in_b_word", B("=\?utf-8\?B\?5pel\r\n 5pys\?="), "日本", 0 },
	{ "drops_fold_in_q_word", B("=\?utf-8\?Q\?a_=E6=97=A5\r\n =E6=9C=AC\?="), "a 日本", 0 },
	{ "drops_fold_in_character_of_q_word", B("=\?utf-8\?Q\?=E6=97\r\n =A5=E6=9C=AC\?="), "日本", 0 },
	{ "drops_soft_break_in_q_word", B("=\?utf-8\?Q\?=E6=97=\r\n =A5=E6=9C=AC\?="), "日本", 0 },
	{ "goes_on_in_kanji_after_word_without_return", B("=\?iso-2022-jp\?B\?GyRCRnw=\?= =\?iso-2022-jp\?B\?S1wbKEI=\?="), "日本", 0 },
	{ "joins_jis_character_split_over_words", B("=\?iso-2022-jp\?B\?GyRCRnxL\?= =\?iso-2022-jp\?B\?XBsoQg==\?="), "日本", 0 },
	{ "begins_in_ascii_after_word_without_return", B("=\?iso-2022-jp\?B\?GyRCRnw=\?= =\?iso-2022-jp\?Q\?_to_x\?="), "日 to x", 0 },
	{ "begins_in_ascii_before_escape", B("=\?iso-2022-jp\?B\?GyRCRnw=\?= =\?iso-2022-jp\?Q\?ab=1B$BK\\=1B(B\?="), "日ab本", 0 },
	{ "reads_word_within_word", B("=\?utf-8\?B\?PT9VVEYtOD9CPzVwZWw1cHlzPz0=\?="), "日本", 0 },
	{ "reads_no_third_word_within", B("=\?utf-8\?Q\?=3D=3Futf-8=3FQ=3F=3D3D=3D3Futf-8=3D3FQ=3D3Fa=3D3F=3D3D=3F=3D\?="), "=?utf-8?Q?a?=", 0 },
	{ "reads_raw_shift_jis_beside_word", B("=\?utf-8\?B\?5pel\?= \x96\x7b\x82\xc5\x82\xb7"), "日 本です", 0 },
	{ "reads_raw_jis_beside_word", B("\x1b$BK\\\x1b(B =\?utf-8\?B\?5pel\?="), "本 日", 0 },
	{ "reads_empty_word", B("a =\?utf-8\?B\?\?= b"), "a  b", 0 },
	{ "reads_raw_utf_8", B("\xe3\x80\x90\xe9\x87\x8d\xe8\xa6\x81\xe3\x80\x91\xe3\x81\x8a\xe8\xa6\x8b\xe7\xa9\x8d\xe3\x82\x8a\xe3\x81\xae\xe4\xbb\xb6"), "【重要】お見積りの件", 0 },
	{ "reads_raw_shift_jis", B("\x8c\x8f\x96\xbc\x82\xc5\x82\xb7 \x95\\\x8e\xa6"), "件名です 表示", 0 },
	{ "reads_raw_euc", B("\xc0\xb8\xa4\xce\xb7\xef\xcc\xbe\xa4\xc7\xa4\xb9"), "生の件名です", 0 },
	{ "reads_raw_iso_2022_jp", B("\x1b$B@8$N7oL>\x1b(B"), "生の件名", 0 },
	{ "takes_no_word_out_of_raw_jis", B("\x1b$B=\?=\?=\?\x1b(B"), "戎戎戎", 0 },
	{ "follows_wrongly_labelled_word", B("=\?ISO-2022-JP\?B\?jOuCwYK9g4mDeIOL\?="), "誤ったラベル", 0 },
	{ "unfolds_lines", B("one\r\n two\n\x09three"), "one two\tthree", 0 },
	{ "makes_blank_of_bare_line_end", B("one\rtwo\nBcc: x"), "one two Bcc: x", 0 },
	{ "leaves_encoded_line_end_to_the_caller", B("=\?utf-8\?B\?YQ0KQmNjOiB4\?="), "a\r\nBcc: x", 0 },
	{ "makes_mark_of_nul", B("=\?utf-8\?B\?YQBi\?="), "a" FFFD "b", 1 },
	{ "marks_undecodable", B("=\?utf-8\?B\?5pel5pel5g==\?="), "日日" FFFD "", 1 },
	{ "keeps_emoji_with_joiner", B("=\?utf-8\?B\?8J+RqOKAjfCfkanigI3wn5GnIOWujOS6hg==\?="), "👨‍👩‍👧 完了", 0 },
	{ "is_empty_for_empty", B(""), "", 0 },
	/* clang-format on */
};

START_TEST(case_of_the_table)
{
	struct charset_found found = { 0 };
	g_autofree char *got = words_decode(cases[_i].raw, cases[_i].n, NULL, &found);

	ck_assert_msg(!strcmp(got, cases[_i].want), "%s: got \"%s\" want \"%s\"", cases[_i].name,
		      got, cases[_i].want);
	ck_assert_msg(found.undecodable == cases[_i].bad, "%s: %u undecodable", cases[_i].name,
		      found.undecodable);
}
END_TEST

START_TEST(tries_the_label_for_raw_bytes)
{
	struct charset_found found = { 0 };
	g_autofree char *got = words_decode("\xb6\xc5", 2, "shift_jis", &found);

	ck_assert_str_eq(got, "ｶﾅ");
}
END_TEST

START_TEST(reads_a_mebibyte_of_word_beginnings)
{
	/* Each one looks for its end: without memory this takes minutes, and the test times out. */
	g_autoptr(GString) raw = g_string_new(NULL);
	struct charset_found found = { 0 };

	while (raw->len < 1 << 20)
		g_string_append(raw, "=?a?b?.");
	g_autofree char *got = words_decode(raw->str, raw->len, NULL, &found);
	ck_assert(!strcmp(got, raw->str));
}
END_TEST

START_TEST(output_is_valid_utf8_whatever_comes_in)
{
	static const char *const pieces[] = { "=?",    "?=",	   "?B?",      "?Q?",
					      "utf-8", "\x1b$B",   "\x1b(B",   "=E3",
					      "44GC",  "\xe3\x81", "\x82\xa0", " ",
					      "\r\n ", "a",	   "\xff",     "iso-2022-jp" };
	g_autoptr(GRand) rand = g_rand_new_with_seed(2047);

	for (unsigned round = 0; round < 5000; round++) {
		g_autoptr(GString) raw = g_string_new(NULL);
		struct charset_found found = { 0 };
		for (int n = g_rand_int_range(rand, 0, 20); n > 0; n--)
			g_string_append(raw, pieces[g_rand_int_range(rand, 0, 16)]);
		g_autofree char *got = words_decode(raw->str, raw->len, NULL, &found);
		ck_assert_msg(g_utf8_validate(got, -1, NULL), "%s", raw->str);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, tries_the_label_for_raw_bytes);
	tcase_add_test(t, reads_a_mebibyte_of_word_beginnings);
	tcase_add_test(t, output_is_valid_utf8_whatever_comes_in);
}

UNIT_MAIN("words", add_tests)
