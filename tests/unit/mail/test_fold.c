/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines for programs that show no longer ones: broken as Japanese and English are. */
#include "fold.h"

#include <string.h>

#include "unit.h"

#define URL "https://www.city.example.lg.jp/kankyo/hojokin/reiwa8/youkou.html"

static const struct row {
	const char *name, *text, *want;
} rows[] = {
	{ "keeps_short_lines", "短い行\nshort\n", "短い行\nshort\n" },
	{ "breaks_kanji_by_columns", "一二三四五六七八九十一二三", "一二三四五六七八九十\n一二三" },
	{ "begins_no_line_with_a_full_stop", "一二三四五六七八九十。", "一二三四五六七八九\n十。" },
	{ "breaks_at_blanks", "the quick brown fox jumps", "the quick brown fox\njumps" },
	{ "repeats_quote_marks", "> 一二三四五六七八九十一", "> 一二三四五六七八九\n> 十一" },
	{ "breaks_no_address", "見る: " URL, "見る:\n" URL },
	{ "keeps_a_missing_last_line_end_missing", "a\nb", "a\nb" },
};

START_TEST(folds)
{
	const struct row *row = &rows[_i];
	g_autoptr(GString) got = fold_lines(row->text, strlen(row->text), 20);

	ck_assert_msg(strcmp(got->str, row->want) == 0, "%s: got\n%s", row->name, got->str);
}
END_TEST

START_TEST(breaks_what_no_line_of_a_mail_holds)
{
	g_autofree char *word = g_strnfill(2000, 'x');
	g_autoptr(GString) got = fold_lines(word, strlen(word), 76);
	g_auto(GStrv) lines = g_strsplit(got->str, "\n", -1);

	ck_assert_uint_gt(g_strv_length(lines), 1);
	for (char **line = lines; *line; line++)
		ck_assert_uint_le(strlen(*line), 998);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, folds, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(t, breaks_what_no_line_of_a_mail_holds);
}

UNIT_MAIN("fold", add_tests)
