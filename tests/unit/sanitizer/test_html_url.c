/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_url.c: addresses as browsers read them, relative ones, wrapped
 * ones, and the hosts that a text shows.
 */
#include "unit.h"

#include <string.h>

#include "html/html_base.h"
#include "html/html_shown.h"
#include "html/html_url.h"
#include "html/html_wrap.h"

#define MAX_SHOWN 2000

static const struct {
	const char *claim, *href;
	enum html_url_kind kind;
	const char *shown, *host;
} addresses[] = {
	{ "keeps_address", "https://example.com/a?b=c#d", HTML_URL_WEB,
	  "https://example.com/a?b=c#d", "example.com" },
	{ "trims_blanks", " \t\nhttps://example.com/ \r\n", HTML_URL_WEB, "https://example.com/",
	  "example.com" },
	{ "overlooks_line_ends_inside", "ht\ntps://exa\tmple.com/", HTML_URL_WEB,
	  "https://example.com/", "example.com" },
	{ "overlooks_leading_controls", "\x01\x1fhttps://example.com/", HTML_URL_WEB,
	  "https://example.com/", "example.com" },
	{ "lowers_scheme_and_host", "HTTPS://EXAMPLE.com/A", HTML_URL_WEB, "https://example.com/A",
	  "example.com" },
	{ "turns_backslashes", "https:\\\\evil.example\\a?b\\c", HTML_URL_WEB,
	  "https://evil.example/a?b\\c", "evil.example" },
	{ "ends_host_at_backslash", "https://evil.example\\@bank.jp/", HTML_URL_WEB,
	  "https://evil.example/@bank.jp/", "evil.example" },
	{ "supplies_missing_slashes", "https:evil.example/a", HTML_URL_WEB,
	  "https://evil.example/a", "evil.example" },
	{ "overlooks_more_slashes", "https:////evil.example/", HTML_URL_WEB,
	  "https://evil.example/", "evil.example" },
	{ "finds_host_behind_user", "https://bank.jp@evil.example/", HTML_URL_WEB,
	  "https://bank.jp@evil.example/", "evil.example" },
	{ "finds_host_behind_last_at", "https://a@b@evil.example/", HTML_URL_WEB,
	  "https://a@b@evil.example/", "evil.example" },
	{ "takes_no_user_from_query", "https://evil.example?@bank.jp", HTML_URL_WEB,
	  "https://evil.example?@bank.jp", "evil.example" },
	{ "shows_port", "http://example.com:8080/", HTML_URL_WEB, "http://example.com:8080/",
	  "example.com" },
	{ "shows_number_as_address", "http://3232235777/", HTML_URL_WEB, "http://192.168.1.1/",
	  "192.168.1.1" },
	{ "shows_six_byte_address", "http://[2001:DB8::1]:80/", HTML_URL_WEB,
	  "http://[2001:db8::1]:80/", "[2001:db8::1]" },
	{ "encodes_japanese_host", "https://例え.jp/あ", HTML_URL_WEB, "https://xn--r8jz45g.jp/あ",
	  "xn--r8jz45g.jp" },
	{ "escapes_what_ends_brackets", "https://e.jp/>\"<a b］", HTML_URL_WEB,
	  "https://e.jp/%3E%22%3Ca%20b%EF%BC%BD", "e.jp" },
	{ "escapes_directions", "https://e.jp/\u202egpj.exe", HTML_URL_WEB,
	  "https://e.jp/%E2%80%AEgpj.exe", "e.jp" },
	{ "escapes_zero_width", "https://e.jp/\u200b", HTML_URL_WEB, "https://e.jp/%E2%80%8B",
	  "e.jp" },
	{ "supplies_scheme_of_www", "www.example.jp/a", HTML_URL_WEB, "http://www.example.jp/a",
	  "www.example.jp" },
	{ "supplies_scheme_of_slashes", "//example.jp/a", HTML_URL_WEB, "https://example.jp/a",
	  "example.jp" },
	{ "supplies_scheme_of_host_and_port", "example.jp:8080/a", HTML_URL_WEB,
	  "http://example.jp:8080/a", "example.jp" },
	{ "leads_nowhere_without_host", "https://", HTML_URL_NONE, "", "" },
	{ "leads_nowhere_when_relative", "a/b.html", HTML_URL_NONE, "", "" },
	{ "leads_nowhere_when_anchor", "#top", HTML_URL_NONE, "", "" },
	{ "leads_nowhere_when_empty", "", HTML_URL_NONE, "", "" },
	{ "leads_nowhere_when_in_mail", "cid:a@b", HTML_URL_NONE, "", "" },
	{ "reads_mail_address", "mailto:a%40b.jp?subject=x", HTML_URL_MAIL, "a@b.jp", "b.jp" },
	{ "reads_phone_number", "tel:03-1234-5678", HTML_URL_PHONE, "03-1234-5678", "" },
	{ "knows_script", "JavaScript:alert(1)", HTML_URL_UNSAFE, "", "" },
	{ "knows_script_with_line_end", "java\nscript:alert(1)", HTML_URL_UNSAFE, "", "" },
	{ "knows_data", "data:text/html,x", HTML_URL_UNSAFE, "", "" },
	{ "knows_file", "file://evil/share", HTML_URL_UNSAFE, "", "" },
	{ "knows_shared_folder", "\\\\evil\\share", HTML_URL_UNSAFE, "", "" },
	{ "knows_drive", "C:\\Windows\\calc.exe", HTML_URL_UNSAFE, "", "" },
	{ "knows_search", "search-ms:query=x", HTML_URL_UNSAFE, "", "" },
	{ "knows_unknown", "ms-word:ofe|u|https://e.jp/a.docx", HTML_URL_PROGRAM, "", "" },
};

START_TEST(reads_as_browsers_do)
{
	struct html_url u;

	html_url_read(&u, addresses[_i].href, NULL, MAX_SHOWN);
	ck_assert_msg(u.kind == addresses[_i].kind, "%s: kind %d", addresses[_i].claim, u.kind);
	ck_assert_msg(!strcmp(u.shown, addresses[_i].shown), "%s: got %s", addresses[_i].claim,
		      u.shown);
	ck_assert_msg(!strcmp(u.host, addresses[_i].host), "%s: host %s", addresses[_i].claim,
		      u.host);
	html_url_clear(&u);
}
END_TEST

START_TEST(limit_link_bytes)
{
	g_autofree char *path = g_strnfill(300, 'a');
	g_autofree char *href = g_strdup_printf("https://e.jp/%s", path);
	struct html_url u;

	html_url_read(&u, href, NULL, 100);
	ck_assert(u.is_cut);
	ck_assert_uint_eq(strlen(u.shown), 100 + strlen("…"));
	html_url_clear(&u);
	html_url_read(&u, href, NULL, 400);
	ck_assert(!u.is_cut);
	html_url_clear(&u);
}
END_TEST

START_TEST(cuts_between_characters)
{
	for (size_t max = 0; max < 40; max++) {
		struct html_url u;
		html_url_read(&u, "https://e.jp/あいうえお", NULL, max);
		ck_assert(g_utf8_validate(u.shown, -1, NULL));
		html_url_clear(&u);
	}
}
END_TEST

START_TEST(resolves_against_the_base)
{
	static const struct {
		const char *relative, *want;
	} rows[] = {
		{ "a.html", "https://e.jp/d/a.html" },
		{ "./a.html", "https://e.jp/d/a.html" },
		{ "../a.html", "https://e.jp/a.html" },
		{ "../../../a.html", "https://e.jp/a.html" },
		{ "x/./y/../z", "https://e.jp/d/x/z" },
		{ "..", "https://e.jp/" },
		{ "/a", "https://e.jp/a" },
		{ "//other.jp/a", "https://other.jp/a" },
		{ "\\\\other.jp\\a", "https://other.jp/a" },
		{ "?q", "https://e.jp/d/b?q" },
		{ "a?b/../c", "https://e.jp/d/a?b/../c" },
		{ "#x", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = html_base_resolve("https://e.jp/d/b?c#d", rows[i].relative);
		ck_assert_msg(g_strcmp0(got, rows[i].want) == 0, "%s: got %s", rows[i].relative,
			      got);
	}
	g_autofree char *bare = html_base_resolve("https://e.jp", "a");
	ck_assert_str_eq(bare, "https://e.jp/a");
}
END_TEST

START_TEST(unwraps_known_redirectors)
{
	static const struct {
		const char *url, *want;
	} rows[] = {
		{ "https://jpn01.safelinks.protection.outlook.com/"
		  "?url=https%3A%2F%2Fwww.bank.jp%2Fa&data=x",
		  "www.bank.jp" },
		{ "https://www.google.com/url?q=https://evil.example/&sa=D", "evil.example" },
		{ "https://www.google.com/url?q=https://a.jp/&q=https://b.jp/", NULL },
		{ "https://www.google.com/maps?q=https://a.jp/", NULL },
		{ "https://urldefense.com/v3/__https://www.bank.jp/a__;!!x$", "www.bank.jp" },
		{ "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.bank.jp_a&d=x",
		  "www.bank.jp" },
		{ "https://x.r.us-east-1.awstrack.me/L0/https:%2F%2Fwww.bank.jp%2Fa/1/x",
		  "www.bank.jp" },
		{ "https://www.google.com/"
		  "url?q=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fevil.example%"
		  "252F",
		  "evil.example" },
		{ "https://evil.example/url?q=https://bank.jp/", NULL },
		{ "https://safelinks.protection.outlook.com.evil.example/?url=https://bank.jp/",
		  NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct html_url u;
		html_url_read(&u, rows[i].url, NULL, MAX_SHOWN);
		g_autofree char *got = html_wrap_target(&u);
		ck_assert_msg(g_strcmp0(got, rows[i].want) == 0, "%s: got %s", rows[i].url, got);
		html_url_clear(&u);
	}
}
END_TEST

START_TEST(sees_what_a_text_shows)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "こちら", "" },
		{ "https://bank.jp/login", "bank.jp" },
		{ "ログインは https://bank.jp/login から", "bank.jp" },
		{ "https://bank.jpへどうぞ", "bank.jp" },
		{ "https://日本語.jp/", "xn--wgv71a119e.jp" },
		{ "詳細はbank.co.jpへ", "bank.co.jp" },
		{ "bank．jp", "bank.jp" },
		{ "bank。jp", "bank.jp" },
		{ "ご覧ください。はい。", "" },
		{ "ba\u200bnk.jp", "bank.jp" },
		{ "ｗｗｗ．ｂａｎｋ．ｃｏｍ", "www.bank.com" },
		{ "https://bank.jp@evil.example/", "bank.jp" },
		{ "WWW.BANK.COM", "www.bank.com" },
		{ "info@bank.jp", "bank.jp" },
		{ "info@bank.jp 宛", "" },
		{ "report.pdf", "" },
		{ "run.sh", "" },
		{ "run.sh/a", "run.sh" },
		{ "Node.js v1.2.3", "" },
		{ "e.g. this. It is", "" },
		{ "U.S.A. p.m.", "" },
		{ "a...b", "" },
		{ "https://example.com/?u=bank.jp", "example.com" },
		{ "a.example.com と b.example.net", "a.example.com b.example.net" },
		{ "http://192.168.1.1/", "192.168.1.1" },
		{ "第1.2条", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) hosts = html_shown_hosts(rows[i].text);
		g_autoptr(GString) got = g_string_new(NULL);
		for (guint k = 0; k < hosts->len; k++)
			g_string_append_printf(got, "%s%s", k ? " " : "",
					       (char *)g_ptr_array_index(hosts, k));
		ck_assert_msg(!strcmp(got->str, rows[i].want), "%s: got %s", rows[i].text,
			      got->str);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, reads_as_browsers_do, 0, G_N_ELEMENTS(addresses));
	tcase_add_test(t, limit_link_bytes);
	tcase_add_test(t, cuts_between_characters);
	tcase_add_test(t, resolves_against_the_base);
	tcase_add_test(t, unwraps_known_redirectors);
	tcase_add_test(t, sees_what_a_text_shows);
}

UNIT_MAIN("html_url", add_tests)
