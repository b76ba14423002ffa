/* SPDX-License-Identifier: BSD-2-Clause */
/* test_html_link.c: what a reader sees behind the words of a link. */
#include "unit.h"

#include <string.h>

#include "html/html_link.h"

#define LONG_PATH "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
#define LEADS_TO(host) "［注意: 実際の行き先は " host " です］"

static const struct {
	const char *claim, *text, *href, *want;
	unsigned mismatches, lookalikes, unsafe;
} links[] = {
	{ "shows_address", "こちら", "https://e.jp/a", " <https://e.jp/a>", 0, 0, 0 },
	{ "says_address_once", "https://e.jp/a", "https://e.jp/a", "", 0, 0, 0 },
	{ "says_bare_address_once", "e.jp/a", "https://e.jp/a", "", 0, 0, 0 },
	{ "says_address_within_words_once", "申込は https://e.jp/a まで", "https://e.jp/a", "", 0,
	  0, 0 },
	{ "shows_address_that_is_longer", "https://e.jp/ab", "https://e.jp/a", " <https://e.jp/a>",
	  0, 0, 0 },
	{ "shows_other_scheme", "https://e.jp/", "http://e.jp/", " <http://e.jp/>", 0, 0, 0 },
	{ "warns_of_other_host", "https://bank.jp/", "https://evil.example/",
	  " <https://evil.example/>" LEADS_TO("evil.example"), 1, 0, 0 },
	{ "warns_of_other_host_in_words", "bank.co.jp のログイン", "https://evil.example/",
	  " <https://evil.example/>" LEADS_TO("evil.example"), 1, 0, 0 },
	{ "warns_of_shown_host_as_prefix", "https://bank.jp/", "https://bank.jp.evil.example/",
	  " <https://bank.jp.evil.example/>" LEADS_TO("bank.jp.evil.example"), 1, 0, 0 },
	{ "warns_of_user_part", "こちら", "https://bank.jp@evil.example/",
	  " <https://bank.jp@evil.example/>" LEADS_TO("evil.example"), 1, 0, 0 },
	{ "warns_of_shown_user_part", "https://bank.jp@evil.example/",
	  "https://bank.jp@evil.example/", LEADS_TO("evil.example"), 1, 0, 0 },
	{ "warns_of_mail_address_shown", "info@bank.jp", "https://evil.example/",
	  " <https://evil.example/>" LEADS_TO("evil.example"), 1, 0, 0 },
	{ "accepts_host_of_same_owner", "www.bank.co.jp", "https://click.bank.co.jp/",
	  " <https://click.bank.co.jp/>", 0, 0, 0 },
	{ "warns_of_other_municipality", "www.city.a.lg.jp", "https://www.city.b.lg.jp/",
	  " <https://www.city.b.lg.jp/>" LEADS_TO("www.city.b.lg.jp"), 1, 0, 0 },
	{ "shows_target_of_wrapper", "https://e.jp/", "https://www.google.com/url?q=https://e.jp/",
	  " <https://www.google.com/url?q=https://e.jp/> (→ e.jp)", 0, 0, 0 },
	{ "warns_of_target_of_wrapper", "www.google.com",
	  "https://www.google.com/url?q=https://evil.example/",
	  " <https://www.google.com/url?q=https://evil.example/> (→ evil.example)" LEADS_TO(
		  "evil.example"),
	  1, 0, 0 },
	{ "shows_both_forms", "例え", "https://例え.jp/", " <https://xn--r8jz45g.jp/> (例え.jp)", 0,
	  0, 0 },
	{ "marks_lookalike", "Apple", "https://аррӏе.com/",
	  " <https://xn--80ak6aa92e.com/> (аррӏе.com)"
	  "［注意: まぎらわしい文字を使った行き先です: аррӏе.com (xn--80ak6aa92e.com)］",
	  0, 1, 0 },
	{ "shows_numbers_as_address", "こちら", "http://3232235777/", " <http://192.168.1.1/>", 0,
	  0, 0 },
	{ "shows_mail_address", "担当", "mailto:a@b.jp?subject=x", " <a@b.jp>", 0, 0, 0 },
	{ "says_mail_address_once", "a@b.jp", "mailto:a@b.jp", "", 0, 0, 0 },
	{ "warns_of_other_mail_address", "a@bank.jp", "mailto:a@evil.example",
	  " <a@evil.example>" LEADS_TO("evil.example"), 1, 0, 0 },
	{ "shows_other_mail_address_of_same_host", "sales@b.jp", "mailto:info@b.jp", " <info@b.jp>",
	  0, 0, 0 },
	{ "shows_phone_number", "電話", "tel:03-1234-5678", " <03-1234-5678>", 0, 0, 0 },
	{ "says_phone_number_once", "０３（１２３４）５６７８", "tel:+81-3-1234-5678", "", 0, 0,
	  0 },
	{ "shows_other_phone_number", "03-1111-2222", "tel:0990123456", " <0990123456>", 0, 0, 0 },
	{ "leaves_script_out", "x", "javascript:alert(1)",
	  "［危険な種類のリンクのため省きました: javascript:］", 0, 0, 1 },
	{ "names_program", "x", "ms-word:ofe|u|https://e.jp/a.docx",
	  "［ほかのソフトを開くリンクのため省きました: ms-word:］", 0, 0, 0 },
	{ "says_nothing_of_anchor", "上へ", "#top", "", 0, 0, 0 },
	{ "says_nothing_of_relative", "次へ", "next.html", "", 0, 0, 0 },
};

START_TEST(shows_where_links_lead)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autoptr(html_links_t) l = html_links_new(&options, &found);
	g_autofree char *got = html_links_suffix(l, links[_i].text, links[_i].href);

	ck_assert_msg(!strcmp(got, links[_i].want), "%s: got \"%s\"", links[_i].claim, got);
	ck_assert_msg(found.mismatches == links[_i].mismatches, "%s: %u", links[_i].claim,
		      found.mismatches);
	ck_assert_msg(found.lookalikes == links[_i].lookalikes, "%s: %u", links[_i].claim,
		      found.lookalikes);
	ck_assert_msg(found.unsafe == links[_i].unsafe, "%s: %u", links[_i].claim, found.unsafe);
}
END_TEST

START_TEST(numbers_long_addresses)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autoptr(html_links_t) l = html_links_new(&options, &found);
	g_autoptr(GString) notes = g_string_new("text");
	g_autofree char *a = html_links_suffix(l, "x", "https://e.jp/1" LONG_PATH);
	g_autofree char *b = html_links_suffix(l, "x", "https://f.jp/2" LONG_PATH);
	g_autofree char *again = html_links_suffix(l, "y", "https://e.jp/1" LONG_PATH);

	html_links_append_notes(l, notes);
	ck_assert_str_eq(a, " <e.jp [1]>");
	ck_assert_str_eq(b, " <f.jp [2]>");
	ck_assert_str_eq(again, " <e.jp [1]>");
	ck_assert_str_eq(notes->str, "text\n\n[1] https://e.jp/1" LONG_PATH
				     "\n[2] https://f.jp/2" LONG_PATH "\n");
}
END_TEST

START_TEST(shows_both_hosts_of_a_long_wrapper)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autoptr(html_links_t) l = html_links_new(&options, &found);
	g_autofree char *got = html_links_suffix(l, "www.bank.jp",
						 "https://jpn01.safelinks.protection.outlook.com/"
						 "?url=https%3A%2F%2Fwww.bank.jp%2F&data=x");

	ck_assert_str_eq(got, " <jpn01.safelinks.protection.outlook.com → www.bank.jp [1]>");
	ck_assert_uint_eq(found.mismatches, 0);
}
END_TEST

START_TEST(follows_the_policy)
{
	static const struct {
		enum body_links links;
		const char *address, *other, *long_one, *script;
	} rows[] = {
		{ LINKS_DEFANG, " <hxxps://e[.]jp/a.b>",
		  " <hxxps://evil[.]example/>" LEADS_TO("evil[.]example"), " <e[.]jp [1]>",
		  "［危険な種類のリンクのため省きました: data:］" },
		{ LINKS_DOMAIN, " <e.jp>", " <evil.example>" LEADS_TO("evil.example"), " <e.jp>",
		  "［危険な種類のリンクのため省きました: data:］" },
		{ LINKS_REMOVE, "", "", "", "［危険な種類のリンクのため省きました: data:］" },
	};
	struct limits limits = limits_default();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct text_options options = { .limits = &limits, .links = rows[i].links };
		struct html_found found = { 0 };
		g_autoptr(html_links_t) l = html_links_new(&options, &found);
		g_autofree char *a = html_links_suffix(l, "x", "https://e.jp/a.b");
		g_autofree char *o = html_links_suffix(l, "bank.jp", "https://evil.example/");
		g_autofree char *n = html_links_suffix(l, "x", "https://e.jp/" LONG_PATH);
		g_autofree char *s = html_links_suffix(l, "x", "data:,x");
		ck_assert_str_eq(a, rows[i].address);
		ck_assert_str_eq(o, rows[i].other);
		ck_assert_str_eq(n, rows[i].long_one);
		ck_assert_str_eq(s, rows[i].script);
		ck_assert_uint_eq(found.mismatches, 1);
	}
}
END_TEST

START_TEST(no_host_ends_its_brackets)
{
	struct limits limits = limits_default();

	for (enum body_links how = LINKS_SHOW; how <= LINKS_REMOVE; how++) {
		struct text_options options = { .limits = &limits, .links = how };
		struct html_found found = { 0 };
		g_autoptr(html_links_t) l = html_links_new(&options, &found);
		g_autofree char *got =
			html_links_suffix(l, "bank.jp", "https://a> <b］［ c.jp/" LONG_PATH);
		const char *end = strchr(got, '>');
		ck_assert_msg(!end || !strchr(end + 1, '>'), "%s", got);
		ck_assert_msg(!strstr(got, "］［"), "%s", got);
	}
}
END_TEST

START_TEST(resolves_relative_links_by_the_first_base)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autoptr(html_links_t) l = html_links_new(&options, &found);

	html_links_set_base(l, "javascript:x");
	html_links_set_base(l, "https://e.jp/d/");
	html_links_set_base(l, "https://late.example/");
	g_autofree char *got = html_links_suffix(l, "x", "a.html");
	g_autofree char *anchor = html_links_suffix(l, "x", "#a");
	ck_assert_str_eq(got, " <https://e.jp/d/a.html>");
	ck_assert_str_eq(anchor, "");
}
END_TEST

START_TEST(speaks_english)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .lang = CONFIG_LANG_EN };
	struct html_found found = { 0 };
	g_autoptr(html_links_t) l = html_links_new(&options, &found);
	g_autofree char *got = html_links_suffix(l, "bank.com", "https://evil.example/");

	ck_assert_str_eq(got, " <https://evil.example/>［caution: this leads to evil.example］");
	ck_assert_str_eq(found.mismatch, "bank.com -> evil.example");
}
END_TEST

START_TEST(limit_link_bytes)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autofree char *path = g_strnfill(300, 'a');
	g_autofree char *href = g_strdup_printf("https://e.jp/%s", path);

	g_autoptr(html_links_t) roomy = html_links_new(&options, &found);
	g_free(html_links_suffix(roomy, "x", href));
	ck_assert(!found.limit_link_bytes);
	limits.link_bytes = 100;
	g_autoptr(html_links_t) l = html_links_new(&options, &found);
	g_autofree char *got = html_links_suffix(l, "x", href);
	ck_assert(found.limit_link_bytes);
	ck_assert_str_eq(got, " <e.jp [1]>");
}
END_TEST

START_TEST(knows_what_is_fetched)
{
	ck_assert(html_link_is_remote("https://e.jp/a.png"));
	ck_assert(html_link_is_remote("//e.jp/a.png"));
	ck_assert(html_link_is_remote(" HTTP:\\\\e.jp\\a.png"));
	ck_assert(!html_link_is_remote("cid:a@b"));
	ck_assert(!html_link_is_remote("data:image/png;base64,x"));
	ck_assert(!html_link_is_remote("a.png"));
	ck_assert(!html_link_is_remote(""));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, shows_where_links_lead, 0, G_N_ELEMENTS(links));
	tcase_add_test(t, numbers_long_addresses);
	tcase_add_test(t, shows_both_hosts_of_a_long_wrapper);
	tcase_add_test(t, follows_the_policy);
	tcase_add_test(t, no_host_ends_its_brackets);
	tcase_add_test(t, resolves_relative_links_by_the_first_base);
	tcase_add_test(t, speaks_english);
	tcase_add_test(t, limit_link_bytes);
	tcase_add_test(t, knows_what_is_fetched);
}

UNIT_MAIN("html_link", add_tests)
