/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_rule.c: the rule's parts are read into a struct; the forms that
 * offices use have words each, everything else is shown as it stands: better
 * no sentence than a wrong one. Tests: tests/unit/sanitizer/test_calendar_rule.c.
 */
#include "kinds/calendar_rule.h"

#include <stdlib.h>
#include <string.h>

#include "kinds/calendar_date.h"
#include "kinds/labelled.h"

#define DAYS_MAX 7
#define MONTHDAYS_MAX 8
#define WORKDAYS 0x1f

enum freq { FREQ_NONE, FREQ_DAILY, FREQ_WEEKLY, FREQ_MONTHLY, FREQ_YEARLY };

struct rule {
	enum freq freq;
	int interval, count;
	struct calendar_time until;
	unsigned weekdays; /* bit 0: Monday */
	int week;	   /* "2TU"; 0: every */
	int monthdays[MONTHDAYS_MAX];
	unsigned n_monthdays;
	int month, position;
	bool unclear; /* has what we have no words for */
};

/* ---- reading ---- */

static enum freq freq_of(const char *s)
{
	static const char *const words[] = {
		[FREQ_DAILY] = "DAILY",
		[FREQ_WEEKLY] = "WEEKLY",
		[FREQ_MONTHLY] = "MONTHLY",
		[FREQ_YEARLY] = "YEARLY",
	};

	for (int i = FREQ_DAILY; i <= FREQ_YEARLY; i++)
		if (g_ascii_strcasecmp(s, words[i]) == 0)
			return (enum freq)i;
	return FREQ_NONE;
}

/* A number within ${low} … ${high}; else the rule is unclear. */
static int number(struct rule *r, const char *s, int low, int high)
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
static void read_days(struct rule *r, const char *value)
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

static void read_monthdays(struct rule *r, const char *value)
{
	g_auto(GStrv) days = g_strsplit(value, ",", MONTHDAYS_MAX + 1);

	for (char **d = days; *d; d++) {
		if (r->n_monthdays == MONTHDAYS_MAX) {
			r->unclear = true;
			return;
		}
		r->monthdays[r->n_monthdays++] = number(r, *d, -1, 31);
	}
}

static void read_part(struct rule *r, const char *name, const char *value)
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
static void simplify(struct rule *r)
{
	const bool one_day = (r->weekdays & (r->weekdays - 1)) == 0;

	if (r->position && r->weekdays && one_day && !r->week && !r->n_monthdays) {
		r->week = r->position;
		r->position = 0;
	}
	if (r->until.clock == CALENDAR_CLOCK_INVALID || r->freq == FREQ_NONE)
		r->unclear = true;
}

static void read_rule(const char *text, struct rule *r)
{
	g_auto(GStrv) parts = g_strsplit(text, ";", 16);

	*r = (struct rule){ .interval = 1 };
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
}

bool calendar_rule_has_days(const char *text)
{
	struct rule r;

	read_rule(text, &r);
	return !r.unclear && r.freq != FREQ_DAILY;
}

/* ---- words ---- */

/* "毎週", "2週間ごとの"; "every week", "every 2 weeks". */
static void append_every(GString *out, enum config_lang lang, const struct rule *r)
{
	static const struct {
		const char *ja, *ja_many, *en;
	} units[] = {
		[FREQ_NONE] = { "", "", "" },
		[FREQ_DAILY] = { "毎日", "日ごと", "day" },
		[FREQ_WEEKLY] = { "毎週", "週間ごとの", "week" },
		[FREQ_MONTHLY] = { "毎月", "か月ごとの", "month" },
		[FREQ_YEARLY] = { "毎年", "年ごとの", "year" },
	};

	if (lang == CONFIG_LANG_EN && r->interval > 1)
		g_string_append_printf(out, "every %d %ss", r->interval, units[r->freq].en);
	else if (lang == CONFIG_LANG_EN)
		g_string_append_printf(out, "every %s", units[r->freq].en);
	else if (r->interval > 1)
		g_string_append_printf(out, "%d%s", r->interval, units[r->freq].ja_many);
	else
		g_string_append(out, units[r->freq].ja);
}

/* "月・水・金曜日", "Mon, Wed and Fri" */
static void append_weekdays(GString *out, enum config_lang lang, unsigned days)
{
	const bool en = lang == CONFIG_LANG_EN;
	unsigned left = (unsigned)__builtin_popcount(days);

	for (int d = 0; d < 7; d++) {
		if (!(days & 1u << d))
			continue;
		g_string_append(out, calendar_date_weekday(lang, d));
		left--;
		if (left > 0)
			g_string_append(out, !en ? "・" : left > 1 ? ", " : " and ");
	}
	if (!en)
		g_string_append(out, "曜日");
}

static const char *ordinal(enum config_lang lang, int week)
{
	static const char *const ja[] = { "最終", "", "第1", "第2", "第3", "第4", "第5" };
	static const char *const en[] = { "last ", "", "1st ", "2nd ", "3rd ", "4th ", "5th " };

	return lang == CONFIG_LANG_EN ? en[week + 1] : ja[week + 1];
}

static void append_monthdays(GString *out, enum config_lang lang, const struct rule *r)
{
	const bool en = lang == CONFIG_LANG_EN;

	for (unsigned i = 0; i < r->n_monthdays; i++) {
		if (i > 0)
			g_string_append(out, en ? ", " : "・");
		if (r->monthdays[i] < 0)
			g_string_append(out, en ? "the last day" : "末日");
		else if (en)
			g_string_append_printf(out, "day %d", r->monthdays[i]);
		else
			g_string_append_printf(out, "%d日", r->monthdays[i]);
	}
}

/* "毎週の最初の平日": weekdays of which one position counts. */
static void append_position(GString *out, enum config_lang lang, const struct rule *r)
{
	const bool en = lang == CONFIG_LANG_EN;

	if (r->position == 1)
		g_string_append(out, en ? "first " : "最初の");
	else if (r->position < 0)
		g_string_append(out, en ? "last " : "最後の");
	else
		g_string_append_printf(out, en ? "no. %d " : "%d番目の", r->position);
	if (r->weekdays == WORKDAYS)
		g_string_append(out, en ? "working day (Mon-Fri)" : "平日");
	else
		append_weekdays(out, lang, r->weekdays);
}

/* The day of the month. */
static void append_day(GString *out, enum config_lang lang, const struct rule *r)
{
	if (r->position) {
		append_position(out, lang, r);
	} else if (r->weekdays) {
		g_string_append(out, ordinal(lang, r->week));
		append_weekdays(out, lang, r->weekdays);
	} else {
		append_monthdays(out, lang, r);
	}
}

static void append_body(GString *out, enum config_lang lang, const struct rule *r)
{
	const bool en = lang == CONFIG_LANG_EN, yearly = r->freq == FREQ_YEARLY;

	append_every(out, lang, r);
	if (r->freq == FREQ_DAILY)
		return;
	if (en)
		g_string_append(out, " on ");
	if (yearly && !en)
		g_string_append_printf(out, r->weekdays ? "%d月の" : "%d月", r->month);
	if (r->freq == FREQ_WEEKLY)
		append_weekdays(out, lang, r->weekdays);
	else
		append_day(out, lang, r);
	if (yearly && en)
		g_string_append_printf(out, " of %s", calendar_date_month(r->month));
}

static void append_end(GString *out, enum config_lang lang, const struct rule *r, int64_t start,
		       const struct calendar_zones *zones)
{
	const bool en = lang == CONFIG_LANG_EN;
	int64_t until;

	if (r->count > 0) {
		g_string_append_printf(out, en ? " (%d times)" : "（%d回）", r->count);
	} else if (r->until.clock != CALENDAR_CLOCK_NONE) {
		calendar_zone_read(zones, &r->until, &until);
		g_string_append(out, en ? " (until " : "（");
		calendar_date_day(out, lang, until, calendar_time_fields(start).year);
		g_string_append(out, en ? ")" : "まで）");
	}
}

/* What the rule leaves to the start. */
static void complete(struct rule *r, int64_t start)
{
	const struct calendar_fields f = calendar_time_fields(start);
	const bool alone = !r->weekdays && r->n_monthdays == 0;

	if (r->freq == FREQ_WEEKLY && alone)
		r->weekdays = 1u << f.weekday;
	if (r->freq == FREQ_YEARLY && alone && r->month == 0)
		r->month = f.month;
	if ((r->freq == FREQ_MONTHLY || r->freq == FREQ_YEARLY) && alone)
		r->monthdays[r->n_monthdays++] = f.day;
	/* What some programs write for a week. */
	if (r->freq == FREQ_DAILY && r->weekdays && r->interval == 1)
		r->freq = FREQ_WEEKLY;
}

/* Whether the words below say all of ${r} and nothing else. */
static bool has_words(const struct rule *r)
{
	const bool one_day =
		r->weekdays ? r->n_monthdays == 0 && (r->week || r->position) : !r->position;

	if (r->unclear || (r->freq == FREQ_YEARLY) != (r->month != 0))
		return false;
	switch (r->freq) {
	case FREQ_NONE:
		return false;
	case FREQ_DAILY:
		return !r->weekdays && r->n_monthdays == 0 && !r->position;
	case FREQ_WEEKLY:
		return r->n_monthdays == 0 && !r->week && !r->position;
	case FREQ_MONTHLY:
	case FREQ_YEARLY:
		return one_day;
	}
	return false;
}

void calendar_rule_append(GString *out, enum config_lang lang, const char *rule, int64_t start,
			  const struct calendar_zones *zones)
{
	struct rule r;

	read_rule(rule, &r);
	complete(&r, start);
	if (!has_words(&r)) {
		g_string_append(out, lang == CONFIG_LANG_EN ? "yes (" : "あり（");
		labelled_clean(out, rule);
		g_string_append(out, lang == CONFIG_LANG_EN ? ")" : "）");
		return;
	}
	append_body(out, lang, &r);
	append_end(out, lang, &r, start, zones);
}
