/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_tell.h: an event in words.
 */
#ifndef MISOGI_KINDS_CALENDAR_TELL_H
#define MISOGI_KINDS_CALENDAR_TELL_H

#include "kinds/calendar_event.h"
#include "kinds/calendar_zone.h"

/* What a calendar is sent for (RFC 5546). */
enum calendar_method {
	CALENDAR_METHOD_PUBLISH, /* or not said */
	CALENDAR_METHOD_REQUEST,
	CALENDAR_METHOD_REPLY,
	CALENDAR_METHOD_ADD,
	CALENDAR_METHOD_CANCEL,
	CALENDAR_METHOD_REFRESH,
	CALENDAR_METHOD_COUNTER,
	CALENDAR_METHOD_DECLINECOUNTER,
};

enum calendar_method calendar_tell_method(const char *word);

/* Appends ${e}: what is asked, then a line for each thing that it says. */
void calendar_tell(GString *out, const struct calendar_event *e, enum calendar_method method,
		   const struct calendar_zones *zones, const struct text_options *options,
		   struct body_found *found);

#endif
