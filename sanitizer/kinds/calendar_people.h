/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_people.h: who invites, who is invited and what they answered.
 */
#ifndef MISOGI_KINDS_CALENDAR_PEOPLE_H
#define MISOGI_KINDS_CALENDAR_PEOPLE_H

#include "kinds/content_line.h"
#include "text/phrase.h"

#define CALENDAR_PEOPLE_SHOWN 10

struct calendar_person {
	char *name, *mailbox; /* "" when not given */
	enum calendar_answer {
		CALENDAR_ANSWER_NONE,
		CALENDAR_ANSWER_ACCEPTED,
		CALENDAR_ANSWER_DECLINED,
		CALENDAR_ANSWER_TENTATIVE,
		CALENDAR_ANSWER_DELEGATED,
	} answer;
	bool optional;
};

struct calendar_people {
	GPtrArray *shown; /* of struct calendar_person, the first CALENDAR_PEOPLE_SHOWN */
	unsigned count;	  /* of all */
};

/* The person of an ORGANIZER or ATTENDEE line. */
struct calendar_person *calendar_people_read(const struct content_line *line);
void calendar_people_free(struct calendar_person *person);

void calendar_people_add(struct calendar_people *people, const struct content_line *line);
void calendar_people_clear(struct calendar_people *people);

/* "佐藤 太郎 <sato@example.jp>" */
void calendar_people_full(GString *out, const struct calendar_person *person);

/* "鈴木 花子（出席）、田中 一郎、ほか12人" in one language. */
void calendar_people_append(GString *out, enum config_lang lang,
			    const struct calendar_people *people);

#endif
