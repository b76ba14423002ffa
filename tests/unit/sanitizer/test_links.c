/* SPDX-License-Identifier: BSD-2-Clause */
/* test_links.c: addresses in plain texts, found and written as the policy wants them. */
#include "unit.h"

#include <string.h>

#include "text/links.h"

static const struct {
	const char *text, *found; /* what was found, joined by "|" */
} texts[] = {
	{ "", "" },
	{ "no address", "" },
	{ "https://e.jp/a", "https://e.jp/a" },
	{ "申込はhttps://e.jp/aへどうぞ。", "https://e.jp/a" },
	{ "https://e.jpへどうぞ", "https://e.jp" },
	{ "（https://e.jp/a）", "https://e.jp/a" },
	{ "(https://e.jp/a)", "https://e.jp/a" },
	{ "https://e.jp/a_(b)", "https://e.jp/a_(b)" },
	{ "<https://e.jp/a>", "https://e.jp/a" },
	{ "See https://e.jp/a, http://f.jp.", "https://e.jp/a|http://f.jp" },
	{ "HTTPS://E.JP/", "HTTPS://E.JP/" },
	{ "www.e.jp/a", "www.e.jp/a" },
	{ "xhttps://e.jp/", "" },
	{ "awww.e.jp", "" },
	{ "https://例え.jp/a", "https://例え.jp/a" },
	{ "https://www.例え.jpです", "https://www.例え.jp" },
	{ "https://", "" },
	{ "https:// e.jp", "" },
	{ "www.", "" },
	{ "http://[::1]/a", "http://[::1]/a" },
	{ "ftp://e.jp/a", "ftp://e.jp/a" },
	{ "> https://e.jp/a\n> b", "https://e.jp/a" },
	{ "https://u@e.jp:80/?a=b&c#d", "https://u@e.jp:80/?a=b&c#d" },
};

START_TEST(finds_addresses)
{
	g_autoptr(GString) text = g_string_new(texts[_i].text), got = g_string_new(NULL);
	struct links_span at;

	for (size_t from = 0; links_next(text, from, &at); from = at.end) {
		g_string_append(got, got->len ? "|" : "");
		g_string_append_len(got, text->str + at.start, (gssize)(at.end - at.start));
	}
	ck_assert_msg(!strcmp(got->str, texts[_i].found), "%s: got %s", texts[_i].text, got->str);
}
END_TEST

START_TEST(follows_the_policy)
{
	static const char text[] = "申込は https://www.e.jp/a.b か www.f.jp/x まで。";
	static const struct {
		enum body_links links;
		const char *want;
	} rows[] = {
		{ LINKS_SHOW, "申込は https://www.e.jp/a.b か www.f.jp/x まで。" },
		{ LINKS_DEFANG, "申込は hxxps://www[.]e[.]jp/a.b か www[.]f[.]jp/x まで。" },
		{ LINKS_DOMAIN, "申込は www.e.jp か www.f.jp まで。" },
		{ LINKS_REMOVE, "申込は ［リンク省略］ か ［リンク省略］ まで。" },
	};
	struct limits limits = limits_default();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct text_options options = { .limits = &limits, .links = rows[i].links };
		struct html_found found = { 0 };
		g_autoptr(GString) got = g_string_new(text), of_html = g_string_new(text);
		links_in_text(got, &options, &found);
		links_in_html(of_html, &options);
		ck_assert_str_eq(got->str, rows[i].want);
		ck_assert_str_eq(of_html->str, rows[i].want);
	}
}
END_TEST

START_TEST(leaves_no_link_within_a_link)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "http://a.jp/?u=https://e.jp/", "hxxp://a[.]jp/?u=hxxps://e.jp/" },
		{ "http://http://e.jp/", "hxxp://hxxp://e.jp/" },
		{ "http://a.jp/www.e.jp", "hxxp://a[.]jp/www[.]e.jp" },
		{ "http://a.jp/www.例え", "hxxp://a[.]jp/www[.]例え" },
		{ "FTP://a.jp/", "fxp://a[.]jp/" },
	};
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .links = LINKS_DEFANG };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) got = g_string_new(rows[i].text);
		struct links_span at;
		links_in_html(got, &options);
		ck_assert_str_eq(got->str, rows[i].want);
		ck_assert(!links_next(got, 0, &at));
	}
}
END_TEST

START_TEST(makes_no_link_of_the_other_form)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .links = LINKS_DEFANG };
	struct html_found found = { 0 };
	g_autoptr(GString) got = g_string_new("https://www.аррӏе.com/");
	struct links_span at;

	links_in_text(got, &options, &found);
	ck_assert_uint_eq(found.lookalikes, 1);
	ck_assert_msg(!links_next(got, 0, &at), "%s", got->str);
}
END_TEST

START_TEST(shows_both_forms_and_marks_lookalikes)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	g_autoptr(GString) good = g_string_new("https://例え.jp/a へ");
	g_autoptr(GString) bad = g_string_new("https://www.аррӏе.com/");

	links_in_text(good, &options, &found);
	ck_assert_str_eq(good->str, "https://例え.jp/a (xn--r8jz45g.jp) へ");
	ck_assert_uint_eq(found.lookalikes, 0);
	links_in_text(bad, &options, &found);
	ck_assert_uint_eq(found.lookalikes, 1);
	ck_assert_msg(strstr(bad->str, "まぎらわしい"), "%s", bad->str);
}
END_TEST

START_TEST(leaves_what_it_wrote)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };

	for (enum body_links links = LINKS_DEFANG; links <= LINKS_REMOVE; links++) {
		g_autoptr(GString) text = g_string_new("https://www.e.jp/a");
		options.links = links;
		links_in_text(text, &options, &found);
		g_autofree char *once = g_strdup(text->str);
		links_in_text(text, &options, &found);
		ck_assert_str_eq(text->str, once);
	}
}
END_TEST

START_TEST(many_addresses_take_linear_time)
{
	struct limits limits = limits_default();
	struct text_options options = { .limits = &limits, .links = LINKS_DEFANG };
	struct html_found found = { 0 };
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned i = 0; i < 100000; i++)
		g_string_append(text, "http://www.");
	gint64 began = g_get_monotonic_time();
	links_in_text(text, &options, &found);
	ck_assert_int_lt(g_get_monotonic_time() - began, 20 * G_USEC_PER_SEC);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, finds_addresses, 0, G_N_ELEMENTS(texts));
	tcase_add_test(t, follows_the_policy);
	tcase_add_test(t, leaves_no_link_within_a_link);
	tcase_add_test(t, makes_no_link_of_the_other_form);
	tcase_add_test(t, shows_both_forms_and_marks_lookalikes);
	tcase_add_test(t, leaves_what_it_wrote);
	tcase_add_test(t, many_addresses_take_linear_time);
}

UNIT_MAIN("links", add_tests)
