/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_unit.h: what the tests of policies share: a good frame of zones and
 * crossings, parsing that must succeed, diagnostics as one string.
 */
#ifndef POLICY_UNIT_H
#define POLICY_UNIT_H

#include "unit.h"

#include <string.h>

#include "misogi/policy.h"

#define ZONES                                                                                      \
	"zone lgwan { clients = 10.1.0.0/16 domains = city.example, .city.example }\n"             \
	"zone internet { clients = any domains = any }\n"                                          \
	"crossing inbound { from = internet to = lgwan }\n"                                        \
	"crossing outbound { from = lgwan to = internet }\n"
#define DEFAULT "default { action = quarantine release = approval }\n"

/* Every diagnostic as a line. Caller frees. */
static inline char *all_lines(const struct diags *d)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < d->list->len; i++) {
		g_autofree char *line = diag_line(g_ptr_array_index(d->list, i), false);
		g_string_append_printf(out, "%s\n", line);
	}
	return g_string_free(out, FALSE);
}

/* The policy of ${text}, which must be good; warnings are allowed. */
static inline struct policy *good_policy(const char *text)
{
	g_autoptr(diags_t) d = diags_new();
	struct policy *p = policy_parse(text, strlen(text), "p.conf", false, d);
	g_autofree char *lines = all_lines(d);

	ck_assert_msg(p != NULL, "refused:\n%s\n%s", text, lines);
	return p;
}

#endif
