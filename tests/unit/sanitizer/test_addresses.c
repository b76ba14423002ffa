/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_addresses.c: address lists, honest and hostile. A list is written here
 * as "display|mailbox" entries, joined by blanks and semicolons.
 */
#include "unit.h"

#include <string.h>

#include "misogi/compose.h"
#include "text/words.h"

enum { BAD = 1, DEEP = 2 };

static const struct {
	const char *name, *raw, *want;
	int flags;
} cases[] = {
	{ "reads_bare_address", "a@b.jp", "|a@b.jp", 0 },
	{ "reads_name_and_address", "Taro Yamada <t@b.jp>", "Taro Yamada|t@b.jp", 0 },
	{ "reads_quoted_name", "\"Yamada, Taro\" <t@b.jp>", "Yamada, Taro|t@b.jp", 0 },
	{ "undoes_escapes_in_quotes", "\"a \\\"b\\\" c\" <t@b.jp>", "a \"b\" c|t@b.jp", 0 },
	{ "reads_list", "a@b.jp, C <c@d.jp>,e@f.jp", "|a@b.jp; C|c@d.jp; |e@f.jp", 0 },
	{ "takes_semicolon_for_comma", "a@b.jp; c@d.jp", "|a@b.jp; |c@d.jp", 0 },
	{ "skips_empty_entries", ", ,a@b.jp,", "|a@b.jp", 0 },
	{ "takes_comment_for_name", "a@b.jp (Taro)", "Taro|a@b.jp", 0 },
	{ "prefers_name_to_comment", "Taro <a@b.jp> (x)", "Taro|a@b.jp", 0 },
	{ "counts_comments_in_comments", "a@b.jp (x (y) z)", "x (y) z|a@b.jp", 0 },
	{ "flattens_group", "team: a@b.jp, c@d.jp; e@f.jp", "|a@b.jp; |c@d.jp; |e@f.jp", 0 },
	{ "keeps_name_of_empty_group", "undisclosed-recipients:;", "undisclosed-recipients|", 0 },
	{ "keeps_name_of_empty_group_in_a_list", "a@b.jp, g: ;, c@d.jp", "|a@b.jp; g|; |c@d.jp",
	  0 },
	{ "keeps_colon_of_a_name", "営業部:山田 <t@b.jp>", "営業部:山田|t@b.jp", 0 },
	{ "keeps_comment_before_the_address", "山田(株式会社A) <t@b.jp>", "山田(株式会社A)|t@b.jp",
	  0 },
	{ "takes_brackets_of_a_word_in_a_comment", "t@b.jp (=?utf-8?Q?A)_b(?=)", "A) b(|t@b.jp",
	  0 },
	{ "reads_comment_alone", "(nobody)", "nobody|", 0 },
	{ "reads_empty_name", "\"\" <t@b.jp>", "|t@b.jp", 0 },
	{ "makes_ascii_of_a_domain", "山田 <t@例え.jp>", "山田|t@xn--r8jz45g.jp", 0 },
	{ "shows_domain_that_was_made_ascii", "t@例え.jp", "t@例え.jp|t@xn--r8jz45g.jp", 0 },
	{ "keeps_address_with_japanese_local_part", "山田 <山田@例え.jp>", "山田 <山田@例え.jp>|",
	  BAD },
	{ "drops_mailto", "mailto:t@b.jp", "|t@b.jp", 0 },
	{ "drops_mailto_in_brackets", "X <mailto:t@b.jp>", "X|t@b.jp", 0 },
	{ "reads_short_shift_jis_names_together",
	  "\x8e\x52 <a@b.jp>, \x93\x63\x92\x86\x82\xb3\x82\xf1 <c@d.jp>",
	  "山|a@b.jp; 田中さん|c@d.jp", 0 },
	{ "reads_raw_jis_name_without_return", "\x1b$B;3ED <t@b.jp>", "山田|t@b.jp", 0 },
	{ "takes_no_syntax_out_of_shifted_kana", "\x0e\x31\x3c\x32\x0f <t@b.jp>", NULL, 0 },
	{ "decodes_words", "=?utf-8?B?5bGx55Sw?= <t@b.jp>", "山田|t@b.jp", 0 },
	{ "decodes_words_in_quotes", "\"=?utf-8?B?5bGx55Sw?=\" <t@b.jp>", "山田|t@b.jp", 0 },
	{ "keeps_comma_of_q_word", "=?utf-8?Q?a,b?= <t@b.jp>", "a,b|t@b.jp", 0 },
	{ "reads_raw_utf_8_name", "山田 <t@b.jp>", "山田|t@b.jp", 0 },
	{ "reads_raw_shift_jis_name", "\x8e\x52\x93\x63\x95\x5c\x8e\xa6 <t@b.jp>",
	  "山田表示|t@b.jp", 0 },
	{ "reads_raw_jis_name", "\x1b$B;3ED\x1b(B <t@b.jp>", "山田|t@b.jp", 0 },
	{ "takes_no_syntax_out_of_raw_jis", "\x1b$B<,(<\x1b(B <t@b.jp>", "蒔┝|t@b.jp", 0 },
	{ "drops_route", "<@x.jp,@y.jp:a@b.jp>", "|a@b.jp", 0 },
	{ "keeps_quotes_of_local_part", "\"a b\"@c.jp", "|\"a b\"@c.jp", 0 },
	{ "keeps_quotes_inside_brackets", "X <\"a b\"@c.jp>", "X|\"a b\"@c.jp", 0 },
	{ "takes_blanks_beside_at", "a @ b . jp", "|a@b.jp", 0 },
	{ "joins_no_words_to_an_address", "a b@c.jp", "a b@c.jp|", BAD },
	{ "reads_address_literal", "a@[192.0.2.1]", "|a@[192.0.2.1]", 0 },
	{ "reads_ipv6_literal", "a@[IPv6:2001:db8::1]", "|a@[IPv6:2001:db8::1]", 0 },
	{ "keeps_text_without_address", "just a name", "just a name|", BAD },
	{ "keeps_bad_address_as_text", "X <nobody>", "X <nobody>|", BAD },
	{ "refuses_two_ats", "a@b@c.jp", "a@b@c.jp|", BAD },
	{ "refuses_8_bit_address", "X <\xe5\xb1\xb1@b.jp>", "X <山@b.jp>|", BAD },
	{ "takes_first_of_two_pairs", "X <a@b.jp> <c@d.jp>", "X|a@b.jp", BAD },
	{ "survives_unclosed_quote", "\"abc <a@b.jp>", "abc <a@b.jp>|", BAD },
	{ "survives_unclosed_bracket", "X <a@b.jp", "X|a@b.jp", BAD },
	{ "survives_unclosed_comment", "a@b.jp (x", "x|a@b.jp", BAD },
	{ "takes_no_address_out_of_a_word", "=?utf-8?Q?boss@city.jp?=", "boss@city.jp|", BAD },
	{ "reads_8_bit_inside_brackets", "<\x8e\x52>", "<山>|", BAD },
	{ "unfolds", "a@b.jp,\r\n c@d.jp", "|a@b.jp; |c@d.jp", 0 },
	{ "finds_groups_too_deep", "a:b:c:d:e:f:g:h:i:x@y.jp", "|x@y.jp", DEEP },
	{ "finds_comments_too_deep", "a@b.jp (((((((((x)))))))))", NULL, DEEP },
	{ "lets_no_line_end_into_an_address", "<a@b.jp\r\nBcc: c@d.jp>", NULL, BAD },
};

static char *written(const struct words_addresses *found)
{
	GString *s = g_string_new(NULL);

	for (unsigned i = 0; i < found->list->len; i++) {
		const struct address *a = g_ptr_array_index(found->list, i);
		g_string_append_printf(s, "%s%s|%s", i ? "; " : "", a->display, a->mailbox);
	}
	return g_string_free(s, FALSE);
}

START_TEST(case_of_the_table)
{
	struct words_addresses found;

	words_addresses(cases[_i].raw, strlen(cases[_i].raw), 8, 100, &found);
	g_autofree char *got = written(&found);
	int flags = (found.malformed ? BAD : 0) | (found.too_deep ? DEEP : 0);
	if (cases[_i].want)
		ck_assert_msg(!strcmp(got, cases[_i].want), "%s: got \"%s\" want \"%s\"",
			      cases[_i].name, got, cases[_i].want);
	ck_assert_msg(flags == cases[_i].flags, "%s: flags %d", cases[_i].name, flags);
	ck_assert(!strpbrk(got, "\r\n"));
	g_ptr_array_unref(found.list);
}
END_TEST

START_TEST(ends_no_address_at_a_nul)
{
	static const char raw[] = "<a@b.jp\0@evil.example>";
	struct words_addresses found;

	words_addresses(raw, sizeof(raw) - 1, 8, 100, &found);
	const struct address *a = g_ptr_array_index(found.list, 0);
	ck_assert_str_eq(a->mailbox, "");
	ck_assert(found.malformed);
	g_ptr_array_unref(found.list);
}
END_TEST

START_TEST(keeps_no_more_than_asked)
{
	struct words_addresses found;

	words_addresses("a@b.jp,c@d.jp,e@f.jp", 20, 8, 2, &found);
	ck_assert_uint_eq(found.list->len, 2);
	ck_assert(found.malformed);
	g_ptr_array_unref(found.list);
}
END_TEST

START_TEST(survives_what_kills_recursive_parsers)
{
	static const char *const units[] = {
		"g:", "(", "<", "\"", "a@[:", "=?a?b?", "\x1b$B", "\\"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(GString) raw = g_string_new("x");
		struct words_addresses found;
		while (raw->len < 200000)
			g_string_append(raw, units[i]);
		words_addresses(raw->str, raw->len, 8, 100, &found);
		ck_assert(i > 1 || found.too_deep);
		g_ptr_array_unref(found.list);
	}
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, ends_no_address_at_a_nul);
	tcase_add_test(t, keeps_no_more_than_asked);
	tcase_add_test(t, survives_what_kills_recursive_parsers);
}

UNIT_MAIN("addresses", add_tests)
