/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contact.c: each property goes to a field by a table; at the end of the card
 * the fields are written in the order of a Japanese visiting card. Pictures,
 * sounds and keys are never decoded, only said to be left out.
 * Tests: tests/unit/sanitizer/test_contact.c.
 */
#include "kinds/contact.h"

#include <string.h>

#include "kinds/contact_value.h"
#include "kinds/content_value.h"
#include "kinds/labelled.h"

enum field {
	FIELD_NAME,
	FIELD_READING,
	FIELD_NICKNAME,
	FIELD_ORG,
	FIELD_TITLE,
	FIELD_PHONE,
	FIELD_MAIL,
	FIELD_ADDRESS,
	FIELD_WEB,
	FIELD_CHAT,
	FIELD_BIRTHDAY,
	FIELD_NOTE,
	FIELD_MAX,
};

static const struct phrase labels[FIELD_MAX] = {
	[FIELD_NAME] = { "氏名", "Name" },	     [FIELD_READING] = { "ふりがな", "Reading" },
	[FIELD_NICKNAME] = { "通称", "Nickname" },   [FIELD_ORG] = { "勤務先", "Organization" },
	[FIELD_TITLE] = { "役職", "Title" },	     [FIELD_PHONE] = { "電話", "Phone" },
	[FIELD_MAIL] = { "メール", "Mail" },	     [FIELD_ADDRESS] = { "住所", "Address" },
	[FIELD_WEB] = { "ウェブ", "Web" },	     [FIELD_CHAT] = { "チャット", "Chat" },
	[FIELD_BIRTHDAY] = { "誕生日", "Birthday" }, [FIELD_NOTE] = { "メモ", "Note" },
};

enum use {
	USE_TEXT,
	USE_ORG,
	USE_NAME,	  /* N, where there is no FN */
	USE_READING,	  /* one that comes in parts, like N */
	USE_READING_PART, /* Apple and Google: family, middle and given name apart */
	USE_TYPED,	  /* with "(work)" */
	USE_ADDRESS,
	USE_LABEL, /* an address as text, where there is no ADR */
	USE_BINARY,
};

static const struct property {
	const char *name;
	enum use use;
	enum field field;
} properties[] = {
	{ "FN", USE_TEXT, FIELD_NAME },
	{ "N", USE_NAME, FIELD_NAME },
	{ "SORT-STRING", USE_READING, FIELD_READING },
	{ "X-PHONETIC-LAST-NAME", USE_READING_PART, FIELD_READING },
	{ "X-PHONETIC-FIRST-NAME", USE_READING_PART, FIELD_READING },
	{ "NICKNAME", USE_TEXT, FIELD_NICKNAME },
	{ "ORG", USE_ORG, FIELD_ORG },
	{ "TITLE", USE_TEXT, FIELD_TITLE },
	{ "ROLE", USE_TEXT, FIELD_TITLE },
	{ "TEL", USE_TYPED, FIELD_PHONE },
	{ "EMAIL", USE_TYPED, FIELD_MAIL },
	{ "ADR", USE_ADDRESS, FIELD_ADDRESS },
	{ "LABEL", USE_LABEL, FIELD_ADDRESS },
	{ "URL", USE_TEXT, FIELD_WEB },
	{ "IMPP", USE_TEXT, FIELD_CHAT },
	{ "BDAY", USE_TEXT, FIELD_BIRTHDAY },
	{ "NOTE", USE_TEXT, FIELD_NOTE },
	{ "PHOTO", USE_BINARY, FIELD_MAX },
	{ "LOGO", USE_BINARY, FIELD_MAX },
	{ "SOUND", USE_BINARY, FIELD_MAX },
	{ "KEY", USE_BINARY, FIELD_MAX },
};

struct card {
	GPtrArray *fields[FIELD_MAX]; /* of char * */
	char *name, *label;	      /* from N and LABEL */
	char *family, *given;	      /* their readings */
	unsigned left_out;
};

struct reader {
	struct content_source source;
	struct card card;
	bool in_card;
	unsigned told, more;
	GString *out;
	const struct text_options *options;
	struct body_found *found;
};

/* ---- a card ---- */

static void card_init(struct card *c)
{
	*c = (struct card){ .left_out = 0 };
	for (int i = 0; i < FIELD_MAX; i++)
		c->fields[i] = g_ptr_array_new_with_free_func(g_free);
}

static void card_clear(struct card *c)
{
	for (int i = 0; i < FIELD_MAX; i++)
		g_ptr_array_unref(c->fields[i]);
	g_free(c->name);
	g_free(c->label);
	g_free(c->family);
	g_free(c->given);
}

static void keep_first(char **at, char *taken)
{
	if (*at)
		g_free(taken);
	else
		*at = taken;
}

static void take_reading_part(struct reader *r, const struct content_line *line)
{
	const bool family = content_line_is(line, "X-PHONETIC-LAST-NAME");

	keep_first(family ? &r->card.family : &r->card.given, content_value_text(&r->source, line));
}

/* Japanese telephones keep the reading of the name as a "sound". */
static void take_binary(struct reader *r, const struct content_line *line)
{
	if (content_line_is(line, "SOUND") && content_line_has(line, "TYPE", "X-IRMC-N"))
		g_ptr_array_add(r->card.fields[FIELD_READING],
				contact_value_name(&r->source, line));
	else if (*line->value)
		r->card.left_out++;
}

static char *typed(struct reader *r, const struct content_line *line)
{
	g_autoptr(GString) value = g_string_new(NULL);
	g_autofree char *text = content_value_text(&r->source, line);

	labelled_clean(value, contact_value_without_scheme(text));
	if (value->len > 0)
		contact_value_types(value, r->options->lang, line);
	return g_strndup(value->str, value->len);
}

static void take_property(struct reader *r, const struct property *p,
			  const struct content_line *line)
{
	GPtrArray *list = p->field < FIELD_MAX ? r->card.fields[p->field] : NULL;

	switch (p->use) {
	case USE_TEXT:
		g_ptr_array_add(list, content_value_text(&r->source, line));
		break;
	case USE_ORG:
		g_ptr_array_add(list, contact_value_org(&r->source, line));
		break;
	case USE_NAME:
		keep_first(&r->card.name, contact_value_name(&r->source, line));
		break;
	case USE_READING:
		g_ptr_array_add(list, contact_value_name(&r->source, line));
		break;
	case USE_READING_PART:
		take_reading_part(r, line);
		break;
	case USE_TYPED:
		g_ptr_array_add(list, typed(r, line));
		break;
	case USE_ADDRESS:
		g_ptr_array_add(list, contact_value_address(&r->source, line));
		break;
	case USE_LABEL:
		keep_first(&r->card.label, content_value_text(&r->source, line));
		break;
	case USE_BINARY:
		take_binary(r, line);
		break;
	}
}

/* ---- telling ---- */

/* What stood in the card twice, or in parts, goes to its field. */
static void complete(struct card *c)
{
	if (c->fields[FIELD_NAME]->len == 0 && c->name)
		g_ptr_array_add(c->fields[FIELD_NAME], g_strdup(c->name));
	if (c->fields[FIELD_ADDRESS]->len == 0 && c->label)
		g_ptr_array_add(c->fields[FIELD_ADDRESS], g_strdup(c->label));
	if (c->family || c->given)
		g_ptr_array_add(c->fields[FIELD_READING],
				g_strdup_printf("%s %s", c->family ? c->family : "",
						c->given ? c->given : ""));
}

static void tell_card(struct reader *r)
{
	static const struct phrase head = { "連絡先（名刺）です", "A contact" };
	static const struct phrase left_out = { "写真などは省きました", "Pictures were left out" };
	const enum config_lang lang = r->options->lang;

	complete(&r->card);
	phrase_line(r->out, lang, &head, 0, NULL);
	for (int i = 0; i < FIELD_MAX; i++)
		for (guint k = 0; k < r->card.fields[i]->len; k++) {
			const char *value = g_ptr_array_index(r->card.fields[i], k);
			if (i == FIELD_NOTE)
				labelled_text(r->out, lang, &labels[i], value);
			else
				labelled_line(r->out, lang, &labels[i], value);
		}
	if (r->card.left_out > 0)
		phrase_line(r->out, lang, &left_out, 0, NULL);
}

static void end_card(struct reader *r)
{
	r->in_card = false;
	if (r->told >= r->options->limits->entries) {
		r->more++;
		r->found->limit_entries = true;
	} else {
		if (r->told++ > 0)
			g_string_append_c(r->out, '\n');
		tell_card(r);
	}
	card_clear(&r->card);
}

/* ---- the file ---- */

static bool is_vcard(const struct content_line *line)
{
	return g_ascii_strcasecmp(line->value, "VCARD") == 0;
}

static void take(struct reader *r, const struct content_line *line)
{
	if (content_line_is(line, "BEGIN") && is_vcard(line)) {
		if (r->in_card)
			end_card(r);
		card_init(&r->card);
		r->in_card = true;
	} else if (r->in_card && content_line_is(line, "END")) {
		end_card(r);
	} else if (r->in_card) {
		for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
			if (content_line_is(line, properties[i].name))
				take_property(r, &properties[i], line);
	}
}

void contact_to_text(GString *out, const char *buf, size_t n, const char *charset,
		     const struct text_options *options, struct body_found *found)
{
	static const struct phrase rest = { "連絡先が多いため、残りの{n}件は省きました",
					    "{n} more contacts were left out" };
	struct reader r = { .out = out, .options = options, .found = found };
	struct content_line line;

	content_line_open(&r.source, buf, n, charset, found);
	while (content_line_next(&r.source, &line))
		take(&r, &line);
	if (r.in_card) {
		found->malformed = true;
		end_card(&r);
	}
	/* What is no card is still what the sender wrote. */
	if (r.told == 0) {
		found->malformed = true;
		g_string_append_len(out, r.source.text->str, (gssize)r.source.text->len);
	}
	if (r.more > 0)
		phrase_line(out, options->lang, &rest, r.more, NULL);
	content_line_close(&r.source);
}
