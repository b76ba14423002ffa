/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_meeting.c: properties become a small text/calendar, so that there is
 * one place where meetings are told in sentences.
 * Tests: tests/unit/sanitizer/test_tnef.c.
 */
#include "kinds/tnef_meeting.h"

#include <string.h>
#include <time.h>

#define APPOINTMENT 0x00062002u /* PSETID_Appointment */

static const struct {
	guint32 set;
	unsigned id;
	enum tnef_meeting_slot slot;
} properties[] = {
	{ APPOINTMENT, 0x820d, TNEF_MEETING_START }, { APPOINTMENT, 0x820e, TNEF_MEETING_END },
	{ 0, 0x0060, TNEF_MEETING_START_OLD },	     { 0, 0x0061, TNEF_MEETING_END_OLD },
	{ APPOINTMENT, 0x8208, TNEF_MEETING_PLACE }, { APPOINTMENT, 0x8215, TNEF_MEETING_ALL_DAY },
	{ 0, 0x0042, TNEF_MEETING_ORGANIZER },	     { 0, 0x0065, TNEF_MEETING_ORGANIZER_MAIL },
	{ 0, 0x5d02, TNEF_MEETING_ORGANIZER_MAIL },  { 0, 0x0c1a, TNEF_MEETING_SENDER },
	{ 0, 0x0c1f, TNEF_MEETING_SENDER_MAIL },     { 0, 0x5d01, TNEF_MEETING_SENDER_MAIL },
};

/* Outlook's names for them, and those of its ancestor. */
static const struct {
	const char *class;
	const char *method;
	const char *answer; /* PARTSTAT; NULL: it is no answer */
} classes[] = {
	{ "IPM.Schedule.Meeting.Request", "REQUEST", NULL },
	{ "IPM.Schedule.Meeting.Canceled", "CANCEL", NULL },
	{ "IPM.Schedule.Meeting.Resp.Pos", "REPLY", "ACCEPTED" },
	{ "IPM.Schedule.Meeting.Resp.Neg", "REPLY", "DECLINED" },
	{ "IPM.Schedule.Meeting.Resp.Tent", "REPLY", "TENTATIVE" },
	{ "IPM.Microsoft Schedule.MtgReq", "REQUEST", NULL },
	{ "IPM.Microsoft Schedule.MtgCncl", "CANCEL", NULL },
	{ "IPM.Microsoft Schedule.MtgRespP", "REPLY", "ACCEPTED" },
	{ "IPM.Microsoft Schedule.MtgRespN", "REPLY", "DECLINED" },
	{ "IPM.Microsoft Schedule.MtgRespA", "REPLY", "TENTATIVE" },
	{ "IPM.Appointment", "PUBLISH", NULL },
};

void tnef_meeting_add(struct tnef_meeting *m, const struct tnef_prop *p)
{
	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
		if (properties[i].set == p->set && properties[i].id == p->id)
			m->slots[properties[i].slot] = *p;
}

static void add_line(GString *out, const char *head, const char *value)
{
	if (!value)
		return;
	g_string_append(out, head);
	for (const char *p = value; *p; p++) {
		if (strchr("\\;,", *p))
			g_string_append_c(out, '\\');
		if ((guint8)*p >= ' ')
			g_string_append_c(out, *p);
	}
	g_string_append(out, "\r\n");
}

/* A day has the date of this machine's zone. */
static bool add_time(GString *out, const char *name, const struct tnef_prop *p, bool all_day)
{
	gint64 epoch;
	char text[32];
	struct tm tm;

	if (!tnef_props_epoch(p, &epoch))
		return false;
	time_t t = (time_t)epoch;
	if (all_day) {
		localtime_r(&t, &tm);
		strftime(text, sizeof(text), "%Y%m%d", &tm);
	} else {
		gmtime_r(&t, &tm);
		strftime(text, sizeof(text), "%Y%m%dT%H%M%SZ", &tm);
	}
	g_string_append_printf(out, "%s%s:%s\r\n", name, all_day ? ";VALUE=DATE" : "", text);
	return true;
}

static const struct tnef_prop *first_of(const struct tnef_meeting *m, enum tnef_meeting_slot a,
					enum tnef_meeting_slot b)
{
	return &m->slots[m->slots[a].type ? a : b];
}

/* Inside of quotes of a calendar's parameter there is no way to write one. */
static char *quotable(const struct tnef_prop *p, const char *charset)
{
	char *text = tnef_props_text(p, charset);

	for (char *q = text; q && *q; q++)
		if (*q == '"' || (guint8)*q < ' ')
			*q = ' ';
	return text;
}

/* Addresses of Exchange's own kind ("/O=…") say nothing to a reader. */
static void add_person(GString *out, const char *head, const struct tnef_prop *name_prop,
		       const struct tnef_prop *mail_prop, const char *charset)
{
	g_autofree char *name = quotable(name_prop, charset);
	g_autofree char *mail = quotable(mail_prop, charset);

	if (mail && !strchr(mail, '@'))
		g_clear_pointer(&mail, g_free);
	if (!name && !mail)
		return;
	g_string_append(out, head);
	if (name)
		g_string_append_printf(out, ";CN=\"%s\"", name);
	g_string_append_printf(out, ":mailto:%s\r\n", mail ? mail : "");
}

GString *tnef_meeting_calendar(const struct tnef_meeting *m, const char *class, const char *subject,
			       const char *charset)
{
	const struct tnef_prop *s = m->slots;
	bool all_day = tnef_props_number(&s[TNEF_MEETING_ALL_DAY]) != 0;
	size_t row = 0;

	while (row < G_N_ELEMENTS(classes) && g_ascii_strcasecmp(class, classes[row].class))
		row++;
	if (row == G_N_ELEMENTS(classes))
		return NULL;
	g_autoptr(GString) out = g_string_new("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
	g_string_append_printf(out, "METHOD:%s\r\nBEGIN:VEVENT\r\n", classes[row].method);
	const struct tnef_prop *start = first_of(m, TNEF_MEETING_START, TNEF_MEETING_START_OLD);
	if (!add_time(out, "DTSTART", start, all_day))
		return NULL;
	add_time(out, "DTEND", first_of(m, TNEF_MEETING_END, TNEF_MEETING_END_OLD), all_day);
	add_line(out, "SUMMARY:", subject);
	g_autofree char *place = tnef_props_text(&s[TNEF_MEETING_PLACE], charset);
	add_line(out, "LOCATION:", place);
	if (classes[row].answer) {
		g_autofree char *head =
			g_strdup_printf("ATTENDEE;PARTSTAT=%s", classes[row].answer);
		add_person(out, head, &s[TNEF_MEETING_SENDER], &s[TNEF_MEETING_SENDER_MAIL],
			   charset);
	} else {
		add_person(out, "ORGANIZER", &s[TNEF_MEETING_ORGANIZER],
			   &s[TNEF_MEETING_ORGANIZER_MAIL], charset);
	}
	g_string_append(out, "END:VEVENT\r\nEND:VCALENDAR\r\n");
	return g_steal_pointer(&out);
}
