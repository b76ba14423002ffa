/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_report.c: reports of servers and of readers' programs.
 */
#include "kinds.h"

#include "kinds/report_status.h"

#define FAILED "［メールは届きませんでした］\n"

static const struct kinds_case cases[] = {
	{ "tells_a_bounce",
	  "Reporting-MTA: dns; mx.example.jp\nArrival-Date: Tue, 8 Dec 2026 00:30:00 +0000 (UTC)\n"
	  "\nFinal-Recipient: rfc822; a@example.jp\nOriginal-Recipient: rfc822;a@example.jp\n"
	  "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; in.example.jp\n"
	  "Diagnostic-Code: smtp; 550 5.1.1 <a@example.jp>...\n User Unknown\n",
	  FAILED "宛先: a@example.jp\n理由: 宛先のメールアドレスがありません (5.1.1)\n"
		 "相手のサーバの返答: 550 5.1.1 <a@example.jp>... User Unknown\n"
		 "相手のサーバ: in.example.jp\n元のメールの受付: 2026年12月8日(火) 9:30\n"
		 "報告したサーバ: mx.example.jp\n",
	  JA },
	{ "tells_where_it_was_meant_to_go",
	  "Final-Recipient: rfc822; b@example.jp\nOriginal-Recipient: rfc822;a@example.jp\n"
	  "Action: failed\n",
	  FAILED "宛先: b@example.jp\n元の宛先: a@example.jp\n", JA },
	{ "tells_a_delay",
	  "\r\n\r\nAction: Delayed\r\nStatus: 4.4.1\r\nFinal-Recipient: rfc822;a@example.jp\r\n"
	  "Will-Retry-Until: Sun, 13 Dec 2026 00:30:00 +0000\r\n",
	  "［メールはまだ届いていません（引き続き配送中です）］\n宛先: a@example.jp\n"
	  "理由: 相手のサーバから応答がありません (4.4.1)\n"
	  "再送を続ける期限: 2026年12月13日(日) 9:30\n",
	  JA },
	{ "gives_success_no_reason",
	  "Action: delivered\nStatus: 2.1.5\nFinal-Recipient: rfc822;a@example.jp\n",
	  "［メールは届きました］\n宛先: a@example.jp\n", JA },
	{ "tells_each_recipient",
	  "Action: failed\nFinal-Recipient: rfc822;a@x.jp\n\nAction: relayed\n"
	  "Final-Recipient: rfc822;b@x.jp\n",
	  FAILED
	  "宛先: a@x.jp\n\n"
	  "［メールは次のサーバへ渡されました（その先の結果は通知されません）］\n宛先: b@x.jp\n",
	  JA },
	{ "reads_status_with_a_comment", "Action: failed\nStatus: 5.2.2 (mailbox full)\n",
	  FAILED "理由: 宛先のメールボックスがいっぱいです (5.2.2)\n", JA },
	{ "shows_unknown_status", "Action: failed\nStatus: 5.9.0\n", FAILED "理由: 5.9.0\n", JA },
	{ "shows_unknown_dates", "Action: delayed\nWill-Retry-Until: someday\n",
	  "［メールはまだ届いていません（引き続き配送中です）］\n再送を続ける期限: someday\n", JA },
	{ "shows_unknown_action", "Action: eaten\nFinal-Recipient: rfc822;a@x.jp\n",
	  "［メールの配送についての報告です］\n宛先: a@x.jp\n", JA },
	{ "tells_a_receipt",
	  "Reporting-UA: x\nFinal-Recipient: rfc822;a@example.jp\n"
	  "Disposition: manual-action/MDN-sent-manually; displayed\n",
	  "［メールは相手の画面に表示されました（開封確認）］\n宛先: a@example.jp\n", JA },
	{ "tells_a_machine_s_receipt",
	  "Final-Recipient: rfc822;a@example.jp\n"
	  "Disposition: automatic-action/MDN-sent-automatically; deleted/error\nError: x\n",
	  "［メールは削除されました（読まれたかどうかは分かりません）］\n"
	  "［人の操作によらず、自動で送られた通知です］\n宛先: a@example.jp\nエラー: x\n",
	  JA },
	{ "tells_any_receipt", "Disposition: displayed\n", "［メールの開封についての通知です］\n",
	  JA },
	{ "tells_a_complaint", "Feedback-Type: abuse\nOriginal-Rcpt-To: a@example.jp\n",
	  "［受信者から迷惑メールなどの通報がありました］\n宛先: a@example.jp\n", JA },
	{ "speaks_both", "Action: failed\nStatus: 5.7.1\n",
	  "［メールは届きませんでした / The mail was not delivered］\n"
	  "理由 / Reason: 相手のサーバに受け取りを拒否されました / "
	  "The recipient's server refused the mail (5.7.1)\n",
	  BOTH },
	{ "makes_no_label_of_an_encoded_line_end",
	  "Action: failed\nDiagnostic-Code: smtp; =?utf-8?Q?a=0A=E5=AE=9B=E5=85=88:_b?=\n",
	  FAILED "相手のサーバの返答: a 宛先: b\n", JA },
	{ "shows_what_is_no_report", "hello\nworld\n", "hello\nworld\n", BAD },
	{ "reads_nothing", "", "", BAD },
};

START_TEST(tells_reports)
{
	kinds_check(KINDS_REPORT, &cases[_i]);
}
END_TEST

START_TEST(tells_headers)
{
	static const struct kinds_case headers = {
		"tells_headers",
		"Received: x\nDate: Tue, 8 Dec 2026 09:30:00 +0900\nSubject: =?utf-8?B?5Lya6K2w?=\n"
		"From: =?utf-8?B?5L2Q6Jek?= <a@x.jp>\nTo: b@x.jp\n",
		"From: 佐藤 <a@x.jp>\nTo: b@x.jp\nDate: Tue, 8 Dec 2026 09:30:00 +0900\n"
		"Subject: 会議\n",
		JA,
	};

	kinds_check(KINDS_HEADERS, &headers);
}
END_TEST

START_TEST(limit_entries)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) raw = g_string_new(NULL);

	limits.entries = 1;
	for (int i = 0; i < 4; i++)
		g_string_append(raw, "Action: failed\n\n");
	g_autofree char *got =
		kinds_convert(KINDS_REPORT, raw->str, raw->len, &limits, CONFIG_LANG_JA, &found);
	ck_assert_str_eq(got, FAILED "［宛先が多いため、残りの3件は省きました］\n");
	ck_assert(found.limit_entries);
}
END_TEST

START_TEST(knows_status_codes)
{
	static const struct {
		const char *code, *en; /* NULL: no reason */
	} codes[] = {
		{ "5.1.1", "There is no such mail address" },
		{ "4.2.2", "The mailbox is full" },
		{ "5.7.26", "The mail failed sender authentication (SPF, DKIM)" },
		{ "5.7.99", "The mail was refused for security or policy reasons" },
		{ "5.9.1", NULL },
		{ "5.0.0", "No further reason was given" },
		{ "4.4.1", "The recipient's server does not answer" },
		{ "5.4.1", "There is a problem with the network or the route" },
		{ "5.1", NULL },
		{ "", NULL },
		{ "x", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
		const struct phrase *p = report_status_phrase(codes[i].code);
		ck_assert_msg(!g_strcmp0(p ? p->en : NULL, codes[i].en), "%s", codes[i].code);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, tells_reports, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, tells_headers);
	tcase_add_test(t, limit_entries);
	tcase_add_test(t, knows_status_codes);
}

UNIT_MAIN("report", add)
