/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_time.h: dates, times and durations of RFC 5545 3.3 as numbers.
 * A civil time is seconds since 1970-01-01 0:00 of whatever clock it was read
 * from; a day of it is always 86400 seconds.
 */
#ifndef MISOGI_KINDS_CALENDAR_TIME_H
#define MISOGI_KINDS_CALENDAR_TIME_H

#include <stdbool.h>
#include <stdint.h>

#define CALENDAR_DAY 86400
#define CALENDAR_ZONE_NAME 96 /* bytes of a TZID that are kept */

enum calendar_clock {
	CALENDAR_CLOCK_NONE,	 /* not given */
	CALENDAR_CLOCK_INVALID,	 /* given, but no time */
	CALENDAR_CLOCK_DATE,	 /* a day, the same everywhere */
	CALENDAR_CLOCK_FLOATING, /* the same reading everywhere */
	CALENDAR_CLOCK_UTC,
	CALENDAR_CLOCK_ZONE, /* the clock of ${zone} */
};

struct calendar_time {
	enum calendar_clock clock;
	int64_t civil;
	char zone[CALENDAR_ZONE_NAME];
};

struct calendar_fields {
	int year, month, day; /* 1-12, 1-31 */
	int weekday;	      /* 0: Monday */
	int hour, minute;
};

/*
 * Reads "20261208", "20261208T093000" or "…Z" (also with "-" and ":") into
 * ${out}; ${tzid} may be NULL. Years 1 to 9999, days that there are.
 */
void calendar_time_read(const char *value, const char *tzid, struct calendar_time *out);

/* Reads "P1DT2H", "-PT15M", "P2W"; false when it is none. */
bool calendar_time_duration(const char *value, int64_t *seconds);

/* ${month} may be out of range: it is carried into the year; ${day} is not. */
int64_t calendar_time_of_day(int year, int month, int day);

struct calendar_fields calendar_time_fields(int64_t civil);

int calendar_time_days_in(int year, int month);

/* Whether ${civil} lies in the years 1 to 9999. */
bool calendar_time_is_sane(int64_t civil);

#endif
