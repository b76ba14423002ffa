/* SPDX-License-Identifier: BSD-2-Clause */
/* Facts → decisions: what each condition matches, the first rule, the strictest recipient, the
 * floor. */
#include "policy_unit.h"

#include "predicates.h"

/* A mail from a@partner.example to b@city.example with one clean PDF of 1000 bytes. */
struct scene {
	struct envelope *e;
	struct message *m;
	struct part *part;
};

static struct scene scene_new(void)
{
	struct scene s = { envelope_new(), message_new(), NULL };

	g_free(s.e->sender);
	s.e->sender = g_strdup("a@partner.example");
	g_free(s.e->client);
	s.e->client = g_strdup("203.0.113.5");
	s.e->received = 1790000000; /* 2026-09-21 */
	envelope_add_recipient(s.e, "b@city.example", "inbound");
	s.part = message_add_part(s.m, "2", -1);
	s.part->is_attachment = true;
	s.part->class = CLASS_PDF;
	g_free(s.part->type);
	s.part->type = g_strdup("pdf");
	g_free(s.part->name);
	s.part->name = g_strdup("見積書 Final.PDF");
	s.part->size = 1000;
	s.part->scan = SCAN_CLEAN;
	return s;
}

static void scene_free(struct scene *s)
{
	envelope_free(s->e);
	message_free(s->m);
}

#define LISTS                                                                                      \
	"list partners { entries = partner.example, .pref.example, <>, x@y.example }\n"            \
	"list nets { entries = 203.0.113.0/24 }\n"

static const struct {
	const char *condition;
	bool matches;
} conditions[] = {
	{ "crossing:inbound", true },
	{ "crossing:outbound", false },
	{ "crossing:outbound,inbound", true },
	{ "crossing:!inbound", false },
	{ "from:a@partner.example", true },
	{ "from:A@Partner.Example", true },
	{ "from:partner.example", true },
	{ "from:.partner.example", false },
	{ "from:.example", true },
	{ "from:artner.example", false },
	{ "from:b@partner.example", false },
	{ "from:@partners", true },
	{ "from:!@partners", false },
	{ "from:<>", false },
	{ "to:b@city.example", true },
	{ "to:city.example", true },
	{ "to:!@partners", true },
	{ "client:203.0.113.0/24", true },
	{ "client:203.0.113.5", true },
	{ "client:10.0.0.0/8,2001:db8::/32", false },
	{ "client:@nets", true },
	{ "type:pdf", true },
	{ "type:image,pdf", true },
	{ "type:!pdf,image", false },
	{ "type:!image", true },
	{ "type:docx", false },
	{ "size:<=1000", true },
	{ "size:<1000", false },
	{ "size:>999", true },
	{ "size:>=1001", false },
	{ "size:=1000", true },
	{ "size:<=1K", true },
	{ "size:>20M,<10", false },
	{ "name:*.pdf", true },
	{ "name:*.exe,見積*", true },
	{ "name:\"見積書 final.pdf\"", true },
	{ "name:*見積*.???", true },
	{ "name:見積", false },
	{ "name:*", true },
	{ "finding:macro", false },
	{ "scan:clean", true },
	{ "scan:infected,not-scanned", false },
	{ "encrypted:no", true },
	{ "encrypted:yes", false },
	{ "macro:no", true },
	{ "macro:yes", false },
	{ "auth:none", true },
	{ "auth:!pass", true },
	{ "attachments:>0", true },
	{ "attachments:>=2", false },
	{ "recipients:=1", true },
	{ "recipients:>1", false },
	{ "type:pdf size:<=20M", true },
	{ "type:pdf size:>20M", false },
};

START_TEST(condition_matches_or_not)
{
	struct scene s = scene_new();
	g_autofree char *text =
		g_strdup_printf(ZONES LISTS "rule hit { match = %s action = strip }\n" DEFAULT,
				conditions[_i].condition);
	g_autoptr(policy_t) p = good_policy(text);
	struct decision d;

	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_msg((strcmp(d.rule, "hit") == 0) == conditions[_i].matches, "%s",
		      conditions[_i].condition);
	scene_free(&s);
}
END_TEST

START_TEST(findings_and_classes_speak_of_the_part)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p =
		good_policy(ZONES "rule e { match = encrypted:yes action = strip }\n"
				  "rule m { match = macro:yes action = strip }\n"
				  "rule f { match = finding:name-long action = strip }\n" DEFAULT);

	message_find(s.m, s.part, FINDING_NAME_LONG, "", "", 10);
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "f");
	message_find(s.m, s.part, FINDING_MACRO, "", "", 10);
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "m");
	s.part->class = CLASS_ENCRYPTED;
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "e");
	scene_free(&s);
}
END_TEST

START_TEST(null_sender_is_matched_by_its_sign)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p =
		good_policy(ZONES LISTS "rule n { match = from:<> action = strip }\n"
					"rule l { match = from:@partners action = strip }\n"
					"rule d { match = from:example action = strip }\n" DEFAULT);

	g_free(s.e->sender);
	s.e->sender = g_strdup("");
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "n");
	scene_free(&s);
}
END_TEST

START_TEST(first_match_wins_and_except_lets_through)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p = good_policy(
		ZONES "rule one { match = type:image action = strip }\n"
		      "rule two { match = type:pdf except = size:<=2K auth:none except = name:x "
		      "action = strip }\n"
		      "rule three { match = type:pdf match = size:<=1M action = text keep = 3d }\n"
		      "rule four { match = name:*.pdf action = strip }\n" DEFAULT);

	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "three");
	ck_assert_str_eq(d.where, "p.conf:7");
	ck_assert_int_eq(d.actions[0], PART_TEXT);
	ck_assert_int_eq(d.actions[1], PART_QUARANTINE);
	ck_assert_uint_eq(d.n_actions, 2);
	ck_assert_int_eq(d.keep_seconds, 3 * 86400);
	ck_assert_str_eq(d.release, "approval");
	ck_assert_str_eq(d.approver, "section-head");
	ck_assert_int_eq(d.mail, MAIL_SANITIZE);
	ck_assert(!d.recipients_differ);
	ck_assert_ptr_null(d.floor);
	s.m->auth = AUTH_FAIL;
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "two");
	scene_free(&s);
}
END_TEST

START_TEST(default_takes_the_rest)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p = good_policy(ZONES "default { action = disarm, image-pdf }\n");

	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "default");
	ck_assert_uint_eq(d.n_actions, 3);
	ck_assert_int_eq(d.actions[2], PART_QUARANTINE);
	ck_assert_str_eq(d.release, "never");
	ck_assert_str_eq(d.approver, "");
	ck_assert_int_eq(d.keep_seconds, 30 * 86400);
	scene_free(&s);
}
END_TEST

/* What each of two recipients gets, and what both get then. */
static const struct {
	const char *name, *b, *c;
	enum part_action action;
	enum mail_action mail;
	const char *release, *rule;
	bool differ;
} pairs[] = {
	{ "same rule", "action = text release = self", NULL, PART_TEXT, MAIL_SANITIZE, "self", "b",
	  false },
	{ "quarantine over text", "action = text", "action = quarantine", PART_QUARANTINE,
	  MAIL_SANITIZE, "approval", "c", true },
	{ "order of recipients does not count", "action = quarantine", "action = text",
	  PART_QUARANTINE, MAIL_SANITIZE, "approval", "b", true },
	{ "strip over quarantine", "action = quarantine", "action = strip", PART_STRIP,
	  MAIL_SANITIZE, "approval", "c", true },
	{ "second action counts", "action = disarm, quarantine", "action = disarm, strip",
	  PART_DISARM, MAIL_SANITIZE, "approval", "c", true },
	{ "hold over all part actions", "action = strip", "action = hold", PART_QUARANTINE,
	  MAIL_HOLD, "approval", "c", true },
	{ "reject over hold", "action = reject", "action = hold", PART_QUARANTINE, MAIL_REJECT,
	  "approval", "b", true },
	{ "the strictest release of all", "action = quarantine release = self",
	  "action = text release = never", PART_QUARANTINE, MAIL_SANITIZE, "never", "b", true },
};

START_TEST(strictest_recipient_decides)
{
	struct scene s = scene_new();
	struct decision d;
	g_autofree char *second =
		pairs[_i].c ? g_strdup_printf("rule c { match = to:c@city.example type:pdf %s }\n",
					      pairs[_i].c)
			    : g_strdup("");
	g_autofree char *text = g_strdup_printf(
		ZONES "rule b { match = to:%s type:pdf %s }\n%s" DEFAULT,
		pairs[_i].c ? "b@city.example" : "city.example", pairs[_i].b, second);
	g_autoptr(policy_t) p = good_policy(text);

	envelope_add_recipient(s.e, "c@city.example", "inbound");
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_msg(d.actions[0] == pairs[_i].action, "%s: %s", pairs[_i].name,
		      word_of(VOCABULARY_PART_ACTION, (int)d.actions[0]));
	ck_assert_msg(d.mail == pairs[_i].mail, "%s", pairs[_i].name);
	ck_assert_msg(strcmp(d.release, pairs[_i].release) == 0, "%s: %s", pairs[_i].name,
		      d.release);
	ck_assert_msg(strcmp(d.rule, pairs[_i].rule) == 0, "%s: %s", pairs[_i].name, d.rule);
	ck_assert_msg(d.recipients_differ == pairs[_i].differ, "%s", pairs[_i].name);
	scene_free(&s);
}
END_TEST

/* The most permissive policy there is; the floor must hold under it. */
#define WEAK                                                                                       \
	ZONES "rule all { match = name:* action = deliver release = self expires = 2099-01-01 "    \
	      "}\n" DEFAULT

static const struct {
	const char *name;
	enum scan_answer scan;
	int finding; /* -1: none */
	enum class class;
	const char *floor, *release;
	enum part_action action;
	enum mail_action mail;
} floors[] = {
	{ "clean", SCAN_CLEAN, -1, CLASS_PDF, NULL, "self", PART_DELIVER, MAIL_SANITIZE },
	{ "infected by the scanner", SCAN_INFECTED, -1, CLASS_PDF, "infected", "never",
	  PART_QUARANTINE, MAIL_SANITIZE },
	{ "infected by the finding", SCAN_CLEAN, FINDING_INFECTED, CLASS_PDF, "infected", "never",
	  PART_QUARANTINE, MAIL_SANITIZE },
	{ "not scanned", SCAN_NOT_SCANNED, -1, CLASS_PDF, "not-scanned", "self", PART_QUARANTINE,
	  MAIL_SANITIZE },
	{ "not needed is not clean", SCAN_NOT_NEEDED, -1, CLASS_PDF, "not-scanned", "self",
	  PART_QUARANTINE, MAIL_SANITIZE },
	{ "unknown class", SCAN_CLEAN, -1, CLASS_UNKNOWN, "type-unknown", "self", PART_QUARANTINE,
	  MAIL_SANITIZE },
	{ "encrypted class", SCAN_CLEAN, -1, CLASS_ENCRYPTED, "encrypted", "self", PART_QUARANTINE,
	  MAIL_SANITIZE },
	{ "a finding of KEEP", SCAN_CLEAN, FINDING_TYPE_MISMATCH, CLASS_PDF, "type-mismatch",
	  "self", PART_QUARANTINE, MAIL_SANITIZE },
	{ "a finding of HOLD", SCAN_CLEAN, FINDING_LIMIT_PARTS, CLASS_PDF, "limit-parts", "self",
	  PART_QUARANTINE, MAIL_HOLD },
	{ "a finding of no weight", SCAN_CLEAN, FINDING_NAME_LONG, CLASS_PDF, NULL, "self",
	  PART_DELIVER, MAIL_SANITIZE },
};

START_TEST(floor_holds_under_the_weakest_policy)
{
	struct scene s = scene_new();
	g_autoptr(policy_t) p = good_policy(WEAK);
	struct decision d;

	s.part->scan = floors[_i].scan;
	s.part->class = floors[_i].class;
	if (floors[_i].finding >= 0)
		message_find(s.m, s.part, (enum finding_id)floors[_i].finding, "", "", 10);
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_msg(g_strcmp0(d.floor, floors[_i].floor) == 0, "%s: %s", floors[_i].name,
		      d.floor);
	ck_assert_msg(d.actions[0] == floors[_i].action, "%s", floors[_i].name);
	ck_assert_msg(d.mail == floors[_i].mail, "%s", floors[_i].name);
	ck_assert_msg(strcmp(d.release, floors[_i].release) == 0, "%s: %s", floors[_i].name,
		      d.release);
	scene_free(&s);
}
END_TEST

/* Each finding with a floor, under the weakest policy: nothing is forgotten when the table grows.
 */
START_TEST(floor_of_each_finding_holds)
{
	g_autoptr(policy_t) p = good_policy(WEAK);

	for (int id = 0; id < FINDING_MAX; id++) {
		struct scene s = scene_new();
		struct decision d, whole;
		enum finding_floor floor = finding_floor_of((enum finding_id)id);
		message_find(s.m, s.part, (enum finding_id)id, "", "", 10);
		policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
		policy_decide_message(p, s.e, s.m, NULL, &whole);
		ck_assert_msg((d.actions[0] >= PART_QUARANTINE) == (floor != FLOOR_OK), "%s",
			      word_of(VOCABULARY_FINDING, id));
		ck_assert_int_eq(whole.mail, floor == FLOOR_HOLD ? MAIL_HOLD : MAIL_SANITIZE);
		scene_free(&s);
	}
}
END_TEST

START_TEST(floor_leaves_what_is_stricter)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p =
		good_policy(ZONES "rule r { match = from:partner.example action = reject }\n"
				  "default { action = strip }\n");

	s.part->scan = SCAN_INFECTED;
	message_find(s.m, NULL, FINDING_LIMIT_HEADERS, "", "", 10);
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_int_eq(d.actions[0], PART_STRIP);
	ck_assert_ptr_null(d.floor);
	policy_decide_message(p, s.e, s.m, NULL, &d);
	ck_assert_int_eq(d.mail, MAIL_REJECT);
	ck_assert_ptr_null(d.floor);
	scene_free(&s);
}
END_TEST

START_TEST(an_archive_that_was_unlocked_is_opened_without_a_verdict_on_its_outside)
{
	static const struct {
		enum scan_answer scan;
		bool unlocked;
		enum part_action want;
	} cases[] = {
		{ SCAN_NOT_SCANNED, true, PART_OPEN },
		{ SCAN_NOT_SCANNED, false, PART_QUARANTINE },
		{ SCAN_INFECTED, true, PART_QUARANTINE },
	};
	g_autoptr(policy_t) p = good_policy(ZONES "default { action = open }\n");

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct scene s = scene_new();
		struct decision d;
		s.part->class = CLASS_ARCHIVE;
		s.part->scan = cases[i].scan;
		if (cases[i].unlocked)
			message_find(s.m, s.part, FINDING_PASSWORD_FOUND, "", "", 10);
		policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
		ck_assert_msg(d.actions[0] == cases[i].want, "%zu", i);
		scene_free(&s);
	}
}
END_TEST

START_TEST(text_needs_no_scan)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p = good_policy(ZONES "default { action = text }\n");

	s.part->scan = SCAN_NOT_NEEDED;
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_int_eq(d.actions[0], PART_TEXT);
	scene_free(&s);
}
END_TEST

static const struct {
	const char *name, *rules, *rule;
	enum mail_action mail;
} messages[] = {
	{ "no rule speaks", "", "", MAIL_SANITIZE },
	{ "by sender", "rule a { match = from:partner.example action = hold }\n", "a", MAIL_HOLD },
	{ "a rule of files does not speak here", "rule a { match = type:pdf action = hold }\n", "",
	  MAIL_SANITIZE },
	{ "a part action does not speak here", "rule a { match = from:.example action = strip }\n",
	  "", MAIL_SANITIZE },
	{ "exceptions of files make it one of files",
	  "rule a { match = from:.example except = type:pdf action = hold }\n", "", MAIL_SANITIZE },
	{ "first match",
	  "rule a { match = from:b.example action = reject }\n"
	  "rule b { match = attachments:>0 action = discard }\n"
	  "rule c { match = recipients:>0 action = hold }\n",
	  "b", MAIL_DISCARD },
	{ "sanitize stops",
	  "rule a { match = from:partner.example action = sanitize }\n"
	  "rule b { match = attachments:>0 action = hold }\n",
	  "a", MAIL_SANITIZE },
	{ "a finding anywhere", "rule a { match = finding:macro action = reject }\n", "a",
	  MAIL_REJECT },
	{ "defer", "rule a { match = auth:none action = defer }\n", "a", MAIL_DEFER },
};

START_TEST(message_rules_decide_the_message)
{
	struct scene s = scene_new();
	g_autofree char *text = g_strconcat(ZONES, messages[_i].rules, DEFAULT, NULL);
	g_autoptr(policy_t) p = good_policy(text);
	struct decision d;

	message_find(s.m, s.part, FINDING_MACRO, "2", "", 10);
	policy_decide_message(p, s.e, s.m, NULL, &d);
	ck_assert_msg(d.mail == messages[_i].mail, "%s", messages[_i].name);
	ck_assert_msg(strcmp(d.rule, messages[_i].rule) == 0, "%s: %s", messages[_i].name, d.rule);
	scene_free(&s);
}
END_TEST

START_TEST(expired_rule_does_nothing_from_the_next_day_on)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p = good_policy(
		ZONES "rule a { match = type:pdf action = text expires = 2026-09-21 }\n" DEFAULT);
	g_autoptr(GDateTime) midnight = g_date_time_new_local(2026, 9, 22, 0, 0, 0);

	s.e->received = g_date_time_to_unix(midnight) - 1;
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "a");
	s.e->received++;
	policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
	ck_assert_str_eq(d.rule, "default");
	scene_free(&s);
}
END_TEST

START_TEST(trace_says_why_not_and_why)
{
	static const char *const want[] = {
		"2|one|p.conf:5|no|type is pdf, not executable,script",
		"2|two|p.conf:6|no|from is a@partner.example, refused by from:!partner.example",
		"2|three|p.conf:7|no|excepted by size:<=1K",
		"2|four|p.conf:8|no|expired on 2026-01-01",
		"2|five|p.conf:9|yes|disarm, quarantine",
		"2|floor||yes|not-scanned: quarantine at least, whatever a rule says",
	};
	static const char *const japanese[] = {
		"type は pdf で、executable,script ではない",
		"from は a@partner.example で、from:!partner.example に当たらない",
		"except の size:<=1K に当たる",
		"期限切れ（2026-01-01）",
		"disarm, quarantine",
		"not-scanned: どの規則でも quarantine より緩くはならない",
	};
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p = good_policy(
		ZONES "rule one { match = type:executable,script action = strip }\n"
		      "rule two { match = from:!partner.example action = strip }\n"
		      "rule three { match = type:pdf except = size:<=1K action = strip }\n"
		      "rule four { match = type:pdf action = strip expires = 2026-01-01 }\n"
		      "rule five { match = type:pdf,image action = disarm }\n"
		      "rule six { match = name:never action = strip }\n" DEFAULT);

	s.part->scan = SCAN_NOT_SCANNED;
	policy_decide_part(p, s.e, s.m, s.part, s.m, &d);
	ck_assert_uint_eq(s.m->trace->len, G_N_ELEMENTS(want));
	for (unsigned i = 0; i < s.m->trace->len; i++) {
		const struct trace *t = g_ptr_array_index(s.m->trace, i);
		g_autofree char *got = g_strdup_printf("%s|%s|%s|%s|%s", t->part, t->rule, t->where,
						       t->matched ? "yes" : "no", t->why);
		ck_assert_str_eq(got, want[i]);
		ck_assert_str_eq(t->why_ja, japanese[i]);
	}
	scene_free(&s);
}
END_TEST

START_TEST(mail_without_recipients_is_decided)
{
	struct scene s = scene_new();
	struct decision d;
	g_autoptr(policy_t) p =
		good_policy(ZONES "rule a { match = to:city.example action = strip }\n" DEFAULT);

	g_ptr_array_set_size(s.e->recipients, 0);
	policy_decide_part(p, s.e, s.m, s.part, s.m, &d);
	ck_assert_str_eq(d.rule, "default");
	scene_free(&s);
}
END_TEST

START_TEST(passwords_are_tried_when_all_recipients_rules_say_so)
{
	static const struct {
		const char *rules;
		bool tries;
	} cases[] = {
		{ "rule a { match = type:pdf action = quarantine try-passwords = same-mail }",
		  true },
		{ "rule a { match = type:pdf action = quarantine }", false },
		{ "rule a { match = type:zip action = quarantine try-passwords = same-mail }",
		  false },
		{ "rule c { match = to:c@city.example action = quarantine }"
		  "rule a { match = type:pdf action = quarantine try-passwords = same-mail }",
		  false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strconcat(ZONES, cases[i].rules, DEFAULT, NULL);
		g_autoptr(policy_t) p = good_policy(text);
		struct scene s = scene_new();
		struct decision d;
		envelope_add_recipient(s.e, "c@city.example", "inbound");
		policy_decide_part(p, s.e, s.m, s.part, NULL, &d);
		ck_assert_msg(d.tries_passwords == cases[i].tries, "%s", cases[i].rules);
		scene_free(&s);
	}
}
END_TEST

START_TEST(glob_is_linear)
{
	GString *glob = g_string_new(NULL), *name = g_string_new(NULL);

	for (int i = 0; i < 400; i++) {
		g_string_append(glob, "*a");
		g_string_append(name, "aaa");
	}
	g_string_append_c(glob, 'b');
	ck_assert(!glob_matches(glob->str, name->str));
	g_string_free(glob, TRUE);
	g_string_free(name, TRUE);
	ck_assert(glob_matches("", ""));
	ck_assert(!glob_matches("?", ""));
	ck_assert(glob_matches("あ?う", "あいう"));
	ck_assert(glob_matches("*い*", "あいう"));
	ck_assert(!glob_matches("a*b*c", "a-b-"));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, condition_matches_or_not, 0, G_N_ELEMENTS(conditions));
	tcase_add_test(t, findings_and_classes_speak_of_the_part);
	tcase_add_test(t, null_sender_is_matched_by_its_sign);
	tcase_add_test(t, first_match_wins_and_except_lets_through);
	tcase_add_test(t, default_takes_the_rest);
	tcase_add_loop_test(t, strictest_recipient_decides, 0, G_N_ELEMENTS(pairs));
	tcase_add_loop_test(t, floor_holds_under_the_weakest_policy, 0, G_N_ELEMENTS(floors));
	tcase_add_test(t, floor_of_each_finding_holds);
	tcase_add_test(t, floor_leaves_what_is_stricter);
	tcase_add_test(t, an_archive_that_was_unlocked_is_opened_without_a_verdict_on_its_outside);
	tcase_add_test(t, text_needs_no_scan);
	tcase_add_loop_test(t, message_rules_decide_the_message, 0, G_N_ELEMENTS(messages));
	tcase_add_test(t, expired_rule_does_nothing_from_the_next_day_on);
	tcase_add_test(t, trace_says_why_not_and_why);
	tcase_add_test(t, mail_without_recipients_is_decided);
	tcase_add_test(t, passwords_are_tried_when_all_recipients_rules_say_so);
	tcase_add_test(t, glob_is_linear);
}

UNIT_MAIN("policy_decide", add_tests)
