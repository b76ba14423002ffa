/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_tell.c: first a sentence, then labels in the order in which people
 * ask: what, when, where, who; the sender's own words last.
 * Tests: tests/unit/sanitizer/test_calendar.c.
 */
#include "kinds/calendar_tell.h"

#include <string.h>

#include "html/html.h"
#include "kinds/calendar_when.h"
#include "kinds/labelled.h"

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

static void tell(const struct teller *t, enum label label, const char *s)
{
	labelled_line(t->out, t->options->lang, &labels[label], s);
}

/* What is said in other words in each language. */
static void tell_in(const struct teller *t, const struct phrase *name, const char *ja,
		    const char *en)
{
	const enum config_lang lang = t->options->lang;
	g_autofree char *both = g_strdup_printf("%s / %s", ja, en);

	if (*ja)
		labelled_line(t->out, lang, name,
			      lang == CONFIG_LANG_JA   ? ja
			      : lang == CONFIG_LANG_EN ? en
						       : both);
}

static void tell_people(const struct teller *t)
{
	g_autoptr(GString) ja = g_string_new(NULL);
	g_autoptr(GString) en = g_string_new(NULL);

	calendar_people_append(ja, CONFIG_LANG_JA, &t->e->people);
	calendar_people_append(en, CONFIG_LANG_EN, &t->e->people);
	tell_in(t, &labels[LABEL_FOR], ja->str, en->str);
}

static void tell_when(const struct teller *t)
{
	static const struct phrase names[] = {
		[CALENDAR_WHEN_ITSELF] = { "日時", "When" },
		[CALENDAR_WHEN_DUE] = { "期限", "Due" },
		[CALENDAR_WHEN_BEFORE] = { "変更前の日時", "Before" },
		[CALENDAR_WHEN_WHICH] = { "対象の回", "Occurrence" },
		[CALENDAR_WHEN_REPEATS] = { "繰り返し", "Repeats" },
		[CALENDAR_WHEN_EXCEPT] = { "除く日", "Except" },
		[CALENDAR_WHEN_EXTRA] = { "追加の日", "Also on" },
	};
	const struct calendar_view view = { t->e, t->zones, t->found };
	g_autoptr(GString) ja = g_string_new(NULL);
	g_autoptr(GString) en = g_string_new(NULL);

	for (int i = 0; i < CALENDAR_WHEN_MAX; i++) {
		enum calendar_when what = (enum calendar_when)i;
		if (!calendar_when_is_said(t->e, what))
			continue;
		g_string_truncate(ja, 0);
		g_string_truncate(en, 0);
		calendar_when_append(&view, what, CONFIG_LANG_JA, ja);
		calendar_when_append(&view, what, CONFIG_LANG_EN, en);
		tell_in(t, &names[i], ja->str, en->str);
	}
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
	/* The one who answers or proposes was named already. */
	if (e->people.count > 1 || (t->method != CALENDAR_METHOD_REPLY &&
				    t->method != CALENDAR_METHOD_COUNTER && e->people.count > 0))
		tell_people(t);
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

	calendar_sentence_append(out, options->lang, e, method);
	tell(&t, LABEL_WHAT, e->summary);
	tell_when(&t);
	tell_where(&t);
	tell_who(&t);
	tell_names(&t, LABEL_LINKS, e->links, e->n_links);
	tell_names(&t, LABEL_FILES, e->files, e->n_files);
	tell_text(&t);
}
