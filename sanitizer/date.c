/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * date.c: numbers and names of a Date field, each checked against its range;
 * what is written is made of the numbers alone, in the sender's own zone. The
 * day of the week is worked out, not believed. Tests:
 * tests/unit/sanitizer/test_date.c.
 */
#include "date.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DATE_MAX 200u

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static int month_of(const char *word)
{
	for (int i = 0; i < 12; i++)
		if (g_ascii_strncasecmp(word, months + 3 * i, 3) == 0)
			return i + 1;
	return 0;
}

/* Comments and folds become blanks. */
static char *plain(const char *raw, size_t n)
{
	GString *out = g_string_new(NULL);
	unsigned depth = 0;

	for (size_t i = 0; i < MIN(n, DATE_MAX); i++) {
		char c = raw[i];
		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0)
			g_string_append_c(out, c > ' ' && c < 127 ? c : ' ');
	}
	return g_string_free(out, FALSE);
}

/* "+0900", "GMT", "JST"; minutes in ${*zone}. */
static bool read_zone(const char *s, int *zone)
{
	static const struct {
		const char *name;
		int minutes;
	} zones[] = {
		{ "JST", 540 },	 { "EST", -300 }, { "EDT", -240 }, { "CST", -360 }, { "CDT", -300 },
		{ "MST", -420 }, { "MDT", -360 }, { "PST", -480 }, { "PDT", -420 },
	};
	/* "GMT+0900" is Greenwich and nine hours. */
	const char *number = s + strspn(s, " ");
	bool named =
		!g_ascii_strncasecmp(number, "GMT", 3) || !g_ascii_strncasecmp(number, "UTC", 3);
	number += named ? strlen("GMT") : 0;

	if (*number == '+' || *number == '-') {
		unsigned hhmm = 0, minutes = 0;
		size_t digits = strspn(number + 1, "0123456789");
		sscanf(number + 1, "%4u:%2u", &hhmm, &minutes);
		hhmm = digits <= 2 ? hhmm * 100 + minutes : hhmm; /* "+9", "+09:00" */
		if (digits == 0 || hhmm / 100 > 14 || hhmm % 100 > 59)
			return false;
		*zone = (int)(hhmm / 100 * 60 + hhmm % 100) * (*number == '-' ? -1 : 1);
		return true;
	}
	s += strspn(s, " ");
	*zone = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
		if (g_ascii_strncasecmp(s, zones[i].name, 3) == 0)
			*zone = zones[i].minutes;
	return true;
}

static int full_year(int year)
{
	if (year < 50)
		return year + 2000;
	return year < 1000 ? year + 1900 : year; /* RFC 5322 4.3 */
}

char *date_rewrite(const char *raw, size_t n)
{
	g_autofree char *s = plain(raw, n);
	const char *comma = strchr(s, ','), *p = comma ? comma + 1 : s;
	char month[4], days[] = "MonTueWedThuFriSatSun";
	int day, year, hour, minute, second = 0, used = 0, zone;

	p += strcspn(p, "0123456789-"); /* a weekday without its comma */
	if (sscanf(p, " %2d%*[ -]%3[A-Za-z]%*[ -]%4d %2d:%2d%n", &day, month, &year, &hour, &minute,
		   &used) != 5)
		return NULL;
	p += used;
	if (*p == ':' && sscanf(p, ":%2d%n", &second, &used) == 1)
		p += used;
	year = full_year(year);
	if (day < 1 || day > 31 || year < 1 || year > 9999 || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59 || second < 0 || second > 60 || !read_zone(p, &zone) ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month_of(month), (GDateYear)year))
		return NULL;
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month_of(month), (GDateYear)year);
	const char *weekday = days + 3 * (g_date_get_weekday(&date) - G_DATE_MONDAY);
	return g_strdup_printf("%.3s, %d %.3s %04d %02d:%02d:%02d %c%02d%02d", weekday, day,
			       months + 3 * (month_of(month) - 1), year, hour, minute, second,
			       zone < 0 ? '-' : '+', ABS(zone) / 60, ABS(zone) % 60);
}
