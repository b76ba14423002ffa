/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_compose_enclosures.c: how files and their names are written; that all of
 * it reads back is tests/unit/front/test_output_check.c's.
 */
#include <string.h>

#include "misogi/compose.h"
#include "misogi/iso2022jp.h"
#include "unit.h"

static const struct {
	const char *what, *name, *fields;
} names[] = {
	{ "ASCII in quotes", "a b.pdf",
	  "Content-Type: t/t;\r\n name=\"a b.pdf\"\r\nContent-Transfer-Encoding: base64\r\n"
	  "Content-Disposition: attachment;\r\n filename=\"a b.pdf\"\r\n" },
	{ "Japanese twice", "図面.pdf",
	  "Content-Type: t/t;\r\n name=\"=?utf-8?B?5Zuz6Z2iLnBkZg==?=\"\r\n"
	  "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n"
	  " filename*=utf-8''%E5%9B%B3%E9%9D%A2.pdf\r\n" },
	{ "a quote is encoded", "a\"b",
	  "Content-Type: t/t;\r\n name=\"=?utf-8?B?YSJi?=\"\r\n"
	  "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n"
	  " filename*=utf-8''a%22b\r\n" },
	{ "long in pieces of whole characters", "あいうえおかきくけこ.pdf",
	  "Content-Type: t/t;\r\n"
	  " name=\"=?utf-8?B?44GC44GE44GG44GI44GK44GL44GN44GP44GR44GTLnBkZg==?=\"\r\n"
	  "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n"
	  " filename*0*=utf-8''%E3%81%82%E3%81%84%E3%81%86%E3%81%88%E3%81%8A;\r\n"
	  " filename*1*=%E3%81%8B%E3%81%8D%E3%81%8F%E3%81%91%E3%81%93.pd;\r\n"
	  " filename*2*=f\r\n" },
};

START_TEST(names_stand_as_programs_read_them)
{
	g_autoptr(GString) out = g_string_new(NULL);

	compose_file_fields(out, "t/t", names[_i].name, MAIL_CHARSET_UTF8);
	ck_assert_msg(strcmp(out->str, names[_i].fields) == 0, "%s: got %s", names[_i].what,
		      out->str);
}
END_TEST

START_TEST(old_programs_get_the_name_in_their_charset)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct err err;

	ck_assert(iso2022jp_init(&err));
	compose_file_fields(out, "t/t", "図面.pdf", MAIL_CHARSET_ISO_2022_JP);
	ck_assert_ptr_nonnull(strstr(out->str, " name=\"=?ISO-2022-JP?B?"));
	ck_assert_ptr_nonnull(strstr(out->str, " filename*=utf-8''%E5%9B%B3%E9%9D%A2.pdf\r\n"));
}
END_TEST

START_TEST(limit_output_bytes_is_seen_before_anything_is_written)
{
	g_autoptr(message_t) m = message_new();
	/* More than there is: reading it would crash. */
	g_autoptr(GBytes) huge = g_bytes_new_static("", (gsize)1 << 40);
	struct err err;

	message_add_part(m, "1", -1);
	compose_text(m, "text\n", 5);
	enclosure_add(message_add_enclosure(m, 0, "a", false), 0, "a", huge);
	ck_assert(!compose_enclosures(m, 64 << 20, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "output_bytes"));
	ck_assert_uint_eq(g_bytes_get_size(m->body), 6);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, names_stand_as_programs_read_them, 0, G_N_ELEMENTS(names));
	tcase_add_test(t, old_programs_get_the_name_in_their_charset);
	tcase_add_test(t, limit_output_bytes_is_seen_before_anything_is_written);
}

UNIT_MAIN("mail/compose_enclosures", add)
