/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_calendar_zone.c: zones that calendars bring, and those that we know. A
 * zone is given as its lines; times are read by a clock in Japan.
 */
#include "unit.h"

#include <string.h>
#include <time.h>

#include "kinds/calendar_zone.h"
#include "kinds/calendar_zone_known.h"

#define US                                                                                         \
	"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:16010101T020000\n"                    \
	"TZOFFSETFROM:-0700\nTZOFFSETTO:-0800\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\n"           \
	"END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:-0800\n"              \
	"TZOFFSETTO:-0700\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
#define EU                                                                                         \
	"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:DAYLIGHT\nDTSTART:19810329T020000\n"                    \
	"TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"           \
	"END:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:19961027T030000\nTZOFFSETFROM:+0200\n"              \
	"TZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n"
#define OLD_EU                                                                                     \
	"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:DAYLIGHT\nDTSTART:19900401T020000\n"                    \
	"TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"                                                   \
	"RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU\nEND:DAYLIGHT\n"     \
	"BEGIN:STANDARD\nDTSTART:19901001T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"          \
	"RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25;BYDAY=SU\nEND:STANDARD\nEND:VTIMEZONE\n"
#define FIXED(offset)                                                                              \
	"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"                    \
	"TZOFFSETFROM:" offset "\nTZOFFSETTO:" offset "\nEND:STANDARD\nEND:VTIMEZONE\n"
#define ENDED                                                                                      \
	"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"                    \
	"TZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nBEGIN:DAYLIGHT\n"                     \
	"DTSTART:20000402T020000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+1000\n"                          \
	"RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20050401T170000Z\nEND:DAYLIGHT\n"             \
	"BEGIN:STANDARD\nDTSTART:20001029T030000\nTZOFFSETFROM:+1000\nTZOFFSETTO:+0900\n"          \
	"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20051101T000000Z\nEND:STANDARD\n"           \
	"END:VTIMEZONE\n"

static void read_zones(struct calendar_zones *zones, const char *raw)
{
	struct body_found found = { 0 };
	struct content_source s;
	struct content_line line;

	setenv("TZ", "JST-9", 1);
	tzset();
	ck_assert(charset_init(NULL));
	memset(zones, 0, sizeof(*zones));
	content_line_open(&s, raw, strlen(raw), "utf-8", &found);
	while (content_line_next(&s, &line))
		calendar_zone_line(zones, &line);
	content_line_close(&s);
}

static char *read_time(const struct calendar_zones *zones, const char *value, const char *tzid)
{
	struct calendar_time t;
	int64_t civil;

	calendar_time_read(value, tzid, &t);
	enum calendar_reading how = calendar_zone_read(zones, &t, &civil);
	struct calendar_fields f = calendar_time_fields(civil);
	return g_strdup_printf("%d-%d-%d %d:%02d%s", f.year, f.month, f.day, f.hour, f.minute,
			       how == CALENDAR_ZONE_UNKNOWN ? "?" : "");
}

static const struct {
	const char *name, *zones, *value, *tzid, *want;
} cases[] = {
	{ "utc_is_nine_hours_behind", "", "20261208T003000Z", NULL, "2026-12-8 9:30" },
	{ "floating_is_as_written", "", "20261208T093000", NULL, "2026-12-8 9:30" },
	{ "knows_tokyo", "", "20261208T093000", "Asia/Tokyo", "2026-12-8 9:30" },
	{ "knows_windows_tokyo", "", "20261208T093000", "Tokyo Standard Time", "2026-12-8 9:30" },
	{ "knows_mozilla_paths", "", "20261208T093000", "/mozilla.org/20050126_1/Asia/Tokyo",
	  "2026-12-8 9:30" },
	{ "knows_los_angeles_in_winter", "", "20261207T163000", "America/Los_Angeles",
	  "2026-12-8 9:30" },
	{ "knows_los_angeles_in_summer", "", "20260707T173000", "America/Los_Angeles",
	  "2026-7-8 9:30" },
	{ "knows_berlin_in_summer", "", "20260707T093000", "W. Europe Standard Time",
	  "2026-7-7 16:30" },
	{ "knows_london_in_summer", "", "20260707T093000", "GMT Standard Time", "2026-7-7 17:30" },
	{ "knows_sydney_in_summer", "", "20261208T093000", "AUS Eastern Standard Time",
	  "2026-12-8 7:30" },
	{ "guesses_no_unknown_zone", "", "20261208T093000", "Mars/Olympus", "2026-12-8 9:30?" },
	{ "guesses_no_empty_path", "", "20261208T093000", "///", "2026-12-8 9:30?" },
	{ "reads_zone_of_the_file", FIXED("+0000"), "20261208T003000", "Mine", "2026-12-8 9:30" },
	{ "reads_half_hours", FIXED("-0330"), "20261207T210000", "Mine", "2026-12-8 9:30" },
	{ "reads_seconds_of_an_offset", FIXED("+091800"), "20261208T094800", "Mine",
	  "2026-12-8 9:30" },
	{ "bounds_offsets", FIXED("+9999"), "20261208T180000", "Mine", "2026-12-8 9:00" },
	{ "reads_us_winter", US, "20261207T163000", "Mine", "2026-12-8 9:30" },
	{ "reads_us_summer", US, "20260707T173000", "Mine", "2026-7-8 9:30" },
	{ "reads_us_january", US, "20260105T163000", "Mine", "2026-1-6 9:30" },
	{ "reads_us_last_minute_of_winter", US, "20260308T015900", "Mine", "2026-3-8 18:59" },
	{ "reads_us_first_minute_of_summer", US, "20260308T030000", "Mine", "2026-3-8 19:00" },
	{ "reads_us_last_minute_of_summer", US, "20261101T015900", "Mine", "2026-11-1 17:59" },
	{ "reads_eu_winter", EU, "20261208T013000", "Mine", "2026-12-8 9:30" },
	{ "reads_eu_summer", EU, "20260708T023000", "Mine", "2026-7-8 9:30" },
	{ "reads_eu_before_it_began", EU, "19700708T013000", "Mine", "1970-7-8 9:30" },
	{ "reads_days_of_month_and_week", OLD_EU, "20260329T030000", "Mine", "2026-3-29 10:00" },
	{ "reads_days_of_month_and_week_before", OLD_EU, "20260328T030000", "Mine",
	  "2026-3-28 11:00" },
	{ "knows_when_a_rule_ended", ENDED, "20260708T093000", "Mine", "2026-7-8 9:30" },
	{ "knows_while_a_rule_held", ENDED, "20040708T103000", "Mine", "2004-7-8 9:30" },
	{ "reads_empty_zone_as_unknown", "BEGIN:VTIMEZONE\nTZID:Mine\nEND:VTIMEZONE\n",
	  "20261208T093000", "Mine", "2026-12-8 9:30?" },
	{ "knows_name_of_empty_zone", "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nEND:VTIMEZONE\n",
	  "20261208T093000", "Asia/Tokyo", "2026-12-8 9:30" },
	{ "survives_nonsense",
	  "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:x\nTZOFFSETFROM:x\nTZOFFSETTO:\n"
	  "RRULE:FREQ=YEARLY;BYMONTH=99;BYMONTHDAY=-99;BYDAY=99XX;UNTIL=x;;;\n",
	  "20261208T003000", "Mine", "2026-12-8 9:30" },
};

START_TEST(reads_zones)
{
	struct calendar_zones zones;

	read_zones(&zones, cases[_i].zones);
	g_autofree char *got = read_time(&zones, cases[_i].value, cases[_i].tzid);
	ck_assert_msg(!strcmp(got, cases[_i].want), "%s: got %s want %s", cases[_i].name, got,
		      cases[_i].want);
	calendar_zone_clear(&zones);
}
END_TEST

START_TEST(keeps_to_so_many_zones)
{
	g_autoptr(GString) raw = g_string_new(NULL);
	struct calendar_zones zones;

	for (int i = 0; i < 1000; i++)
		g_string_append(raw, FIXED("+0000"));
	for (int i = 0; i < 1000; i++)
		g_string_append(raw, "BEGIN:STANDARD\nDTSTART:x\n");
	g_string_append(raw, "BEGIN:VTIMEZONE\n");
	for (int i = 0; i < 1000; i++)
		g_string_append(raw, "BEGIN:STANDARD\nDTSTART:x\nEND:STANDARD\n");
	read_zones(&zones, raw->str);
	ck_assert_uint_le(zones.list->len, 50);
	calendar_zone_clear(&zones);
}
END_TEST

/* The table against the zone files of the machine that builds, where it has some. */
START_TEST(knows_what_zone_files_say)
{
	static const char *const names[] = {
		"Asia/Tokyo",	       "Asia/Seoul",	      "Asia/Shanghai",
		"Asia/Hong_Kong",      "Asia/Taipei",	      "Asia/Singapore",
		"Asia/Kuala_Lumpur",   "Asia/Manila",	      "Australia/Perth",
		"Asia/Ulaanbaatar",    "Asia/Bangkok",	      "Asia/Jakarta",
		"Asia/Ho_Chi_Minh",    "Asia/Yangon",	      "Asia/Dhaka",
		"Asia/Kathmandu",      "Asia/Kolkata",	      "Asia/Colombo",
		"Asia/Karachi",	       "Asia/Dubai",	      "Europe/Moscow",
		"Europe/Istanbul",     "Asia/Riyadh",	      "Africa/Nairobi",
		"Africa/Johannesburg", "Africa/Lagos",	      "Europe/London",
		"Europe/Dublin",       "Europe/Lisbon",	      "Europe/Paris",
		"Europe/Berlin",       "Europe/Madrid",	      "Europe/Helsinki",
		"Europe/Athens",       "Europe/Kiev",	      "Europe/Sofia",
		"America/Halifax",     "America/New_York",    "America/Toronto",
		"America/Chicago",     "America/Denver",      "America/Los_Angeles",
		"America/Vancouver",   "America/Anchorage",   "America/Sao_Paulo",
		"America/Bogota",      "America/Lima",	      "America/Mexico_City",
		"America/Regina",      "America/Phoenix",     "Pacific/Honolulu",
		"Australia/Brisbane",  "Pacific/Guam",	      "Australia/Darwin",
		"Australia/Adelaide",  "Australia/Sydney",    "Australia/Melbourne",
		"Australia/Hobart",    "Pacific/Auckland",    "UTC",
		"America/Panama",      "America/Buenos_Aires"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(names[i]);
		if (!zone)
			continue;
		for (int64_t civil = calendar_time_of_day(2026, 1, 1);
		     civil < calendar_time_of_day(2028, 1, 1); civil += 6 * 3600) {
			int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_STANDARD, civil);
			int offset = 0;
			ck_assert(calendar_zone_known_offset(names[i], civil, &offset));
			if (interval >= 0)
				ck_assert_msg(offset == g_time_zone_get_offset(zone, interval),
					      "%s at %ld: %d", names[i], (long)civil, offset);
		}
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, reads_zones, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, keeps_to_so_many_zones);
	tcase_add_test(t, knows_what_zone_files_say);
}

UNIT_MAIN("calendar_zone", add)
