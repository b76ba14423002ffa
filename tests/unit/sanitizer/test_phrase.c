/* SPDX-License-Identifier: BSD-2-Clause */
/* What we say within texts: in the site's language, with what was found filled in. */
#include "text/phrase.h"

#include "unit.h"

static const struct phrase phrase = { "{s} を {n} 件", "{n} of {s}" };

START_TEST(speaks_the_language_of_the_site)
{
	static const char *const want[] = { [CONFIG_LANG_JA] = "甲 を 3 件",
					    [CONFIG_LANG_EN] = "3 of 甲",
					    [CONFIG_LANG_BOTH] = "甲 を 3 件 / 3 of 甲" };

	for (enum config_lang lang = CONFIG_LANG_JA; lang <= CONFIG_LANG_BOTH; lang++) {
		g_autoptr(GString) got = g_string_new(NULL);
		phrase_append(got, lang, &phrase, 3, "甲");
		ck_assert_str_eq(got->str, want[lang]);
	}
}
END_TEST

START_TEST(never_reads_again_what_was_filled_in)
{
	g_autoptr(GString) got = g_string_new("x");

	phrase_line(got, CONFIG_LANG_EN, &phrase, 1, "{n}{s}");
	ck_assert_str_eq(got->str, "x［1 of {n}{s}］\n");
}
END_TEST

START_TEST(takes_no_name_for_an_empty_one)
{
	g_autoptr(GString) got = g_string_new(NULL);

	phrase_append(got, CONFIG_LANG_EN, &phrase, 0, NULL);
	ck_assert_str_eq(got->str, "0 of ");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, speaks_the_language_of_the_site);
	tcase_add_test(t, never_reads_again_what_was_filled_in);
	tcase_add_test(t, takes_no_name_for_an_empty_one);
}

UNIT_MAIN("phrase", add_tests)
