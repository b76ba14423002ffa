/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_event.h: one event, task or note of a calendar as values.
 */
#ifndef MISOGI_KINDS_CALENDAR_EVENT_H
#define MISOGI_KINDS_CALENDAR_EVENT_H

#include "kinds/calendar_people.h"
#include "kinds/calendar_time.h"

#define CALENDAR_DATES_SHOWN 10
#define CALENDAR_NAMES_SHOWN 10

enum calendar_kind {
	CALENDAR_KIND_EVENT,
	CALENDAR_KIND_TASK,
	CALENDAR_KIND_NOTE,
	CALENDAR_KIND_BUSY,
};

/* The first few of many. */
struct calendar_dates {
	struct calendar_time list[CALENDAR_DATES_SHOWN];
	unsigned count; /* of all */
};

struct calendar_event {
	enum calendar_kind kind;
	char *summary, *location, *description, *html, *url, *conference;
	char *status, *comment, *contact, *resources, *rule;
	struct calendar_time start, end, due, recurrence; /* end: exclusive for days */
	struct calendar_time old_start, old_end;	  /* what a counter-proposal is against */
	char *start_said;				  /* as written, where it is no time */
	int64_t duration;				  /* 0: not said */
	unsigned sequence;
	struct calendar_person *organizer;
	struct calendar_people people;
	struct calendar_dates except, extra;
	GString *links, *files;	   /* ATTACH: addresses, and names of what stood in the calendar */
	unsigned n_links, n_files; /* of all; CALENDAR_NAMES_SHOWN are named */
};

void calendar_event_init(struct calendar_event *e, enum calendar_kind kind);
void calendar_event_clear(struct calendar_event *e);

/* Takes one property; sets malformed where its value is not of its kind. */
void calendar_event_line(struct calendar_event *e, struct content_source *s,
			 const struct content_line *line);

#endif
