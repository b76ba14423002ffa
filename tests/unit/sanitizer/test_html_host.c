/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_host.c: names of hosts in every disguise, whose they are, and
 * which of them look like others.
 */
#include "unit.h"

#include <string.h>

#include "html/html_host.h"
#include "html/html_lookalike.h"

static const struct {
	const char *claim, *raw, *want;
} forms[] = {
	{ "lowers_letters", "WWW.Example.JP", "www.example.jp" },
	{ "drops_last_dot", "example.jp.", "example.jp" },
	{ "reads_decimal_address", "3232235777", "192.168.1.1" },
	{ "reads_hexadecimal_address", "0xC0A80101", "192.168.1.1" },
	{ "reads_octal_address", "0300.0250.01.01", "192.168.1.1" },
	{ "reads_mixed_address", "192.0xa8.257", "192.168.1.1" },
	{ "keeps_dotted_address", "192.168.1.1", "192.168.1.1" },
	{ "takes_five_numbers_for_a_name", "1.2.3.4.5", "1.2.3.4.5" },
	{ "takes_too_large_numbers_for_a_name", "4294967296", "4294967296" },
	{ "keeps_six_byte_address", "[2001:DB8::1]", "[2001:db8::1]" },
	{ "undoes_percent", "%65vil.example", "evil.example" },
	{ "keeps_percent_that_hides_a_slash", "bank.jp%2f.evil.example",
	  "bank.jp%2f.evil.example" },
	{ "narrows_wide_letters", "ｂａｎｋ．ｊｐ", "bank.jp" },
	{ "takes_ideographic_stop_for_dot", "bank。jp", "bank.jp" },
	{ "drops_zero_width", "ba\u200bnk.jp", "bank.jp" },
	{ "drops_soft_hyphen", "ba\u00adnk.jp", "bank.jp" },
	{ "encodes_japanese", "例え.jp", "xn--r8jz45g.jp" },
	{ "keeps_encoded_japanese", "XN--R8JZ45G.jp", "xn--r8jz45g.jp" },
	{ "survives_broken_utf8", "%ff.jp", "%ff.jp" },
	{ "keeps_no_brackets", "a> <b.jp", "a%3E%20%3Cb.jp" },
	{ "keeps_no_brackets_in_an_address", "[::1> ]", "[::1%3E%20]" },
	{ "survives_nothing", "", "" },
	{ "survives_dots", "..", "." },
};

START_TEST(has_one_form)
{
	g_autofree char *got = html_host_canonical(forms[_i].raw, strlen(forms[_i].raw));

	ck_assert_msg(strcmp(got, forms[_i].want) == 0, "%s: got %s", forms[_i].claim, got);
}
END_TEST

static const struct {
	const char *a, *b;
	bool same;
} owners[] = {
	{ "www.bank.com", "login.bank.com", true },
	{ "bank.com", "bank.com.evil.example", false },
	{ "bank.co.jp", "www.bank.co.jp", true },
	{ "bank.co.jp", "evil.co.jp", false },
	{ "a.or.jp", "b.or.jp", false },
	{ "mlit.go.jp", "www.mlit.go.jp", true },
	{ "mlit.go.jp", "soumu.go.jp", false },
	{ "www.city.chiyoda.lg.jp", "city.chiyoda.lg.jp", true },
	{ "city.nara.lg.jp", "pref.nara.lg.jp", false },
	{ "city.a.lg.jp", "city.b.lg.jp", false },
	{ "www.city.sendai.jp", "city.sendai.jp", true },
	{ "www.metro.tokyo.jp", "catalog.metro.tokyo.jp", true },
	{ "city.machida.tokyo.jp", "city.hachioji.tokyo.jp", false },
	{ "www.city.machida.tokyo.jp", "city.machida.tokyo.jp", true },
	{ "pref.chiba.jp", "www.pref.chiba.jp", true },
	{ "a.example.jp", "b.example.jp", true },
	{ "a.co.uk", "b.co.uk", false },
	{ "a.github.io", "b.github.io", false },
	{ "a.blob.core.windows.net", "b.blob.core.windows.net", false },
	{ "192.168.1.1", "168.1.1", false },
	{ "10.0.1.1", "11.0.1.1", false },
	{ "[2001:db8::1]", "[2001:db8::1]", true },
	{ "localhost", "localhost", true },
	{ "xn--r8jz45g.jp", "www.xn--r8jz45g.jp", true },
};

START_TEST(knows_owners)
{
	ck_assert_msg(html_host_is_same_site(owners[_i].a, owners[_i].b) == owners[_i].same,
		      "%s %s", owners[_i].a, owners[_i].b);
	ck_assert_msg(html_host_is_same_site(owners[_i].b, owners[_i].a) == owners[_i].same,
		      "%s %s", owners[_i].b, owners[_i].a);
}
END_TEST

static const struct {
	const char *host;
	bool is;
} letters[] = {
	{ "example.com", false },      { "paypa1.com", false },
	{ "pаypal.com", true }, /* Cyrillic а */
	{ "аррӏе.com", true },	/* Cyrillic only */
	{ "gοοgle.com", true }, /* Greek ο */
	{ "bücher.example", false },   { "exampłe.com", false },
	{ "gıthub.com", true }, /* without a dot */
	{ "日本語.jp", false },	       { "ひらがなカタカナ漢字abc.jp", false },
	{ "例え.テスト", false },      { "bank.jpノlogin.example", true },
	{ "コーヒー.jp", false },      { "ノート.jp", false },
	{ "москва.рф", false },	       { "한국어abc.kr", false },
	{ "한국어ひらがな.kr", true }, { "中文.cn", false },
	{ "ѕоuth.example", true },
};

START_TEST(marks_lookalikes)
{
	ck_assert_msg(html_lookalike_is(letters[_i].host) == letters[_i].is, "%s",
		      letters[_i].host);
}
END_TEST

START_TEST(shows_both_forms)
{
	static const struct {
		const char *host, *want;
	} rows[] = {
		{ "xn--r8jz45g.jp", "例え.jp (xn--r8jz45g.jp)" },
		{ "example.jp", "example.jp" },
		{ "xn--0.jp", "xn--0.jp" },
		{ "xn--.jp", "xn--.jp" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = html_host_both(rows[i].host);
		ck_assert_str_eq(got, rows[i].want);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, has_one_form, 0, G_N_ELEMENTS(forms));
	tcase_add_loop_test(t, knows_owners, 0, G_N_ELEMENTS(owners));
	tcase_add_loop_test(t, marks_lookalikes, 0, G_N_ELEMENTS(letters));
	tcase_add_test(t, shows_both_forms);
}

UNIT_MAIN("html_host", add_tests)
