/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_calendar_date.c: spans as people write them.
 */
#include "unit.h"

#include <string.h>

#include "kinds/calendar_date.h"

static int64_t at(const char *value)
{
	struct calendar_time t;

	calendar_time_read(value, NULL, &t);
	ck_assert_int_ne(t.clock, CALENDAR_CLOCK_INVALID);
	return t.civil;
}

START_TEST(writes_spans)
{
	static const struct {
		const char *start, *end, *ja, *en;
	} cases[] = {
		{ "20261208T093000", "20261208T103000", "2026年12月8日(火) 9:30〜10:30",
		  "Tue, 8 Dec 2026, 9:30–10:30" },
		{ "20261208T093000", "20261208T093000", "2026年12月8日(火) 9:30",
		  "Tue, 8 Dec 2026, 9:30" },
		{ "20261208T093000", "20261207T093000", "2026年12月8日(火) 9:30",
		  "Tue, 8 Dec 2026, 9:30" },
		{ "20261208T230000", "20261209T010500", "2026年12月8日(火) 23:00〜12月9日(水) 1:05",
		  "Tue, 8 Dec 2026, 23:00 – Wed, 9 Dec, 1:05" },
		{ "20261231T230000", "20270101T010000",
		  "2026年12月31日(木) 23:00〜2027年1月1日(金) 1:00",
		  "Thu, 31 Dec 2026, 23:00 – Fri, 1 Jan 2027, 1:00" },
		{ "20261208", "20261209", "2026年12月8日(火)（終日）",
		  "Tue, 8 Dec 2026 (all day)" },
		{ "20261208", "20261211", "2026年12月8日(火)〜12月10日(木)（終日）",
		  "Tue, 8 Dec 2026 – Thu, 10 Dec (all day)" },
		{ "20261208T000000", "20261209T000000", "2026年12月8日(火)（終日）",
		  "Tue, 8 Dec 2026 (all day)" },
		{ "20261208T000000", "20261208T000000", "2026年12月8日(火) 0:00",
		  "Tue, 8 Dec 2026, 0:00" },
		{ "00010101T000000", "99991231T120000",
		  "1年1月1日(月) 0:00〜9999年12月31日(金) 12:00",
		  "Mon, 1 Jan 1, 0:00 – Fri, 31 Dec 9999, 12:00" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct calendar_span span = { at(cases[i].start), at(cases[i].end),
					      !strchr(cases[i].start, 'T') };
		g_autoptr(GString) ja = g_string_new(NULL);
		g_autoptr(GString) en = g_string_new(NULL);
		calendar_date_span(ja, CONFIG_LANG_JA, &span);
		calendar_date_span(en, CONFIG_LANG_EN, &span);
		ck_assert_str_eq(ja->str, cases[i].ja);
		ck_assert_str_eq(en->str, cases[i].en);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, writes_spans);
}

UNIT_MAIN("calendar_date", add)
