/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_sentence.h: what an event is sent for, in one sentence.
 */
#ifndef MISOGI_KINDS_CALENDAR_SENTENCE_H
#define MISOGI_KINDS_CALENDAR_SENTENCE_H

#include "kinds/calendar_event.h"

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

enum calendar_method calendar_sentence_method(const char *word);

/* "［予定への出席依頼です］"; an answer or proposal of one person names that person. */
void calendar_sentence_append(GString *out, enum config_lang lang, const struct calendar_event *e,
			      enum calendar_method method);

#endif
