/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_rule.h: a recurrence rule (RFC 5545 3.3.10) as values.
 */
#ifndef MISOGI_KINDS_CALENDAR_RULE_H
#define MISOGI_KINDS_CALENDAR_RULE_H

#include "kinds/calendar_time.h"

#define CALENDAR_MONTHDAYS_MAX 8

struct calendar_rule {
	enum calendar_freq {
		CALENDAR_FREQ_NONE,
		CALENDAR_FREQ_DAILY,
		CALENDAR_FREQ_WEEKLY,
		CALENDAR_FREQ_MONTHLY,
		CALENDAR_FREQ_YEARLY,
	} freq;
	int interval, count; /* count 0: not said */
	struct calendar_time until;
	unsigned weekdays;		       /* bit 0: Monday */
	int week;			       /* of "2TU"; -1: the last; 0: every */
	int monthdays[CALENDAR_MONTHDAYS_MAX]; /* -1: the last */
	unsigned n_monthdays;
	int month;    /* 0: not said */
	int position; /* of BYSETPOS; -1: the last; 0: not said */
	bool unclear; /* it says what has no place here */
};

/* Reads ${text}; what it leaves to the start is that of ${start} (reader's clock). */
void calendar_rule_read(const char *text, int64_t start, struct calendar_rule *r);

#endif
