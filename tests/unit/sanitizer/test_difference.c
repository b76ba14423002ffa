/* SPDX-License-Identifier: BSD-2-Clause */
/* test_difference.c: two forms of a mail, and what only one of them says. */
#include "unit.h"

#include <string.h>

#include "text/difference.h"

#define MAIL                                                                                                                 \
	"平素よりお世話になっております。次回の会議を下記のとおり開催いたしますので、" \
	"ご出席くださいますようお願い申し上げます。"

static const struct {
	const char *claim, *plain, *rich, *want; /* NULL: the same */
} pairs[] = {
	{ "takes_same_for_same", MAIL, MAIL, NULL },
	{ "overlooks_line_ends", "平素より\nお世話に\nなっております。",
	  "平素よりお世話になっております。", NULL },
	{ "overlooks_marks", "・一つ目\n・二つ目\n----\nおわり", "* 一つ目\n* 二つ目\n\nおわり",
	  NULL },
	{ "overlooks_wide_digits", "金額は１２，０００円", "金額は12,000円", NULL },
	{ "overlooks_letter_case", "HELLO WORLD", "Hello world", NULL },
	{ "overlooks_year_of_footer", MAIL, MAIL "© 2026", NULL },
	{ "overlooks_our_lines", MAIL,
	  MAIL "\n［外部の画像 12 件は表示していません。開封を知らせる画像が含まれています］",
	  NULL },
	{ "overlooks_footer_icons", MAIL, MAIL "Facebook <https://www.facebook.com/e>", NULL },
	{ "overlooks_short_footer", MAIL, MAIL "配信停止はこちら", NULL },
	{ "takes_same_link_for_same", "詳細 https://e.jp/a", "詳細 <https://e.jp/a>", NULL },
	{ "takes_same_site_for_same", "https://www.e.co.jp/", "<https://click.e.co.jp/x>", NULL },
	{ "unwraps_links", "https://e.jp/", "<https://www.google.com/url?q=https://e.jp/>", NULL },
	{ "finds_other_site", "https://bank.jp/", "<https://evil.example/>",
	  "link to evil.example" },
	{ "finds_site_only_in_html", "確認してください", "確認してください <https://evil.example/>",
	  "link to evil.example" },
	{ "finds_site_only_in_plain", "確認 https://evil.example/", "確認",
	  "link to evil.example" },
	{ "finds_other_account", "口座番号 1234567", "口座番号 7654321", "7654321" },
	{ "finds_other_phone", "電話 03-1234-5678", "電話 03-1234-5679", "0312345679" },
	{ "finds_other_amount", "合計 500円", "合計 900円", "900" },
	{ "finds_long_number_only_in_html", "お電話ください", "お電話ください 050-1234-5678",
	  "05012345678" },
	{ "finds_other_mail_address", "連絡先 a@bank.jp", "連絡先 a@evil.example",
	  "a@evil.example" },
	{ "finds_other_words", MAIL,
	  "お支払いの確認が取れておりません。至急、下記の手続きをお願いいたします。", "words" },
	{ "finds_other_english",
	  "The meeting takes place on Monday at noon in the large hall, please bring your papers "
	  "along with copies",
	  "Your password expires today, click below immediately to verify account details before "
	  "access gets blocked",
	  "words" },
	{ "takes_name_for_link", "Taro, Example.co.jp",
	  "Taro, Example.co.jp <https://example.co.jp/>", NULL },
	{ "overlooks_post_code_of_footer", MAIL, MAIL "Cherry Ave, CA 94066", NULL },
	{ "overlooks_numbers_in_addresses", "https://e.jp/123456", "<https://e.jp/654321>", NULL },
	{ "survives_nothing", "", "", NULL },
};

START_TEST(tells_what_differs)
{
	g_autoptr(GString) plain = g_string_new(pairs[_i].plain);
	g_autoptr(GString) rich = g_string_new(pairs[_i].rich);
	g_autofree char *got = difference_of(plain, rich);

	ck_assert_msg(g_strcmp0(got, pairs[_i].want) == 0, "%s: got %s", pairs[_i].claim, got);
}
END_TEST

START_TEST(long_texts_take_little_time)
{
	g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);

	for (unsigned i = 0; i < 60000; i++) {
		g_string_append_printf(a, "%u a%u@e.jp ", i * 7919u, i);
		g_string_append_printf(b, "%u ", i * 104729u);
	}
	gint64 began = g_get_monotonic_time();
	g_free(difference_of(a, b));
	ck_assert_int_lt(g_get_monotonic_time() - began, 20 * G_USEC_PER_SEC);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, tells_what_differs, 0, G_N_ELEMENTS(pairs));
	tcase_add_test(t, long_texts_take_little_time);
}

UNIT_MAIN("difference", add_tests)
