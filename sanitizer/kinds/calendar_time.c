/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_time.c: the proleptic Gregorian calendar by arithmetic, without the
 * C library, whose range and zones are the machine's.
 * Tests: tests/unit/sanitizer/test_calendar_time.c.
 */
#include "kinds/calendar_time.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define YEAR_MAX 9999
#define DURATION_MAX ((int64_t)YEAR_MAX * 366 * CALENDAR_DAY)

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int calendar_time_days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Years begin in March, so that the leap day is the last; 400 of them have 146097 days. */
int64_t calendar_time_of_day(int year, int month, int day)
{
	int64_t y = year + (month - 1) / 12;
	int m = (month - 1) % 12 + 1;

	if (m <= 2)
		y--;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
	return (days - 719468) * CALENDAR_DAY;
}

struct calendar_fields calendar_time_fields(int64_t civil)
{
	int64_t days = civil / CALENDAR_DAY - (civil % CALENDAR_DAY < 0);
	int64_t second = civil - days * CALENDAR_DAY;
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;
	int month = (int)(m < 10 ? m + 3 : m - 9);

	return (struct calendar_fields){
		.year = (int)(y + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(of_year - (153 * m + 2) / 5 + 1),
		.weekday = (int)(((days + 3) % 7 + 7) % 7), /* 1970 began on a Thursday */
		.hour = (int)(second / 3600),
		.minute = (int)(second / 60 % 60),
	};
}

bool calendar_time_is_sane(int64_t civil)
{
	return civil >= calendar_time_of_day(1, 1, 1) &&
	       civil < calendar_time_of_day(YEAR_MAX + 1, 1, 1);
}

/* ${n} digits at ${p}, or -1. */
static int digits(const char *p, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit(p[i]))
			return -1;
		value = value * 10 + (p[i] - '0');
	}
	return value;
}

/* "20261208" at ${p}. */
static bool read_day(const char *p, int64_t *civil)
{
	int year = digits(p, 4), month = year < 0 ? -1 : digits(p + 4, 2);
	int day = month < 0 ? -1 : digits(p + 6, 2);

	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > calendar_time_days_in(year, month))
		return false;
	*civil = calendar_time_of_day(year, month, day);
	return true;
}

/* "093000" or "0930" at ${p}; returns what follows, NULL when it is none. */
static const char *read_clock(const char *p, int64_t *civil)
{
	int hour = digits(p, 2), minute = hour < 0 ? -1 : digits(p + 2, 2);
	int second = minute < 0 ? -1 : digits(p + 4, 2);

	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second > 60)
		return NULL;
	*civil += hour * 3600 + minute * 60 + MAX(second, 0);
	return p + (second < 0 ? 4 : 6);
}

/* Without the "-" and ":" of ISO 8601; short enough for any time. */
static void compact(const char *value, char out[32])
{
	size_t n = 0;

	for (value += strspn(value, " "); *value && n < 31; value++)
		if (*value != '-' && *value != ':')
			out[n++] = *value;
	out[n] = '\0';
	g_strchomp(out);
}

/* Cut at a character when it is too long. */
static void keep_zone(struct calendar_time *out, const char *tzid)
{
	const char *end;

	g_strlcpy(out->zone, tzid, sizeof(out->zone));
	g_utf8_validate(out->zone, -1, &end);
	out->zone[end - out->zone] = '\0';
}

void calendar_time_read(const char *value, const char *tzid, struct calendar_time *out)
{
	char s[32];
	int64_t civil;

	*out = (struct calendar_time){ .clock = CALENDAR_CLOCK_INVALID };
	compact(value, s);
	if (!read_day(s, &civil))
		return;
	const char *rest = s[8] == 'T' || s[8] == 't' ? read_clock(s + 9, &civil) : s + 8;
	if (!rest || (*rest && strcmp(rest, "Z") != 0))
		return;
	out->civil = civil;
	if (s[8] == '\0')
		out->clock = CALENDAR_CLOCK_DATE;
	else if (*rest)
		out->clock = CALENDAR_CLOCK_UTC;
	else
		out->clock = tzid && *tzid ? CALENDAR_CLOCK_ZONE : CALENDAR_CLOCK_FLOATING;
	if (out->clock == CALENDAR_CLOCK_ZONE)
		keep_zone(out, tzid);
}

static int64_t unit_of(char c, bool is_time)
{
	switch (c) {
	case 'W':
		return is_time ? 0 : 7 * CALENDAR_DAY;
	case 'D':
		return is_time ? 0 : CALENDAR_DAY;
	case 'H':
		return is_time ? 3600 : 0;
	case 'M':
		return is_time ? 60 : 0;
	case 'S':
		return is_time ? 1 : 0;
	}
	return 0;
}

bool calendar_time_duration(const char *value, int64_t *seconds)
{
	const bool minus = *value == '-';
	int64_t sum = 0, number = -1;
	bool is_time = false;

	value += *value == '-' || *value == '+';
	if (*value++ != 'P' || !*value)
		return false;
	for (; *value; value++) {
		int64_t unit = unit_of(*value, is_time);
		if (g_ascii_isdigit(*value)) {
			number = MAX(number, 0) * 10 + (*value - '0');
		} else if (*value == 'T' && !is_time && number < 0) {
			is_time = true;
		} else if (unit && number >= 0) {
			sum += number * unit;
			number = -1;
		} else {
			return false;
		}
		if (number > DURATION_MAX || sum > DURATION_MAX)
			return false;
	}
	*seconds = minus ? -sum : sum;
	return number < 0;
}
