/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_calendar_time.c: dates, times and durations, honest and hostile.
 */
#include "unit.h"

#include <string.h>

#include "kinds/calendar_time.h"

START_TEST(reads_times)
{
	static const struct {
		const char *raw, *tzid, *want; /* want: "" invalid; D day, F floating, U UTC, Z */
	} cases[] = {
		{ "20261208", NULL, "D2026-12-08 0:00" },
		{ "20261208T093000", NULL, "F2026-12-08 9:30" },
		{ "20261208T093000", "Asia/Tokyo", "Z2026-12-08 9:30" },
		{ "20261208T003000Z", NULL, "U2026-12-08 0:30" },
		{ "20261208T003000Z", "Asia/Tokyo", "U2026-12-08 0:30" },
		{ "20261208T0930", NULL, "F2026-12-08 9:30" },
		{ "2026-12-08T09:30:00Z", NULL, "U2026-12-08 9:30" },
		{ " 20261208 ", NULL, "D2026-12-08 0:00" },
		{ "20240229", NULL, "D2024-02-29 0:00" },
		{ "00010101", NULL, "D0001-01-01 0:00" },
		{ "99991231T235959", NULL, "F9999-12-31 23:59" },
		{ "16010101T000000", NULL, "F1601-01-01 0:00" },
		{ "20230229", NULL, "" },
		{ "20261308", NULL, "" },
		{ "20260008", NULL, "" },
		{ "20261232", NULL, "" },
		{ "00000101", NULL, "" },
		{ "20261208T240000", NULL, "" },
		{ "20261208T096000", NULL, "" },
		{ "20261208T093061", NULL, "" },
		{ "20261208T", NULL, "" },
		{ "20261208T093000X", NULL, "" },
		{ "20261208x", NULL, "" },
		{ "2026", NULL, "" },
		{ "", NULL, "" },
		{ "tomorrow", NULL, "" },
		{ "99999999999999999999999999999999999999", NULL, "" },
		{ "-0261208", NULL, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		static const char clocks[] = "??DFUZ";
		struct calendar_time t;
		calendar_time_read(cases[i].raw, cases[i].tzid, &t);
		struct calendar_fields f = calendar_time_fields(t.civil);
		g_autofree char *got =
			t.clock == CALENDAR_CLOCK_INVALID
				? g_strdup("")
				: g_strdup_printf("%c%04d-%02d-%02d %d:%02d", clocks[t.clock],
						  f.year, f.month, f.day, f.hour, f.minute);
		ck_assert_msg(!strcmp(got, cases[i].want), "%s: got %s want %s", cases[i].raw, got,
			      cases[i].want);
	}
}
END_TEST

START_TEST(reads_durations)
{
	static const struct {
		const char *raw;
		bool good;
		int64_t want;
	} cases[] = {
		{ "PT1H", true, 3600 },
		{ "PT1H30M", true, 5400 },
		{ "P1D", true, 86400 },
		{ "P1DT2H3M4S", true, 93784 },
		{ "P2W", true, 14 * 86400 },
		{ "-PT15M", true, -900 },
		{ "+PT15M", true, 900 },
		{ "PT0S", true, 0 },
		{ "P", false, 0 },
		{ "", false, 0 },
		{ "1H", false, 0 },
		{ "P1H", false, 0 },
		{ "PT1D", false, 0 },
		{ "PTH", false, 0 },
		{ "PT15", false, 0 },
		{ "P99999999999999999999999999D", false, 0 },
		{ "P9999999999W", false, 0 },
		{ "PT1H1", false, 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t got = 0;
		bool good = calendar_time_duration(cases[i].raw, &got);
		ck_assert_msg(good == cases[i].good && (!good || got == cases[i].want), "%s: %ld",
			      cases[i].raw, (long)got);
	}
}
END_TEST

/* Every day of 400 years, against GLib. */
START_TEST(counts_days_like_glib)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1);
	for (int64_t civil = calendar_time_of_day(1, 1, 1); g_date_get_year(&date) < 2401;
	     civil += CALENDAR_DAY) {
		struct calendar_fields f = calendar_time_fields(civil);
		ck_assert_int_eq(f.year, g_date_get_year(&date));
		ck_assert_int_eq(f.month, (int)g_date_get_month(&date));
		ck_assert_int_eq(f.day, g_date_get_day(&date));
		ck_assert_int_eq(f.weekday, (int)g_date_get_weekday(&date) - 1);
		ck_assert_int_eq(calendar_time_of_day(f.year, f.month, f.day), civil);
		g_date_add_days(&date, 1);
	}
}
END_TEST

START_TEST(cuts_long_zone_names_at_a_character)
{
	struct calendar_time t;
	g_autoptr(GString) name = g_string_new("x");

	for (int i = 0; i < 1000; i++)
		g_string_append(name, "東");
	calendar_time_read("20261208T093000", name->str, &t);
	ck_assert_int_eq(t.clock, CALENDAR_CLOCK_ZONE);
	ck_assert_uint_eq(strlen(t.zone), CALENDAR_ZONE_NAME - 2);
	ck_assert(g_utf8_validate(t.zone, -1, NULL));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, reads_times);
	tcase_add_test(t, reads_durations);
	tcase_add_test(t, counts_days_like_glib);
	tcase_add_test(t, cuts_long_zone_names_at_a_character);
}

UNIT_MAIN("calendar_time", add)
