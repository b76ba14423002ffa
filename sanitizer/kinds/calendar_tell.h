/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_tell.h: an event in words.
 */
#ifndef MISOGI_KINDS_CALENDAR_TELL_H
#define MISOGI_KINDS_CALENDAR_TELL_H

#include "kinds/calendar_sentence.h"
#include "kinds/calendar_zone.h"

/* Appends ${e}: what is asked, then a line for each thing that it says. */
void calendar_tell(GString *out, const struct calendar_event *e, enum calendar_method method,
		   const struct calendar_zones *zones, const struct text_options *options,
		   struct body_found *found);

#endif
