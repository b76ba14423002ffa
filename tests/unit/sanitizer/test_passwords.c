/* SPDX-License-Identifier: BSD-2-Clause */
/* The passwords that mails show, as people write them. */
#include "archive/passwords.h"

#include <string.h>

#include "unit.h"

static GPtrArray *find(const char *text, unsigned max)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new();

	g_ptr_array_add(texts, (gpointer)(guintptr)text);
	return passwords_find(texts, max);
}

static int place_of(const char *text, const char *password)
{
	g_autoptr(GPtrArray) found = find(text, 20);

	for (guint i = 0; i < found->len; i++)
		if (strcmp(g_ptr_array_index(found, i), password) == 0)
			return (int)i;
	return -1;
}

START_TEST(finds_it_behind_its_word)
{
	static const struct {
		const char *text, *password;
	} cases[] = {
		{ "お世話になっております。\nパスワード：Abc-1234\n以上", "Abc-1234" },
		{ "パスワードは「Abc-1234」です。", "Abc-1234" },
		{ "パスワードはAbc-1234です。", "Abc-1234" },
		{ "解凍パスワード: Abc-1234", "Abc-1234" },
		{ "解凍用パスワード　→　Abc-1234", "Abc-1234" },
		{ "【パスワード】 Abc-1234", "Abc-1234" },
		{ "パスワード(ZIP) ＝ Abc-1234", "Abc-1234" },
		{ "ﾊﾟｽﾜｰﾄﾞ:Abc-1234", "Abc-1234" },
		{ "暗証番号：4649", "4649" },
		{ "鍵：Abc-1234", "Abc-1234" },
		{ "PW:Abc-1234", "Abc-1234" },
		{ "ＰＷ：Abc-1234", "Abc-1234" },
		{ "Pass=Abc-1234", "Abc-1234" },
		{ "pwd Abc-1234", "Abc-1234" },
		{ "Password is Abc-1234.", "Abc-1234" },
		{ "The password is \"Abc-1234\".", "Abc-1234" },
		{ "password: <Abc-1234>", "Abc-1234" },
		{ "パスワード：a!\"#$%&'()=~", "a!\"#$%&'()=~" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int place = place_of(cases[i].text, cases[i].password);
		ck_assert_msg(place >= 0 && place < 8, "%s: %d", cases[i].text, place);
	}
}
END_TEST

START_TEST(finds_it_in_full_width_as_written_and_narrow)
{
	ck_assert_int_ge(place_of("パスワード：Ａｂｃ１２", "Ａｂｃ１２"), 0);
	ck_assert_int_ge(place_of("パスワード：Ａｂｃ１２", "Abc12"), 0);
}
END_TEST

START_TEST(finds_it_below_its_word)
{
	ck_assert_int_ge(place_of("解凍パスワードは下記の通りです。\n\n　　x9\n", "x9"), 0);
	ck_assert_int_ge(place_of("【パスワード】\nx9\n", "x9"), 0);
	ck_assert_int_lt(place_of("パスワードは別途\nあ\nい\nう\nえ\nお\nx9 \n", "x9"), 0);
}
END_TEST

START_TEST(finds_it_alone_on_a_line)
{
	ck_assert_int_ge(place_of("先ほどの件です。\n\nAbc-1234\n\nよろしく", "Abc-1234"), 0);
	ck_assert_int_lt(place_of("先ほどの件です。\nabc\n", "abc"), 0);
	ck_assert_int_lt(place_of("https://example.jp/a\n", "https://example.jp/a"), 0);
	ck_assert_int_lt(place_of("----------------\n", "----------------"), 0);
	ck_assert_int_lt(place_of("two words\n", "two"), 0);
}
END_TEST

START_TEST(puts_what_stands_behind_its_word_first)
{
	ck_assert_int_eq(place_of("line1234\nother567\nPW: Abc-1234\n", "Abc-1234"), 0);
}
END_TEST

START_TEST(takes_no_part_of_another_word_for_its_word)
{
	ck_assert_int_lt(place_of("compass abc123 to bypass xyz987", "abc123"), 0);
	ck_assert_int_lt(place_of("passenger: taro", "taro"), 0);
}
END_TEST

START_TEST(passwords)
{
	g_autoptr(GString) many = g_string_new("");

	for (unsigned i = 0; i < 100; i++)
		g_string_append_printf(many, "password: word%u\n", i);
	g_autoptr(GPtrArray) found = find(many->str, 7);
	ck_assert_uint_eq(found->len, 7);
	ck_assert_str_eq(g_ptr_array_index(found, 0), "word0");
}
END_TEST

START_TEST(gives_each_once)
{
	g_autoptr(GPtrArray) found = find("PW: abc123\nPW: abc123\nabc123\n", 20);

	ck_assert_uint_eq(found->len, 1);
}
END_TEST

START_TEST(bears_any_bytes)
{
	g_autofree char *word = g_strnfill(100000, 'a');
	g_autofree char *labels = g_strnfill(300000, 'p');
	g_autoptr(GPtrArray) a = find(word, 20), c = find("\xff\xfe pass: \xe3\x81", 20);

	for (size_t i = 0; i + 5 < 300000; i += 5)
		memcpy(labels + i, "pass ", 5);
	g_autoptr(GPtrArray) b = find(labels, 20);
	ck_assert_uint_eq(a->len, 0);
	ck_assert_uint_le(b->len + c->len, 40);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_it_behind_its_word);
	tcase_add_test(t, finds_it_in_full_width_as_written_and_narrow);
	tcase_add_test(t, finds_it_below_its_word);
	tcase_add_test(t, finds_it_alone_on_a_line);
	tcase_add_test(t, puts_what_stands_behind_its_word_first);
	tcase_add_test(t, takes_no_part_of_another_word_for_its_word);
	tcase_add_test(t, passwords);
	tcase_add_test(t, gives_each_once);
	tcase_add_test(t, bears_any_bytes);
}

UNIT_MAIN("passwords", add)
