/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_route.c: which way a mail goes: client → zone, recipient → zone,
 * pair of zones → block. Zones are sides: an address is in the one zone that
 * names it most closely, and `any` is what no other zone names. A refuse
 * block wins over all; without a block there is no way.
 * Tests: tests/unit/settings/test_policy_route.c.
 */
#include "policy_model.h"

#include <string.h>

static const struct zone *zone_of_client(const struct policy *p, const char *client)
{
	const struct zone *best = NULL, *any = NULL;
	int bits = -1;

	for (unsigned i = 0; i < p->zones->len; i++) {
		const struct zone *z = g_ptr_array_index(p->zones, i);
		int b = hosts_match_net(&z->clients, client);
		if (z->any_client)
			any = z;
		if (b > bits) {
			bits = b;
			best = z;
		}
	}
	return best ? best : any;
}

static const struct zone *zone_of_recipient(const struct policy *p, const char *recipient)
{
	const struct zone *best = NULL, *any = NULL;
	size_t closeness = 0;

	for (unsigned i = 0; i < p->zones->len; i++) {
		const struct zone *z = g_ptr_array_index(p->zones, i);
		size_t c = hosts_match_address(&z->domains, recipient);
		if (z->any_domain)
			any = z;
		if (c > closeness) {
			closeness = c;
			best = z;
		}
	}
	return best ? best : any;
}

static bool leads(const struct way *w, const struct zone *from, const struct zone *to)
{
	if (w->route != ROUTE_REFUSE)
		return from && to && w->from == from && w->to == to;
	return (!w->from || w->from == from) && (!w->to || w->to == to);
}

void policy_route(const struct policy *p, const char *client, const char *recipient,
		  struct route_answer *answer)
{
	const struct zone *from = zone_of_client(p, client);
	const struct zone *to = zone_of_recipient(p, recipient);
	const struct way *found = NULL;

	for (unsigned i = 0; i < p->ways->len; i++) {
		const struct way *w = g_ptr_array_index(p->ways, i);
		if (!leads(w, from, to))
			continue;
		if (!found || (w->route == ROUTE_REFUSE && found->route != ROUTE_REFUSE))
			found = w;
	}
	*answer = (struct route_answer){ ROUTE_NONE, "", "", "" };
	if (found)
		*answer = (struct route_answer){ found->route, found->name,
						 found->why ? found->why : "", found->where };
}

const char *policy_first_crossing(const struct policy *p)
{
	for (unsigned i = 0; i < p->ways->len; i++) {
		const struct way *w = g_ptr_array_index(p->ways, i);
		if (w->route == ROUTE_CROSSING)
			return w->name;
	}
	return NULL;
}

bool policy_has_crossing(const struct policy *p, const char *name)
{
	for (unsigned i = 0; i < p->ways->len; i++) {
		const struct way *w = g_ptr_array_index(p->ways, i);
		if (w->route == ROUTE_CROSSING && strcmp(w->name, name) == 0)
			return true;
	}
	return false;
}
