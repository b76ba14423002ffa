/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice_fate.c: a part's action, as those who wait for it see it.
 * Tests: tests/unit/mail/test_notice.c.
 */
#include "notice_fate.h"

#include <string.h>

const struct part *notice_archive(const struct message *m, const struct part *p)
{
	const struct part *above = p->parent >= 0 ? message_part(m, (unsigned)p->parent) : NULL;

	return above && above->action == PART_OPEN ? above : NULL;
}

struct notice_tally notice_tally(const struct message *m, const struct part *archive)
{
	struct notice_tally t = { 0 };

	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i), *up = p;
		while (up && up != archive)
			up = notice_archive(m, up);
		if (!up || p == archive || p->action == PART_OPEN)
			continue;
		t.all++;
		t.as_text += p->action == PART_TEXT;
		t.delivered += p->action == PART_TEXT || p->action == PART_DELIVER;
	}
	return t;
}

/* An archive is told of where its reader gets less than its sender put in. */
static enum fate fate_of_archive(const struct message *m, const struct part *p)
{
	struct notice_tally t = notice_tally(m, p);
	bool is_all = t.delivered == t.all && t.as_text == 0;

	return notice_archive(m, p) || is_all || t.delivered == 0 ? FATE_NONE : FATE_OPENED;
}

enum fate notice_fate(const struct message *m, const struct part *p)
{
	if (!p->is_attachment)
		return FATE_NONE;
	switch (p->action) {
	case PART_NONE:
	case PART_DELIVER:
	case PART_DISARM:
	case PART_IMAGE_PDF:
	case PART_ACTION_MAX:
		return FATE_NONE;
	case PART_OPEN:
		return fate_of_archive(m, p);
	case PART_TEXT:
		return notice_archive(m, p) ? FATE_NONE : FATE_TEXT;
	case PART_QUARANTINE:
	case PART_STRIP:
		break;
	}
	if (p->scan == SCAN_INFECTED || part_has_finding(p, FINDING_INFECTED))
		return FATE_INFECTED;
	bool held = p->action == PART_QUARANTINE && g_strcmp0(p->release, "never");
	return held ? FATE_HELD : FATE_REFUSED;
}
