/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_zone_known.h: zones whose rules we know by heart, because there are
 * no zone files behind the sandbox's door.
 */
#ifndef MISOGI_KINDS_CALENDAR_ZONE_KNOWN_H
#define MISOGI_KINDS_CALENDAR_ZONE_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Seconds east of UTC in the zone named ${tzid} (Olson, Windows, with a path
 * before it) when its clocks show ${civil}; false when we do not know it.
 */
bool calendar_zone_known_offset(const char *tzid, int64_t civil, int *offset);

/* The first day of ${month} that is ${weekday} (0: Monday) and not before ${day}. */
int64_t calendar_zone_known_day(int year, int month, int day, int weekday);

#endif
