/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_rule.h: a recurrence rule (RFC 5545 3.3.10) as people say it.
 */
#ifndef MISOGI_KINDS_CALENDAR_RULE_H
#define MISOGI_KINDS_CALENDAR_RULE_H

#include "kinds/calendar_zone.h"
#include "text/phrase.h"

/*
 * Appends "毎週火曜日（12月22日(火)まで）", "every week on Tue (10 times)" for
 * ${rule} of what begins at ${start} (reader's clock). A rule that has no such
 * words is said to repeat, with the rule as it stands. ${lang}: one language.
 */
void calendar_rule_append(GString *out, enum config_lang lang, const char *rule, int64_t start,
			  const struct calendar_zones *zones);

/* Whether ${rule} names days of the week, month or year: they are the sender's. */
bool calendar_rule_has_days(const char *rule);

#endif
