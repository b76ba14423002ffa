/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_zone.c: a zone is a list of observances, each with the moment (or the
 * day of each year) from which its offset holds; the one that began last counts.
 * What the calendar says of a zone is believed before what we know of it, as
 * calendar programs do. Tests: tests/unit/sanitizer/test_calendar_zone.c.
 */
#include "kinds/calendar_zone.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kinds/calendar_zone_known.h"

#define ZONES_MAX 50
#define OBSERVANCES_MAX 60
#define OFFSET_MAX (18 * 3600) /* no clock on earth is further from UTC */

struct calendar_observance {
	int64_t start; /* by the clock that ends there */
	int64_t until; /* of ${yearly}, in UTC */
	int from, to;  /* seconds east of UTC, before and after */
	bool yearly;
	int month, week, weekday, day; /* of ${yearly}; 0: not said; weekday -1: not said */
};

struct calendar_zone {
	char *tzid;
	GArray *parts; /* of struct calendar_observance */
};

/* ---- reading VTIMEZONE ---- */

static void zone_free(gpointer p)
{
	struct calendar_zone *zone = p;

	g_free(zone->tzid);
	g_array_unref(zone->parts);
	g_free(zone);
}

static void open_zone(struct calendar_zones *zones)
{
	if (!zones->list)
		zones->list = g_ptr_array_new_with_free_func(zone_free);
	if (zones->list->len == ZONES_MAX)
		return;
	zones->open = g_new0(struct calendar_zone, 1);
	zones->open->parts = g_array_new(FALSE, TRUE, sizeof(struct calendar_observance));
	g_ptr_array_add(zones->list, zones->open);
}

static void open_part(struct calendar_zones *zones)
{
	GArray *parts = zones->open->parts;

	if (parts->len == OBSERVANCES_MAX)
		return;
	g_array_set_size(parts, parts->len + 1);
	zones->part = &g_array_index(parts, struct calendar_observance, parts->len - 1);
	zones->part->weekday = -1;
	zones->part->until = INT64_MAX;
}

/* "+0900", "-033000". */
static int read_offset(const char *value)
{
	char *end;
	long n = strtol(value, &end, 10);
	long hhmm = strlen(value) > 5 ? n / 100 : n;
	long seconds = hhmm / 100 * 3600 + hhmm % 100 * 60;

	return (int)CLAMP(seconds, -OFFSET_MAX, OFFSET_MAX);
}

/* "2SU" into week and weekday; week 0: any. */
static void read_weekday(struct calendar_observance *part, const char *value)
{
	static const char names[] = "MOTUWETHFRSASU";
	char *end;
	long week = strtol(value, &end, 10);

	for (int i = 0; i < 7; i++)
		if (g_ascii_strncasecmp(end, names + 2 * i, 2) == 0)
			part->weekday = i;
	part->week = (int)CLAMP(week, -5, 5);
}

static void read_rule(struct calendar_observance *part, const char *value)
{
	g_auto(GStrv) words = g_strsplit(value, ";", 16);

	for (char **w = words; *w; w++) {
		struct calendar_time until;
		if (!g_ascii_strcasecmp(*w, "FREQ=YEARLY")) {
			part->yearly = true;
		} else if (!g_ascii_strncasecmp(*w, "BYMONTH=", 8)) {
			part->month = CLAMP(atoi(*w + 8), 0, 12);
		} else if (!g_ascii_strncasecmp(*w, "BYMONTHDAY=", 11)) {
			part->day = CLAMP(atoi(*w + 11), 0, 31);
		} else if (!g_ascii_strncasecmp(*w, "BYDAY=", 6)) {
			read_weekday(part, *w + 6);
		} else if (!g_ascii_strncasecmp(*w, "UNTIL=", 6)) {
			calendar_time_read(*w + 6, NULL, &until);
			if (until.clock != CALENDAR_CLOCK_INVALID)
				part->until = until.civil;
		}
	}
}

static void take_part(struct calendar_observance *part, const struct content_line *line)
{
	struct calendar_time t;

	if (content_line_is(line, "TZOFFSETFROM"))
		part->from = read_offset(line->value);
	else if (content_line_is(line, "TZOFFSETTO"))
		part->to = read_offset(line->value);
	else if (content_line_is(line, "RRULE"))
		read_rule(part, line->value);
	else if (content_line_is(line, "DTSTART")) {
		calendar_time_read(line->value, NULL, &t);
		part->start = t.civil;
	}
}

void calendar_zone_line(struct calendar_zones *zones, const struct content_line *line)
{
	const bool begin = content_line_is(line, "BEGIN"), end = content_line_is(line, "END");

	if (begin && !g_ascii_strcasecmp(line->value, "VTIMEZONE")) {
		zones->part = NULL;
		open_zone(zones);
	} else if (end && !g_ascii_strcasecmp(line->value, "VTIMEZONE")) {
		zones->open = NULL;
		zones->part = NULL;
	} else if (zones->open && begin) {
		open_part(zones);
	} else if (zones->open && end) {
		zones->part = NULL;
	} else if (zones->part) {
		take_part(zones->part, line);
	} else if (zones->open && content_line_is(line, "TZID") && !zones->open->tzid) {
		zones->open->tzid = g_strdup(line->value);
	}
}

void calendar_zone_clear(struct calendar_zones *zones)
{
	g_clear_pointer(&zones->list, g_ptr_array_unref);
	zones->open = NULL;
	zones->part = NULL;
}

/* ---- using it ---- */

/* When ${part} begins in ${year}. */
static int64_t onset(const struct calendar_observance *part, int year)
{
	struct calendar_fields first = calendar_time_fields(part->start);
	int month = part->month ? part->month : first.month;
	int days = calendar_time_days_in(year, month);
	int64_t clock = part->start - calendar_time_of_day(first.year, first.month, first.day);

	if (part->weekday < 0)
		return calendar_time_of_day(year, month,
					    MIN(part->day ? part->day : first.day, days)) +
		       clock;
	int day = part->day ? part->day : 1;
	if (part->week > 0)
		day = (part->week - 1) * 7 + 1;
	else if (part->week < 0)
		day = days + part->week * 7 + 1;
	day = CLAMP(day, 1, days - 6);
	return calendar_zone_known_day(year, month, day, part->weekday) + clock;
}

/* When ${part} began last before ${civil}; false when it had not. */
static bool last_onset(const struct calendar_observance *part, int64_t civil, int64_t *at)
{
	*at = part->start;
	if (civil < part->start)
		return false;
	if (!part->yearly)
		return true;
	int year = calendar_time_fields(civil).year;
	for (int back = 0; back < 2; back++) {
		int64_t t = onset(part, year - back);
		if (t <= civil && t >= part->start && t - part->from <= part->until) {
			*at = t;
			return true;
		}
	}
	/* Its last year is over, or its first onset is the start itself. */
	if (part->until != INT64_MAX)
		*at = MAX(part->start, onset(part, calendar_time_fields(part->until).year));
	return true;
}

static bool zone_offset(const struct calendar_zone *zone, int64_t civil, int *offset)
{
	const struct calendar_observance *best = NULL, *first = NULL;
	int64_t best_at = 0, at;

	for (guint i = 0; i < zone->parts->len; i++) {
		const struct calendar_observance *part =
			&g_array_index(zone->parts, struct calendar_observance, i);
		if (!first || part->start < first->start)
			first = part;
		if (last_onset(part, civil, &at) && (!best || at > best_at)) {
			best = part;
			best_at = at;
		}
	}
	if (!first)
		return false;
	*offset = best ? best->to : first->from;
	return true;
}

static bool offset_of(const struct calendar_zones *zones, const struct calendar_time *t,
		      int *offset)
{
	for (guint i = 0; zones->list && i < zones->list->len; i++) {
		const struct calendar_zone *zone = g_ptr_array_index(zones->list, i);
		if (g_strcmp0(zone->tzid, t->zone) == 0 && zone_offset(zone, t->civil, offset))
			return true;
	}
	return calendar_zone_known_offset(t->zone, t->civil, offset);
}

/* localtime_r(), unlike localtime(), reads no files: they cannot be opened any more. */
static int offset_at(int64_t utc)
{
	time_t at = utc;
	struct tm tm;

	return localtime_r(&at, &tm) ? (int)tm.tm_gmtoff : 0;
}

int calendar_zone_here(int64_t civil)
{
	return offset_at(civil - offset_at(civil));
}

enum calendar_reading calendar_zone_read(const struct calendar_zones *zones,
					 const struct calendar_time *t, int64_t *civil)
{
	int offset = 0;

	*civil = t->civil;
	if (t->clock != CALENDAR_CLOCK_UTC && t->clock != CALENDAR_CLOCK_ZONE)
		return CALENDAR_AS_WRITTEN;
	if (t->clock == CALENDAR_CLOCK_ZONE && !offset_of(zones, t, &offset))
		return CALENDAR_ZONE_UNKNOWN;
	int64_t utc = t->civil - offset;
	*civil = utc + offset_at(utc);
	return CALENDAR_CONVERTED;
}
