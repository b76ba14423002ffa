/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_event.c: properties by tables; the first of each counts, except for
 * lists. Files inside a calendar are named, never decoded.
 * Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar_event.h"

#include <stdlib.h>
#include <string.h>

#include "kinds/content_value.h"
#include "kinds/labelled.h"

#define SEQUENCE_MAX 1000000

void calendar_event_init(struct calendar_event *e, enum calendar_kind kind)
{
	*e = (struct calendar_event){ .kind = kind,
				      .links = g_string_new(NULL),
				      .files = g_string_new(NULL) };
}

/* ---- texts ---- */

static const struct {
	const char *name;
	size_t at;
} texts[] = {
	{ "SUMMARY", offsetof(struct calendar_event, summary) },
	{ "LOCATION", offsetof(struct calendar_event, location) },
	{ "DESCRIPTION", offsetof(struct calendar_event, description) },
	{ "X-ALT-DESC", offsetof(struct calendar_event, html) },
	{ "URL", offsetof(struct calendar_event, url) },
	{ "CONFERENCE", offsetof(struct calendar_event, conference) },
	{ "X-GOOGLE-CONFERENCE", offsetof(struct calendar_event, conference) },
	{ "X-MICROSOFT-SKYPETEAMSMEETINGURL", offsetof(struct calendar_event, conference) },
	{ "X-MICROSOFT-ONLINEMEETINGCONFLINK", offsetof(struct calendar_event, conference) },
	{ "STATUS", offsetof(struct calendar_event, status) },
	{ "COMMENT", offsetof(struct calendar_event, comment) },
	{ "CONTACT", offsetof(struct calendar_event, contact) },
	{ "RESOURCES", offsetof(struct calendar_event, resources) },
	{ "RRULE", offsetof(struct calendar_event, rule) },
};

static char **text_at(struct calendar_event *e, size_t i)
{
	return (char **)(void *)((char *)e + texts[i].at);
}

void calendar_event_clear(struct calendar_event *e)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_clear_pointer(text_at(e, i), g_free);
	g_clear_pointer(&e->start_said, g_free);
	calendar_people_free(e->organizer);
	e->organizer = NULL;
	calendar_people_clear(&e->people);
	g_string_free(e->links, TRUE);
	g_string_free(e->files, TRUE);
}

static bool take_text(struct calendar_event *e, struct content_source *s,
		      const struct content_line *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (!content_line_is(line, texts[i].name))
			continue;
		if (!*text_at(e, i) && *line->value)
			*text_at(e, i) = content_value_text(s, line);
		return true;
	}
	return false;
}

/* ---- times ---- */

static const struct {
	const char *name;
	size_t at;
} times[] = {
	{ "DTSTART", offsetof(struct calendar_event, start) },
	{ "DTEND", offsetof(struct calendar_event, end) },
	{ "DUE", offsetof(struct calendar_event, due) },
	{ "RECURRENCE-ID", offsetof(struct calendar_event, recurrence) },
	{ "X-MS-OLK-ORIGINALSTART", offsetof(struct calendar_event, old_start) },
	{ "X-MS-OLK-ORIGINALEND", offsetof(struct calendar_event, old_end) },
};

static bool take_time(struct calendar_event *e, struct content_source *s,
		      const struct content_line *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
		struct calendar_time *t = (void *)((char *)e + times[i].at);
		if (!content_line_is(line, times[i].name))
			continue;
		if (t->clock != CALENDAR_CLOCK_NONE)
			return true;
		calendar_time_read(line->value, content_line_param(line, "TZID"), t);
		if (t->clock == CALENDAR_CLOCK_INVALID)
			s->found->malformed = true;
		if (t == &e->start && t->clock == CALENDAR_CLOCK_INVALID)
			e->start_said = g_strdup(line->value);
		return true;
	}
	return false;
}

static void add_date(struct calendar_dates *dates, const char *value, const char *tzid,
		     struct content_source *s)
{
	struct calendar_time t;

	calendar_time_read(value, tzid, &t);
	if (t.clock == CALENDAR_CLOCK_INVALID) {
		s->found->malformed = true;
		return;
	}
	if (dates->count < CALENDAR_DATES_SHOWN)
		dates->list[dates->count] = t;
	dates->count++;
}

/* "20261215,20261222", periods "…/…" by their beginning. */
static void take_dates(struct calendar_dates *dates, struct content_source *s,
		       const struct content_line *line)
{
	const char *tzid = content_line_param(line, "TZID");

	for (char *p = line->value; *p;) {
		size_t n = strcspn(p, ",;");
		bool more = p[n] != '\0';
		p[n] = '\0';
		p[strcspn(p, "/")] = '\0';
		add_date(dates, p, tzid, s);
		p += n + more;
	}
}

static void take_duration(struct calendar_event *e, struct content_source *s,
			  const struct content_line *line)
{
	int64_t seconds;

	if (calendar_time_duration(line->value, &seconds) && seconds >= 0)
		e->duration = seconds;
	else
		s->found->malformed = true;
}

/* ---- the rest ---- */

static void add_name(GString *list, unsigned *count, const char *name)
{
	if ((*count)++ >= CALENDAR_NAMES_SHOWN)
		return;
	if (list->len > 0)
		g_string_append(list, ", ");
	labelled_clean(list, name);
}

static void take_attachment(struct calendar_event *e, const struct content_line *line)
{
	static const char *const params[] = { "FILENAME", "X-FILENAME", "X-APPLE-FILENAME",
					      "X-ORACLE-FILENAME" };
	const char *name = NULL;
	bool inside =
		content_line_param(line, "ENCODING") || content_line_has(line, "VALUE", "BINARY");

	for (size_t i = 0; i < G_N_ELEMENTS(params) && !name; i++)
		name = content_line_param(line, params[i]);
	if (inside || g_ascii_strncasecmp(line->value, "cid:", 4) == 0) {
		add_name(e->files, &e->n_files, name && *name ? name : "?");
		return;
	}
	g_autofree char *link = name && *name ? g_strdup_printf("%s <%s>", name, line->value)
					      : g_strdup(line->value);
	add_name(e->links, &e->n_links, link);
}

void calendar_event_line(struct calendar_event *e, struct content_source *s,
			 const struct content_line *line)
{
	if (take_text(e, s, line) || take_time(e, s, line))
		return;
	if (content_line_is(line, "EXDATE"))
		take_dates(&e->except, s, line);
	else if (content_line_is(line, "RDATE"))
		take_dates(&e->extra, s, line);
	else if (content_line_is(line, "DURATION"))
		take_duration(e, s, line);
	else if (content_line_is(line, "SEQUENCE"))
		e->sequence = (unsigned)CLAMP(atoi(line->value), 0, SEQUENCE_MAX);
	else if (content_line_is(line, "ORGANIZER") && !e->organizer)
		e->organizer = calendar_people_read(line);
	else if (content_line_is(line, "ATTENDEE"))
		calendar_people_add(&e->people, line);
	else if (content_line_is(line, "ATTACH"))
		take_attachment(e, line);
}
