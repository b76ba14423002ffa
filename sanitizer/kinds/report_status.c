/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_status.c: by subject and detail. The class (4 or 5) says whether it is
 * tried again and is told elsewhere; but a large provider says 5.4.1 of
 * addresses that there are not, where 4.4.1 is a server that does not answer.
 * Tests: tests/unit/sanitizer/test_report.c.
 */
#include "kinds/report_status.h"

#include <stdio.h>

#define ANY (-1)

/* clang-format off */
static const struct {
	int class, subject, detail;
	struct phrase says;
} table[] = {
	{ ANY, 0, ANY, { "詳しい理由は伝えられていません", "No further reason was given" } },
	{ ANY, 1, 1, { "宛先のメールアドレスがありません", "There is no such mail address" } },
	{ ANY, 1, 2, { "宛先のドメイン（@の右側）が見つかりません", "The domain of the address was not found" } },
	{ ANY, 1, 3, { "宛先のメールアドレスの書き方が正しくありません", "The mail address is not written correctly" } },
	{ ANY, 1, 4, { "宛先のメールアドレスが一つに決まりません", "The mail address is ambiguous" } },
	{ ANY, 1, 6, { "宛先の人は移転し、転送先がありません", "The recipient has moved and left no new address" } },
	{ ANY, 1, 7, { "送信者のメールアドレスの書き方が正しくありません", "The sender's address is not written correctly" } },
	{ ANY, 1, 8, { "送信者のメールアドレスが確かめられません", "The sender's address could not be verified" } },
	{ ANY, 1, 10, { "宛先のドメインはメールを受け取りません", "The recipient's domain accepts no mail" } },
	{ ANY, 1, ANY, { "宛先のメールアドレスに問題があります", "There is a problem with the mail address" } },
	{ ANY, 2, 1, { "宛先のメールボックスは使われていません", "The mailbox is disabled" } },
	{ ANY, 2, 2, { "宛先のメールボックスがいっぱいです", "The mailbox is full" } },
	{ ANY, 2, 3, { "宛先で受け取れる大きさを超えています", "The mail is larger than the recipient accepts" } },
	{ ANY, 2, 4, { "メーリングリストに問題があります", "There is a problem with the mailing list" } },
	{ ANY, 2, ANY, { "宛先のメールボックスに問題があります", "There is a problem with the mailbox" } },
	{ ANY, 3, 1, { "相手のサーバの空き容量が足りません", "The recipient's mail system is full" } },
	{ ANY, 3, 2, { "相手のサーバは今、メールを受け付けていません", "The recipient's mail system accepts no mail now" } },
	{ ANY, 3, 4, { "相手のサーバで受け取れる大きさを超えています", "The mail is larger than the recipient's system accepts" } },
	{ ANY, 3, ANY, { "相手のサーバに問題があります", "There is a problem with the recipient's mail system" } },
	{ 4, 4, 1, { "相手のサーバから応答がありません", "The recipient's server does not answer" } },
	{ ANY, 4, 2, { "相手のサーバとの通信が途中で切れました", "The connection to the recipient's server was lost" } },
	{ ANY, 4, 3, { "宛先を調べるサーバに問題があります", "A directory server failed" } },
	{ ANY, 4, 4, { "配送先のサーバが分かりません", "No way to the recipient's server was found" } },
	{ ANY, 4, 5, { "相手のサーバが混み合っています", "The recipient's server is too busy" } },
	{ ANY, 4, 6, { "メールが同じところを回り続けています", "The mail goes round in a loop" } },
	{ ANY, 4, 7, { "時間内に届けられませんでした", "The mail could not be delivered in time" } },
	{ ANY, 4, ANY, { "ネットワークまたは配送経路に問題があります", "There is a problem with the network or the route" } },
	{ ANY, 5, 2, { "サーバ間のやり取りに問題があります", "The servers did not understand each other" } },
	{ ANY, 5, 3, { "一度に送る宛先が多すぎます", "There are too many recipients" } },
	{ ANY, 5, ANY, { "サーバ間のやり取りに問題があります", "The servers did not understand each other" } },
	{ ANY, 6, ANY, { "メールの形式を相手が受け付けません", "The recipient's system does not accept this form of mail" } },
	{ ANY, 7, 1, { "相手のサーバに受け取りを拒否されました", "The recipient's server refused the mail" } },
	{ ANY, 7, 2, { "メーリングリストへの送信が許可されていません", "You may not send to this mailing list" } },
	{ ANY, 7, 8, { "送信に必要な認証に失敗しました", "The sign-in for sending failed" } },
	{ ANY, 7, 13, { "アカウントが停止されています", "The account is disabled" } },
	{ ANY, 7, 20, { "送信ドメイン認証（DKIM）に合格していません", "The mail failed sender authentication (DKIM)" } },
	{ ANY, 7, 23, { "送信ドメイン認証（SPF）に合格していません", "The mail failed sender authentication (SPF)" } },
	{ ANY, 7, 25, { "送信元サーバの逆引き（DNS）に問題があります", "The sending server's reverse DNS is wrong" } },
	{ ANY, 7, 26, { "送信ドメイン認証（SPF、DKIM）に合格していません", "The mail failed sender authentication (SPF, DKIM)" } },
	{ ANY, 7, 27, { "送信者のドメインはメールを受け取りません", "The sender's domain accepts no mail" } },
	{ ANY, 7, 28, { "短い時間に送られた数が多すぎます", "Too much mail was sent in a short time" } },
	{ ANY, 7, ANY, { "安全上または運用上の理由で断られました", "The mail was refused for security or policy reasons" } },
};
/* clang-format on */

const struct phrase *report_status_phrase(const char *code)
{
	int class, subject, detail;

	if (sscanf(code, "%1d.%3d.%3d", &class, &subject, &detail) != 3)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if ((table[i].class == class || table[i].class == ANY) &&
		    table[i].subject == subject &&
		    (table[i].detail == detail || table[i].detail == ANY))
			return &table[i].says;
	return NULL;
}
