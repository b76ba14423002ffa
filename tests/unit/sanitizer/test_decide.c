/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_decide.c: the policy's answers on whole mails: fall-backs, floor, parts that follow their
 * mail.
 */
#include "sanitizer/host.h"

#define MAIL_WITH(type, name, content)                                                             \
	"Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"                          \
	"--x\r\n\r\nhello\r\n"                                                                     \
	"--x\r\nContent-Type: " type "\r\nContent-Disposition: attachment; filename=" name         \
	"\r\n\r\n" content "\r\n--x--\r\n"
#define PDF                                                                                        \
	MAIL_WITH("application/pdf", "a.pdf",                                                      \
		  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                         \
		  "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Size 3/Root 1 0 R>>\n"   \
		  "%%EOF\n")
#define GZIP                                                                                       \
	MAIL_WITH("application/gzip\r\nContent-Transfer-Encoding: base64", "a.gz",                 \
		  "H4sIAAAAAAAAA0sEAEO+t+gBAAAA")
#define TXT MAIL_WITH("text/plain", "a.txt", "attached words")

static struct message *decided(const char *raw, const char *rules)
{
	g_autofree char *text = g_strconcat(HOST_POLICY_HEAD, rules, HOST_POLICY_TAIL, NULL);

	return host_run(raw, strlen(raw), NULL, text, NULL);
}

START_TEST(takes_the_first_action_that_can_be_had)
{
	static const struct {
		const char *name, *raw, *rules;
		enum part_action wanted, want;
		bool unavailable;
	} cases[] = {
		{ "default", PDF, "", PART_QUARANTINE, PART_QUARANTINE, false },
		{ "strip", PDF, "rule \"r\" { match = type:pdf action = strip }", PART_STRIP,
		  PART_STRIP, false },
		{ "image", PDF, "rule \"r\" { match = type:pdf action = image-pdf, quarantine }",
		  PART_IMAGE_PDF, PART_QUARANTINE, true },
		{ "disarm, strip", PDF, "rule \"r\" { match = type:pdf action = disarm, strip }",
		  PART_DISARM, PART_STRIP, true },
		{ "text of a PDF", PDF, "rule \"r\" { match = type:pdf action = text, quarantine }",
		  PART_TEXT, PART_QUARANTINE, false },
		{ "text of a PDF, or nothing", PDF, "rule \"r\" { match = type:pdf action = text }",
		  PART_TEXT, PART_QUARANTINE, false },
		{ "disarm, or nothing", PDF, "rule \"r\" { match = type:pdf action = disarm }",
		  PART_DISARM, PART_QUARANTINE, true },
		{ "deliver", PDF, "rule \"r\" { match = type:pdf action = deliver }", PART_DELIVER,
		  PART_DELIVER, false },
		{ "deliver an archive", GZIP, "rule \"r\" { match = type:gzip action = deliver }",
		  PART_DELIVER, PART_QUARANTINE, false },
		{ "open what is no archive", PDF,
		  "rule \"r\" { match = type:pdf action = open, strip }", PART_OPEN, PART_STRIP,
		  false },
		{ "text of text", TXT, "rule \"r\" { match = type:text action = text, quarantine }",
		  PART_TEXT, PART_TEXT, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(message_t) m = decided(cases[i].raw, cases[i].rules);
		const struct part *p = host_part(m, "2");
		ck_assert_msg(p->wanted == cases[i].wanted, "%s", cases[i].name);
		ck_assert_msg(p->action == cases[i].want, "%s: got %s", cases[i].name,
			      word_of(VOCABULARY_PART_ACTION, (int)p->action));
		ck_assert_msg(part_has_finding(p, FINDING_ACTION_UNAVAILABLE) ==
				      cases[i].unavailable,
			      "%s", cases[i].name);
		ck_assert_int_eq(m->action, MAIL_SANITIZE);
	}
}
END_TEST

START_TEST(the_floor_is_never_undercut)
{
	static const struct {
		const char *name, *raw;
	} cases[] = {
		{ "infected", MAIL_WITH("text/plain", "a.txt", "VIRUS") },
		{ "not scanned", MAIL_WITH("text/plain", "a.txt", "UNSCANNED") },
		{ "mismatch", MAIL_WITH("text/plain", "a.com", "words") },
		{ "double extension", MAIL_WITH("text/plain", "a.txt.js", "words") },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(message_t) m =
			decided(cases[i].raw, "rule \"r\" { match = type:text,script,executable "
					      "action = text, quarantine }");
		ck_assert_msg(host_part(m, "2")->action == PART_QUARANTINE, "%s", cases[i].name);
		g_autofree char *body = host_body(m);
		ck_assert_msg(!strstr(body, "words") && !strstr(body, "VIRUS"), "%s",
			      cases[i].name);
	}
}
END_TEST

START_TEST(a_rule_can_refuse_the_mail)
{
	static const struct {
		const char *rule;
		enum mail_action want;
	} cases[] = {
		{ "rule \"r\" { match = type:pdf action = reject }", MAIL_REJECT },
		{ "rule \"r\" { match = type:pdf action = hold }", MAIL_HOLD },
		{ "rule \"r\" { match = type:pdf action = discard }", MAIL_DISCARD },
		{ "rule \"r\" { match = type:pdf action = defer }", MAIL_DEFER },
		{ "rule \"r\" { match = type:zip action = reject }", MAIL_SANITIZE },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(message_t) m = decided(PDF, cases[i].rule);
		ck_assert_msg(m->action == cases[i].want, "%s: got %s", cases[i].rule,
			      word_of(VOCABULARY_MAIL_ACTION, (int)m->action));
		ck_assert_msg((m->body != NULL) == (cases[i].want == MAIL_SANITIZE), "%s",
			      cases[i].rule);
		if (cases[i].want != MAIL_SANITIZE)
			ck_assert_str_eq(m->rule, "r");
	}
}
END_TEST

/* No attachment here: only the decision about the whole mail can tell of it. */
START_TEST(a_rule_for_one_recipient_is_told_to_differ)
{
	static const struct {
		const char *name, *also_to, *rules;
		enum mail_action want;
		bool differ;
	} cases[] = {
		{ "one of two is held", "mayor@city.example.jp",
		  "rule \"r\" { match = to:mayor@city.example.jp action = hold }", MAIL_HOLD,
		  true },
		{ "both are held", "mayor@city.example.jp",
		  "rule \"r\" { match = to:city.example.jp action = hold }", MAIL_HOLD, false },
		{ "there is but one", NULL,
		  "rule \"r\" { match = to:taro@city.example.jp action = hold }", MAIL_HOLD,
		  false },
		{ "no rule for either", "mayor@city.example.jp", "", MAIL_SANITIZE, false },
	};
	static const char raw[] = "Subject: a\r\n\r\nwords\r\n";

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			g_strconcat(HOST_POLICY_HEAD, cases[i].rules, HOST_POLICY_TAIL, NULL);
		struct host host = { .also_to = cases[i].also_to };
		g_autoptr(message_t) m = host_run(raw, strlen(raw), NULL, text, &host);
		ck_assert_msg(m->action == cases[i].want, "%s: got %s", cases[i].name,
			      word_of(VOCABULARY_MAIL_ACTION, (int)m->action));
		ck_assert_msg(host_found(m, FINDING_RECIPIENTS_DIFFER) == cases[i].differ, "%s",
			      cases[i].name);
	}
}
END_TEST

#define FORWARDED                                                                                  \
	"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n"                    \
	"--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n"                               \
	"Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\ninner words\r\n"              \
	"--y\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\r\n--y--\r\n--x--\r\n"

START_TEST(parts_of_a_held_mail_share_its_fate)
{
	g_autoptr(message_t) m =
		decided(FORWARDED, "rule \"mail\" { match = type:mail action = strip }"
				   "rule \"pdf\" { match = type:pdf action = quarantine }");

	ck_assert_int_eq(host_part(m, "2")->action, PART_STRIP);
	ck_assert_int_eq(host_part(m, "2.1")->action, PART_NONE);
	ck_assert_int_eq(host_part(m, "2.2")->action, PART_STRIP);
	ck_assert_str_eq(host_part(m, "2.2")->rule, "mail");
	ck_assert(!host_part(m, "2.2")->is_attachment);
}
END_TEST

START_TEST(parts_of_a_mail_shown_as_text_are_decided_each)
{
	g_autoptr(message_t) m =
		decided(FORWARDED, "rule \"mail\" { match = type:mail action = text, strip }"
				   "rule \"pdf\" { match = type:pdf action = quarantine }");

	ck_assert_int_eq(host_part(m, "2")->action, PART_TEXT);
	ck_assert_int_eq(host_part(m, "2.1")->action, PART_TEXT);
	ck_assert_int_eq(host_part(m, "2.2")->action, PART_QUARANTINE);
	ck_assert_str_eq(host_part(m, "2.2")->rule, "pdf");
	ck_assert(host_part(m, "2.2")->is_attachment);
}
END_TEST

START_TEST(an_infected_body_is_kept_when_all_is_scanned)
{
	g_autoptr(message_t) m = decided("\r\nVIRUS\r\n", "body { scan = all }\n");
	g_autofree char *body = host_body(m);

	ck_assert_int_eq(message_part(m, 0)->action, PART_QUARANTINE);
	ck_assert(message_part(m, 0)->is_attachment);
	ck_assert_ptr_null(strstr(body, "VIRUS"));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, takes_the_first_action_that_can_be_had);
	tcase_add_test(t, the_floor_is_never_undercut);
	tcase_add_test(t, a_rule_can_refuse_the_mail);
	tcase_add_test(t, a_rule_for_one_recipient_is_told_to_differ);
	tcase_add_test(t, parts_of_a_held_mail_share_its_fate);
	tcase_add_test(t, parts_of_a_mail_shown_as_text_are_decided_each);
	tcase_add_test(t, an_infected_body_is_kept_when_all_is_scanned);
}

UNIT_MAIN("decide", add)
