/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_date.c: the day of the week always stands beside the date, because
 * that is what people compare. Tests: tests/unit/sanitizer/test_calendar_date.c.
 */
#include "kinds/calendar_date.h"

const char *calendar_date_weekday(enum config_lang lang, int weekday)
{
	static const char *const ja[] = { "月", "火", "水", "木", "金", "土", "日" };
	static const char *const en[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

	return lang == CONFIG_LANG_EN ? en[weekday] : ja[weekday];
}

const char *calendar_date_month(int month)
{
	static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	return names[month - 1];
}

void calendar_date_day(GString *out, enum config_lang lang, int64_t civil, int known_year)
{
	const struct calendar_fields f = calendar_time_fields(civil);
	const char *weekday = calendar_date_weekday(lang, f.weekday);
	const bool with_year = f.year != known_year;

	if (lang == CONFIG_LANG_EN) {
		g_string_append_printf(out, "%s, %d %s", weekday, f.day,
				       calendar_date_month(f.month));
		if (with_year)
			g_string_append_printf(out, " %d", f.year);
		return;
	}
	if (with_year)
		g_string_append_printf(out, "%d年", f.year);
	g_string_append_printf(out, "%d月%d日(%s)", f.month, f.day, weekday);
}

void calendar_date_clock(GString *out, int64_t civil)
{
	const struct calendar_fields f = calendar_time_fields(civil);

	g_string_append_printf(out, "%d:%02d", f.hour, f.minute);
}

static int64_t day_of(int64_t civil)
{
	return civil - (civil % CALENDAR_DAY + CALENDAR_DAY) % CALENDAR_DAY;
}

static void append_days(GString *out, enum config_lang lang, const struct calendar_span *span)
{
	const int64_t last = span->end - CALENDAR_DAY;

	calendar_date_day(out, lang, span->start, 0);
	if (last > span->start) {
		g_string_append(out, lang == CONFIG_LANG_EN ? " – " : "〜");
		calendar_date_day(out, lang, last, calendar_time_fields(span->start).year);
	}
	g_string_append(out, lang == CONFIG_LANG_EN ? " (all day)" : "（終日）");
}

void calendar_date_span(GString *out, enum config_lang lang, const struct calendar_span *span)
{
	const bool en = lang == CONFIG_LANG_EN;
	const bool midnights = span->end > span->start && day_of(span->start) == span->start &&
			       day_of(span->end) == span->end;

	if (span->days || midnights) {
		append_days(out, lang, span);
		return;
	}
	calendar_date_day(out, lang, span->start, 0);
	g_string_append(out, en ? ", " : " ");
	calendar_date_clock(out, span->start);
	if (span->end <= span->start)
		return;
	if (day_of(span->end) == day_of(span->start)) {
		g_string_append(out, en ? "–" : "〜");
	} else {
		g_string_append(out, en ? " – " : "〜");
		calendar_date_day(out, lang, span->end, calendar_time_fields(span->start).year);
		g_string_append(out, en ? ", " : " ");
	}
	calendar_date_clock(out, span->end);
}
