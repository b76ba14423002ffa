/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_charset.c: bytes under labels, right and wrong, and what people must
 * read. The bytes are what Japanese mailers really send.
 */
#include "unit.h"

#include <iconv.h>
#include <string.h>

#include "text/charset.h"
#include "text/converters.h"
#include "text/mixed.h"

#define B(s) s, sizeof(s) - 1
#define FFFD "\xef\xbf\xbd"

enum { BAD = 1, MIS = 2, UNK = 4 };

static const struct {
	const char *name, *label;
	const char *bytes;
	size_t n;
	const char *want;
	size_t want_n;
	int flags;
} cases[] = {
	/* clang-format off */
	{ "reads_iso_2022_jp", "iso-2022-jp", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label_iso_2022_jp", "ISO-2022-JP", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label_csiso2022jp", "csISO2022JP", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label_iso_2022_jp_ms", "iso-2022-jp-ms", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label_cp50220", "cp50220", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label_cp50221", "CP50221", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label_jis", "jis", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "takes_label__iso_2022_jp_", "\"iso-2022-jp\"", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "reads_nec_row_13", "iso-2022-jp", B("\x1b$B-!-j-d\x1b(B"), B("①㈱℡"), 0 },
	{ "reads_nec_selected_ibm", "iso-2022-jp", B("\x1b$B|bzu\x1b(B"), B("髙炫"), 0 },
	{ "keeps_wave_dash_as_microsoft_maps_it", "iso-2022-jp", B("\x1b$B!A!]\x1b(B"), B("～－"), 0 },
	{ "reads_kana_by_escape", "iso-2022-jp", B("\x1b(I6@6E\x1b(B"), B("ｶﾀｶﾅ"), 0 },
	{ "reads_kana_by_shift", "iso-2022-jp", B("\x1b(B\x0e" "6@6E\x0f ok"), B("ｶﾀｶﾅ ok"), 0 },
	{ "reads_8_bit_kana_beside_escapes", "iso-2022-jp", B("\x1b$B$\"\x1b(B\xb6\xc5"), B("あｶﾅ"), 0 },
	{ "takes_utf8_footer_in_jis", "iso-2022-jp", B("\x1b$BK\\J8\x1b(B\n\xe7\xbd\xb2\xe5\x90\x8d"), B("本文\n署名"), 0 },
	{ "reads_jis_x_0212", "iso-2022-jp-1", B("\x1b$(D0!0\"\x1b(B"), B("丂丄"), 0 },
	{ "reads_jis_x_0213_plane_1", "iso-2022-jp-3", B("\x1b$(Q.!\x1b(B"), B("俱"), 0 },
	{ "reads_gb2312_in_jis_2", "iso-2022-jp-2", B("\x1b$A::\x1b(B"), B("汉"), 0 },
	{ "reads_ks_in_jis_2", "iso-2022-jp-2", B("\x1b$(CGQ\x1b(B"), B("한"), 0 },
	{ "resets_at_the_end_of_a_line", "iso-2022-jp", B("\x1b$B$\"\nabc"), B("あ\nabc"), 0 },
	{ "needs_no_return_at_the_end", "iso-2022-jp", B("\x1b$B$\""), B("あ"), 0 },
	{ "takes_jis_roman_as_ascii", "iso-2022-jp", B("\x1b(JPrice\x1b(B"), B("Price"), 0 },
	{ "takes_old_jis_escape", "iso-2022-jp", B("\x1b$@$\"\x1b(B"), B("あ"), 0 },
	{ "marks_half_a_character", "iso-2022-jp", B("\x1b$B$\"$\x1b(B"), B("あ" FFFD ""), BAD },
	{ "marks_unknown_escape", "iso-2022-jp", B("\x1b$B$\"\x1b(B\x1b%G"), B("あ" FFFD "%G"), BAD },
	{ "takes_label_shift_jis", "Shift_JIS", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_x_sjis", "x-sjis", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_x_sjis", "X-SJIS", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_windows_31j", "windows-31j", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_windows_31j", "Windows-31J", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_ms_kanji", "ms_kanji", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_cp932", "cp932", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_ms932", "ms932", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_sjis", "sjis", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_csshiftjis", "csShiftJIS", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_shift_jis", "shift-jis", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "takes_label_cswindows31j", "csWindows31J", B("\x95\\\x8e\xa6\x87@\x87\x8a\xee\xe0\xb6\xc5"), B("表示①㈱髙ｶﾅ"), 0 },
	{ "keeps_half_width_kana_of_shift_jis", "shift_jis", B("\xb6\xc0\xb6\xc5\xc3\xde\xbd"), B("ｶﾀｶﾅﾃﾞｽ"), 0 },
	{ "keeps_two_half_width_kana", "shift_jis", B("\xb6\xc5"), B("ｶﾅ"), 0 },
	{ "keeps_line_break_after_lone_lead_byte", "shift_jis", B("\x88\xea\x81\r\n\x93\xf1"), B("一" FFFD "\r\n二"), BAD },
	{ "marks_cut_character_at_the_end", "shift_jis", B("\x88\xea\x8ds\x96\xda\x82\xc5\x82\xb7\x93"), B("一行目です" FFFD ""), BAD },
	{ "takes_label_euc_jp", "EUC-JP", B("\xc6\xfc\xcb\xdc\xad\xa1\x8e\xb6"), B("日本①ｶ"), 0 },
	{ "takes_label_x_euc_jp", "x-euc-jp", B("\xc6\xfc\xcb\xdc\xad\xa1\x8e\xb6"), B("日本①ｶ"), 0 },
	{ "takes_label_eucjp", "eucJP", B("\xc6\xfc\xcb\xdc\xad\xa1\x8e\xb6"), B("日本①ｶ"), 0 },
	{ "takes_label_cp51932", "cp51932", B("\xc6\xfc\xcb\xdc\xad\xa1\x8e\xb6"), B("日本①ｶ"), 0 },
	{ "takes_label_ujis", "ujis", B("\xc6\xfc\xcb\xdc\xad\xa1\x8e\xb6"), B("日本①ｶ"), 0 },
	{ "takes_label_cseucpkdfmtjapanese", "csEUCPkdFmtJapanese", B("\xc6\xfc\xcb\xdc\xad\xa1\x8e\xb6"), B("日本①ｶ"), 0 },
	{ "reads_nec_selected_ibm_in_euc", "euc-jp", B("\xfc\xe2\xfa\xf5"), B("髙炫"), 0 },
	{ "marks_half_a_character_of_euc", "euc-jp", B("\xc6\xfc\xcb\xdc\xc6"), B("日本" FFFD ""), BAD },
	{ "reads_kana_in_euc", "euc-jp", B("\xc6\xfc\x8e\xb6\x8e\xc5"), B("日ｶﾅ"), 0 },
	{ "reads_jis_x_0212_in_euc", "euc-jp", B("\x8f\xb0\xa1"), B("丂"), 0 },
	{ "reads_utf_8", "utf-8", B("\xf0\xa0\xae\xb7\xe9\x87\x8e\xe5\xae\xb6\xf0\x9f\x8d\xa3"), B("𠮷野家🍣"), 0 },
	{ "takes_label_utf8", "utf8", B("\xe3\x81\x82"), B("あ"), 0 },
	{ "drops_byte_order_mark", "utf-8", B("\xef\xbb\xbf" "abc"), B("abc"), 0 },
	{ "marks_damage_in_utf_8", "utf-8", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6"), B("日本語" FFFD ""), BAD },
	{ "knows_utf_8_that_was_cut", NULL, B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa"), B("日本" FFFD ""), BAD },
	{ "knows_cyrillic_utf_8_that_was_cut", NULL, B("\xd1\x87\xd1\x82\xd0\xbe\xd1"), B("что" FFFD ""), BAD },
	{ "refuses_overlong_utf_8", "utf-8", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xc0\xaf"), B("日本語" FFFD "" FFFD ""), BAD },
	{ "refuses_surrogates_in_utf_8", "utf-8", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xed\xa0\x80"), B("日本語" FFFD "" FFFD "" FFFD ""), BAD },
	{ "reads_utf_16_by_mark", "utf-16", B("\xff\xfe" "B0"), B("あ"), 0 },
	{ "reads_utf_16_big_endian_mark", "utf-16", B("\xfe\xff" "0B"), B("あ"), 0 },
	{ "reads_utf_16_without_mark", "utf-16", B("a\x00" "b\x00" "c\x00"), B("abc"), 0 },
	{ "reads_utf_16le", "utf-16le", B("B0"), B("あ"), 0 },
	{ "reads_utf_16be", "utf-16be", B("0B"), B("あ"), 0 },
	{ "marks_lone_surrogate", "utf-16le", B("\x00\xd8" "a\x00"), B("" FFFD "a"), BAD },
	{ "reads_utf_7", "utf-7", B("+ZeVnLA-"), B("日本"), 0 },
	{ "reads_us_ascii", "us-ascii", B("plain"), B("plain"), 0 },
	{ "reads_iso_8859_1_as_windows_1252", "iso-8859-1", B("caf\xe9 \x80 \x93q\x94"), B("café € “q”"), 0 },
	{ "reads_iso_8859_15", "iso-8859-15", B("\xa4 caf\xe9"), B("€ café"), 0 },
	{ "reads_iso_8859_2", "iso-8859-2", B("\xa3\xf3" "d\xbc"), B("Łódź"), 0 },
	{ "reads_windows_1251", "windows-1251", B("\xcf\xf0\xe8\xe2\xe5\xf2"), B("Привет"), 0 },
	{ "reads_cp1251", "cp1251", B("\xcf\xf0\xe8\xe2\xe5\xf2"), B("Привет"), 0 },
	{ "reads_koi8_r", "koi8-r", B("\xf0\xd2\xc9\xd7\xc5\xd4"), B("Привет"), 0 },
	{ "reads_gb2312", "gb2312", B("\xbc\xf2\xcc\xe5\xd6\xd0\xce\xc4"), B("简体中文"), 0 },
	{ "reads_gbk", "gbk", B("\xbc\xf2\xcc\xe5\xd6\xd0\xce\xc4\xe9" "F"), B("简体中文镕"), 0 },
	{ "reads_gb18030", "gb18030", B("\x95" "4\xb2" "5"), B("𠮷"), 0 },
	{ "reads_big5", "big5", B("\xc1" "c\xc5\xe9\xa4\xa4\xa4\xe5\xb3\\\xa5\\\xbb\\"), B("繁體中文許功蓋"), 0 },
	{ "reads_euc_kr", "euc-kr", B("\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4"), B("안녕하세요"), 0 },
	{ "reads_ks_c_5601", "ks_c_5601-1987", B("\xbe\xc8\xb3\xe7"), B("안녕"), 0 },
	{ "reads_iso_2022_kr", "iso-2022-kr", B("\x1b$)C\x0e>H3gGO<<\?d\x0f"), B("안녕하세요"), 0 },
	{ "follows_shift_jis_called_utf_8", "utf-8", B("\x93\xfa\x96{\x8c\xea\x82\xcc\x83" "e\x83X\x83g\x82\xc5\x82\xb7\x81" "B"), B("日本語のテストです。"), MIS },
	{ "follows_shift_jis_called_iso_2022_jp", "iso-2022-jp", B("\x93\xfa\x96{\x8c\xea\x82\xcc\x83" "e\x83X\x83g\x82\xc5\x82\xb7\x81" "B"), B("日本語のテストです。"), MIS },
	{ "follows_euc_called_shift_jis", "shift_jis", B("\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xa5\xc6\xa5\xb9\xa5\xc8\xa4\xc7\xa4\xb9\xa1\xa3"), B("日本語のテストです。"), MIS },
	{ "follows_shift_jis_called_euc", "euc-jp", B("\x93\xfa\x96{\x8c\xea\x82\xcc\x83" "e\x83X\x83g\x82\xc5\x82\xb7\x81" "B"), B("日本語のテストです。"), MIS },
	{ "follows_utf_8_called_shift_jis", "shift_jis", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82"), B("日本語のテストです。"), MIS },
	{ "follows_utf_8_called_iso_2022_jp", "iso-2022-jp", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82"), B("日本語のテストです。"), MIS },
	{ "follows_utf_8_called_iso_8859_1", "iso-8859-1", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82"), B("日本語のテストです。"), MIS },
	{ "follows_utf_8_called_us_ascii", "us-ascii", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82"), B("日本語のテストです。"), MIS },
	{ "follows_jis_called_us_ascii", "us-ascii", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), MIS },
	{ "follows_jis_called_utf_8", "utf-8", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), MIS },
	{ "follows_jis_called_shift_jis", "shift_jis", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), MIS },
	{ "follows_shift_jis_called_iso_8859_1", "iso-8859-1", B("\x93\xfa\x96{\x8c\xea\x82\xcc\x83" "e\x83X\x83g\x82\xc5\x82\xb7\x81" "B"), B("日本語のテストです。"), MIS },
	{ "detects_jis_without_label", "", B("\x1b$BF|K\\8l$N%F%9%H$G$9!#\x1b(B"), B("日本語のテストです。"), 0 },
	{ "detects_shift_jis_without_label", "", B("\x93\xfa\x96{\x8c\xea\x82\xcc\x83" "e\x83X\x83g\x82\xc5\x82\xb7\x81" "B"), B("日本語のテストです。"), 0 },
	{ "detects_euc_without_label", "", B("\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xa5\xc6\xa5\xb9\xa5\xc8\xa4\xc7\xa4\xb9\xa1\xa3"), B("日本語のテストです。"), 0 },
	{ "detects_utf_8_without_label", "", B("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82"), B("日本語のテストです。"), 0 },
	{ "detects_western_without_label", "", B("caf\xe9 cr\xe8me"), B("café crème"), 0 },
	{ "says_that_a_label_is_unknown", "x-klingon", B("\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xa5\xc6\xa5\xb9\xa5\xc8\xa4\xc7\xa4\xb9\xa1\xa3"), B("日本語のテストです。"), UNK },
	{ "says_that_blanks_are_no_label", "  ", B("abc"), B("abc"), UNK },
	{ "restores_escapes_that_were_taken_out", "iso-2022-jp", B("$BF|K\\8l$N%F%9%H$G$9!#(B ok"), B("日本語のテストです。 ok"), 0 },
	{ "restores_escapes_under_a_wrong_label", "utf-8", B("$BF|K\\8l$N%F%9%H$G$9!#(B"), B("日本語のテストです。"), MIS },
	{ "keeps_a_run_without_its_end", "iso-2022-jp", B("$BF|K\\8l"), B("$BF|K\\8l"), 0 },
	{ "keeps_a_run_of_an_odd_length", "iso-2022-jp", B("$BF|K(B"), B("$BF|K(B"), 0 },
	{ "keeps_dollars_in_ascii", "us-ascii", B("$Buy $BF|K\\8l(B now"), B("$Buy $BF|K\\8l(B now"), 0 },
	{ "keeps_an_escape_that_is_left", "iso-2022-jp", B("\x1b$B$\"\x1b(B $BF|(B"), B("あ $BF|(B"), 0 },
	{ "finds_its_step_again_in_jis", "iso-2022-jp", B("\x1b$BF|K\\8l$N%\x1b(B"), B("日本語の" FFFD), BAD },
	{ "marks_an_empty_cell_of_jis", "iso-2022-jp", B("\x1b$BF|)!K\\\x1b(B"), B("日" FFFD "本"), BAD },
	{ "takes_one_byte_where_one_was_lost", "iso-2022-jp", B("\x1b$B)F|K\\\x1b(B"), B(FFFD "日本"), BAD },
	{ "takes_sjis_footer_in_jis", "iso-2022-jp", B("\x1b$BK\\J8\x1b(B\n\x83\\\x83t\x83g"), B("本文\nソフト"), 0 },
	{ "reads_utf8_lines_under_shift_jis", "shift_jis", B("\x82\xb1\x82\xea\n\xe3\x81\x82\xe3\x82\x8a\xe3\x81\xbe\xe3\x81\x99\n\x82\xa0"), B("これ\nあります\nあ"), MIS },
	{ "reads_shift_jis_lines_under_utf_8", "utf-8", B("\xe3\x81\x82\xe3\x82\x8a\xe3\x81\xbe\xe3\x81\x99\xe3\x80\x82\n\x8eR\x93" "c\x82\xc5\x82\xb7\n"), B("あります。\n山田です\n"), MIS },
	{ "reads_latin_1_twice", "utf-8", B("\xc3\xa6\xe2\x80\x94\xc2\xa5\xc3\xa6\xc5\x93\xc2\xac"), B("日本"), MIS },
	{ "keeps_german_in_utf_8", "utf-8", B("Gr\xc3\xb6\xc3\x9f" "e \xe2\x80\x9c\xc3\x84\xe2\x80\x9d"), B("Größe “Ä”"), 0 },
	{ "joins_surrogates_of_cesu_8", "utf-8", B("\xed\xa0\xbc\xed\xbd\xa3"), B("🍣"), 0 },
	{ "reads_au_rows_of_jis", "iso-2022-jp", B("\x1b$BuA\x1b(B"), B("☀"), 0 },
	{ "reads_ibm_kanji_where_au_has_none", "iso-2022-jp", B("\x1b$By!\x1b(B"), B("纊"), 0 },
	{ "keeps_a_digit_of_a_broken_pair", "euc-kr", B("\xbe\xc8\xff" "1"), B("안" FFFD "1"), BAD },
	{ "reads_hz", "hz-gb-2312", B("a~{VPND~}~~b"), B("a中文~b"), 0 },
	{ "reads_iso_2022_cn", "iso-2022-cn", B("\x1b$)A\x0eVPND\x0f!"), B("中文!"), 0 },
	{ "reads_latin_by_single_shift", "iso-2022-jp-2", B("\x1b.A\x1bNi"), B("é"), 0 },
	{ "reads_euc_tw", "euc-tw", B("\xc4\xe3\x8e\xa2\xa1\xa1"), B("中乂"), 0 },
	{ "reads_shift_jis_2004", "shift_jis-2004", B("\x98s\x82\xf5"), B("𠮟か゚"), 0 },
	{ "reads_euc_jis_2004", "euc-jis-2004", B("\xa4\xf7"), B("か゚"), 0 },
	{ "reads_vietnamese_marks", "windows-1258", B("Vi\xea\xf2t"), B("Việt"), 0 },
	{ "reads_utf_7_plus", "utf-7", B("1+-1"), B("1+1"), 0 },
	{ "marks_half_a_unit_of_utf_7", "utf-7", B("+Ze-"), B("" FFFD), BAD },
	{ "distrusts_utf_16_that_is_plain_text", "utf-16", B("This is plain text.\n"), B("This is plain text.\n"), MIS },
	{ "distrusts_utf_7_with_8_bit_bytes", "utf-7", B("\xe3\x81\x82"), B("あ"), MIS },
	{ "follows_western_called_utf_8", "utf-8", B("Det h\xe4r \xe4r"), B("Det här är"), MIS },
	{ "keeps_french_utf_8_with_damage", "utf-8", B("d\xc3\xa9j\xc3\xa0 vu, cr\xc3\xa8me \xc3"), B("déjà vu, crème " FFFD), BAD },
	{ "strips_the_word_charset", "charset=utf-8", B("\xe3\x81\x82"), B("あ"), 0 },
	{ "takes_label_cp65001", "cp65001", B("\xe3\x81\x82"), B("あ"), 0 },
	{ "takes_label_utf8mb4", "utf8mb4", B("\xe3\x81\x82"), B("あ"), 0 },
	{ "keeps_nul", "utf-8", B("a\x00" "b"), B("a\0" "b"), 0 },
	/* clang-format on */
};

START_TEST(case_of_the_table)
{
	struct charset_found found = { 0 };
	g_autoptr(GString) got = g_string_new(NULL);

	charset_to_utf8(got, cases[_i].bytes, cases[_i].n, cases[_i].label, &found);
	ck_assert_msg(got->len == cases[_i].want_n && !memcmp(got->str, cases[_i].want, got->len),
		      "%s: got \"%s\" want \"%s\" (%s)", cases[_i].name, got->str, cases[_i].want,
		      found.used);
	int flags = (found.undecodable ? BAD : 0) | (found.mislabelled ? MIS : 0) |
		    (found.unknown ? UNK : 0);
	ck_assert_msg(flags == cases[_i].flags, "%s: flags %d, want %d", cases[_i].name, flags,
		      cases[_i].flags);
}
END_TEST

START_TEST(every_jis_cell_reads_as_its_cp932_twin)
{
	/* ESC $ B row cell: whatever CP932 knows must come out the same through the arithmetic. */
	unsigned known = 0;

	for (unsigned row = 0x21; row <= 0x7e; row++) {
		for (unsigned cell = 0x21; cell <= 0x7e; cell++) {
			char jis[] = { 0x1b, '$', 'B', (char)row, (char)cell };
			unsigned k = row - 0x21, hi = k / 2 + (k / 2 < 31 ? 0x81 : 0xc1);
			unsigned lo = k % 2 ? cell + 0x7e : cell + (cell < 0x60 ? 0x1f : 0x20);
			char sjis[] = { (char)hi, (char)lo };
			struct charset_found found = { 0 };
			g_autoptr(GString) got = g_string_new(NULL);
			g_autoptr(GString) want = g_string_new(NULL);
			charset_to_utf8(got, jis, sizeof(jis), "iso-2022-jp", &found);
			if (converter_run(CONVERTER_CP932, want, sjis, 2) > 0) {
				/* au's emoji stand in rows that are empty. */
				ck_assert(row >= 0x75 && row <= 0x78 ? found.undecodable == 0
								     : found.undecodable == 1);
				continue;
			}
			known++;
			ck_assert_msg(!strcmp(got->str, want->str), "row %x cell %x: %s, want %s",
				      row, cell, got->str, want->str);
		}
	}
	ck_assert_uint_ge(known, 7336);
}
END_TEST

START_TEST(output_is_valid_utf8_whatever_comes_in)
{
	static const char *const labels[] = {
		"iso-2022-jp", "shift_jis", "euc-jp", "utf-8",	  "utf-16",   "utf-7",
		"big5",	       "gb18030",   "euc-kr", "nonsense", "us-ascii", "iso-2022-kr"
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(20240701);

	for (unsigned round = 0; round < 3000; round++) {
		char bytes[64];
		size_t n = (size_t)g_rand_int_range(rand, 0, sizeof(bytes));
		for (size_t i = 0; i < n; i++)
			bytes[i] = (char)g_rand_int_range(rand, 0, 256);
		if (n > 3 && round % 2)
			memcpy(bytes, "\x1b$B", 3);
		struct charset_found found = { 0 };
		g_autoptr(GString) got = g_string_new(NULL);
		charset_to_utf8(got, bytes, n, labels[round % G_N_ELEMENTS(labels)], &found);
		for (size_t i = 0; i < got->len; i++)
			if (got->str[i] == '\0')
				got->str[i] = ' ';
		ck_assert(g_utf8_validate(got->str, (gssize)got->len, NULL));
	}
}
END_TEST

/* Texts that are named rightly must come out as they are, and without a word. */
static const struct {
	const char *label, *iconv_name, *text;
} honest[] = {
	{ "iso-8859-1", "CP1252", "déjà vu" },
	{ "iso-8859-1", "CP1252", "Größe, Öl, Übermut, weiß" },
	{ "iso-8859-1", "CP1252", "It’s “quoted” – I’m €5 … don’t" },
	{ "iso-8859-1", "CP1252", "ÄÖÜ" },
	{ "iso-8859-1", "CP1252", "naïve façade ÉTÉ" },
	{ "windows-1252", "CP1252", "Škoda Žižkov Œuvre" },
	{ "windows-1252", "CP1252", "• Punkt\n• Punkt" },
	{ "iso-8859-15", "ISO-8859-15", "€ 5, œuvre" },
	{ "iso-8859-2", "ISO-8859-2", "Žluťoučký kůň" },
	{ "windows-1250", "CP1250", "Příliš žluťoučký" },
	{ "koi8-r", "KOI8-R", "Да" },
	{ "koi8-r", "KOI8-R", "Привет, мир! Как дела?" },
	{ "koi8-r", "KOI8-R", "ОТЧЁТ ЗА ГОД" },
	{ "windows-1251", "CP1251", "От: Иван, тема" },
	{ "windows-1251", "CP1251", "ПРИВЕТ" },
	{ "iso-8859-5", "ISO-8859-5", "Привет" },
	{ "iso-8859-7", "ISO-8859-7", "Καλημέρα" },
	{ "windows-1255", "CP1255", "שלום" },
	{ "windows-1256", "CP1256", "مرحبا" },
	{ "tis-620", "CP874", "สวัสดีครับ" },
	{ "gb2312", "GB18030", "您好" },
	{ "gb2312", "GB18030", "日本語でお世話になっております" },
	{ "gb18030", "GB18030", "中华人民共和国" },
	{ "big5", "BIG5-HKSCS", "中華民國" },
	{ "big5", "BIG5-HKSCS", "您好" },
	{ "euc-kr", "UHC", "안녕하세요" },
	{ "euc-kr", "UHC", "서울" },
	{ "shift_jis", "CP932", "ｶﾀｶﾅ" },
	{ "shift_jis", "CP932", "噂" },
	{ "shift_jis", "CP932", "鬱 蟹 贔屓" },
	{ "euc-jp", "EUC-JP-MS", "道路" },
	{ "euc-jp", "EUC-JP-MS", "ｶﾀｶﾅ" },
	{ "euc-jp", "EUC-JP-MS", "鬱 蟹 贔屓" },
	{ "utf-8", "UTF-8", "ƻϩ" },
	{ "utf-8", "UTF-8", "ｶﾀｶﾅ" },
	{ "utf-16", "UTF-16", "あいう" },
	{ "utf-16be", "UTF-16BE", "あいうえおかき" },
	{ "utf-16le", "UTF-16LE", "日本語" },
};

START_TEST(never_garbles_what_is_named_rightly)
{
	iconv_t cd = iconv_open(honest[_i].iconv_name, "UTF-8");
	char bytes[256], *from = (char *)honest[_i].text, *to = bytes;
	size_t n = strlen(from), room = sizeof(bytes);
	struct charset_found found = { 0 };
	g_autoptr(GString) got = g_string_new(NULL);

	ck_assert_msg(iconv(cd, &from, &n, &to, &room) == 0, "%s", honest[_i].text);
	iconv_close(cd);
	charset_to_utf8(got, bytes, (size_t)(to - bytes), honest[_i].label, &found);
	ck_assert_msg(!strcmp(got->str, honest[_i].text) && !found.mislabelled &&
			      found.undecodable == 0,
		      "%s in %s: %s (%s)", honest[_i].text, honest[_i].label, got->str, found.used);
}
END_TEST

START_TEST(limit_mixed_lines)
{
	static const char line[] = "\x8eR\x93"
				   "c\x82\xc5\x82\xb7\n"; /* 山田です */
	g_autoptr(GString) bytes = g_string_new("あります。\n");
	g_autoptr(GString) got = g_string_new(NULL);

	for (unsigned i = 0; i < MIXED_LINES + 1; i++)
		g_string_append_len(bytes, line, sizeof(line) - 1);
	struct mixed_found found = mixed_to_utf8(got, CONVERTER_UTF8, bytes->str, bytes->len);
	ck_assert(found.other);
	ck_assert_uint_gt(found.undecodable, 0);
	ck_assert(g_str_has_prefix(got->str, "あります。\n山田です\n山田です\n"));
	ck_assert(!g_str_has_suffix(got->str, "山田です\n"));
}
END_TEST

START_TEST(adds_up_over_calls)
{
	struct charset_found found = { 0 };
	g_autoptr(GString) got = g_string_new("x");

	charset_to_utf8(got, "\xe6\x97\xa5\xff", 4, "utf-8", &found);
	charset_to_utf8(got, "\xe6\x97\xa5\xff", 4, "utf-8", &found);
	ck_assert_uint_eq(found.undecodable, 2);
	ck_assert_str_eq(got->str, "x日" FFFD "日" FFFD);
	ck_assert_str_eq(found.used, "utf-8");
}
END_TEST

START_TEST(knows_its_labels)
{
	ck_assert(charset_is_known("ISO-2022-JP"));
	ck_assert(charset_is_known(" utf-8; format=flowed"));
	ck_assert(!charset_is_known(NULL));
	ck_assert(!charset_is_known(""));
	ck_assert(!charset_is_known("utf-8-but-much-longer-than-any-charset-name-can-be"));
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, every_jis_cell_reads_as_its_cp932_twin);
	tcase_add_test(t, output_is_valid_utf8_whatever_comes_in);
	tcase_add_loop_test(t, never_garbles_what_is_named_rightly, 0, G_N_ELEMENTS(honest));
	tcase_add_test(t, limit_mixed_lines);
	tcase_add_test(t, adds_up_over_calls);
	tcase_add_test(t, knows_its_labels);
}

UNIT_MAIN("charset", add_tests)
