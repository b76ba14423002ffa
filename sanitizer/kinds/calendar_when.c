/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_when.c: whose clock a time is read from is said wherever it is not
 * the one on the reader's wall. Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar_when.h"

#include "kinds/calendar_date.h"
#include "kinds/calendar_rule_words.h"
#include "kinds/labelled.h"

#define JAPAN (9 * 3600) /* what readers take for granted */

static bool is_given(const struct calendar_time *t)
{
	return t->clock != CALENDAR_CLOCK_NONE && t->clock != CALENDAR_CLOCK_INVALID;
}

/* "（送信者の時間帯では 2026年12月7日(月) 16:30）" */
static void append_there(GString *out, enum config_lang lang, int64_t civil)
{
	static const struct phrase there = { "（送信者の時間帯では {s}）",
					     " ({s} in the sender's time zone)" };
	const struct calendar_span moment = { civil, civil, false };
	g_autoptr(GString) time = g_string_new(NULL);

	calendar_date_span(time, lang, &moment);
	phrase_append(out, lang, &there, 0, time->str);
}

/* Whose clock it is, when that is not plain. */
static void append_zone(GString *out, enum config_lang lang, const struct calendar_time *t,
			enum calendar_reading reading, int64_t civil)
{
	static const struct phrase senders = { "（送信者の時間帯「{s}」の時刻）",
					       " (in the sender's time zone \"{s}\")" };
	const int here = calendar_zone_here(civil);
	g_autoptr(GString) zone = g_string_new(NULL);

	switch (reading) {
	case CALENDAR_AS_WRITTEN:
		return;
	case CALENDAR_ZONE_UNKNOWN:
		labelled_clean(zone, t->zone);
		phrase_append(out, lang, &senders, 0, zone->str);
		return;
	case CALENDAR_CONVERTED:
		if (here != JAPAN)
			g_string_append_printf(out, " (UTC%c%d:%02d)", here < 0 ? '-' : '+',
					       ABS(here) / 3600, ABS(here) / 60 % 60);
		if (t->clock == CALENDAR_CLOCK_ZONE && t->civil != civil)
			append_there(out, lang, t->civil);
		return;
	}
}

/* The end by the same clock as the start, or the start where it cannot be told. */
static int64_t end_of(const struct calendar_view *v, const struct calendar_time *end,
		      int64_t duration, enum calendar_reading reading,
		      const struct calendar_span *span)
{
	const bool unknown = reading == CALENDAR_ZONE_UNKNOWN;
	int64_t civil = span->start + (duration > 0 ? duration : span->days ? CALENDAR_DAY : 0);

	if (is_given(end) &&
	    (calendar_zone_read(v->zones, end, &civil) == CALENDAR_ZONE_UNKNOWN) != unknown)
		civil = INT64_MIN; /* two clocks that cannot be compared */
	if (civil >= span->start && calendar_time_is_sane(civil))
		return civil;
	v->found->malformed = true;
	return span->start;
}

static void append_span(const struct calendar_view *v, enum config_lang lang, GString *out,
			const struct calendar_time *start, const struct calendar_time *end,
			int64_t duration)
{
	struct calendar_span span = { .days = start->clock == CALENDAR_CLOCK_DATE };
	enum calendar_reading reading = calendar_zone_read(v->zones, start, &span.start);

	span.end = end_of(v, end, duration, reading, &span);
	calendar_date_span(out, lang, &span);
	append_zone(out, lang, start, reading, span.start);
}

static void append_moment(const struct calendar_view *v, enum config_lang lang, GString *out,
			  const struct calendar_time *time)
{
	static const struct calendar_time none = { .clock = CALENDAR_CLOCK_NONE };
	int64_t civil;

	if (time->clock != CALENDAR_CLOCK_DATE) {
		append_span(v, lang, out, time, &none, 0);
		return;
	}
	calendar_zone_read(v->zones, time, &civil);
	calendar_date_day(out, lang, civil, 0);
}

static void append_unreadable(const struct calendar_view *v, enum config_lang lang, GString *out)
{
	static const struct phrase unreadable = { "読み取れません（{s}）", "unreadable ({s})" };
	g_autoptr(GString) said = g_string_new(NULL);

	labelled_clean(said, v->event->start_said);
	phrase_append(out, lang, &unreadable, 0, said->str);
}

static int64_t start_here(const struct calendar_view *v)
{
	int64_t civil = 0;

	if (is_given(&v->event->start))
		calendar_zone_read(v->zones, &v->event->start, &civil);
	return civil;
}

/* The rule's days are the sender's; where those are not the reader's, that is said. */
static void append_rule(const struct calendar_view *v, enum config_lang lang, GString *out)
{
	const int64_t here = start_here(v), there = v->event->start.civil;
	static const struct phrase senders = { "（曜日や日付は送信者の時間帯のもの）",
					       " (days as in the sender's time zone)" };

	calendar_rule_words_append(out, lang, v->event->rule, here, v->zones);
	if (is_given(&v->event->start) && here / CALENDAR_DAY != there / CALENDAR_DAY &&
	    calendar_rule_words_have_days(v->event->rule, here))
		phrase_append(out, lang, &senders, 0, NULL);
}

static void append_dates(const struct calendar_view *v, enum config_lang lang, GString *out,
			 const struct calendar_dates *dates)
{
	const bool en = lang == CONFIG_LANG_EN;
	const unsigned shown = MIN(dates->count, CALENDAR_DATES_SHOWN);
	const int year = calendar_time_fields(start_here(v)).year;
	int64_t civil;

	for (unsigned i = 0; i < shown; i++) {
		if (i > 0)
			g_string_append(out, en ? ", " : "、");
		calendar_zone_read(v->zones, &dates->list[i], &civil);
		calendar_date_day(out, lang, civil, year);
	}
	if (dates->count > shown)
		g_string_append_printf(out, en ? " and %u more" : "、ほか%u日",
				       dates->count - shown);
}

bool calendar_when_is_said(const struct calendar_event *e, enum calendar_when what)
{
	switch (what) {
	case CALENDAR_WHEN_ITSELF:
		return e->start_said || is_given(&e->start);
	case CALENDAR_WHEN_DUE:
		return is_given(&e->due);
	case CALENDAR_WHEN_BEFORE:
		return is_given(&e->old_start);
	case CALENDAR_WHEN_WHICH:
		return is_given(&e->recurrence);
	case CALENDAR_WHEN_REPEATS:
		return e->rule != NULL;
	case CALENDAR_WHEN_EXCEPT:
		return e->except.count > 0;
	case CALENDAR_WHEN_EXTRA:
		return e->extra.count > 0;
	case CALENDAR_WHEN_MAX:
		break;
	}
	return false;
}

void calendar_when_append(const struct calendar_view *v, enum calendar_when what,
			  enum config_lang lang, GString *out)
{
	const struct calendar_event *e = v->event;

	switch (what) {
	case CALENDAR_WHEN_ITSELF:
		if (e->start_said)
			append_unreadable(v, lang, out);
		else
			append_span(v, lang, out, &e->start, &e->end, e->duration);
		break;
	case CALENDAR_WHEN_DUE:
		append_moment(v, lang, out, &e->due);
		break;
	case CALENDAR_WHEN_BEFORE:
		append_span(v, lang, out, &e->old_start, &e->old_end, 0);
		break;
	case CALENDAR_WHEN_WHICH:
		append_moment(v, lang, out, &e->recurrence);
		break;
	case CALENDAR_WHEN_REPEATS:
		append_rule(v, lang, out);
		break;
	case CALENDAR_WHEN_EXCEPT:
		append_dates(v, lang, out, &e->except);
		break;
	case CALENDAR_WHEN_EXTRA:
		append_dates(v, lang, out, &e->extra);
		break;
	case CALENDAR_WHEN_MAX:
		break;
	}
}
