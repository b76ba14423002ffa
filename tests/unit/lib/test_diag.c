/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Diagnostics: how a line looks, and that the list is bounded.
 */
#include "misogi/diag.h"

#include "unit.h"

static const struct {
	unsigned line, column;
	bool is_error, japanese;
	const char *want;
} cases[] = {
	{ 3, 7, true, false, "policy.conf:3:7: error: text" },
	{ 3, 7, false, false, "policy.conf:3:7: warning: text" },
	{ 3, 7, true, true, "policy.conf:3:7: エラー: 文" },
	{ 3, 7, false, true, "policy.conf:3:7: 警告: 文" },
	{ 0, 0, true, false, "policy.conf: error: text" },
};

START_TEST(line)
{
	g_autoptr(diags_t) d = diags_new();

	diags_add(d, cases[_i].is_error, "policy.conf", cases[_i].line, cases[_i].column,
		  g_strdup("text"), g_strdup("文"));
	g_autofree char *got = diag_line(g_ptr_array_index(d->list, 0), cases[_i].japanese);
	ck_assert_str_eq(got, cases[_i].want);
}
END_TEST

START_TEST(without_japanese_the_english_text_stands)
{
	g_autoptr(diags_t) d = diags_new();

	diags_add(d, true, NULL, 1, 1, g_strdup("text"), NULL);
	g_autofree char *got = diag_line(g_ptr_array_index(d->list, 0), true);
	ck_assert_str_eq(got, ":1:1: エラー: text");
}
END_TEST

START_TEST(a_hundred_are_kept_and_all_errors_counted)
{
	g_autoptr(diags_t) d = diags_new();

	for (unsigned i = 1; i <= 250; i++)
		diags_add(d, i % 2, "f", i, 1, g_strdup("x"), g_strdup("x"));
	ck_assert_uint_eq(d->list->len, 100);
	ck_assert_uint_eq(d->errors, 125);
	const struct diag *last = g_ptr_array_index(d->list, 99);
	ck_assert_uint_eq(last->line, 100);
}
END_TEST

START_TEST(freeing_nothing_is_fine)
{
	diags_free(NULL);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, line, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, without_japanese_the_english_text_stands);
	tcase_add_test(t, a_hundred_are_kept_and_all_errors_counted);
	tcase_add_test(t, freeing_nothing_is_fine);
}

UNIT_MAIN("lib/diag", add)
