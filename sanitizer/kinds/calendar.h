/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar.h: an invitation as a person would tell it (RFC 5545, 5546).
 */
#ifndef MISOGI_KINDS_CALENDAR_H
#define MISOGI_KINDS_CALENDAR_H

#include "text/body.h"

/*
 * Appends the calendar of ${n} bytes ${buf}, labelled ${charset} (NULL: none),
 * to ${out}: for each event (at most limit entries) what is asked (invitation,
 * change, cancellation, answer), when in the time zone of this machine, how
 * often, where, by whom, for whom, what. The bytes are not converted before,
 * because lines are folded inside of characters, too. What is no calendar is
 * appended as it stands and malformed.
 */
void calendar_to_text(GString *out, const char *buf, size_t n, const char *charset,
		      const struct text_options *options, struct body_found *found);

#endif
