/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The vocabularies: every word is there once and finds its way back.
 */
#include "misogi/words.h"

#include <string.h>

#include "unit.h"

static const enum vocabulary all[] = {
	VOCABULARY_CLASS, VOCABULARY_PART_ACTION, VOCABULARY_MAIL_ACTION,
	VOCABULARY_SCAN,  VOCABULARY_AUTH,	  VOCABULARY_FINDING,
};

START_TEST(every_word_finds_its_way_back)
{
	for (int v = 0; v < word_count(all[_i]); v++)
		ck_assert_int_eq(word_find(all[_i], word_of(all[_i], v)), v);
}
END_TEST

START_TEST(words_are_lower_case_or_digits_with_hyphens)
{
	for (int v = 0; v < word_count(all[_i]); v++) {
		const char *w = word_of(all[_i], v);

		ck_assert_msg(strspn(w, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(w), "%s",
			      w);
	}
}
END_TEST

START_TEST(out_of_range_is_no_word)
{
	ck_assert_ptr_null(word_of(all[_i], -1));
	ck_assert_ptr_null(word_of(all[_i], word_count(all[_i])));
	ck_assert_str_eq(word_phrase(all[_i], -1, LANGUAGE_JA), "");
	ck_assert_str_eq(word_phrase(all[_i], word_count(all[_i]), LANGUAGE_EN), "");
}
END_TEST

START_TEST(unknown_words_are_not_found)
{
	ck_assert_int_eq(word_find(all[_i], ""), -1);
	ck_assert_int_eq(word_find(all[_i], "Clean"), -1);
	ck_assert_int_eq(word_find(all[_i], "clean "), -1);
}
END_TEST

START_TEST(every_word_is_valid_utf8_in_both_languages)
{
	for (int v = 0; v < word_count(all[_i]); v++) {
		ck_assert(g_utf8_validate(word_phrase(all[_i], v, LANGUAGE_JA), -1, NULL));
		ck_assert(g_utf8_validate(word_phrase(all[_i], v, LANGUAGE_EN), -1, NULL));
	}
}
END_TEST

START_TEST(phrases_follow_the_language)
{
	ck_assert_str_eq(word_phrase(VOCABULARY_FINDING, FINDING_ENCRYPTED, LANGUAGE_JA),
			 "パスワードつき");
	ck_assert_str_eq(word_phrase(VOCABULARY_FINDING, FINDING_ENCRYPTED, LANGUAGE_EN),
			 "password-protected");
}
END_TEST

/* What no policy may take back; a weaker floor here is a hole. */
static const struct {
	enum finding_id id;
	enum finding_floor want;
} floors[] = {
	{ FINDING_INFECTED, FLOOR_KEEP },
	{ FINDING_NOT_SCANNED, FLOOR_KEEP },
	{ FINDING_SCAN_LIMIT, FLOOR_KEEP },
	{ FINDING_ENCRYPTED, FLOOR_KEEP },
	{ FINDING_TYPE_UNKNOWN, FLOOR_KEEP },
	{ FINDING_TYPE_MISMATCH, FLOOR_KEEP },
	{ FINDING_LIMIT_MIME_DEPTH, FLOOR_KEEP },
	{ FINDING_LIMIT_PARTS, FLOOR_HOLD },
	{ FINDING_LIMIT_MESSAGE_BYTES, FLOOR_HOLD },
	{ FINDING_MIME_UNPARSABLE, FLOOR_HOLD },
	{ FINDING_WORKER_DIED, FLOOR_HOLD },
	{ FINDING_MACRO, FLOOR_OK },
	{ (enum finding_id)FINDING_MAX, FLOOR_HOLD },
};

START_TEST(floors_stand)
{
	ck_assert_int_eq(finding_floor_of(floors[_i].id), floors[_i].want);
}
END_TEST

START_TEST(the_strictest_action_is_the_last)
{
	ck_assert_int_lt(PART_DELIVER, PART_TEXT);
	ck_assert_int_lt(PART_TEXT, PART_QUARANTINE);
	ck_assert_int_lt(PART_QUARANTINE, PART_STRIP);
	ck_assert_int_lt(MAIL_PASS, MAIL_SANITIZE);
	ck_assert_int_lt(MAIL_SANITIZE, MAIL_HOLD);
	ck_assert_int_lt(MAIL_HOLD, MAIL_DEFER);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, every_word_finds_its_way_back, 0, G_N_ELEMENTS(all));
	tcase_add_loop_test(t, words_are_lower_case_or_digits_with_hyphens, 0, G_N_ELEMENTS(all));
	tcase_add_loop_test(t, out_of_range_is_no_word, 0, G_N_ELEMENTS(all));
	tcase_add_loop_test(t, unknown_words_are_not_found, 0, G_N_ELEMENTS(all));
	tcase_add_loop_test(t, every_word_is_valid_utf8_in_both_languages, 0, G_N_ELEMENTS(all));
	tcase_add_test(t, phrases_follow_the_language);
	tcase_add_loop_test(t, floors_stand, 0, G_N_ELEMENTS(floors));
	tcase_add_test(t, the_strictest_action_is_the_last);
}

UNIT_MAIN("mail/words", add)
