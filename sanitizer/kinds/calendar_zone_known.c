/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_zone_known.c: names, hours and kinds of summer time as they are
 * since 2007 or later; a zone whose rules change from year to year is not here.
 * Tests: tests/unit/sanitizer/test_calendar_zone.c.
 */
#include "kinds/calendar_zone_known.h"

#include <glib.h>
#include <string.h>

#include "kinds/calendar_time.h"

#define HOUR 3600

enum summer { SUMMER_NONE, SUMMER_US, SUMMER_EU, SUMMER_AU, SUMMER_NZ };

/* Names as people and programs write them, "|" between them. */
static const struct known {
	int minutes; /* in winter */
	enum summer summer;
	const char *names;
} table[] = {
	{ 540, SUMMER_NONE,
	  "Asia/Tokyo|Tokyo Standard Time|Japan|JST|Japan Standard Time|"
	  "(GMT+09.00) Tokyo / Osaka / Sapporo|Tokyo, Osaka, Sapporo|"
	  "(UTC+09:00) Osaka, Sapporo, Tokyo|Etc/GMT-9|UTC+9|GMT+0900|GMT+9" },
	{ 540, SUMMER_NONE, "Asia/Seoul|Korea Standard Time|ROK|Asia/Pyongyang" },
	{ 0, SUMMER_NONE,
	  "UTC|Etc/UTC|GMT|Etc/GMT|Z|Zulu|Universal|Etc/Universal|Etc/Zulu|"
	  "Coordinated Universal Time|Africa/Abidjan|Greenwich Standard Time|"
	  "Atlantic/Reykjavik" },
	{ 480, SUMMER_NONE,
	  "Asia/Shanghai|China Standard Time|PRC|Asia/Chongqing|Asia/Hong_Kong|"
	  "Hongkong|Asia/Macau|Asia/Taipei|Taipei Standard Time|ROC|"
	  "Asia/Singapore|Singapore|Singapore Standard Time|Asia/Kuala_Lumpur|"
	  "Asia/Manila|Australia/Perth|W. Australia Standard Time|"
	  "Asia/Ulaanbaatar|Ulaanbaatar Standard Time" },
	{ 420, SUMMER_NONE,
	  "Asia/Bangkok|SE Asia Standard Time|Asia/Jakarta|Asia/Ho_Chi_Minh|"
	  "Asia/Saigon|Asia/Phnom_Penh|Asia/Vientiane" },
	{ 390, SUMMER_NONE, "Asia/Yangon|Asia/Rangoon|Myanmar Standard Time" },
	{ 360, SUMMER_NONE, "Asia/Dhaka|Bangladesh Standard Time" },
	{ 345, SUMMER_NONE, "Asia/Kathmandu|Asia/Katmandu|Nepal Standard Time" },
	{ 330, SUMMER_NONE,
	  "Asia/Kolkata|Asia/Calcutta|India Standard Time|Asia/Colombo|"
	  "Sri Lanka Standard Time" },
	{ 300, SUMMER_NONE, "Asia/Karachi|Pakistan Standard Time" },
	{ 240, SUMMER_NONE, "Asia/Dubai|Arabian Standard Time" },
	{ 180, SUMMER_NONE,
	  "Europe/Moscow|Russian Standard Time|Europe/Istanbul|Turkey Standard Time|"
	  "Asia/Riyadh|Arab Standard Time|Africa/Nairobi|E. Africa Standard Time" },
	{ 120, SUMMER_NONE, "Africa/Johannesburg|South Africa Standard Time" },
	{ 60, SUMMER_NONE, "Africa/Lagos|W. Central Africa Standard Time" },
	{ 0, SUMMER_EU, "Europe/London|GMT Standard Time|Europe/Dublin|Europe/Lisbon|GB" },
	{ 60, SUMMER_EU,
	  "Europe/Paris|Romance Standard Time|Europe/Berlin|W. Europe Standard Time|"
	  "Central Europe Standard Time|Central European Standard Time|Europe/Madrid|"
	  "Europe/Rome|Europe/Amsterdam|Europe/Brussels|Europe/Vienna|Europe/Zurich|"
	  "Europe/Stockholm|Europe/Oslo|Europe/Copenhagen|Europe/Prague|"
	  "Europe/Warsaw|Europe/Budapest|Europe/Luxembourg|Europe/Belgrade|CET" },
	{ 120, SUMMER_EU,
	  "Europe/Helsinki|FLE Standard Time|Europe/Athens|GTB Standard Time|"
	  "Europe/Bucharest|Europe/Kiev|Europe/Kyiv|Europe/Vilnius|Europe/Riga|"
	  "Europe/Tallinn|Europe/Sofia" },
	{ -240, SUMMER_US, "America/Halifax|Atlantic Standard Time" },
	{ -300, SUMMER_US,
	  "America/New_York|Eastern Standard Time|US/Eastern|America/Toronto|"
	  "America/Detroit|America/Montreal|US Eastern Standard Time|EST5EDT" },
	{ -360, SUMMER_US,
	  "America/Chicago|Central Standard Time|US/Central|America/Winnipeg|CST6CDT" },
	{ -420, SUMMER_US,
	  "America/Denver|Mountain Standard Time|US/Mountain|America/Edmonton|MST7MDT" },
	{ -480, SUMMER_US,
	  "America/Los_Angeles|Pacific Standard Time|US/Pacific|America/Vancouver|PST8PDT" },
	{ -540, SUMMER_US, "America/Anchorage|Alaskan Standard Time|US/Alaska" },
	{ -180, SUMMER_NONE,
	  "America/Sao_Paulo|E. South America Standard Time|"
	  "America/Argentina/Buenos_Aires|America/Buenos_Aires|Argentina Standard Time" },
	{ -300, SUMMER_NONE,
	  "America/Bogota|America/Lima|SA Pacific Standard Time|America/Panama" },
	{ -360, SUMMER_NONE,
	  "America/Mexico_City|Central Standard Time (Mexico)|America/Costa_Rica|"
	  "America/Regina|Canada Central Standard Time" },
	{ -420, SUMMER_NONE, "America/Phoenix|US Mountain Standard Time|US/Arizona" },
	{ -600, SUMMER_NONE, "Pacific/Honolulu|Hawaiian Standard Time|US/Hawaii" },
	{ 600, SUMMER_NONE,
	  "Australia/Brisbane|E. Australia Standard Time|Pacific/Guam|"
	  "West Pacific Standard Time|Pacific/Port_Moresby" },
	{ 570, SUMMER_NONE, "Australia/Darwin|AUS Central Standard Time" },
	{ 570, SUMMER_AU, "Australia/Adelaide|Cen. Australia Standard Time" },
	{ 600, SUMMER_AU,
	  "Australia/Sydney|AUS Eastern Standard Time|Australia/Melbourne|"
	  "Australia/Canberra|Australia/Hobart|Tasmania Standard Time" },
	{ 720, SUMMER_NZ, "Pacific/Auckland|New Zealand Standard Time|NZ" },
};

static bool names_have(const char *names, const char *name, size_t len)
{
	for (const char *p = names; *p;) {
		size_t n = strcspn(p, "|");
		if (n == len && g_ascii_strncasecmp(p, name, n) == 0)
			return true;
		p += n + (p[n] == '|');
	}
	return false;
}

static const struct known *find(const char *name)
{
	const size_t len = strlen(name);

	for (size_t i = 0; len > 0 && i < G_N_ELEMENTS(table); i++)
		if (names_have(table[i].names, name, len))
			return &table[i];
	return NULL;
}

/* "/mozilla.org/20050126_1/Asia/Tokyo" is "Asia/Tokyo" behind two words of its maker. */
static const struct known *find_with_path(const char *name)
{
	const struct known *known = find(name);

	while (!known && *name == '/') {
		name += 1 + strcspn(name + 1, "/");
		known = *name ? find(name + 1) : NULL;
	}
	return known;
}

int64_t calendar_zone_known_day(int year, int month, int day, int weekday)
{
	int64_t from = calendar_time_of_day(year, month, day);
	int first = calendar_time_fields(from).weekday;

	return from + (int64_t)((weekday - first + 7) % 7) * CALENDAR_DAY;
}

/* Whether ${civil}, read off a wall, lies in summer time; ${winter} in minutes. */
static bool is_summer(enum summer summer, int winter, int64_t civil)
{
	const int year = calendar_time_fields(civil).year, sunday = 6;

	switch (summer) {
	case SUMMER_NONE:
		return false;
	case SUMMER_US:
		return civil >= calendar_zone_known_day(year, 3, 8, sunday) + 2 * HOUR &&
		       civil < calendar_zone_known_day(year, 11, 1, sunday) + 2 * HOUR;
	case SUMMER_EU: /* everywhere at 1:00 UTC */
		return civil >= calendar_zone_known_day(year, 3, 25, sunday) + HOUR + winter * 60 &&
		       civil < calendar_zone_known_day(year, 10, 25, sunday) + 2 * HOUR +
				       winter * 60;
	case SUMMER_AU:
		return civil < calendar_zone_known_day(year, 4, 1, sunday) + 3 * HOUR ||
		       civil >= calendar_zone_known_day(year, 10, 1, sunday) + 2 * HOUR;
	case SUMMER_NZ:
		return civil < calendar_zone_known_day(year, 4, 1, sunday) + 3 * HOUR ||
		       civil >= calendar_zone_known_day(year, 9, 24, sunday) + 2 * HOUR;
	}
	return false;
}

bool calendar_zone_known_offset(const char *tzid, int64_t civil, int *offset)
{
	const struct known *known = find_with_path(tzid);

	if (!known)
		return false;
	*offset = known->minutes * 60;
	if (is_summer(known->summer, known->minutes, civil))
		*offset += HOUR;
	return true;
}
