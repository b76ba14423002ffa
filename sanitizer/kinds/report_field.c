/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_field.c: dates are read by date.h, strictly; what that writes has one
 * form only. Tests: tests/unit/sanitizer/test_report.c.
 */
#include "kinds/report_field.h"

#include <stdio.h>
#include <string.h>

#include "date.h"
#include "fields.h"
#include "kinds/calendar_date.h"
#include "kinds/calendar_zone.h"
#include "text/words.h"

#define VALUE_MAX 65536u /* bytes of a field that are looked at */

char *report_field_text(const GArray *fields, const char *name)
{
	const struct field *f = fields_nth(fields, name, 0);
	struct charset_found found = { 0 };

	if (!f)
		return NULL;
	return g_strstrip(words_decode(f->value, MIN(f->value_len, VALUE_MAX), NULL, &found));
}

char *report_field_address(const GArray *fields, const char *name)
{
	g_autofree char *s = report_field_text(fields, name);
	const char *semicolon = s ? strchr(s, ';') : NULL;

	if (!s)
		return NULL;
	return g_strstrip(g_strdup(semicolon ? semicolon + 1 : s));
}

static void append(GString *out, enum config_lang lang, int64_t civil)
{
	calendar_date_day(out, lang, civil, 0);
	g_string_append(out, lang == CONFIG_LANG_EN ? ", " : " ");
	calendar_date_clock(out, civil);
}

static bool append_date(GString *out, enum config_lang lang, const char *raw, size_t n)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const struct calendar_zones none = { .list = NULL };
	g_autofree char *date = date_rewrite(raw, n);
	int day, year, hour, minute, second, zone;
	char month[4];
	int64_t civil;

	if (!date || sscanf(date, "%*4c %2d %3s %4d %2d:%2d:%2d %5d", &day, month, &year, &hour,
			    &minute, &second, &zone) != 7)
		return false;
	int m = (int)(strstr(months, month) - months) / 3 + 1;
	struct calendar_time t = { .clock = CALENDAR_CLOCK_UTC };
	t.civil = calendar_time_of_day(year, m, day) + hour * 3600 + minute * 60 + second -
		  (zone / 100 * 60 + zone % 100) * 60;
	calendar_zone_read(&none, &t, &civil);
	if (lang != CONFIG_LANG_EN)
		append(out, CONFIG_LANG_JA, civil);
	if (lang == CONFIG_LANG_BOTH)
		g_string_append(out, " / ");
	if (lang != CONFIG_LANG_JA)
		append(out, CONFIG_LANG_EN, civil);
	return true;
}

char *report_field_date(const GArray *fields, const char *name, enum config_lang lang)
{
	const struct field *f = fields_nth(fields, name, 0);
	g_autoptr(GString) out = g_string_new(NULL);

	if (f && append_date(out, lang, f->value, f->value_len))
		return g_strndup(out->str, out->len);
	return report_field_text(fields, name);
}
