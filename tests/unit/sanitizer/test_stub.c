/* SPDX-License-Identifier: BSD-2-Clause */
/* test_stub.c: plain texts that say nothing, and short ones that do. */
#include "unit.h"

#include <string.h>

#include "text/stub.h"

#define MAIL                                                                                                                 \
	"平素よりお世話になっております。次回の会議を下記のとおり開催いたしますので、" \
	"ご出席くださいますようお願い申し上げます。日時は十二月八日午後二時、"             \
	"場所は本庁舎三階の第二会議室です。資料は当日お配りします。どうぞよろしくお願いします。\n"

static const struct {
	const char *claim, *plain, *rich;
	enum stub want;
} pairs[] = {
	{ "sees_through_nothing", "", "text", STUB_SAYS_SO },
	{ "sees_through_blanks", " \n\u3000\u00a0\u200b\n", "text", STUB_SAYS_SO },
	{ "keeps_nothing_beside_nothing", "", " ", STUB_NONE },
	{ "keeps_stub_beside_nothing", "This is an HTML message.", "", STUB_NONE },
	{ "keeps_stub_beside_our_lines", "This is an HTML message.", "［画像 1 件は省きました］\n",
	  STUB_NONE },
	{ "sees_through_english", "Your mail client does not support HTML.", MAIL, STUB_SAYS_SO },
	{ "sees_through_apostrophe", "Your program doesn’t support HTML messages.", MAIL,
	  STUB_SAYS_SO },
	{ "sees_through_browser", "View this email in your browser: https://e.jp/a", MAIL,
	  STUB_SAYS_SO },
	{ "sees_through_japanese",
	  "このメールはHTML形式です。HTMLメールに対応したメールソフトでご覧ください。", MAIL,
	  STUB_SAYS_SO },
	{ "sees_through_wide_letters", "ＨＴＭＬメールで送信しています。", MAIL, STUB_SAYS_SO },
	{ "sees_through_japanese_browser",
	  "メールが正しく表示されない場合は、こちらをご覧ください。\nhttps://e.jp/", MAIL,
	  STUB_SAYS_SO },
	{ "sees_through_address", "https://e.jp/mail/123\n", MAIL, STUB_SAYS_SO },
	{ "keeps_short_message", "明日は休みます。", "明日は休みます。", STUB_NONE },
	{ "keeps_message_about_html", "HTMLメールの件、承知しました。",
	  "HTMLメールの件、承知しました。", STUB_NONE },
	{ "keeps_browser_line_before_a_text", "View this email in your browser\n" MAIL MAIL MAIL,
	  "View this email in your browser\n" MAIL MAIL MAIL, STUB_NONE },
	{ "sees_through_fraction", "お知らせです。", MAIL MAIL MAIL MAIL, STUB_SHORT },
	{ "keeps_short_beside_footer", "明日は休みます。よろしくお願いします。",
	  "明日は休みます。よろしくお願いします。\n" MAIL, STUB_NONE },
};

START_TEST(tells_stubs)
{
	g_autoptr(GString) plain = g_string_new(pairs[_i].plain);
	g_autoptr(GString) rich = g_string_new(pairs[_i].rich);

	ck_assert_msg(stub_look(plain, rich) == pairs[_i].want, "%s", pairs[_i].claim);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, tells_stubs, 0, G_N_ELEMENTS(pairs));
}

UNIT_MAIN("stub", add_tests)
