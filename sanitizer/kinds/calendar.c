/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar.c: the lines are read twice: for the time zones, which may stand
 * anywhere, then for the events, each told as soon as it has ended. What stands
 * inside an event (alarms) is skipped, however deep.
 * Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar.h"

#include "kinds/calendar_tell.h"

struct reader {
	struct content_source source;
	struct calendar_zones zones;
	enum calendar_method method;
	struct calendar_event event;
	bool in_event;
	unsigned inner; /* components open inside of the event */
	unsigned told, left_out;
	GString *out;
	const struct text_options *options;
	struct body_found *found;
};

static bool names(const struct content_line *line, const char *component)
{
	return g_ascii_strcasecmp(line->value, component) == 0;
}

/* Whether ${line} begins something that is told. */
static bool is_component(const struct content_line *line, enum calendar_kind *kind)
{
	static const struct {
		const char *name;
		enum calendar_kind kind;
	} kinds[] = {
		{ "VEVENT", CALENDAR_KIND_EVENT },
		{ "VTODO", CALENDAR_KIND_TASK },
		{ "VJOURNAL", CALENDAR_KIND_NOTE },
		{ "VFREEBUSY", CALENDAR_KIND_BUSY },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (names(line, kinds[i].name)) {
			*kind = kinds[i].kind;
			return true;
		}
	return false;
}

static void end_event(struct reader *r)
{
	r->in_event = false;
	if (r->told >= r->options->limits->entries) {
		r->left_out++;
		r->found->limit_entries = true;
	} else {
		if (r->told++ > 0)
			g_string_append_c(r->out, '\n');
		calendar_tell(r->out, &r->event, r->method, &r->zones, r->options, r->found);
	}
	calendar_event_clear(&r->event);
}

static void take_in_event(struct reader *r, const struct content_line *line)
{
	if (content_line_is(line, "BEGIN"))
		r->inner++;
	else if (content_line_is(line, "END") && r->inner > 0)
		r->inner--;
	else if (content_line_is(line, "END"))
		end_event(r);
	else if (r->inner == 0)
		calendar_event_line(&r->event, &r->source, line);
}

static void take(struct reader *r, const struct content_line *line)
{
	enum calendar_kind kind;

	if (r->in_event) {
		take_in_event(r, line);
	} else if (content_line_is(line, "BEGIN") && is_component(line, &kind)) {
		calendar_event_init(&r->event, kind);
		r->in_event = true;
		r->inner = 0;
	} else if (content_line_is(line, "BEGIN") && names(line, "VCALENDAR")) {
		r->method = CALENDAR_METHOD_PUBLISH;
	} else if (content_line_is(line, "METHOD")) {
		r->method = calendar_sentence_method(line->value);
	}
}

/* What is no calendar is still what the sender wrote. */
static void tell_none(struct reader *r)
{
	r->found->malformed = true;
	g_string_append_len(r->out, r->source.text->str, (gssize)r->source.text->len);
}

void calendar_to_text(GString *out, const char *buf, size_t n, const char *charset,
		      const struct text_options *options, struct body_found *found)
{
	static const struct phrase rest = { "予定が多いため、残りの{n}件は省きました",
					    "{n} more events were left out" };
	struct reader r = { .out = out, .options = options, .found = found };
	struct content_line line;

	content_line_open(&r.source, buf, n, charset, found);
	while (content_line_next(&r.source, &line))
		calendar_zone_line(&r.zones, &line);
	content_line_rewind(&r.source);
	while (content_line_next(&r.source, &line))
		take(&r, &line);
	if (r.in_event) {
		found->malformed = true;
		end_event(&r);
	}
	if (r.told == 0)
		tell_none(&r);
	if (r.left_out > 0)
		phrase_line(out, options->lang, &rest, r.left_out, NULL);
	calendar_zone_clear(&r.zones);
	content_line_close(&r.source);
}
