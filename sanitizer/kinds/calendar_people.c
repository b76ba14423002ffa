/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_people.c: the address always stands beside the name of the one who
 * invites or answers, because anyone can write any name.
 * Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar_people.h"

#include <string.h>

#include "kinds/labelled.h"

static enum calendar_answer answer_of(const struct content_line *line)
{
	static const struct {
		const char *word;
		enum calendar_answer is;
	} answers[] = {
		{ "ACCEPTED", CALENDAR_ANSWER_ACCEPTED },
		{ "CONFIRMED", CALENDAR_ANSWER_ACCEPTED }, /* vCalendar 1.0: STATUS= */
		{ "DECLINED", CALENDAR_ANSWER_DECLINED },
		{ "TENTATIVE", CALENDAR_ANSWER_TENTATIVE },
		{ "DELEGATED", CALENDAR_ANSWER_DELEGATED },
	};
	const char *said = content_line_param(line, "PARTSTAT");

	if (!said)
		said = content_line_param(line, "STATUS");
	for (size_t i = 0; said && i < G_N_ELEMENTS(answers); i++)
		if (g_ascii_strcasecmp(said, answers[i].word) == 0)
			return answers[i].is;
	return CALENDAR_ANSWER_NONE;
}

static char *clean(const char *s, size_t n)
{
	g_autofree char *part = g_strndup(s, n);
	GString *out = g_string_new(NULL);

	labelled_clean(out, part);
	return g_string_free(out, FALSE);
}

/* "mailto:sato@example.jp", vCalendar's "佐藤 <sato@example.jp>". */
struct calendar_person *calendar_people_read(const struct content_line *line)
{
	struct calendar_person *person = g_new0(struct calendar_person, 1);
	const char *name = content_line_param(line, "CN"), *value = line->value;
	const char *bracket = strchr(value, '<');

	if (g_ascii_strncasecmp(value, "mailto:", 7) == 0)
		value += 7;
	if (bracket && !name) {
		person->name = clean(value, (size_t)(bracket - value));
		person->mailbox = clean(bracket + 1, strcspn(bracket + 1, ">"));
	} else {
		person->name = clean(name ? name : "", name ? strlen(name) : 0);
		/* "/o=ExchangeLabs/…", "urn:uuid:…" and "invalid:nomail" reach nobody. */
		person->mailbox = clean(value, strchr(value, '@') ? strlen(value) : 0);
	}
	person->answer = answer_of(line);
	person->optional = content_line_has(line, "ROLE", "OPT-PARTICIPANT");
	return person;
}

void calendar_people_free(struct calendar_person *person)
{
	if (!person)
		return;
	g_free(person->name);
	g_free(person->mailbox);
	g_free(person);
}

static void person_free(gpointer p)
{
	calendar_people_free(p);
}

void calendar_people_add(struct calendar_people *people, const struct content_line *line)
{
	struct calendar_person *person = calendar_people_read(line);
	const bool nobody = !*person->name && !*person->mailbox;

	if (!people->shown)
		people->shown = g_ptr_array_new_with_free_func(person_free);
	people->count += !nobody;
	if (nobody || people->shown->len == CALENDAR_PEOPLE_SHOWN)
		calendar_people_free(person);
	else
		g_ptr_array_add(people->shown, person);
}

void calendar_people_clear(struct calendar_people *people)
{
	g_clear_pointer(&people->shown, g_ptr_array_unref);
	people->count = 0;
}

void calendar_people_full(GString *out, const struct calendar_person *person)
{
	const bool both = *person->name && *person->mailbox;

	if (both && strcmp(person->name, person->mailbox) != 0)
		g_string_append_printf(out, "%s <%s>", person->name, person->mailbox);
	else
		g_string_append(out, *person->mailbox ? person->mailbox : person->name);
}

static const char *answer_word(enum config_lang lang, enum calendar_answer answer)
{
	static const struct phrase words[] = {
		[CALENDAR_ANSWER_NONE] = { "", "" },
		[CALENDAR_ANSWER_ACCEPTED] = { "出席", "accepted" },
		[CALENDAR_ANSWER_DECLINED] = { "欠席", "declined" },
		[CALENDAR_ANSWER_TENTATIVE] = { "仮の出席", "tentative" },
		[CALENDAR_ANSWER_DELEGATED] = { "代理の人に依頼", "delegated" },
	};

	return lang == CONFIG_LANG_EN ? words[answer].en : words[answer].ja;
}

static void append_person(GString *out, enum config_lang lang, const struct calendar_person *person)
{
	const bool en = lang == CONFIG_LANG_EN;
	const char *answer = answer_word(lang, person->answer);
	const char *optional = !person->optional ? "" : en ? "optional" : "任意";
	const char *between = !*answer || !*optional ? "" : en ? ", " : "、";

	g_string_append(out, *person->name ? person->name : person->mailbox);
	if (*answer || *optional)
		g_string_append_printf(out, en ? " (%s%s%s)" : "（%s%s%s）", optional, between,
				       answer);
}

void calendar_people_append(GString *out, enum config_lang lang,
			    const struct calendar_people *people)
{
	const bool en = lang == CONFIG_LANG_EN;
	const unsigned more = people->count - people->shown->len;

	for (guint i = 0; i < people->shown->len; i++) {
		if (i > 0)
			g_string_append(out, en ? ", " : "、");
		append_person(out, lang, g_ptr_array_index(people->shown, i));
	}
	if (more > 0)
		g_string_append_printf(out, en ? " and %u more" : "、ほか%u人", more);
}
