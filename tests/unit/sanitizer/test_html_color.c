/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_color.c: colours in every notation, and which of them the eye
 * cannot tell apart.
 */
#include "unit.h"

#include "html/html_color.h"

/* clang-format off */
static const struct {
	const char *name, *in;
	guint32 rgba;
	bool is;
} values[] = {
	{ "reads_three_digits", "#f0a", 0xff00aaff, true },
	{ "reads_four_digits", "#f0a8", 0xff00aa88, true },
	{ "reads_six_digits", "#12aBc3", 0x12abc3ff, true },
	{ "reads_eight_digits", "#12abc380", 0x12abc380, true },
	{ "refuses_five_digits", "#12345", 0, false },
	{ "refuses_no_digits", "#", 0, false },
	{ "refuses_letters_past_f", "#ggg", 0, false },
	{ "reads_first_name", "aliceblue", 0xf0f8ffff, true },
	{ "reads_last_name", "yellowgreen", 0x9acd32ff, true },
	{ "reads_grey_and_gray", "darkslategrey", 0x2f4f4fff, true },
	{ "reads_rebeccapurple", "rebeccapurple", 0x663399ff, true },
	{ "reads_system_colour", "windowtext", 0x000000ff, true },
	{ "refuses_other_word", "nocolour", 0, false },
	{ "reads_transparent", "transparent", 0, true },
	{ "reads_rgb", "rgb(1,2,3)", 0x010203ff, true },
	{ "reads_rgba", "rgba(1, 2, 3, 0.5)", 0x01020380, true },
	{ "reads_rgb_of_blanks", "rgb(1 2 3 / 50%)", 0x01020380, true },
	{ "reads_percents", "rgb(100%,0%,50%)", 0xff0080ff, true },
	{ "cuts_what_is_too_much", "rgb(300,-5,0)", 0xff0000ff, true },
	{ "refuses_rgb_of_two", "rgb(1,2)", 0, false },
	{ "refuses_rgb_of_words", "rgb(a,b,c)", 0, false },
	{ "refuses_rgb_of_infinity", "rgb(inf,1e999,0)", 0, false },
	{ "reads_hsl", "hsl(120, 100%, 50%)", 0x00ff00ff, true },
	{ "reads_hsl_of_degrees", "hsl(240deg 100% 50% / 0)", 0x0000ff00, true },
	{ "reads_hsla_grey", "hsla(7,0%,100%,1)", 0xffffffff, true },
	{ "turns_hue_round", "hsl(-240, 100%, 50%)", 0x00ff00ff, true },
	{ "refuses_variables", "var(--x)", 0, false },
	{ "is_nothing_for_nothing", "", 0, false },
};

static const struct {
	const char *name, *a, *b;
	bool alike;
} pairs[] = {
	{ "white_is_like_white", "#fff", "white", true },
	{ "off_white_is_like_white", "#f4f4f4", "#fff", true },
	{ "cream_is_like_white", "#fffff0", "#fff", true },
	{ "light_grey_is_read_on_white", "#ddd", "#fff", false },
	{ "yellow_is_seen_on_white", "#ff0", "#fff", false },
	{ "near_black_is_like_black", "#0c0c0c", "#000", true },
	{ "dark_grey_is_seen_on_black", "#333", "#000", false },
	{ "red_is_seen_on_green_of_its_brightness", "#c00000", "#006b00", false },
	{ "near_blue_is_like_blue", "#336699", "#34689b", true },
};
/* clang-format on */

static guint32 packed(struct html_color c)
{
	return (guint32)c.red << 24 | (guint32)c.green << 16 | (guint32)c.blue << 8 | c.alpha;
}

START_TEST(value_of_the_table)
{
	struct html_color c = { 0 };
	bool is = html_color_read(values[_i].in, &c);

	ck_assert_msg(is == values[_i].is, "%s", values[_i].name);
	ck_assert_msg(!is || packed(c) == values[_i].rgba, "%s: %08x", values[_i].name, packed(c));
}
END_TEST

START_TEST(pair_of_the_table)
{
	struct html_color a = { 0 }, b = { 0 };

	ck_assert(html_color_read(pairs[_i].a, &a) && html_color_read(pairs[_i].b, &b));
	ck_assert_msg(html_color_is_like(a, b) == pairs[_i].alike, "%s", pairs[_i].name);
	ck_assert_msg(html_color_is_like(b, a) == pairs[_i].alike, "%s", pairs[_i].name);
}
END_TEST

START_TEST(attributes_do_without_the_hash)
{
	struct html_color c = { 0 };

	ck_assert(html_color_attribute(" FFffFF ", &c) && packed(c) == 0xffffffff);
	ck_assert(html_color_attribute("Red", &c) && packed(c) == 0xff0000ff);
	ck_assert(!html_color_attribute("", &c) && !html_color_attribute("chucknorris", &c));
}
END_TEST

START_TEST(over_mixes_by_alpha)
{
	struct html_color black_half = { 0, 0, 0, 128 }, white = { 255, 255, 255, 255 };
	struct html_color nothing = { 0 };

	ck_assert_uint_eq(packed(html_color_over(black_half, white)), 0x7f7f7fff);
	ck_assert_uint_eq(packed(html_color_over(nothing, white)), 0xffffffff);
	ck_assert_uint_eq(packed(html_color_over(white, white)), 0xffffffff);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, value_of_the_table, 0, G_N_ELEMENTS(values));
	tcase_add_loop_test(t, pair_of_the_table, 0, G_N_ELEMENTS(pairs));
	tcase_add_test(t, attributes_do_without_the_hash);
	tcase_add_test(t, over_mixes_by_alpha);
}

UNIT_MAIN("html_color", add_tests)
