/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_date.h: days and times as people write them. ${lang} is one
 * language here: CONFIG_LANG_JA or CONFIG_LANG_EN.
 */
#ifndef MISOGI_KINDS_CALENDAR_DATE_H
#define MISOGI_KINDS_CALENDAR_DATE_H

#include "kinds/calendar_time.h"
#include "text/phrase.h"

/* "2026年12月8日(火)", "Tue, 8 Dec 2026"; without the year when it is ${known_year} (0: never). */
void calendar_date_day(GString *out, enum config_lang lang, int64_t civil, int known_year);

/* "9:30" */
void calendar_date_clock(GString *out, int64_t civil);

struct calendar_span {
	int64_t start, end; /* end of a span of days: the day after it */
	bool days;	    /* whole days */
};

/* "2026年12月8日(火) 9:30〜10:30", "… 終日"; an end not after the start is not said. */
void calendar_date_span(GString *out, enum config_lang lang, const struct calendar_span *span);

/* "火", "Tue"; 0 is Monday. */
const char *calendar_date_weekday(enum config_lang lang, int weekday);

/* "Dec"; 1 is January. */
const char *calendar_date_month(int month);

#endif
