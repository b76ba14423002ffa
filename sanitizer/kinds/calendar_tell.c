/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_tell.c: first a sentence, then labels in the order in which people
 * ask: what, when, where, who; the sender's own words last.
 * Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar_tell.h"

#include <string.h>

#include "html/html.h"
#include "kinds/calendar_date.h"
#include "kinds/calendar_rule.h"
#include "kinds/labelled.h"

#define JAPAN (9 * 3600)

struct teller {
	GString *out;
	const struct calendar_event *e;
	enum calendar_method method;
	const struct calendar_zones *zones;
	const struct text_options *options;
	struct body_found *found;
};

enum label {
	LABEL_WHAT,
	LABEL_WHEN,
	LABEL_DUE,
	LABEL_BEFORE,
	LABEL_WHICH,
	LABEL_REPEATS,
	LABEL_EXCEPT,
	LABEL_EXTRA,
	LABEL_WHERE,
	LABEL_JOIN,
	LABEL_WEB,
	LABEL_BY,
	LABEL_FOR,
	LABEL_RESOURCES,
	LABEL_CONTACT,
	LABEL_LINKS,
	LABEL_FILES,
	LABEL_COMMENT,
	LABEL_TEXT,
};

static const struct phrase labels[] = {
	[LABEL_WHAT] = { "件名", "What" },
	[LABEL_WHEN] = { "日時", "When" },
	[LABEL_DUE] = { "期限", "Due" },
	[LABEL_BEFORE] = { "変更前の日時", "Before" },
	[LABEL_WHICH] = { "対象の回", "Occurrence" },
	[LABEL_REPEATS] = { "繰り返し", "Repeats" },
	[LABEL_EXCEPT] = { "除く日", "Except" },
	[LABEL_EXTRA] = { "追加の日", "Also on" },
	[LABEL_WHERE] = { "場所", "Where" },
	[LABEL_JOIN] = { "会議の参加先", "Join" },
	[LABEL_WEB] = { "関連ページ", "Web page" },
	[LABEL_BY] = { "主催者", "Organizer" },
	[LABEL_FOR] = { "出席者", "Attendees" },
	[LABEL_RESOURCES] = { "備品", "Resources" },
	[LABEL_CONTACT] = { "連絡先", "Contact" },
	[LABEL_LINKS] = { "資料の場所", "Attached links" },
	[LABEL_FILES] = { "予定に添付されていたファイル（省きました）",
			  "Files in the event (left out)" },
	[LABEL_COMMENT] = { "コメント", "Comment" },
	[LABEL_TEXT] = { "内容", "Description" },
};

/* ---- the sentence ---- */

static const struct {
	const char *word;
	struct phrase event, change; /* change: of what was sent before */
} methods[] = {
	[CALENDAR_METHOD_PUBLISH] = { "PUBLISH",
				      { "予定のお知らせです", "An event" },
				      { "予定の変更のお知らせです", "An event was changed" } },
	[CALENDAR_METHOD_REQUEST] = { "REQUEST",
				      { "予定への出席依頼です", "You are invited to an event" },
				      { "出席依頼のあった予定が変更されました",
					"An event that you are invited to was changed" } },
	[CALENDAR_METHOD_REPLY] = { "REPLY",
				    { "出席依頼への回答です", "An answer to an invitation" },
				    { "出席依頼への回答です", "An answer to an invitation" } },
	[CALENDAR_METHOD_ADD] = { "ADD",
				  { "予定に新しい回が追加されました",
				    "Dates were added to an event" },
				  { "予定に新しい回が追加されました",
				    "Dates were added to an event" } },
	[CALENDAR_METHOD_CANCEL] = { "CANCEL",
				     { "予定が取り消されました", "The event was cancelled" },
				     { "予定が取り消されました", "The event was cancelled" } },
	[CALENDAR_METHOD_REFRESH] = { "REFRESH",
				      { "予定の最新の内容を送るよう求められています",
					"The latest state of an event is asked for" },
				      { "予定の最新の内容を送るよう求められています",
					"The latest state of an event is asked for" } },
	[CALENDAR_METHOD_COUNTER] = { "COUNTER",
				      { "予定の変更の提案です",
					"A change of an event is proposed" },
				      { "予定の変更の提案です",
					"A change of an event is proposed" } },
	[CALENDAR_METHOD_DECLINECOUNTER] = { "DECLINECOUNTER",
					     { "予定の変更の提案は受け入れられませんでした",
					       "The proposed change was declined" },
					     { "予定の変更の提案は受け入れられませんでした",
					       "The proposed change was declined" } },
};

enum calendar_method calendar_tell_method(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
		if (g_ascii_strcasecmp(word, methods[i].word) == 0)
			return (enum calendar_method)i;
	return CALENDAR_METHOD_PUBLISH;
}

/* What somebody answered. */
static void tell_answer(const struct teller *t, const struct calendar_person *person)
{
	static const struct phrase answers[] = {
		[CALENDAR_ANSWER_NONE] = { "{s} さんから、出席依頼への回答です",
					   "{s} answered the invitation" },
		[CALENDAR_ANSWER_ACCEPTED] = { "{s} さんが「出席」と回答しました", "{s} accepted" },
		[CALENDAR_ANSWER_DECLINED] = { "{s} さんが「欠席」と回答しました", "{s} declined" },
		[CALENDAR_ANSWER_TENTATIVE] = { "{s} さんが「仮の出席」と回答しました",
						"{s} accepted tentatively" },
		[CALENDAR_ANSWER_DELEGATED] = { "{s} さんは代理の人に出席を依頼しました",
						"{s} delegated the invitation" },
	};
	g_autoptr(GString) who = g_string_new(NULL);

	calendar_people_full(who, person);
	phrase_line(t->out, t->options->lang, &answers[person->answer], 0, who->str);
}

static bool is_cancelled(const struct teller *t)
{
	return t->method == CALENDAR_METHOD_CANCEL ||
	       (t->e->status && g_ascii_strcasecmp(t->e->status, "CANCELLED") == 0);
}

static const struct phrase *sentence(const struct teller *t)
{
	static const struct phrase task = { "作業（やること）のお知らせです", "A task" };
	static const struct phrase task_for_you = { "作業（やること）の依頼です",
						    "You are asked to do a task" };
	static const struct phrase note = { "カレンダーの記録です", "A note of a calendar" };
	static const struct phrase busy = { "予定の空き状況です", "Free and busy times" };
	static const struct phrase busy_asked = { "予定の空き状況の問い合わせです",
						  "You are asked for your free and busy times" };

	switch (t->e->kind) {
	case CALENDAR_KIND_TASK:
		if (is_cancelled(t))
			break;
		return t->method == CALENDAR_METHOD_REQUEST ? &task_for_you : &task;
	case CALENDAR_KIND_NOTE:
		return &note;
	case CALENDAR_KIND_BUSY:
		return t->method == CALENDAR_METHOD_REQUEST ? &busy_asked : &busy;
	case CALENDAR_KIND_EVENT:
		break;
	}
	if (is_cancelled(t))
		return &methods[CALENDAR_METHOD_CANCEL].event;
	return t->e->sequence > 0 ? &methods[t->method].change : &methods[t->method].event;
}

static void tell_sentence(const struct teller *t)
{
	const struct calendar_people *people = &t->e->people;

	if (t->method == CALENDAR_METHOD_REPLY && people->count > 0 &&
	    t->e->kind == CALENDAR_KIND_EVENT)
		tell_answer(t, g_ptr_array_index(people->shown, 0));
	else
		phrase_line(t->out, t->options->lang, sentence(t), 0, NULL);
}

/* ---- lines that differ by language ---- */

typedef void append_fn(const struct teller *t, enum config_lang lang, GString *out);

/* "label: ja / en\n" of what ${append} says in one language. */
static void tell_by(const struct teller *t, enum label label, append_fn *append)
{
	const enum config_lang lang = t->options->lang;

	phrase_append(t->out, lang, &labels[label], 0, NULL);
	g_string_append(t->out, ": ");
	if (lang != CONFIG_LANG_EN)
		append(t, CONFIG_LANG_JA, t->out);
	if (lang == CONFIG_LANG_BOTH)
		g_string_append(t->out, " / ");
	if (lang != CONFIG_LANG_JA)
		append(t, CONFIG_LANG_EN, t->out);
	g_string_append_c(t->out, '\n');
}

static void tell(const struct teller *t, enum label label, const char *s)
{
	labelled_line(t->out, t->options->lang, &labels[label], s);
}

static bool is_given(const struct calendar_time *t)
{
	return t->clock != CALENDAR_CLOCK_NONE && t->clock != CALENDAR_CLOCK_INVALID;
}

/* Whose clock it is, when that is not plain. */
static void append_zone(GString *out, enum config_lang lang, const struct calendar_time *t,
			enum calendar_reading reading, int64_t civil)
{
	static const struct phrase senders = { "（送信者の時間帯「{s}」の時刻）",
					       " (in the sender's time zone \"{s}\")" };
	const int here = calendar_zone_here(civil);
	g_autoptr(GString) zone = g_string_new(NULL);

	switch (reading) {
	case CALENDAR_AS_WRITTEN:
		return;
	case CALENDAR_ZONE_UNKNOWN:
		labelled_clean(zone, t->zone);
		phrase_append(out, lang, &senders, 0, zone->str);
		return;
	case CALENDAR_CONVERTED:
		if (here != JAPAN)
			g_string_append_printf(out, " (UTC%c%d:%02d)", here < 0 ? '-' : '+',
					       ABS(here) / 3600, ABS(here) / 60 % 60);
		return;
	}
}

static void append_span(const struct teller *t, enum config_lang lang, GString *out,
			const struct calendar_time *start, const struct calendar_time *end,
			int64_t duration)
{
	struct calendar_span span = { .days = start->clock == CALENDAR_CLOCK_DATE };
	enum calendar_reading reading = calendar_zone_read(t->zones, start, &span.start);

	span.end = span.days ? span.start + CALENDAR_DAY : span.start;
	if (is_given(end))
		calendar_zone_read(t->zones, end, &span.end);
	else if (duration > 0)
		span.end = span.start + duration;
	if (span.end < span.start || !calendar_time_is_sane(span.end)) {
		t->found->malformed = true;
		span.end = span.start;
	}
	calendar_date_span(out, lang, &span);
	append_zone(out, lang, start, reading, span.start);
}

static void append_when(const struct teller *t, enum config_lang lang, GString *out)
{
	append_span(t, lang, out, &t->e->start, &t->e->end, t->e->duration);
}

static void append_before(const struct teller *t, enum config_lang lang, GString *out)
{
	append_span(t, lang, out, &t->e->old_start, &t->e->old_end, 0);
}

static void append_moment(const struct teller *t, enum config_lang lang, GString *out,
			  const struct calendar_time *time)
{
	static const struct calendar_time none = { .clock = CALENDAR_CLOCK_NONE };
	int64_t civil;

	if (time->clock != CALENDAR_CLOCK_DATE) {
		append_span(t, lang, out, time, &none, 0);
		return;
	}
	calendar_zone_read(t->zones, time, &civil);
	calendar_date_day(out, lang, civil, 0);
}

static void append_due(const struct teller *t, enum config_lang lang, GString *out)
{
	append_moment(t, lang, out, &t->e->due);
}

static void append_which(const struct teller *t, enum config_lang lang, GString *out)
{
	append_moment(t, lang, out, &t->e->recurrence);
}

static void append_unreadable(const struct teller *t, enum config_lang lang, GString *out)
{
	static const struct phrase unreadable = { "読み取れません（{s}）", "unreadable ({s})" };
	g_autoptr(GString) said = g_string_new(NULL);

	labelled_clean(said, t->e->start_said);
	phrase_append(out, lang, &unreadable, 0, said->str);
}

static int64_t start_here(const struct teller *t)
{
	int64_t civil = 0;

	if (is_given(&t->e->start))
		calendar_zone_read(t->zones, &t->e->start, &civil);
	return civil;
}

/* The rule's days are the sender's; where those are not the reader's, that is said. */
static void append_rule(const struct teller *t, enum config_lang lang, GString *out)
{
	const int64_t here = start_here(t), there = t->e->start.civil;
	static const struct phrase senders = { "（曜日や日付は送信者の時間帯のもの）",
					       " (days as in the sender's time zone)" };

	calendar_rule_append(out, lang, t->e->rule, here, t->zones);
	if (is_given(&t->e->start) && here / CALENDAR_DAY != there / CALENDAR_DAY &&
	    calendar_rule_has_days(t->e->rule))
		phrase_append(out, lang, &senders, 0, NULL);
}

static void append_dates(const struct teller *t, enum config_lang lang, GString *out,
			 const struct calendar_dates *dates)
{
	const bool en = lang == CONFIG_LANG_EN;
	const unsigned shown = MIN(dates->count, CALENDAR_DATES_SHOWN);
	const int year = calendar_time_fields(start_here(t)).year;
	int64_t civil;

	for (unsigned i = 0; i < shown; i++) {
		if (i > 0)
			g_string_append(out, en ? ", " : "、");
		calendar_zone_read(t->zones, &dates->list[i], &civil);
		calendar_date_day(out, lang, civil, year);
	}
	if (dates->count > shown)
		g_string_append_printf(out, en ? " and %u more" : "、ほか%u日",
				       dates->count - shown);
}

static void append_except(const struct teller *t, enum config_lang lang, GString *out)
{
	append_dates(t, lang, out, &t->e->except);
}

static void append_extra(const struct teller *t, enum config_lang lang, GString *out)
{
	append_dates(t, lang, out, &t->e->extra);
}

static void append_people(const struct teller *t, enum config_lang lang, GString *out)
{
	calendar_people_append(out, lang, &t->e->people);
}

/* ---- the order ---- */

static void tell_when(const struct teller *t)
{
	const struct calendar_event *e = t->e;

	if (e->start_said)
		tell_by(t, LABEL_WHEN, append_unreadable);
	else if (is_given(&e->start))
		tell_by(t, LABEL_WHEN, append_when);
	if (is_given(&e->due))
		tell_by(t, LABEL_DUE, append_due);
	if (is_given(&e->old_start))
		tell_by(t, LABEL_BEFORE, append_before);
	if (is_given(&e->recurrence))
		tell_by(t, LABEL_WHICH, append_which);
	if (e->rule)
		tell_by(t, LABEL_REPEATS, append_rule);
	if (e->except.count > 0)
		tell_by(t, LABEL_EXCEPT, append_except);
	if (e->extra.count > 0)
		tell_by(t, LABEL_EXTRA, append_extra);
}

static void tell_where(const struct teller *t)
{
	const struct calendar_event *e = t->e;

	tell(t, LABEL_WHERE, e->location);
	tell(t, LABEL_JOIN, e->conference);
	if (g_strcmp0(e->url, e->conference) != 0)
		tell(t, LABEL_WEB, e->url);
}

static void tell_who(const struct teller *t)
{
	const struct calendar_event *e = t->e;
	g_autoptr(GString) by = g_string_new(NULL);

	if (e->organizer)
		calendar_people_full(by, e->organizer);
	tell(t, LABEL_BY, by->str);
	if (e->people.count > 0 && t->method != CALENDAR_METHOD_REPLY)
		tell_by(t, LABEL_FOR, append_people);
	tell(t, LABEL_RESOURCES, e->resources);
	tell(t, LABEL_CONTACT, e->contact);
}

static void tell_names(const struct teller *t, enum label label, const GString *names,
		       unsigned count)
{
	if (count > CALENDAR_NAMES_SHOWN) {
		g_autofree char *more = g_strdup_printf("%s … (%u)", names->str, count);
		tell(t, label, more);
	} else {
		tell(t, label, names->str);
	}
}

/* Google's descriptions are HTML without saying so. */
static bool looks_like_html(const char *s)
{
	static const char *const tags[] = { "<br>",  "<br/>", "<br />", "<a href=", "<p>", "</p>",
					    "<html", "<ul>",  "<span",	"<b>",	    "<div" };

	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
		if (strstr(s, tags[i]))
			return true;
	return false;
}

/* Line ends between the tags are meant as line ends. */
static char *from_html(const struct teller *t, const char *html, bool keep_lines)
{
	GString *text = g_string_new(NULL);
	g_autoptr(GString) source = g_string_new(html);

	if (keep_lines)
		g_string_replace(source, "\n", "<br>", 0);
	html_to_text(text, source->str, source->len, t->options, &t->found->html);
	return g_string_free(text, FALSE);
}

static void tell_text(const struct teller *t)
{
	const struct calendar_event *e = t->e;
	g_autofree char *text = NULL;

	if (e->description && looks_like_html(e->description))
		text = from_html(t, e->description, true);
	else if (!e->description && e->html)
		text = from_html(t, e->html, false);
	labelled_text(t->out, t->options->lang, &labels[LABEL_COMMENT], e->comment);
	labelled_text(t->out, t->options->lang, &labels[LABEL_TEXT], text ? text : e->description);
}

void calendar_tell(GString *out, const struct calendar_event *e, enum calendar_method method,
		   const struct calendar_zones *zones, const struct text_options *options,
		   struct body_found *found)
{
	const struct teller t = { .out = out,
				  .e = e,
				  .method = method,
				  .zones = zones,
				  .options = options,
				  .found = found };

	tell_sentence(&t);
	tell(&t, LABEL_WHAT, e->summary);
	tell_when(&t);
	tell_where(&t);
	tell_who(&t);
	tell_names(&t, LABEL_LINKS, e->links, e->n_links);
	tell_names(&t, LABEL_FILES, e->files, e->n_files);
	tell_text(&t);
}
