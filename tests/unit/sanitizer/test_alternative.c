/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_alternative.c: which branch of an alternative is delivered, whole mails
 * with the branches as mailers write them.
 */
#include "sanitizer/host.h"

#define PART(type, text) "--x\r\nContent-Type: " type "\r\n\r\n" text "\r\n"
#define INNER(type, text) "--y\r\nContent-Type: " type "\r\n\r\n" text "\r\n"
#define ALTERNATIVE(parts)                                                                         \
	"Content-Type: multipart/alternative; boundary=x\r\n\r\n" parts "--x--\r\n"
#define WORDS "the same words in both of them"
#define EVENT                                                                                      \
	"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:kaigi\r\n"                   \
	"DTSTART:20261208T050000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"

/* The delivered text without our notice, joined by "|"; ${m} is what it was. */
static char *delivered(const char *raw, const char *body, struct message **m)
{
	g_autofree char *policy = g_strconcat(HOST_POLICY_HEAD, body, HOST_POLICY_TAIL, NULL);
	g_autoptr(config_t) c = host_config();

	c->notice_language = CONFIG_LANG_EN;
	*m = host_run(raw, strlen(raw), c, policy, NULL);
	g_autofree char *text = host_body(*m);
	const char *line = strstr(text, "starts below this line");
	const char *start = line ? strchr(line, '\n') + 1 : text;
	char *own = g_strstrip(g_strdup(start));
	return g_strdelimit(own, "\n", '|');
}

static const struct {
	const char *claim, *raw, *body, *want;
	bool differs;
} mails[] = {
	{ "prefers_plain",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/html", "<b>" WORDS "</b>!")),
	  "body { alternative = plain }", WORDS, false },
	{ "prefers_html_when_asked_to",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/html", "<b>" WORDS "</b>!")),
	  "body { alternative = html }", WORDS "!", false },
	{ "delivers_both_when_asked_to",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/html", "<b>" WORDS "</b>!")),
	  "body { alternative = both }", WORDS "||" WORDS "!", false },
	{ "sees_through_blank", ALTERNATIVE(PART("text/plain", " ") PART("text/html", WORDS)),
	  "body { alternative = plain }", WORDS, false },
	{ "sees_through_stub",
	  ALTERNATIVE(PART("text/plain", "No HTML? Use an HTML-capable reader.")
			      PART("text/html", WORDS " " WORDS)),
	  "body { alternative = plain }", WORDS " " WORDS, false },
	{ "keeps_stub_without_html",
	  ALTERNATIVE(PART("text/plain", "Use an HTML-capable reader.") PART("text/html", " ")),
	  "body { alternative = plain }", "Use an HTML-capable reader.", false },
	{ "takes_plain_where_html_is_blank",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/html", "<p></p>")),
	  "body { alternative = html }", WORDS, false },
	{ "finds_other_number",
	  ALTERNATIVE(PART("text/plain", "account 1234567") PART("text/html", "account 7654321")),
	  "body { alternative = plain }", "account 1234567", true },
	{ "finds_other_site_behind_html_link",
	  ALTERNATIVE(PART("text/plain", WORDS)
			      PART("text/html", "<a href=\"https://evil.example/\">" WORDS "</a>")),
	  "body { alternative = plain }", WORDS, true },
	{ "compares_links_that_policy_removes",
	  ALTERNATIVE(PART("text/plain", WORDS)
			      PART("text/html", "<a href=\"https://evil.example/\">" WORDS "</a>")),
	  "body { alternative = html links = remove }", WORDS, true },
	{ "puts_enriched_between",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/enriched", "<bold>" WORDS "</bold> e")),
	  "body { alternative = html }", WORDS " e", false },
	{ "drops_amp",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/x-amp-html", "amp")
			      PART("text/html", WORDS "!")),
	  "body { alternative = html }", WORDS "!", false },
	{ "drops_amp_under_both",
	  ALTERNATIVE(PART("text/plain", WORDS) PART("text/x-amp-html", "amp")),
	  "body { alternative = both }", WORDS, false },
	{ "takes_amp_where_nothing_else_speaks",
	  ALTERNATIVE(PART("text/plain", " ") PART("text/x-amp-html", "<p>amp")),
	  "body { alternative = plain }", "amp", false },
	{ "keeps_texts_of_a_branch_together",
	  ALTERNATIVE(PART("text/plain", WORDS " tail")
			      PART("multipart/mixed; boundary=y",
				   INNER("text/html", WORDS) INNER("text/html", "tail") "--y--")),
	  "body { alternative = html }", WORDS "||tail", false },
	{ "keeps_footer_with_its_branch",
	  ALTERNATIVE(PART("text/plain", WORDS) PART(
		  "multipart/mixed; boundary=y",
		  INNER("text/html", WORDS) INNER("text/plain", "footer") "--y--")),
	  "body { alternative = html }", WORDS "||footer", false },
	{ "takes_alternative_in_alternative_for_branches",
	  ALTERNATIVE(PART("text/plain", WORDS) PART(
		  "multipart/alternative; boundary=y",
		  INNER("text/plain", WORDS " 2") INNER("text/html", WORDS " 3") "--y--")),
	  "body { alternative = html }", WORDS " 3", false },
	{ "reads_related_in_alternative",
	  ALTERNATIVE(PART("text/plain", " ")
			      PART("multipart/related; boundary=y",
				   INNER("text/html", WORDS) INNER("image/png", "x") "--y--")),
	  "body { alternative = plain }", WORDS, false },
};

START_TEST(chooses_branch)
{
	struct message *m = NULL;
	g_autofree char *got = delivered(mails[_i].raw, mails[_i].body, &m);

	ck_assert_msg(!strcmp(got, mails[_i].want), "%s: got %s", mails[_i].claim, got);
	ck_assert_msg(host_found(m, FINDING_ALTERNATIVE_DIFFERS) == mails[_i].differs, "%s",
		      mails[_i].claim);
	message_free(m);
}
END_TEST

START_TEST(delivers_invitation_in_addition)
{
	static const char raw[] = ALTERNATIVE(PART("text/plain", "the text") PART(
		"text/html", "the text") PART("text/calendar; method=REQUEST", EVENT));
	struct message *m = NULL;
	g_autofree char *got = delivered(raw, "body { alternative = plain }", &m);

	ck_assert_msg(g_str_has_prefix(got, "the text|"), "%s", got);
	ck_assert_msg(strstr(got, "kaigi"), "%s", got);
	message_free(m);
}
END_TEST

START_TEST(records_deceit_of_a_branch_that_nobody_gets)
{
	static const char raw[] = ALTERNATIVE(PART("text/plain", WORDS) PART(
		"text/html", WORDS "<p style=\"display:none\">hidden</p>"
				   "<img src=\"https://t.example/x\">"));
	struct message *m = NULL;
	g_autofree char *got = delivered(raw, "body { alternative = plain }", &m);

	ck_assert_str_eq(got, WORDS);
	ck_assert(host_found(m, FINDING_HTML_HIDDEN));
	ck_assert(!host_found(m, FINDING_HTML_REMOTE));
	message_free(m);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_loop_test(t, chooses_branch, 0, G_N_ELEMENTS(mails));
	tcase_add_test(t, delivers_invitation_in_addition);
	tcase_add_test(t, records_deceit_of_a_branch_that_nobody_gets);
}

UNIT_MAIN("alternative", add_tests)
