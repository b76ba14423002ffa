/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_rule_words.h: a recurrence rule as people say it.
 */
#ifndef MISOGI_KINDS_CALENDAR_RULE_WORDS_H
#define MISOGI_KINDS_CALENDAR_RULE_WORDS_H

#include "kinds/calendar_zone.h"
#include "text/phrase.h"

/*
 * Appends "毎週火曜日（12月22日(火)まで）", "every week on Tue (10 times)" for
 * ${rule} of what begins at ${start} (reader's clock). A rule that has no such
 * words is said to repeat, with the rule as it stands. ${lang}: one language.
 */
void calendar_rule_words_append(GString *out, enum config_lang lang, const char *rule,
				int64_t start, const struct calendar_zones *zones);

/* Whether the words name days of the week, month or year: they are the sender's. */
bool calendar_rule_words_have_days(const char *rule, int64_t start);

#endif
