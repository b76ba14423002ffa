/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_calendar_rule.c: rules that have words, and rules that must not get
 * wrong ones. All begin on Tuesday, 8 December 2026, 9:30 in Japan.
 */
#include "unit.h"

#include <string.h>
#include <time.h>

#include "kinds/calendar_rule_words.h"

static const struct {
	const char *rule, *ja, *en;
} cases[] = {
	{ "FREQ=DAILY", "毎日", "every day" },
	{ "FREQ=DAILY;INTERVAL=2;COUNT=5", "2日ごと（5回）", "every 2 days (5 times)" },
	{ "FREQ=WEEKLY", "毎週火曜日", "every week on Tue" },
	{ "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T003000Z", "毎週火曜日（12月22日(火)まで）",
	  "every week on Tue (until Tue, 22 Dec)" },
	{ "FREQ=WEEKLY;UNTIL=20271222", "毎週火曜日（2027年12月22日(水)まで）",
	  "every week on Tue (until Wed, 22 Dec 2027)" },
	{ "FREQ=WEEKLY;UNTIL=20261222T150000Z", "毎週火曜日（12月23日(水)まで）",
	  "every week on Tue (until Wed, 23 Dec)" },
	{ "FREQ=WEEKLY;BYDAY=FR,MO,WE;WKST=SU", "毎週月・水・金曜日",
	  "every week on Mon, Wed and Fri" },
	{ "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2週間ごとの火曜日", "every 2 weeks on Tue" },
	{ "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "毎週月・火・水・木・金曜日",
	  "every week on Mon, Tue, Wed, Thu and Fri" },
	{ "FREQ=MONTHLY", "毎月8日", "every month on day 8" },
	{ "FREQ=MONTHLY;BYMONTHDAY=15", "毎月15日", "every month on day 15" },
	{ "FREQ=MONTHLY;BYMONTHDAY=10,20", "毎月10日・20日", "every month on day 10, day 20" },
	{ "FREQ=MONTHLY;BYMONTHDAY=-1", "毎月末日", "every month on the last day" },
	{ "FREQ=MONTHLY;BYDAY=2TU", "毎月第2火曜日", "every month on 2nd Tue" },
	{ "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "毎月第2火曜日", "every month on 2nd Tue" },
	{ "FREQ=MONTHLY;BYDAY=-1FR", "毎月最終金曜日", "every month on last Fri" },
	{ "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "3か月ごとの第1月曜日",
	  "every 3 months on 1st Mon" },
	{ "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "毎月最後の平日",
	  "every month on last working day (Mon-Fri)" },
	{ "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "毎月最初の平日",
	  "every month on first working day (Mon-Fri)" },
	{ "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=3", "毎月3番目の土・日曜日",
	  "every month on no. 3 Sat and Sun" },
	{ "FREQ=YEARLY", "毎年12月8日", "every year on day 8 of Dec" },
	{ "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", "毎年4月1日", "every year on day 1 of Apr" },
	{ "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "毎年5月の第2日曜日", "every year on 2nd Sun of May" },
	{ "FREQ=YEARLY;INTERVAL=2", "2年ごとの12月8日", "every 2 years on day 8 of Dec" },
	{ "freq=weekly;byday=tu", "毎週火曜日", "every week on Tue" },
	{ "FREQ=WEEKLY;", "毎週火曜日", "every week on Tue" },
	/* no words: as it stands */
	{ "FREQ=HOURLY", "あり（FREQ=HOURLY）", "yes (FREQ=HOURLY)" },
	{ "FREQ=YEARLY;BYDAY=2SU", "あり（FREQ=YEARLY;BYDAY=2SU）", "yes (FREQ=YEARLY;BYDAY=2SU)" },
	{ "FREQ=YEARLY;BYMONTHDAY=1", "あり（FREQ=YEARLY;BYMONTHDAY=1）",
	  "yes (FREQ=YEARLY;BYMONTHDAY=1)" },
	{ "FREQ=YEARLY;BYWEEKNO=20", "あり（FREQ=YEARLY;BYWEEKNO=20）",
	  "yes (FREQ=YEARLY;BYWEEKNO=20)" },
	{ "FREQ=WEEKLY;BYDAY=2TU", "あり（FREQ=WEEKLY;BYDAY=2TU）", "yes (FREQ=WEEKLY;BYDAY=2TU)" },
	{ "FREQ=MONTHLY;BYDAY=TU", "あり（FREQ=MONTHLY;BYDAY=TU）", "yes (FREQ=MONTHLY;BYDAY=TU)" },
	{ "FREQ=MONTHLY;BYDAY=1TU,3TU", "あり（FREQ=MONTHLY;BYDAY=1TU,3TU）",
	  "yes (FREQ=MONTHLY;BYDAY=1TU,3TU)" },
	{ "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "あり（FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13）",
	  "yes (FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13)" },
	{ "FREQ=DAILY;INTERVAL=2;BYDAY=MO", "あり（FREQ=DAILY;INTERVAL=2;BYDAY=MO）",
	  "yes (FREQ=DAILY;INTERVAL=2;BYDAY=MO)" },
	{ "FREQ=DAILY;BYMONTH=1", "あり（FREQ=DAILY;BYMONTH=1）", "yes (FREQ=DAILY;BYMONTH=1)" },
	{ "FREQ=WEEKLY;COUNT=0", "あり（FREQ=WEEKLY;COUNT=0）", "yes (FREQ=WEEKLY;COUNT=0)" },
	{ "FREQ=WEEKLY;INTERVAL=99999999999999999999",
	  "あり（FREQ=WEEKLY;INTERVAL=99999999999999999999）",
	  "yes (FREQ=WEEKLY;INTERVAL=99999999999999999999)" },
	{ "FREQ=WEEKLY;UNTIL=soon", "あり（FREQ=WEEKLY;UNTIL=soon）",
	  "yes (FREQ=WEEKLY;UNTIL=soon)" },
	{ "W1 TU #10", "あり（W1 TU #10）", "yes (W1 TU #10)" },
	{ "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU,MO,TU",
	  "あり（FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU,MO,TU）",
	  "yes (FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU,MO,TU)" },
	{ "x\ny", "あり（x y）", "yes (x y)" },
};

START_TEST(says_rules)
{
	const struct calendar_zones none = { .list = NULL };
	const int64_t start = calendar_time_of_day(2026, 12, 8) + 9 * 3600 + 1800;
	g_autoptr(GString) ja = g_string_new(NULL);
	g_autoptr(GString) en = g_string_new(NULL);

	setenv("TZ", "JST-9", 1);
	tzset();
	calendar_rule_words_append(ja, CONFIG_LANG_JA, cases[_i].rule, start, &none);
	calendar_rule_words_append(en, CONFIG_LANG_EN, cases[_i].rule, start, &none);
	ck_assert_str_eq(ja->str, cases[_i].ja);
	ck_assert_str_eq(en->str, cases[_i].en);
}
END_TEST

START_TEST(knows_rules_with_days)
{
	ck_assert(calendar_rule_words_have_days("FREQ=WEEKLY", 0));
	ck_assert(calendar_rule_words_have_days("FREQ=MONTHLY;BYDAY=1MO", 0));
	ck_assert(!calendar_rule_words_have_days("FREQ=DAILY", 0));
	ck_assert(!calendar_rule_words_have_days("nonsense", 0));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, says_rules, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, knows_rules_with_days);
}

UNIT_MAIN("calendar_rule", add)
