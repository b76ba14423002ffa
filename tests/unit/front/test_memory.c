/* SPDX-License-Identifier: BSD-2-Clause */
/* Remembered verdicts: bounded, for a time, never a verdict that is none. */
#include "unit.h"

#include "memory.h"

static bool knows(struct memory *m, const char *sha, int64_t now)
{
	enum scan_answer a;
	g_autofree char *word = NULL;
	return memory_recall(m, sha, now, &a, &word);
}

START_TEST(remembers_for_its_time_only)
{
	struct memory *m = memory_new(10, 5);
	memory_remember(m, "a", 1000, SCAN_INFECTED, "Eicar");
	enum scan_answer a = SCAN_CLEAN;
	g_autofree char *word = NULL;
	ck_assert(memory_recall(m, "a", 5999, &a, &word));
	ck_assert_int_eq(a, SCAN_INFECTED);
	ck_assert_str_eq(word, "Eicar");
	ck_assert(!knows(m, "a", 6000));
	memory_free(m);
}
END_TEST

START_TEST(keeps_only_verdicts)
{
	struct memory *m = memory_new(10, 5);
	memory_remember(m, "a", 0, SCAN_NOT_SCANNED, "Heuristics.Limits");
	memory_remember(m, "b", 0, SCAN_NOT_NEEDED, "");
	ck_assert(!knows(m, "a", 0));
	ck_assert(!knows(m, "b", 0));
	ck_assert_uint_eq(memory_count(m), 0);
	memory_free(m);
}
END_TEST

START_TEST(limit_verdicts_oldest_goes_first)
{
	struct memory *m = memory_new(2, 5);
	memory_remember(m, "a", 0, SCAN_CLEAN, NULL);
	memory_remember(m, "b", 0, SCAN_CLEAN, NULL);
	memory_remember(m, "c", 0, SCAN_CLEAN, NULL);
	ck_assert(!knows(m, "a", 0));
	ck_assert(knows(m, "b", 0));
	ck_assert(knows(m, "c", 0));
	ck_assert_uint_eq(memory_count(m), 2);
	memory_free(m);
}
END_TEST

START_TEST(limit_verdicts_zero_remembers_nothing)
{
	struct memory *m = memory_new(0, 5);
	memory_remember(m, "a", 0, SCAN_CLEAN, NULL);
	ck_assert(!knows(m, "a", 0));
	memory_free(m);
}
END_TEST

START_TEST(limit_verdict_seconds_zero_remembers_nothing)
{
	struct memory *m = memory_new(5, 0);
	memory_remember(m, "a", 0, SCAN_CLEAN, NULL);
	ck_assert(!knows(m, "a", 0));
	ck_assert_uint_eq(memory_count(m), 0);
	memory_free(m);
}
END_TEST

START_TEST(the_later_verdict_wins)
{
	struct memory *m = memory_new(5, 5);
	memory_remember(m, "a", 0, SCAN_CLEAN, "");
	memory_remember(m, "a", 4000, SCAN_INFECTED, "X");
	enum scan_answer a = SCAN_CLEAN;
	g_autofree char *word = NULL;
	ck_assert(memory_recall(m, "a", 8000, &a, &word));
	ck_assert_int_eq(a, SCAN_INFECTED);
	ck_assert_uint_eq(memory_count(m), 1);
	memory_free(m);
}
END_TEST

START_TEST(forgets_all)
{
	struct memory *m = memory_new(5, 5);
	memory_remember(m, "a", 0, SCAN_CLEAN, "");
	memory_forget(m);
	ck_assert(!knows(m, "a", 0));
	memory_remember(m, "a", 0, SCAN_CLEAN, "");
	ck_assert(knows(m, "a", 0));
	memory_free(m);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, remembers_for_its_time_only);
	tcase_add_test(t, keeps_only_verdicts);
	tcase_add_test(t, limit_verdicts_oldest_goes_first);
	tcase_add_test(t, limit_verdicts_zero_remembers_nothing);
	tcase_add_test(t, limit_verdict_seconds_zero_remembers_nothing);
	tcase_add_test(t, the_later_verdict_wins);
	tcase_add_test(t, forgets_all);
}

UNIT_MAIN("memory", add)
