/* SPDX-License-Identifier: BSD-2-Clause */
/* What only the whole policy shows: shadowed rules, expiry, exceptions without an end. */
#include "policy_unit.h"

static const struct {
	const char *first, *second;
	bool shadowed;
} rules[] = {
	{ "match = type:pdf", "match = type:pdf", true },
	{ "match = type:pdf", "match = type:pdf size:<=1M", true },
	{ "match = type:pdf,image", "match = type:image", true },
	{ "match = type:pdf", "match = type:pdf,image", false },
	{ "match = type:office", "match = type:docx,xlsx", true },
	{ "match = type:office", "match = type:docm", false },
	{ "match = type:docx", "match = type:office", false },
	{ "match = type:!pdf", "match = type:!pdf,image", true },
	{ "match = type:!pdf,image", "match = type:!pdf", false },
	{ "match = type:!pdf", "match = type:image", false },
	{ "match = size:<=20M", "match = size:<=10M", true },
	{ "match = size:<=20M", "match = size:<20M", true },
	{ "match = size:<20M", "match = size:<=20M", false },
	{ "match = size:<=10M", "match = size:<=20M", false },
	{ "match = size:>1M", "match = size:>=2M", true },
	{ "match = size:>1M", "match = size:<2M", false },
	{ "match = from:a.example", "match = from:x@a.example", true },
	{ "match = from:.example", "match = from:a.example", true },
	{ "match = from:a.example", "match = from:.a.example", false },
	{ "match = from:.a.example", "match = from:xa.example", false },
	{ "match = client:10.0.0.0/8", "match = client:10.1.0.0/16", true },
	{ "match = client:10.1.0.0/16", "match = client:10.0.0.0/8", false },
	{ "match = name:*", "match = name:*.exe", true },
	{ "match = type:pdf except = size:>1M", "match = type:pdf", false },
	{ "match = type:pdf expires = 2099-01-01", "match = type:pdf", false },
	{ "match = type:pdf", "match = type:pdf except = size:>1M", true },
	{ "match = macro:no", "match = macro:yes", false },
	{ "match = finding:macro", "match = finding:macro,name-long", false },
};

START_TEST(rule_that_can_never_match_is_an_error)
{
	g_autofree char *text = g_strdup_printf(
		ZONES "rule one { %s action = strip }\nrule two { %s action = text }\n" DEFAULT,
		rules[_i].first, rules[_i].second);
	g_autoptr(diags_t) d = diags_new();
	g_autoptr(policy_t) p = policy_parse(text, strlen(text), "p.conf", false, d);
	g_autofree char *lines = all_lines(d);

	ck_assert_msg((p == NULL) == rules[_i].shadowed, "%s | %s\n%s", rules[_i].first,
		      rules[_i].second, lines);
	if (rules[_i].shadowed)
		ck_assert_str_eq(
			lines, "p.conf:6:1: error: rule \"two\" can never match: \"one\" (line 5) "
			       "takes all of it\n");
}
END_TEST

START_TEST(rules_of_mails_and_of_files_do_not_shadow_each_other)
{
	g_autoptr(policy_t) p =
		good_policy(ZONES "rule a { match = from:a.example action = sanitize }\n"
				  "rule b { match = from:a.example action = text }\n"
				  "rule d { match = from:b.example action = hold }\n" DEFAULT);
	ck_assert_ptr_nonnull(p);
}
END_TEST

static const struct {
	const char *text, *want;
} warnings[] = {
	{ ZONES "rule a { match = type:pdf action = text expires = 2020-01-01 }\n" DEFAULT,
	  "p.conf:5:1: warning: rule \"a\" expired on 2020-01-01 and does nothing\n" },
	{ ZONES "rule a { match = type:pdf action = deliver }\n" DEFAULT,
	  "p.conf:5:1: warning: rule \"a\" delivers files as they are; give it an expires date\n" },
	{ ZONES "rule a { match = type:pdf action = deliver expires = 2099-01-01 }\n" DEFAULT, "" },
	{ DEFAULT, "p.conf: warning: there is no crossing: every mail is refused\n" },
};

START_TEST(warns_of_what_is_allowed_but_odd)
{
	g_autoptr(diags_t) d = diags_new();
	g_autoptr(policy_t) p =
		policy_parse(warnings[_i].text, strlen(warnings[_i].text), "p.conf", false, d);
	g_autofree char *lines = all_lines(d);

	ck_assert_ptr_nonnull(p);
	ck_assert_str_eq(lines, warnings[_i].want);
	ck_assert_uint_eq(d->errors, 0);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, rule_that_can_never_match_is_an_error, 0, G_N_ELEMENTS(rules));
	tcase_add_test(t, rules_of_mails_and_of_files_do_not_shadow_each_other);
	tcase_add_loop_test(t, warns_of_what_is_allowed_but_odd, 0, G_N_ELEMENTS(warnings));
}

UNIT_MAIN("policy_lint", add_tests)
