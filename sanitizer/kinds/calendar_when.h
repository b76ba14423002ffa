/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_when.h: all that an event says of times, by the reader's clock.
 */
#ifndef MISOGI_KINDS_CALENDAR_WHEN_H
#define MISOGI_KINDS_CALENDAR_WHEN_H

#include "kinds/calendar_event.h"
#include "kinds/calendar_zone.h"

struct calendar_view {
	const struct calendar_event *event;
	const struct calendar_zones *zones;
	struct body_found *found;
};

enum calendar_when {
	CALENDAR_WHEN_ITSELF,
	CALENDAR_WHEN_DUE,
	CALENDAR_WHEN_BEFORE, /* what a proposal is against */
	CALENDAR_WHEN_WHICH,  /* the occurrence that is meant */
	CALENDAR_WHEN_REPEATS,
	CALENDAR_WHEN_EXCEPT,
	CALENDAR_WHEN_EXTRA,
	CALENDAR_WHEN_MAX,
};

bool calendar_when_is_said(const struct calendar_event *e, enum calendar_when what);

/* Appends it in one language, CONFIG_LANG_JA or CONFIG_LANG_EN; may set malformed. */
void calendar_when_append(const struct calendar_view *v, enum calendar_when what,
			  enum config_lang lang, GString *out);

#endif
