/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * builder_rules.c: body, rule and default blocks.
 * Tests: tests/unit/settings/test_policy_errors.c.
 */
#include "builder.h"

#include <stdio.h>
#include <string.h>

#include "misogi/text.h"
#include "predicates.h"

static const char *const releases[] = { "never", "self", "approval", "after-password", NULL };
static const char *const approvers[] = { "section-head", "security-team", NULL };

void builder_body(struct builder *s, const struct block *b)
{
	static const char *const keys[] = { "alternative", "html",    "links",	  "hidden",
					    "scan",	   "charset", "original", NULL };
	static const char *const alternatives[] = { "plain", "html", "both", NULL };
	static const char *const htmls[] = { "text", NULL };
	static const char *const links[] = { "show", "defang", "domain", "remove", NULL };
	static const char *const hiddens[] = { "drop", "mark", NULL };
	static const char *const scans[] = { "files", "all", NULL };
	static const char *const charsets[] = { "utf-8", "iso-2022-jp", NULL };
	struct body_policy *body = &s->policy->body;

	block_check_keys(s, b, keys);
	body->alternative =
		(enum body_alternative)block_choice(s, b, "alternative", alternatives, BODY_PLAIN);
	block_choice(s, b, "html", htmls, 0);
	body->links = (enum body_links)block_choice(s, b, "links", links, LINKS_SHOW);
	body->hidden = (enum body_hidden)block_choice(s, b, "hidden", hiddens, HIDDEN_DROP);
	body->scan = (enum body_scan)block_choice(s, b, "scan", scans, SCAN_FILES);
	body->charset =
		(enum mail_charset)block_choice(s, b, "charset", charsets, MAIL_CHARSET_UTF8);
	body->keep_original_seconds = block_original(s, b, 0);
	body->keep_original = body->keep_original_seconds > 0;
}

/* ---- match and except ---- */

/* "type:!pdf" begins a condition; what follows after commas belongs to it. */
static struct condition *begin_condition(struct builder *s, const struct word *w,
					 const char **first)
{
	const char *colon = strchr(w->text, ':');

	if (!colon) {
		complain(s->diags, w->at, predicate_nearest(w->text),
			 "\"%s\" is not a condition such as type:pdf",
			 "「%s」は type:pdf のような条件ではない", w->text);
		return NULL;
	}
	g_autofree char *word = g_strndup(w->text, (gsize)(colon - w->text));
	const struct predicate *predicate = predicate_find(word);
	if (!predicate) {
		complain(s->diags, w->at, predicate_nearest(word), "unknown condition \"%s\"",
			 "「%s」という条件はない", word);
		return NULL;
	}
	struct condition *c = condition_new();
	c->predicate = predicate;
	c->at = w->at;
	c->negated = colon[1] == '!';
	*first = colon + 1 + c->negated;
	return c;
}

static void add_value(struct builder *s, struct condition *c, const struct word *w,
		      const char *text)
{
	const char *colon = strchr(text, ':');
	g_autofree char *word = colon ? g_strndup(text, (gsize)(colon - text)) : NULL;
	struct value v;

	if (w->comma && word && predicate_find(word)) {
		complain(s->diags, w->at, NULL,
			 "conditions are separated by spaces; a comma joins values: \"%s\"",
			 "条件と条件の間は空白。「,」は値をつなぐもの：「%s」", w->text);
	} else if (*text == '!') {
		complain(s->diags, w->at, NULL, "! stands once, before all values of \"%s\"",
			 "「!」は「%s」の値の前に1つだけ書く", c->predicate->word);
	} else if (!*text) {
		complain(s->diags, w->at, NULL, "\"%s:\" has no value", "「%s:」の値がない",
			 c->predicate->word);
	} else if (predicate_value(s->policy, c->predicate, text, w->at, s->diags, &v)) {
		g_array_append_val(c->values, v);
	}
}

/* Adds the conditions of one line to ${conditions}. */
static void read_conditions(struct builder *s, const struct entry *e, GPtrArray *conditions)
{
	struct condition *c = NULL;

	for (unsigned i = 0; i < e->words->len; i++) {
		const struct word *w = g_ptr_array_index(e->words, i);
		const char *text = w->text;
		if (!w->comma) {
			c = begin_condition(s, w, &text);
			if (c)
				g_ptr_array_add(conditions, c);
		}
		if (c)
			add_value(s, c, w, text);
	}
}

static void read_matches(struct builder *s, const struct block *b, struct rule *r)
{
	for (unsigned i = 0; i < b->entries->len; i++) {
		const struct entry *e = g_ptr_array_index(b->entries, i);
		if (strcmp(e->key, "match") == 0) {
			read_conditions(s, e, r->match);
		} else if (strcmp(e->key, "except") == 0) {
			GPtrArray *except = conditions_new();
			read_conditions(s, e, except);
			g_ptr_array_add(r->excepts, except);
		}
	}
	if (!block_entry(b, "match"))
		complain(s->diags, b->at, NULL,
			 "rule \"%s\" has no match; what fits all is said in default",
			 "rule「%s」に match がない。すべてに当たるものは default に書く", b->name);
}

/* ---- actions ---- */

static const char *nearest_action(const char *typed)
{
	const char *words[PART_ACTION_MAX + MAIL_ACTION_MAX];
	size_t n = 0;

	for (int i = PART_DELIVER; i < PART_ACTION_MAX; i++)
		words[n++] = word_of(VOCABULARY_PART_ACTION, i);
	for (int i = MAIL_SANITIZE; i < MAIL_ACTION_MAX; i++)
		words[n++] = word_of(VOCABULARY_MAIL_ACTION, i);
	return word_nearest(typed, words, n);
}

static void add_action(struct builder *s, const struct word *w, struct rule *r)
{
	int action = word_find(VOCABULARY_PART_ACTION, w->text);

	if (word_find(VOCABULARY_MAIL_ACTION, w->text) >= 0) {
		complain(s->diags, w->at, NULL, "\"%s\" is for the whole mail and stands alone",
			 "「%s」はメール全体の扱いなので、ひとつだけで書く", w->text);
		return;
	}
	if (action <= PART_NONE) {
		complain(s->diags, w->at, nearest_action(w->text), "unknown action \"%s\"",
			 "「%s」という action はない", w->text);
		return;
	}
	enum part_action last = r->n_actions ? r->actions[r->n_actions - 1] : PART_NONE;
	bool twice = false;
	for (unsigned i = 0; i < r->n_actions; i++)
		twice |= r->actions[i] == (enum part_action)action;
	if (last >= PART_QUARANTINE)
		complain(s->diags, w->at, NULL, "nothing can follow \"%s\": it always succeeds",
			 "「%s」は必ず成功するので、そのあとは要らない",
			 word_of(VOCABULARY_PART_ACTION, (int)last));
	else if (twice)
		complain(s->diags, w->at, NULL, "\"%s\" stands twice", "「%s」が2回ある", w->text);
	else if (r->n_actions == DECISION_ACTIONS - (action < PART_QUARANTINE))
		complain(s->diags, w->at, NULL, "too many actions: \"%s\"",
			 "action が多すぎる：「%s」", w->text);
	else
		r->actions[r->n_actions++] = (enum part_action)action;
}

static bool is_of_message(const GPtrArray *conditions)
{
	for (unsigned i = 0; i < conditions->len; i++) {
		const struct condition *c = g_ptr_array_index(conditions, i);
		if (c->predicate->of == OF_PART)
			return false;
	}
	return true;
}

static void set_mail_action(struct builder *s, const struct word *w, int mail, struct rule *r)
{
	r->mail = (enum mail_action)mail;
	r->of_message = is_of_message(r->match);
	for (unsigned i = 0; i < r->excepts->len; i++)
		r->of_message &= is_of_message(g_ptr_array_index(r->excepts, i));
	if (mail == MAIL_PASS)
		complain(s->diags, w->at, NULL,
			 "%s is no action: write a pass block with from, to and why",
			 "%s は action ではない。from, to, why のある pass ブロックを書く",
			 w->text);
	else if (mail == MAIL_SANITIZE && !r->of_message)
		complain(s->diags, w->at, NULL,
			 "%s is for the whole mail, but a condition speaks of one file",
			 "%s はメール全体の扱いだが、条件がファイルのことを言っている", w->text);
	if (!r->of_message)
		r->actions[r->n_actions++] = PART_QUARANTINE;
}

static void read_actions(struct builder *s, const struct block *b, struct rule *r)
{
	const struct entry *e = block_entry(b, "action");

	if (!e) {
		complain(s->diags, b->at, NULL, "\"%s\" has no action", "「%s」に action がない",
			 b->name ? b->name : b->keyword);
		return;
	}
	if (!entry_is_list(s, e))
		return;
	const struct word *first = g_ptr_array_index(e->words, 0);
	int mail = word_find(VOCABULARY_MAIL_ACTION, first->text);
	if (mail >= 0 && e->words->len == 1) {
		set_mail_action(s, first, mail, r);
		return;
	}
	for (unsigned i = 0; i < e->words->len; i++)
		add_action(s, g_ptr_array_index(e->words, i), r);
	if (r->n_actions && r->actions[r->n_actions - 1] < PART_QUARANTINE)
		r->actions[r->n_actions++] = PART_QUARANTINE;
}

/* ---- the other keys ---- */

/* "2027-03-31", the last day on which the rule works. */
static void read_expires(struct builder *s, const struct block *b, struct rule *r)
{
	const char *text = block_word(s, b, "expires");
	int y = 0, m = 0, d = 0, end = 0;

	if (!text)
		return;
	if (strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &end) == 3 &&
	    end == 10) {
		g_autoptr(GDateTime) day = g_date_time_new_local(y, m, d, 0, 0, 0);
		if (day) {
			g_autoptr(GDateTime) after = g_date_time_add_days(day, 1);
			r->expires = g_strdup(text);
			r->expires_at = g_date_time_to_unix(after);
			return;
		}
	}
	const struct word *w = g_ptr_array_index(block_entry(b, "expires")->words, 0);
	complain(s->diags, w->at, NULL, "expires: \"%s\" is not a date such as 2027-03-31",
		 "expires：「%s」は 2027-03-31 のような日付ではない", text);
}

static void read_approvers(struct builder *s, const struct block *b, struct rule *r)
{
	const struct entry *e = block_entry(b, "approver");
	GString *all = g_string_new(NULL);

	if (e && entry_is_list(s, e)) {
		for (unsigned i = 0; i < e->words->len; i++) {
			const struct word *w = g_ptr_array_index(e->words, i);
			if (!g_strv_contains(approvers, w->text))
				complain(s->diags, w->at,
					 word_nearest(w->text, approvers,
						      G_N_ELEMENTS(approvers) - 1),
					 "unknown approver \"%s\"", "「%s」という approver はない",
					 w->text);
			g_string_append_printf(all, "%s%s", i ? ", " : "", w->text);
		}
	}
	r->approver = g_string_free(all, all->len == 0);
}

static void read_keep(struct builder *s, const struct block *b, struct rule *r)
{
	const char *text = block_word(s, b, "keep");

	r->keep_seconds = block_original(s, b, -1);
	if (text && block_entry(b, "original")) {
		complain(s->diags, block_entry(b, "keep")->at, NULL,
			 "\"keep\" and \"original\" say the same; write one (line %u)",
			 "「keep」と「original」は同じこと。どちらか1つ（%u行目）",
			 block_entry(b, "original")->at.line);
	} else if (text && !text_parse_duration(text, &r->keep_seconds)) {
		const struct word *w = g_ptr_array_index(block_entry(b, "keep")->words, 0);
		complain(s->diags, w->at, NULL, "keep: \"%s\" is not a time such as 30d",
			 "keep：「%s」は 30d のような期間ではない", text);
	}
}

static void read_common(struct builder *s, const struct block *b, struct rule *r)
{
	static const char *const tells[] = { "recipient", NULL };
	static const char *const passwords[] = { "same-mail", NULL };
	int release = block_choice(s, b, "release", releases, -1);

	r->at = b->at;
	r->where = block_where(b);
	r->release = release < 0 ? NULL : g_strdup(releases[release]);
	read_approvers(s, b, r);
	read_keep(s, b, r);
	r->tries_passwords = block_entry(b, "try-passwords") &&
			     block_choice(s, b, "try-passwords", passwords, -1) == 0;
	r->tell = block_entry(b, "tell") && block_choice(s, b, "tell", tells, -1) == 0;
	r->owner = g_strdup(block_word(s, b, "owner"));
	r->note = g_strdup(block_word(s, b, "note"));
}

void builder_rule(struct builder *s, const struct block *b)
{
	static const char *const keys[] = { "match",	"except", "action",   "release",
					    "approver", "keep",	  "original", "tell",
					    "owner",	"note",	  "expires",  "try-passwords",
					    NULL };
	struct rule *r = rule_new();

	if (s->policy->fallback)
		complain(s->diags, b->at, NULL, "rule \"%s\" stands after default (line %u)",
			 "rule「%s」が default（%u行目）のあとにある", b->name,
			 s->policy->fallback->at.line);
	block_check_keys(s, b, keys);
	r->name = g_strdup(b->name);
	for (unsigned i = 0; i < s->policy->rules->len; i++) {
		const struct rule *other = g_ptr_array_index(s->policy->rules, i);
		if (strcmp(other->name, r->name) == 0)
			complain(s->diags, b->name_at, NULL,
				 "rule \"%s\" stands twice (first on line %u)",
				 "rule「%s」が2回ある（前は%u行目）", r->name, other->at.line);
	}
	read_matches(s, b, r);
	read_actions(s, b, r);
	read_common(s, b, r);
	read_expires(s, b, r);
	g_ptr_array_add(s->policy->rules, r);
}

void builder_default(struct builder *s, const struct block *b)
{
	static const char *const keys[] = { "action",	"release", "approver", "keep",
					    "original", "tell",	   "owner",    "try-passwords",
					    "note",	NULL };
	struct rule *r = rule_new();

	block_check_keys(s, b, keys);
	r->name = g_strdup("default");
	read_actions(s, b, r);
	read_common(s, b, r);
	if (r->mail != MAIL_SANITIZE || r->of_message ||
	    (r->n_actions && r->actions[0] == PART_DELIVER))
		complain(s->diags, block_entry(b, "action")->at, NULL,
			 "default decides files and delivers none as it is; use a rule",
			 "default はファイルの扱い。メール全体の扱いと deliver は rule に書く");
	if (!r->release)
		r->release = g_strdup("never");
	if (!r->approver)
		r->approver = g_strdup("section-head");
	if (r->keep_seconds < 0)
		r->keep_seconds = 30 * 86400;
	s->policy->fallback = r;
}
