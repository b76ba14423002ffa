/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar.h: an invitation as a person would tell it (RFC 5545, 5546).
 */
#ifndef MISOGI_KINDS_CALENDAR_H
#define MISOGI_KINDS_CALENDAR_H

#include "text/body.h"

/*
 * Appends ${n} bytes of UTF-8 ${utf8} to ${out}: for each event (at most limit
 * entries) what is asked (invitation, change, cancellation, answer), when in
 * the time zone of this machine, how often, where, by whom, for whom, what.
 */
void calendar_to_text(GString *out, const char *utf8, size_t n, const struct text_options *options,
		      struct body_found *found);

#endif
