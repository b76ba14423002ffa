/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_rule.c: what has no place in the struct makes the rule unclear, it
 * is never dropped: the rest alone would be another rule.
 * Tests: tests/unit/sanitizer/test_calendar_rule.c.
 */
#include "kinds/calendar_rule.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_MAX 7

static enum calendar_freq freq_of(const char *s)
{
	static const char *const words[] = {
		[CALENDAR_FREQ_DAILY] = "DAILY",
		[CALENDAR_FREQ_WEEKLY] = "WEEKLY",
		[CALENDAR_FREQ_MONTHLY] = "MONTHLY",
		[CALENDAR_FREQ_YEARLY] = "YEARLY",
	};

	for (int i = CALENDAR_FREQ_DAILY; i <= CALENDAR_FREQ_YEARLY; i++)
		if (g_ascii_strcasecmp(s, words[i]) == 0)
			return (enum calendar_freq)i;
	return CALENDAR_FREQ_NONE;
}

/* A number within ${low} … ${high}; else the rule is unclear. */
static int number(struct calendar_rule *r, const char *s, int low, int high)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (end == s || *end || n < low || n > high || n == 0) {
		r->unclear = true;
		return 1;
	}
	return (int)n;
}

/* "MO,WE" or one "2TU"; several with numbers have no words. */
static void read_days(struct calendar_rule *r, const char *value)
{
	static const char names[] = "MOTUWETHFRSASU";
	g_auto(GStrv) days = g_strsplit(value, ",", DAYS_MAX + 1);

	for (char **d = days; *d; d++) {
		char *name;
		long week = strtol(*d, &name, 10);
		int day = 0;
		while (day < 7 &&
		       g_ascii_strcasecmp(name, (char[]){ names[2 * day], names[2 * day + 1], 0 }))
			day++;
		if (day == 7 || week < -1 || week > 5 || (week != 0 && days[1])) {
			r->unclear = true;
			return;
		}
		r->weekdays |= 1u << day;
		r->week = (int)week;
	}
}

static void read_monthdays(struct calendar_rule *r, const char *value)
{
	g_auto(GStrv) days = g_strsplit(value, ",", CALENDAR_MONTHDAYS_MAX + 1);

	for (char **d = days; *d; d++) {
		if (r->n_monthdays == CALENDAR_MONTHDAYS_MAX) {
			r->unclear = true;
			return;
		}
		r->monthdays[r->n_monthdays++] = number(r, *d, -1, 31);
	}
}

static void read_part(struct calendar_rule *r, const char *name, const char *value)
{
	if (!g_ascii_strcasecmp(name, "FREQ"))
		r->freq = freq_of(value);
	else if (!g_ascii_strcasecmp(name, "INTERVAL"))
		r->interval = number(r, value, 1, 999);
	else if (!g_ascii_strcasecmp(name, "COUNT"))
		r->count = number(r, value, 1, 99999);
	else if (!g_ascii_strcasecmp(name, "UNTIL"))
		calendar_time_read(value, NULL, &r->until);
	else if (!g_ascii_strcasecmp(name, "BYDAY"))
		read_days(r, value);
	else if (!g_ascii_strcasecmp(name, "BYMONTHDAY"))
		read_monthdays(r, value);
	else if (!g_ascii_strcasecmp(name, "BYMONTH"))
		r->month = number(r, value, 1, 12);
	else if (!g_ascii_strcasecmp(name, "BYSETPOS"))
		r->position = number(r, value, -1, 5);
	else if (g_ascii_strcasecmp(name, "WKST"))
		r->unclear = true;
}

/* "BYDAY=TU;BYSETPOS=2" means "BYDAY=2TU". */
static void simplify(struct calendar_rule *r)
{
	const bool one_day = (r->weekdays & (r->weekdays - 1)) == 0;

	if (r->position && r->weekdays && one_day && !r->week && !r->n_monthdays) {
		r->week = r->position;
		r->position = 0;
	}
	if (r->until.clock == CALENDAR_CLOCK_INVALID || r->freq == CALENDAR_FREQ_NONE)
		r->unclear = true;
}

/* What the rule leaves to the start. */
static void complete(struct calendar_rule *r, int64_t start)
{
	const struct calendar_fields f = calendar_time_fields(start);
	const bool alone = !r->weekdays && r->n_monthdays == 0;

	if (r->freq == CALENDAR_FREQ_WEEKLY && alone)
		r->weekdays = 1u << f.weekday;
	if (r->freq == CALENDAR_FREQ_YEARLY && alone && r->month == 0)
		r->month = f.month;
	if ((r->freq == CALENDAR_FREQ_MONTHLY || r->freq == CALENDAR_FREQ_YEARLY) && alone)
		r->monthdays[r->n_monthdays++] = f.day;
	/* What some programs write for a week. */
	if (r->freq == CALENDAR_FREQ_DAILY && r->weekdays && r->interval == 1)
		r->freq = CALENDAR_FREQ_WEEKLY;
}

void calendar_rule_read(const char *text, int64_t start, struct calendar_rule *r)
{
	g_auto(GStrv) parts = g_strsplit(text, ";", 16);

	*r = (struct calendar_rule){ .interval = 1 };
	for (char **p = parts; *p; p++) {
		char *equals = strchr(*p, '=');
		if (!**p)
			continue;
		if (!equals) {
			r->unclear = true;
			return;
		}
		*equals = '\0';
		read_part(r, g_strstrip(*p), g_strstrip(equals + 1));
	}
	simplify(r);
	complete(r, start);
}
