/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_rebuild.c: what is delivered: header allow-list, one text part, notice on top.
 */
#include "sanitizer/host.h"

START_TEST(writes_allowed_fields_anew)
{
	static const struct {
		const char *field, *name, *want;
	} cases[] = {
		{ "Subject: hello", "Subject", "hello" },
		{ "Subject: =?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=", "Subject",
		  "=?utf-8?B?5pel5pys6Kqe?=" },
		{ "Subject: =?utf-8?B?YQ0KQmNjOiB4QHk=?=", "Subject", "a Bcc: x@y" },
		{ "From: Taro <taro@example.jp>", "From", "Taro <taro@example.jp>" },
		{ "To: a@example.jp, b@example.jp", "To", "a@example.jp, b@example.jp" },
		{ "Date: Mon, 01 Jul 2024 10:00:00 +0900", "Date",
		  "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Message-ID: <a@b> junk", "Message-ID", "<a@b>" },
		{ "References: <a@b>\r\n <c@d>", "References", "<a@b> <c@d>" },
		{ "In-Reply-To: no id", "In-Reply-To", "" },
		{ "Received: from a\r\n\tby b; date", "Received", "from a by b; date" },
		{ "Received: from \xe3\x81\x82 by b", "Received", "from ??? by b" },
		{ "Auto-Submitted: auto-replied (x)", "Auto-Submitted", "auto-replied" },
		{ "List-Id: <a.example.jp>", "List-Id", "<a.example.jp>" },
		{ "List-Unsubscribe: <http://x/>", "List-Unsubscribe", "" },
		{ "DKIM-Signature: v=1", "DKIM-Signature", "" },
		{ "Bcc: a@example.jp", "Bcc", "" },
		{ "X-Misogi-Id: forged", "X-Misogi-Id", "7K3Q9F2M" },
		{ "X-Anything: x", "X-Anything", "" },
		{ "Content-Type: text/html", "Content-Type", "text/plain; charset=utf-8" },
		{ "Authentication-Results: evil.example; dmarc=pass", "Authentication-Results",
		  "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *raw = g_strdup_printf("%s\r\n\r\nx\r\n", cases[i].field);
		g_autoptr(message_t) m = host_mail(raw);
		g_autofree char *got = host_header(m, cases[i].name);
		ck_assert_msg(g_ascii_strcasecmp(got, cases[i].want) == 0, "%s: got %s want %s",
			      cases[i].field, got, cases[i].want);
	}
}
END_TEST

START_TEST(writes_each_field_once_and_received_in_order)
{
	g_autoptr(message_t) m = host_mail("Received: 1\r\nSubject: a\r\nReceived: 2\r\n"
					   "Subject: b\r\nReceived: 3\r\n\r\nx");
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		if (strcmp(h->name, "Received") == 0 || strcmp(h->name, "Subject") == 0)
			g_string_append(got, h->value);
	}
	ck_assert_str_eq(got->str, "123a");
}
END_TEST

START_TEST(gives_a_mail_without_date_the_date_it_came)
{
	g_autoptr(message_t) m = host_mail("Date: someday\r\n\r\nx");
	g_autofree char *date = host_header(m, "Date");

	ck_assert_msg(strstr(date, "Nov 2023"), "%s", date);
}
END_TEST

START_TEST(folds_between_ids_and_never_encodes_them)
{
	GString *raw = g_string_new("References:");
	for (unsigned i = 0; i < 20; i++)
		g_string_append_printf(raw, " <0123456789012345678901234567890123456789.%u@mail>",
				       i);
	g_string_append(raw, "\r\n\r\nx");
	g_autoptr(message_t) m = host_run(raw->str, raw->len, NULL, NULL, NULL);
	g_autofree char *got = host_header(m, "References");

	g_string_free(raw, TRUE);
	ck_assert_ptr_null(strstr(got, "=?"));
	ck_assert(g_str_has_suffix(got, ".19@mail>"));
}
END_TEST

START_TEST(believes_trusted_servers_only)
{
	static const struct {
		const char *fields;
		enum auth_result want;
		const char *detail;
	} cases[] = {
		{ "Authentication-Results: mx.example.jp; spf=pass x; dkim=fail; dmarc=pass",
		  AUTH_PASS, "spf=pass dkim=fail dmarc=pass" },
		{ "Authentication-Results: mx.example.jp; spf=pass; dmarc=fail", AUTH_FAIL,
		  "spf=pass dmarc=fail" },
		{ "Authentication-Results: MX.example.JP 1; spf=softfail", AUTH_FAIL,
		  "spf=softfail" },
		{ "Authentication-Results: mx.example.jp;\r\n (dmarc=pass) spf=fail", AUTH_FAIL,
		  "spf=fail" },
		{ "Authentication-Results: mx.example.jp; none", AUTH_NONE, "" },
		{ "Authentication-Results: evil.example; dmarc=pass", AUTH_NONE, "" },
		{ "Authentication-Results: mx.example.jp.evil.example; dmarc=pass", AUTH_NONE, "" },
		{ "Authentication-Results: mx.example.jp; dmarc=fail\r\n"
		  "Authentication-Results: mx.example.jp; dmarc=pass",
		  AUTH_FAIL, "dmarc=fail" },
	};
	g_autoptr(config_t) c = host_config();

	g_free(c->trusted_authserv_ids);
	c->trusted_authserv_ids = g_strdup("other.example, mx.example.jp");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *raw = g_strdup_printf("%s\r\n\r\nx\r\n", cases[i].fields);
		g_autoptr(message_t) m = host_run(raw, strlen(raw), c, NULL, NULL);
		g_autofree char *field = host_header(m, "Authentication-Results");
		ck_assert_msg(m->auth == cases[i].want, "%s", cases[i].fields);
		ck_assert_msg(strcmp(m->auth_detail, cases[i].detail) == 0, "%s: got %s",
			      cases[i].fields, m->auth_detail);
		ck_assert_msg((*field == '\0') == (strstr(cases[i].fields, "evil") != NULL), "%s",
			      cases[i].fields);
	}
}
END_TEST

START_TEST(records_the_facts_of_the_header)
{
	g_autoptr(message_t) m = host_mail("From: \"A, B\" <a@example.jp>, c@example.jp\r\n"
					   "Subject: =?utf-8?B?5pel5pys6Kqe?=\r\n"
					   "Message-ID: <a@b>\r\n\r\nx");

	ck_assert_str_eq(m->from, "a@example.jp");
	ck_assert_str_eq(m->subject, "日本語");
	ck_assert_str_eq(m->message_id, "<a@b>");
}
END_TEST

START_TEST(writes_nothing_but_plain_header_lines)
{
	static const char raw[] = "From: =?utf-8?Q?a=0D=0AX-Evil:_1?= <a@example.jp>\r\n"
				  "To: =?utf-8?B?DQpYLUV2aWw6IDE=?= <b@example.jp>\r\n"
				  "Subject: \xff\xfe =?utf-8?Q?=00=1B[2J?=\r\n"
				  "List-Id: =?utf-8?Q?=0A=0Abody?=\r\n\r\nx";
	g_autoptr(message_t) m = host_mail(raw);

	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		ck_assert(!g_str_has_prefix(h->name, "X-Evil"));
		for (const char *p = h->value; *p; p++) {
			if (*p == '\r')
				ck_assert_msg(p[1] == '\n' && (p[2] == ' ' || p[2] == '\t'), "%s",
					      h->value);
			else if (*p != '\n')
				ck_assert_msg(*p >= ' ' && *p < 127, "%s", h->value);
		}
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, writes_allowed_fields_anew);
	tcase_add_test(t, writes_each_field_once_and_received_in_order);
	tcase_add_test(t, gives_a_mail_without_date_the_date_it_came);
	tcase_add_test(t, folds_between_ids_and_never_encodes_them);
	tcase_add_test(t, believes_trusted_servers_only);
	tcase_add_test(t, records_the_facts_of_the_header);
	tcase_add_test(t, writes_nothing_but_plain_header_lines);
}

UNIT_MAIN("rebuild", add)
