/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Errors carry scope, reason and one clean line.
 */
#include "misogi/err.h"

#include <errno.h>
#include <string.h>

#include "unit.h"

START_TEST(setting_returns_false_and_fills)
{
	struct err err = { 0 };

	ck_assert(!err_set(&err, SCOPE_PART, REASON_SPOOL, "part %d of %s", 3, "x"));
	ck_assert_int_eq(err.scope, SCOPE_PART);
	ck_assert_int_eq(err.reason, REASON_SPOOL);
	ck_assert_str_eq(err.text, "part 3 of x");
}
END_TEST

START_TEST(null_err_is_allowed)
{
	ck_assert(!err_set(NULL, SCOPE_TEMP, REASON_KEY, "x"));
	ck_assert(!err_errno(NULL, REASON_KEY, "x"));
}
END_TEST

START_TEST(errno_is_told_and_kept)
{
	struct err err = { 0 };

	errno = ENOSPC;
	ck_assert(!err_errno(&err, REASON_STORE_FULL, "writing %s", "blob"));
	ck_assert_int_eq(errno, ENOSPC);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	ck_assert_str_eq(err.text, "writing blob: No space left on device");
}
END_TEST

START_TEST(foreign_bytes_stay_one_line_of_utf8)
{
	struct err err = { 0 };

	err_set(&err, SCOPE_TEMP, REASON_CONFIG, "bad \xff and\r\nSubject: forged \xe2\x80\xae");
	ck_assert_str_eq(err.text, "bad \xef\xbf\xbd and  Subject: forged ");
}
END_TEST

START_TEST(long_text_is_cut_at_a_character)
{
	struct err err = { 0 };
	g_autoptr(GString) s = g_string_new("x");

	for (int i = 0; i < 400; i++)
		g_string_append(s, "禊");
	err_set(&err, SCOPE_TEMP, REASON_CONFIG, "%s", s->str);
	ck_assert(g_utf8_validate(err.text, -1, NULL));
	ck_assert_uint_eq(strlen(err.text), 511 - (511 - 1) % 3);
}
END_TEST

START_TEST(every_reason_has_its_own_word)
{
	static const enum reason all[] = {
#define X(c, w) REASON_##c,
		REASONS(X)
#undef X
	};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(reason_word(all[i]), reason_word(all[j]));
	ck_assert_str_eq(reason_word(REASON_CLAMD_DOWN), "clamd-down");
	ck_assert_str_eq(reason_word((enum reason)9999), "internal");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, setting_returns_false_and_fills);
	tcase_add_test(t, null_err_is_allowed);
	tcase_add_test(t, errno_is_told_and_kept);
	tcase_add_test(t, foreign_bytes_stay_one_line_of_utf8);
	tcase_add_test(t, long_text_is_cut_at_a_character);
	tcase_add_test(t, every_reason_has_its_own_word);
}

UNIT_MAIN("lib/err", add)
