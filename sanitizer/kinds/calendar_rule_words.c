/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_rule_words.c: the forms that offices use have words, everything else
 * is shown as it stands: better no sentence than a wrong one.
 * Tests: tests/unit/sanitizer/test_calendar_rule.c.
 */
#include "kinds/calendar_rule_words.h"

#include "kinds/calendar_date.h"
#include "kinds/calendar_rule.h"
#include "kinds/labelled.h"

#define WORKDAYS 0x1f

/* "毎週", "2週間ごとの"; "every week", "every 2 weeks". */
static void append_every(GString *out, enum config_lang lang, const struct calendar_rule *r)
{
	static const struct {
		const char *ja, *ja_many, *en;
	} units[] = {
		[CALENDAR_FREQ_NONE] = { "", "", "" },
		[CALENDAR_FREQ_DAILY] = { "毎日", "日ごと", "day" },
		[CALENDAR_FREQ_WEEKLY] = { "毎週", "週間ごとの", "week" },
		[CALENDAR_FREQ_MONTHLY] = { "毎月", "か月ごとの", "month" },
		[CALENDAR_FREQ_YEARLY] = { "毎年", "年ごとの", "year" },
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

static void append_monthdays(GString *out, enum config_lang lang, const struct calendar_rule *r)
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
static void append_position(GString *out, enum config_lang lang, const struct calendar_rule *r)
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
static void append_day(GString *out, enum config_lang lang, const struct calendar_rule *r)
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

static void append_body(GString *out, enum config_lang lang, const struct calendar_rule *r)
{
	const bool en = lang == CONFIG_LANG_EN, yearly = r->freq == CALENDAR_FREQ_YEARLY;

	append_every(out, lang, r);
	if (r->freq == CALENDAR_FREQ_DAILY)
		return;
	if (en)
		g_string_append(out, " on ");
	if (yearly && !en)
		g_string_append_printf(out, r->weekdays ? "%d月の" : "%d月", r->month);
	if (r->freq == CALENDAR_FREQ_WEEKLY)
		append_weekdays(out, lang, r->weekdays);
	else
		append_day(out, lang, r);
	if (yearly && en)
		g_string_append_printf(out, " of %s", calendar_date_month(r->month));
}

static void append_end(GString *out, enum config_lang lang, const struct calendar_rule *r,
		       int64_t start, const struct calendar_zones *zones)
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

/* Whether the words below say all of ${r} and nothing else. */
static bool has_words(const struct calendar_rule *r)
{
	const bool one_day =
		r->weekdays ? r->n_monthdays == 0 && (r->week || r->position) : !r->position;

	if (r->unclear || (r->freq == CALENDAR_FREQ_YEARLY) != (r->month != 0))
		return false;
	switch (r->freq) {
	case CALENDAR_FREQ_NONE:
		return false;
	case CALENDAR_FREQ_DAILY:
		return !r->weekdays && r->n_monthdays == 0 && !r->position;
	case CALENDAR_FREQ_WEEKLY:
		return r->n_monthdays == 0 && !r->week && !r->position;
	case CALENDAR_FREQ_MONTHLY:
	case CALENDAR_FREQ_YEARLY:
		return one_day;
	}
	return false;
}

bool calendar_rule_words_have_days(const char *rule, int64_t start)
{
	struct calendar_rule r;

	calendar_rule_read(rule, start, &r);
	return has_words(&r) && r.freq != CALENDAR_FREQ_DAILY;
}

void calendar_rule_words_append(GString *out, enum config_lang lang, const char *rule,
				int64_t start, const struct calendar_zones *zones)
{
	struct calendar_rule r;

	calendar_rule_read(rule, start, &r);
	if (!has_words(&r)) {
		g_string_append(out, lang == CONFIG_LANG_EN ? "yes (" : "あり（");
		labelled_clean(out, rule);
		g_string_append(out, lang == CONFIG_LANG_EN ? ")" : "）");
		return;
	}
	append_body(out, lang, &r);
	append_end(out, lang, &r, start, zones);
}
