/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * "Did you mean": near words are found, far ones are not guessed.
 */
#include "misogi/words.h"

#include "unit.h"

static const char *const words[] = { "quarantine", "strip", "text", "deliver", "disarm",
				     "release",	   "keep",  "to",   "document" };

static const struct {
	const char *typed, *want;
} cases[] = {
	{ "quarantine", "quarantine" },	 /* itself */
	{ "quarantene", "quarantine" },	 /* replaced */
	{ "quarantin", "quarantine" },	 /* missing */
	{ "quaarantine", "quarantine" }, /* doubled */
	{ "qaurantine", "quarantine" },	 /* swapped */
	{ "qaurnatine", "quarantine" },	 /* swapped twice */
	{ "txet", "text" },		 /* a swap is one edit, not two */
	{ "strp", "strip" },
	{ "relfase", "release" },
	{ "dilever", "deliver" },
	{ "tp", NULL }, /* a third of two letters is nothing */
	{ "zzzz", NULL },
	{ "banana", NULL },
	{ "", NULL },
};

START_TEST(nearest)
{
	const char *got = word_nearest(cases[_i].typed, words, G_N_ELEMENTS(words));

	ck_assert_msg(g_strcmp0(got, cases[_i].want) == 0, "%s: got %s want %s", cases[_i].typed,
		      got ? got : "none", cases[_i].want ? cases[_i].want : "none");
}
END_TEST

START_TEST(of_two_the_nearer_is_taken)
{
	static const char *const two[] = { "sender", "sends" };

	ck_assert_str_eq(word_nearest("sendes", two, 2), "sender");
	ck_assert_str_eq(word_nearest("sendss", two, 2), "sends");
}
END_TEST

START_TEST(no_words_no_answer)
{
	ck_assert_ptr_null(word_nearest("text", NULL, 0));
}
END_TEST

START_TEST(what_is_very_long_is_near_nothing)
{
	g_autofree char *monster = g_strnfill(100000, 't');
	const char *both[] = { monster, "text" };

	ck_assert_ptr_null(word_nearest(monster, both, 2));
	ck_assert_str_eq(word_nearest("texd", both, 2), "text");
}
END_TEST

START_TEST(words_at_the_edge_of_the_table_are_compared)
{
	g_autofree char *a = g_strnfill(64, 'a');
	g_autofree char *b = g_strnfill(64, 'a');
	const char *one[] = { a };

	b[10] = 'b';
	ck_assert_ptr_eq(word_nearest(b, one, 1), a);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, nearest, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, of_two_the_nearer_is_taken);
	tcase_add_test(t, no_words_no_answer);
	tcase_add_test(t, what_is_very_long_is_near_nothing);
	tcase_add_test(t, words_at_the_edge_of_the_table_are_compared);
}

UNIT_MAIN("mail/nearest", add)
