/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_zone.h: time zones: those that a calendar brings (VTIMEZONE), the
 * main ones of the world by name, and the reader's own.
 */
#ifndef MISOGI_KINDS_CALENDAR_ZONE_H
#define MISOGI_KINDS_CALENDAR_ZONE_H

#include "kinds/calendar_time.h"
#include "kinds/content_line.h"

/* The zones of one file; zeros are none. */
struct calendar_zones {
	GPtrArray *list;
	struct calendar_zone *open; /* of list: its lines are being read */
	struct calendar_observance *part;
};

/* Shows one line of the file; those inside of VTIMEZONE are kept. In order. */
void calendar_zone_line(struct calendar_zones *zones, const struct content_line *line);
void calendar_zone_clear(struct calendar_zones *zones);

/* How a time was made one of the reader's. */
enum calendar_reading {
	CALENDAR_AS_WRITTEN, /* a day, or a time that is the same everywhere */
	CALENDAR_CONVERTED,
	CALENDAR_ZONE_UNKNOWN, /* the sender's reading: nobody can tell what it is here */
};

/* ${t} (neither NONE nor INVALID) by the reader's clock into ${*civil}. */
enum calendar_reading calendar_zone_read(const struct calendar_zones *zones,
					 const struct calendar_time *t, int64_t *civil);

/* Seconds east of UTC of the reader's clock when it shows ${civil}. */
int calendar_zone_here(int64_t civil);

#endif
