/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_model.c: making and freeing what a policy is made of, and finding
 * its zones and lists by name. Tests: all of tests/unit/settings/test_policy_*.c.
 */
#include "policy_model.h"

#include <string.h>

static void value_clear(void *p)
{
	struct value *v = p;

	g_free(v->text);
}

struct condition *condition_new(void)
{
	struct condition *c = g_new0(struct condition, 1);

	c->values = g_array_new(FALSE, TRUE, sizeof(struct value));
	g_array_set_clear_func(c->values, value_clear);
	return c;
}

void condition_free(void *p)
{
	struct condition *c = p;

	g_array_unref(c->values);
	g_free(c);
}

GPtrArray *conditions_new(void)
{
	return g_ptr_array_new_with_free_func(condition_free);
}

struct rule *rule_new(void)
{
	struct rule *r = g_new0(struct rule, 1);

	r->match = conditions_new();
	r->excepts = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	r->mail = MAIL_SANITIZE;
	r->keep_seconds = -1;
	return r;
}

static void rule_free(void *p)
{
	struct rule *r = p;

	if (!r)
		return;
	g_free(r->name);
	g_free(r->where);
	g_ptr_array_unref(r->match);
	g_ptr_array_unref(r->excepts);
	g_free(r->release);
	g_free(r->approver);
	g_free(r->owner);
	g_free(r->note);
	g_free(r->expires);
	g_free(r);
}

static void zone_free(void *p)
{
	struct zone *z = p;

	g_free(z->name);
	g_free(z->where);
	hosts_clear(&z->clients);
	hosts_clear(&z->domains);
	g_free(z);
}

static void list_free(void *p)
{
	struct list *l = p;

	g_free(l->name);
	hosts_clear(&l->hosts);
	g_free(l);
}

static void way_free(void *p)
{
	struct way *w = p;

	g_free(w->name);
	g_free(w->why);
	g_free(w->where);
	g_free(w);
}

struct policy *policy_new(void)
{
	struct policy *p = g_new0(struct policy, 1);

	p->references = 1;
	p->texts = g_ptr_array_new_with_free_func(g_free);
	p->zones = g_ptr_array_new_with_free_func(zone_free);
	p->lists = g_ptr_array_new_with_free_func(list_free);
	p->ways = g_ptr_array_new_with_free_func(way_free);
	p->rules = g_ptr_array_new_with_free_func(rule_free);
	p->loaded = g_get_real_time() / G_USEC_PER_SEC;
	return p;
}

struct policy *policy_ref(struct policy *p)
{
	g_atomic_int_inc(&p->references);
	return p;
}

void policy_unref(struct policy *p)
{
	if (!p || !g_atomic_int_dec_and_test(&p->references))
		return;
	rule_free(p->fallback);
	g_ptr_array_unref(p->rules);
	g_ptr_array_unref(p->ways);
	g_ptr_array_unref(p->lists);
	g_ptr_array_unref(p->zones);
	g_ptr_array_unref(p->texts);
	g_free(p);
}

struct zone *policy_zone(const struct policy *p, const char *name)
{
	for (unsigned i = 0; i < p->zones->len; i++) {
		struct zone *z = g_ptr_array_index(p->zones, i);
		if (strcmp(z->name, name) == 0)
			return z;
	}
	return NULL;
}

struct list *policy_list(const struct policy *p, const char *name)
{
	for (unsigned i = 0; i < p->lists->len; i++) {
		struct list *l = g_ptr_array_index(p->lists, i);
		if (strcmp(l->name, name) == 0)
			return l;
	}
	return NULL;
}

const char *policy_digest(const struct policy *p)
{
	return p->digest;
}

const struct body_policy *policy_body(const struct policy *p)
{
	return &p->body;
}
