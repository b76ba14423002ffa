/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_labelled.c: what senders wrote, behind labels of ours.
 */
#include "unit.h"

#include "kinds/labelled.h"

static const struct phrase place = { "場所", "Where" };

START_TEST(keeps_to_one_line)
{
	static const struct {
		const char *raw, *want;
	} cases[] = {
		{ "第1会議室", "場所: 第1会議室\n" },
		{ "a\n日時: 明日", "場所: a 日時: 明日\n" },
		{ "a\r\n \tb", "場所: a b\n" },
		{ " a ", "場所: a\n" },
		{ "a\xe2\x80\xa8"
		  "b\xc2\x85"
		  "c\xe2\x80\xa9"
		  "d",
		  "場所: a b c d\n" },
		{ "a\vb\fc\x01"
		  "d\x7f"
		  "e",
		  "場所: a b c d e\n" },
		{ "", "" },
		{ " \n\xe2\x80\xa8 ", "" },
		{ NULL, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		labelled_line(out, CONFIG_LANG_JA, &place, cases[i].raw);
		ck_assert_str_eq(out->str, cases[i].want);
	}
}
END_TEST

START_TEST(says_labels_in_both_languages)
{
	g_autoptr(GString) out = g_string_new(NULL);

	labelled_line(out, CONFIG_LANG_BOTH, &place, "x");
	ck_assert_str_eq(out->str, "場所 / Where: x\n");
}
END_TEST

START_TEST(keeps_the_lines_of_a_text)
{
	g_autoptr(GString) out = g_string_new(NULL);

	labelled_text(out, CONFIG_LANG_EN, &place, "a\nb");
	labelled_text(out, CONFIG_LANG_EN, &place, " \n");
	labelled_text(out, CONFIG_LANG_EN, &place, NULL);
	labelled_text(out, CONFIG_LANG_EN, &place, "c\n");
	ck_assert_str_eq(out->str, "Where:\na\nb\nWhere:\nc\n");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, keeps_to_one_line);
	tcase_add_test(t, says_labels_in_both_languages);
	tcase_add_test(t, keeps_the_lines_of_a_text);
}

UNIT_MAIN("labelled", add)
