/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * builder_ways.c: zones, lists, and the blocks that name pairs of zones.
 * A way past the sanitizer (pass) must say all of it: both zones, why, and
 * never from whoever comes. Tests: tests/unit/settings/test_policy_errors.c,
 * test_policy_route.c.
 */
#include "builder.h"

#include <string.h>

#include "misogi/words.h"

static void complain_name_twice(struct builder *s, const struct block *b, struct at first)
{
	complain(s->diags, b->name_at, NULL, "%s \"%s\" stands twice (first on line %u)",
		 "%s「%s」が2回ある（前は%u行目）", b->keyword, b->name, first.line);
}

static void add_word(struct builder *s, const struct word *w, struct hosts *hosts)
{
	if (hosts_add(hosts, w->text) == HOST_BAD)
		complain(s->diags, w->at, NULL,
			 "\"%s\" is not an address, domain, .domain or network",
			 "「%s」はアドレス、ドメイン、.ドメイン、ネットワークのどれでもない",
			 w->text);
}

void builder_list(struct builder *s, const struct block *b)
{
	static const char *const keys[] = { "entries", "file", NULL };
	const struct entry *entries = block_entry(b, "entries");
	const struct entry *file = block_entry(b, "file");
	const struct list *twin = policy_list(s->policy, b->name);
	unsigned errors = s->diags->errors;

	block_check_keys(s, b, keys);
	if (twin) {
		complain_name_twice(s, b, twin->at);
		return;
	}
	struct list *l = g_new0(struct list, 1);
	l->name = g_strdup(b->name);
	l->at = b->at;
	hosts_init(&l->hosts);
	g_ptr_array_add(s->policy->lists, l);
	if (entries && entry_is_list(s, entries))
		for (unsigned i = 0; i < entries->words->len; i++)
			add_word(s, g_ptr_array_index(entries->words, i), &l->hosts);
	if (file && block_word(s, b, "file"))
		builder_list_file(s, file, g_ptr_array_index(file->words, 0), &l->hosts);
	if (l->hosts.entries->len == 0 && s->diags->errors == errors)
		complain(s->diags, b->name_at, NULL, "list \"%s\" is empty", "list「%s」が空",
			 b->name);
}

/* Whether another zone says ${text} already: then nobody knows on which side it is. */
static void check_alone(struct builder *s, const struct zone *z, const struct word *w,
			const char *text, bool client)
{
	for (unsigned i = 0; i < s->policy->zones->len; i++) {
		const struct zone *other = g_ptr_array_index(s->policy->zones, i);
		const struct hosts *h = client ? &other->clients : &other->domains;
		bool same = strcmp(text, "any") == 0 &&
			    (client ? other->any_client : other->any_domain);
		for (unsigned k = 0; k < h->entries->len && !same; k++)
			same = strcmp(g_ptr_array_index(h->entries, k), text) == 0;
		if (other == z || !same)
			continue;
		complain(s->diags, w->at, NULL, "\"%s\" is in zone \"%s\" already (line %u)",
			 "「%s」はもう zone「%s」にある（%u行目）", w->text, other->name,
			 other->at.line);
		return;
	}
}

static void add_to_zone(struct builder *s, struct zone *z, const struct word *w, bool client)
{
	struct hosts *hosts = client ? &z->clients : &z->domains;
	struct net net;
	g_autofree char *folded = NULL;
	enum host_kind kind = host_parse(w->text, &folded, &net);

	if (client ? kind == HOST_NET : kind == HOST_DOMAIN || kind == HOST_SUBDOMAIN) {
		hosts_add(hosts, w->text);
		check_alone(s, z, w, folded, client);
	} else if (client) {
		complain(s->diags, w->at, NULL, "\"%s\" is not a network such as 10.1.0.0/16",
			 "「%s」は 10.1.0.0/16 のようなネットワークではない", w->text);
	} else {
		complain(s->diags, w->at, NULL, "\"%s\" is not a domain or .domain",
			 "「%s」はドメインでも .ドメインでもない", w->text);
	}
}

static void fill_side(struct builder *s, struct zone *z, const struct entry *e, bool client)
{
	bool *any = client ? &z->any_client : &z->any_domain;

	if (!e || !entry_is_list(s, e))
		return;
	for (unsigned i = 0; i < e->words->len; i++) {
		const struct word *w = g_ptr_array_index(e->words, i);
		if (strcmp(w->text, "any") != 0) {
			add_to_zone(s, z, w, client);
		} else if (e->words->len > 1) {
			complain(s->diags, w->at, NULL, "\"%s\" stands alone: it is all the rest",
				 "「%s」は残り全部のことなので、ひとつだけで書く", w->text);
		} else {
			*any = true;
			check_alone(s, z, w, "any", client);
		}
	}
}

void builder_zone(struct builder *s, const struct block *b)
{
	static const char *const keys[] = { "clients", "domains", NULL };
	const struct zone *twin = policy_zone(s->policy, b->name);

	block_check_keys(s, b, keys);
	if (twin) {
		complain_name_twice(s, b, twin->at);
		return;
	}
	struct zone *z = g_new0(struct zone, 1);
	z->name = g_strdup(b->name);
	z->at = b->at;
	z->where = block_where(b);
	hosts_init(&z->clients);
	hosts_init(&z->domains);
	g_ptr_array_add(s->policy->zones, z);
	fill_side(s, z, block_entry(b, "clients"), true);
	fill_side(s, z, block_entry(b, "domains"), false);
	if (b->entries->len == 0)
		complain(s->diags, b->name_at, NULL, "zone \"%s\" is empty", "zone「%s」が空",
			 b->name);
}

/* The zone that ${key} names; NULL when absent or unknown. */
static const struct zone *zone_of(struct builder *s, const struct block *b, const char *key)
{
	const char *name = block_word(s, b, key);

	if (!name)
		return NULL;
	const struct zone *z = policy_zone(s->policy, name);
	if (z)
		return z;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (unsigned i = 0; i < s->policy->zones->len; i++)
		g_ptr_array_add(names,
				((struct zone *)g_ptr_array_index(s->policy->zones, i))->name);
	const struct word *w = g_ptr_array_index(block_entry(b, key)->words, 0);
	complain(s->diags, w->at, word_nearest(name, (const char *const *)names->pdata, names->len),
		 "unknown zone \"%s\"", "「%s」という zone はない", name);
	return NULL;
}

static void need(struct builder *s, const struct block *b, const char *key)
{
	if (!block_entry(b, key))
		complain(s->diags, b->at, NULL, "%s \"%s\" needs \"%s\"", "%s「%s」に「%s」が要る",
			 b->keyword, b->name, key);
}

static void check_twins(struct builder *s, const struct block *b, const struct way *w)
{
	for (unsigned i = 0; i < s->policy->ways->len; i++) {
		const struct way *other = g_ptr_array_index(s->policy->ways, i);
		bool both_refuse = w->route == ROUTE_REFUSE && other->route == ROUTE_REFUSE;
		bool neither = w->route != ROUTE_REFUSE && other->route != ROUTE_REFUSE;
		if (other->route == w->route && strcmp(other->name, w->name) == 0) {
			complain_name_twice(s, b, other->at);
			return;
		}
		if ((both_refuse || neither) && other->from == w->from && other->to == w->to &&
		    (w->from || w->to)) {
			complain(s->diags, b->at, NULL,
				 "the way of \"%s\" is that of \"%s\" already (line %u)",
				 "「%s」の行き先は、もう「%s」が決めている（%u行目）", w->name,
				 other->name, other->at.line);
			return;
		}
	}
}

static void check_way(struct builder *s, const struct block *b, const struct way *w)
{
	if (w->route != ROUTE_REFUSE) {
		need(s, b, "from");
		need(s, b, "to");
	} else if (!block_entry(b, "from") && !block_entry(b, "to")) {
		complain(s->diags, b->at, NULL, "refuse \"%s\" needs \"from\" or \"to\"",
			 "refuse「%s」に「from」か「to」が要る", b->name);
	}
	if (w->route != ROUTE_CROSSING)
		need(s, b, "why");
	if (w->route == ROUTE_PASS && w->from && w->from->any_client)
		complain(s->diags, block_entry(b, "from")->at, NULL,
			 "pass from zone \"%s\": its clients are any; what comes from anywhere is "
			 "never passed unchanged",
			 "zone「%s」は clients = "
			 "any。どこからでも来るものを無害化せずに通すことはできない",
			 w->from->name);
}

void builder_way(struct builder *s, const struct block *b)
{
	static const char *const crossing_keys[] = { "from", "to", NULL };
	static const char *const other_keys[] = { "from", "to", "why", NULL };
	struct way *w = g_new0(struct way, 1);

	w->route = ROUTE_CROSSING;
	if (strcmp(b->keyword, "refuse") == 0)
		w->route = ROUTE_REFUSE;
	else if (strcmp(b->keyword, "pass") == 0)
		w->route = ROUTE_PASS;
	block_check_keys(s, b, w->route == ROUTE_CROSSING ? crossing_keys : other_keys);
	w->name = g_strdup(b->name);
	w->at = b->at;
	w->where = block_where(b);
	w->from = zone_of(s, b, "from");
	w->to = zone_of(s, b, "to");
	w->why = g_strdup(w->route == ROUTE_CROSSING ? NULL : block_word(s, b, "why"));
	check_way(s, b, w);
	check_twins(s, b, w);
	g_ptr_array_add(s->policy->ways, w);
}
