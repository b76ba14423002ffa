/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_show.c: the policy as it is understood: includes and list files
 * spelled out, defaults filled in, the floor as comments. It reads back as
 * the same policy. Tests: tests/unit/settings/test_policy_show.c.
 */
#include "predicates.h"

#include <string.h>

static void key_word(GString *out, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	g_string_append_printf(out, "\t%s = ", key);
	word_write(out, value);
	g_string_append_c(out, '\n');
}

static void key_hosts(GString *out, const char *key, const struct hosts *h, bool any)
{
	if (!any && h->entries->len == 0)
		return;
	g_string_append_printf(out, "\t%s = %s", key, any ? "any" : "");
	for (unsigned i = 0; i < h->entries->len; i++) {
		if (i)
			g_string_append(out, ", ");
		word_write(out, g_ptr_array_index(h->entries, i));
	}
	g_string_append_c(out, '\n');
}

static void open_block(GString *out, const char *keyword, const char *name)
{
	g_string_append_printf(out, "%s%s", keyword, name ? " " : "");
	if (name)
		word_write(out, name);
	g_string_append(out, " {\n");
}

static void close_block(GString *out)
{
	g_string_append(out, "}\n");
}

static void show_lists(GString *out, const struct policy *p)
{
	for (unsigned i = 0; i < p->lists->len; i++) {
		const struct list *l = g_ptr_array_index(p->lists, i);
		open_block(out, "list", l->name);
		key_hosts(out, "entries", &l->hosts, false);
		close_block(out);
	}
}

static void show_zones(GString *out, const struct policy *p)
{
	for (unsigned i = 0; i < p->zones->len; i++) {
		const struct zone *z = g_ptr_array_index(p->zones, i);
		open_block(out, "zone", z->name);
		key_hosts(out, "clients", &z->clients, z->any_client);
		key_hosts(out, "domains", &z->domains, z->any_domain);
		close_block(out);
	}
}

static void show_ways(GString *out, const struct policy *p)
{
	static const char *const keywords[] = { [ROUTE_NONE] = "",
						[ROUTE_REFUSE] = "refuse",
						[ROUTE_PASS] = "pass",
						[ROUTE_CROSSING] = "crossing" };

	for (unsigned i = 0; i < p->ways->len; i++) {
		const struct way *w = g_ptr_array_index(p->ways, i);
		open_block(out, keywords[w->route], w->name);
		key_word(out, "from", w->from ? w->from->name : NULL);
		key_word(out, "to", w->to ? w->to->name : NULL);
		key_word(out, "why", w->why);
		close_block(out);
	}
}

static void show_body(GString *out, const struct body_policy *b)
{
	static const char *const alternatives[] = { "plain", "html", "both" };
	static const char *const links[] = { "show", "defang", "domain", "remove" };

	open_block(out, "body", NULL);
	key_word(out, "alternative", alternatives[b->alternative]);
	key_word(out, "html", "text");
	key_word(out, "links", links[b->links]);
	key_word(out, "hidden", b->hidden == HIDDEN_DROP ? "drop" : "mark");
	key_word(out, "scan", b->scan == SCAN_FILES ? "files" : "all");
	key_word(out, "charset", b->charset == MAIL_CHARSET_UTF8 ? "utf-8" : "iso-2022-jp");
	if (b->keep_original)
		g_string_append_printf(out, "\toriginal = keep %" G_GINT64_FORMAT "s\n",
				       b->keep_original_seconds);
	close_block(out);
}

static void show_conditions(GString *out, const char *key, const GPtrArray *conditions)
{
	g_string_append_printf(out, "\t%s =", key);
	for (unsigned i = 0; i < conditions->len; i++) {
		g_autofree char *text = condition_text(g_ptr_array_index(conditions, i));
		g_string_append_printf(out, " %s", text);
	}
	g_string_append_c(out, '\n');
}

static void show_actions(GString *out, const struct rule *r)
{
	g_string_append(out, "\taction = ");
	if (r->mail != MAIL_SANITIZE || r->of_message)
		g_string_append(out, word_of(VOCABULARY_MAIL_ACTION, (int)r->mail));
	else
		for (unsigned i = 0; i < r->n_actions; i++)
			g_string_append_printf(out, "%s%s", i ? ", " : "",
					       word_of(VOCABULARY_PART_ACTION, (int)r->actions[i]));
	g_string_append_c(out, '\n');
}

static void show_rule(GString *out, const struct rule *r, bool is_default)
{
	g_string_append_printf(out, "# %s\n", r->where);
	open_block(out, is_default ? "default" : "rule", is_default ? NULL : r->name);
	if (!is_default)
		show_conditions(out, "match", r->match);
	for (unsigned i = 0; i < r->excepts->len; i++)
		show_conditions(out, "except", g_ptr_array_index(r->excepts, i));
	show_actions(out, r);
	key_word(out, "release", r->release);
	if (r->approver)
		g_string_append_printf(out, "\tapprover = %s\n", r->approver);
	if (r->keep_seconds >= 0)
		g_string_append_printf(out, "\tkeep = %" G_GINT64_FORMAT "s\n", r->keep_seconds);
	key_word(out, "try-passwords", r->tries_passwords ? "same-mail" : NULL);
	key_word(out, "tell", r->tell ? "recipient" : NULL);
	key_word(out, "owner", r->owner);
	key_word(out, "note", r->note);
	key_word(out, "expires", r->expires);
	close_block(out);
}

/* Findings whose floor is ${floor}, a comment line of them. */
static void show_findings(GString *out, enum finding_floor floor, const char *what)
{
	g_string_append_printf(out, "#   %s:", what);
	for (int i = 0; i < FINDING_MAX; i++)
		if (finding_floor_of((enum finding_id)i) == floor)
			g_string_append_printf(out, " %s", word_of(VOCABULARY_FINDING, i));
	g_string_append_c(out, '\n');
}

static void show_floor(GString *out)
{
	g_string_append(out, "# floor: built in, before and above all rules\n");
	show_findings(out, FLOOR_KEEP, "quarantine at least");
	show_findings(out, FLOOR_HOLD, "hold the whole mail at least");
	g_string_append(out, "#   infected: release = never\n"
			     "#   only what the scanner called clean is clean\n");
}

char *policy_show(const struct policy *p)
{
	GString *out = g_string_new(NULL);

	show_floor(out);
	show_lists(out, p);
	show_zones(out, p);
	show_ways(out, p);
	show_body(out, &p->body);
	for (unsigned i = 0; i < p->rules->len; i++)
		show_rule(out, g_ptr_array_index(p->rules, i), false);
	show_rule(out, p->fallback, true);
	return g_string_free(out, FALSE);
}
