/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_lint.c: what only the whole policy shows. A rule that can never be
 * reached is an error: its writer believes that it does something.
 * Tests: tests/unit/settings/test_policy_lint.c.
 */
#include "builder.h"

#include <string.h>

#include "predicates.h"

/* Whether each condition of ${outer} is implied by one of ${inner}. */
static bool conditions_cover(const GPtrArray *outer, const GPtrArray *inner)
{
	for (unsigned o = 0; o < outer->len; o++) {
		bool implied = false;
		for (unsigned i = 0; i < inner->len && !implied; i++)
			implied = condition_covers(g_ptr_array_index(outer, o),
						   g_ptr_array_index(inner, i));
		if (!implied)
			return false;
	}
	return true;
}

static bool rule_covers(const struct rule *earlier, const struct rule *later)
{
	/* Exceptions and expiry make room for the later one. */
	return earlier->of_message == later->of_message && !earlier->expires &&
	       earlier->excepts->len == 0 && conditions_cover(earlier->match, later->match);
}

static void check_shadowed(const struct policy *p, unsigned at, struct diags *diags)
{
	const struct rule *later = g_ptr_array_index(p->rules, at);

	for (unsigned i = 0; i < at; i++) {
		const struct rule *earlier = g_ptr_array_index(p->rules, i);
		if (!rule_covers(earlier, later))
			continue;
		complain(diags, later->at, NULL,
			 "rule \"%s\" can never match: \"%s\" (line %u) takes all of it",
			 "rule「%s」は決して当たらない：「%s」（%u行目）が先にすべて取る",
			 later->name, earlier->name, earlier->at.line);
		return;
	}
}

static void check_expiry(const struct policy *p, const struct rule *r, struct diags *diags)
{
	if (r->expires && p->loaded >= r->expires_at)
		complain_softly(diags, r->at, "rule \"%s\" expired on %s and does nothing",
				"rule「%s」は %s で期限が切れ、はたらかない", r->name, r->expires);
	else if (!r->expires && r->n_actions && r->actions[0] == PART_DELIVER)
		complain_softly(diags, r->at,
				"rule \"%s\" delivers files as they are; give it an expires date",
				"rule「%s」は原本をそのまま届ける例外。expires を書く", r->name);
}

void policy_lint(const struct policy *p, struct diags *diags)
{
	for (unsigned i = 0; i < p->rules->len; i++) {
		check_shadowed(p, i, diags);
		check_expiry(p, g_ptr_array_index(p->rules, i), diags);
	}
	if (!policy_first_crossing(p))
		complain_softly(diags, (struct at){ g_ptr_array_index(p->texts, 0), 0, 0 },
				"there is no crossing: every mail is refused",
				"crossing がないので、すべてのメールを受け取らない");
}
