/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_meeting.h: Outlook's meeting requests, which have no text/calendar when
 * they come as winmail.dat.
 */
#ifndef MISOGI_KINDS_TNEF_MEETING_H
#define MISOGI_KINDS_TNEF_MEETING_H

#include "kinds/tnef_props.h"

/* What of the message's properties a meeting is told by. */
#define TNEF_MEETING_SLOTS(X)                                                                      \
	X(START)                                                                                   \
	X(END)                                                                                     \
	X(START_OLD) /* PR_START_DATE */                                                           \
	X(END_OLD)                                                                                 \
	X(PLACE)                                                                                   \
	X(ALL_DAY)                                                                                 \
	X(ORGANIZER)                                                                               \
	X(ORGANIZER_MAIL)                                                                          \
	X(SENDER)                                                                                  \
	X(SENDER_MAIL)

enum tnef_meeting_slot {
#define X(c) TNEF_MEETING_##c,
	TNEF_MEETING_SLOTS(X)
#undef X
		TNEF_MEETING_MAX
};

struct tnef_meeting {
	struct tnef_prop slots[TNEF_MEETING_MAX];
};

/* Takes ${p} when it tells of a meeting. */
void tnef_meeting_add(struct tnef_meeting *m, const struct tnef_prop *p);

/*
 * The meeting as text/calendar in UTF-8; NULL when ${class} ("IPM.Schedule.
 * Meeting.Request") is none of a meeting or its time is not told. ${subject}
 * may be NULL. Caller frees.
 */
GString *tnef_meeting_calendar(const struct tnef_meeting *m, const char *class, const char *subject,
			       const char *charset);

#endif
