/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_sentence.c: a row for each method, with other words where the event
 * was sent before. Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar_sentence.h"

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

enum calendar_method calendar_sentence_method(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
		if (g_ascii_strcasecmp(word, methods[i].word) == 0)
			return (enum calendar_method)i;
	return CALENDAR_METHOD_PUBLISH;
}

/* What somebody answered. */
static void append_answer(GString *out, enum config_lang lang, const struct calendar_person *person)
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
	phrase_line(out, lang, &answers[person->answer], 0, who->str);
}

static bool is_cancelled(const struct calendar_event *e, enum calendar_method method)
{
	return method == CALENDAR_METHOD_CANCEL ||
	       (e->status && g_ascii_strcasecmp(e->status, "CANCELLED") == 0);
}

static const struct phrase *sentence(const struct calendar_event *e, enum calendar_method method)
{
	static const struct phrase task = { "作業（やること）のお知らせです", "A task" };
	static const struct phrase task_for_you = { "作業（やること）の依頼です",
						    "You are asked to do a task" };
	static const struct phrase note = { "カレンダーの記録です", "A note of a calendar" };
	static const struct phrase busy = { "予定の空き状況です", "Free and busy times" };
	static const struct phrase busy_asked = { "予定の空き状況の問い合わせです",
						  "You are asked for your free and busy times" };

	switch (e->kind) {
	case CALENDAR_KIND_TASK:
		if (is_cancelled(e, method))
			break;
		return method == CALENDAR_METHOD_REQUEST ? &task_for_you : &task;
	case CALENDAR_KIND_NOTE:
		return &note;
	case CALENDAR_KIND_BUSY:
		return method == CALENDAR_METHOD_REQUEST ? &busy_asked : &busy;
	case CALENDAR_KIND_EVENT:
		break;
	}
	if (is_cancelled(e, method))
		return &methods[CALENDAR_METHOD_CANCEL].event;
	return e->sequence > 0 ? &methods[method].change : &methods[method].event;
}

static void append_proposal(GString *out, enum config_lang lang,
			    const struct calendar_person *person)
{
	static const struct phrase proposal = { "{s} さんが予定の変更を提案しています",
						"{s} proposes a change of an event" };
	g_autoptr(GString) who = g_string_new(NULL);

	calendar_people_full(who, person);
	phrase_line(out, lang, &proposal, 0, who->str);
}

void calendar_sentence_append(GString *out, enum config_lang lang, const struct calendar_event *e,
			      enum calendar_method method)
{
	const struct calendar_person *one = e->people.count == 1 && e->kind == CALENDAR_KIND_EVENT
						    ? g_ptr_array_index(e->people.shown, 0)
						    : NULL;

	if (method == CALENDAR_METHOD_REPLY && one)
		append_answer(out, lang, one);
	else if (method == CALENDAR_METHOD_COUNTER && one)
		append_proposal(out, lang, one);
	else
		phrase_line(out, lang, sentence(e, method), 0, NULL);
}
