/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_image.c: which images say something, and what is counted of them.
 */
#include "unit.h"

#include "html_cases.h"

/* clang-format off */
static const struct {
	const char *name, *html, *text;
	unsigned remote, pixels;
} cases[] = {
	{ "shows_alt", "<img alt=地図 src=cid:a>x", "[地図]x", 0, 0 },
	{ "no_alt_says_nothing", "<img src=cid:a>x", "x", 0, 0 },
	{ "file_names_say_nothing", "<img alt=a.JPG src=cid:a><img alt=b.webp src=cid:b>x", "x", 0, 0 },
	{ "a_sentence_with_a_file_name_says_something", "<img alt='see a.jpg' src=cid:a>x", "[see a.jpg]x", 0, 0 },
	{ "addresses_say_nothing", "<img alt='https://e.jp/a' src=cid:a><img alt=cid:x src=cid:x>x", "x", 0, 0 },
	{ "layout_words_say_nothing", "<img alt=Spacer src=cid:a><img alt=画像 src=cid:b><img alt=- src=cid:c>x", "x", 0, 0 },
	{ "one_letter_says_something", "<img alt=F src=cid:a>", "[F]", 0, 0 },
	{ "emoji_stand_without_brackets", "<img alt=😀 src=cid:a><img alt=❤️ src=cid:b>", "😀❤️", 0, 0 },
	{ "a_circle_in_a_name_is_no_emoji", "<img alt=○○市 src=cid:a>", "[○○市]", 0, 0 },
	{ "small_by_attributes", "<img src=https://e.jp/o width=1 height=1 alt=x>a", "a", 1, 1 },
	{ "small_by_style", "<img src=https://e.jp/o style='width:1px;height:0' alt=x>a", "a", 1, 1 },
	{ "narrow_only_is_not_small", "<img src=https://e.jp/o width=1 height=40>a", "a", 1, 0 },
	{ "full_width_is_not_small", "<img src=https://e.jp/o width='1%' height='1%'>a", "a", 1, 0 },
	{ "maximum_is_no_size", "<img src=https://e.jp/o style='max-width:1px;max-height:1px'>a", "a", 1, 0 },
	{ "hidden_ones_are_tracking", "<img src=https://e.jp/o style='display:none'>a", "a", 1, 1 },
	{ "attached_ones_are_not_remote", "<img src=cid:a width=1 height=1>a", "a", 0, 0 },
	{ "sets_of_sources_are_remote", "<img srcset='https://e.jp/a 2x'>a", "a", 1, 0 },
	{ "buttons_may_be_images", "<input type=image src=https://e.jp/b alt=送る>", "[送る]", 1, 0 },
	{ "alt_of_a_link_is_said_once", "<a href=https://e.jp/><img alt=詳細 src=cid:a> 詳細</a>", "詳細 <https://e.jp/>", 0, 0 },
	{ "alt_behind_the_words_is_said_once", "<a href=https://e.jp/>詳細<img alt=詳細 src=cid:a></a>", "詳細 <https://e.jp/>", 0, 0 },
	{ "another_alt_is_said", "<a href=https://e.jp/><img alt=図 src=cid:a> 詳細</a>", "[図] 詳細 <https://e.jp/>", 0, 0 },
	{ "a_picture_that_is_a_link_is_named", "<a href=https://e.jp/><img src=cid:a></a>", "［画像］ <https://e.jp/>", 0, 0 },
	{ "a_link_of_nothing_is_not", "<a href=https://e.jp/></a>x", "x", 0, 0 },
	{ "places_of_maps_are_links", "<map><area href=https://e.jp/ alt=北></map>", "[北] <https://e.jp/>", 0, 0 },
};
/* clang-format on */

START_TEST(case_of_the_table)
{
	struct html_found found = { 0 };
	g_autofree char *got =
		html_case_text(cases[_i].html, strlen(cases[_i].html), CONFIG_LANG_JA, &found);
	char *ours = strstr(got, "\n\n［このメール");

	if (ours)
		*ours = '\0';
	ck_assert_msg(!strcmp(got, cases[_i].text), "%s: got \"%s\" want \"%s\"", cases[_i].name,
		      got, cases[_i].text);
	ck_assert_msg(found.remote == cases[_i].remote, "%s: remote %u", cases[_i].name,
		      found.remote);
	ck_assert_msg(found.pixels == cases[_i].pixels, "%s: pixels %u", cases[_i].name,
		      found.pixels);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
}

UNIT_MAIN("html_image", add_tests)
