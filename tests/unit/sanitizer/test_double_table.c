/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_double_table.c: what was learnt is what iconv says, for every cell of
 * every plane and for every character of four bytes of GB18030.
 */
#include "unit.h"

#include <iconv.h>
#include <string.h>

#include "text/converters.h"
#include "text/multibyte.h"
#include "text/planes.h"

/* What iconv makes of ${n} bytes of ${charset}; "" where it makes nothing. */
static void ask_iconv(iconv_t cd, const char *bytes, size_t n, GString *out)
{
	char utf8[32], *from = (char *)bytes, *to = utf8;
	size_t room = sizeof(utf8);

	g_string_truncate(out, 0);
	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &n, &to, &room) == (size_t)-1)
		return;
	iconv(cd, NULL, NULL, &to, &room);
	g_string_append_len(out, utf8, to - utf8);
}

START_TEST(each_cell_is_what_iconv_says)
{
	const struct double_shape *shape = &planes[_i].shape;
	const size_t prefix = strlen(shape->prefix);
	iconv_t cd = iconv_open("UTF-8", shape->charset);
	g_autoptr(GString) want = g_string_new(NULL);
	unsigned known = 0;

	for (unsigned lead = shape->first_lead; lead <= shape->last_lead; lead++) {
		for (unsigned trail = shape->first_trail; trail <= shape->last_trail; trail++) {
			char bytes[8];
			struct sink s;
			g_autoptr(GString) got = g_string_new(NULL);
			memcpy(bytes, shape->prefix, prefix);
			bytes[prefix] = (char)lead;
			bytes[prefix + 1] = (char)trail;
			ask_iconv(cd, bytes, prefix + 1, want);
			if (want->len > 0) /* no lead byte: half-width kana */
				g_string_truncate(want, 0);
			else
				ask_iconv(cd, bytes, prefix + 2, want);
			sink_open(&s, got, 2);
			bool is = planes_put(&s, (enum plane)_i, (guint8)lead, (guint8)trail);
			sink_close(&s);
			known += is;
			ck_assert_msg(g_string_equal(got, want), "%s %x %x: %s, want %s",
				      shape->charset, lead, trail, got->str, want->str);
		}
	}
	ck_assert_uint_gt(known, 2000);
	iconv_close(cd);
}
END_TEST

START_TEST(each_four_bytes_of_gb18030_are_what_iconv_says)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	g_autoptr(GString) want = g_string_new(NULL);

	/* All of the Basic Multilingual Plane, and one in 251 beyond it. */
	for (unsigned number = 0; number < 126 * 12600; number += number < 39420 ? 1 : 251) {
		char bytes[4] = { (char)(0x81 + number / 12600), (char)(0x30 + number / 1260 % 10),
				  (char)(0x81 + number / 10 % 126), (char)(0x30 + number % 10) };
		g_autoptr(GString) got = g_string_new(NULL);
		ask_iconv(cd, bytes, sizeof(bytes), want);
		unsigned bad = converter_run(CONVERTER_GB18030, got, bytes, sizeof(bytes));
		if (want->len == 0)
			ck_assert_msg(bad == 1, "number %u: %s", number, got->str);
		else
			ck_assert_msg(g_string_equal(got, want), "number %u: %s, want %s", number,
				      got->str, want->str);
	}
	iconv_close(cd);
}
END_TEST

START_TEST(shift_jis_2004_is_what_iconv_says)
{
	iconv_t cd = iconv_open("UTF-8", "SHIFT_JISX0213");
	g_autoptr(GString) want = g_string_new(NULL);
	unsigned known = 0;

	for (unsigned lead = 0x81; lead <= 0xfc; lead++) {
		for (unsigned trail = 0x40; trail <= 0xfc; trail++) {
			char bytes[2] = { (char)lead, (char)trail };
			g_autoptr(GString) got = g_string_new(NULL);
			if (lead >= 0xa0 && lead <= 0xdf)
				continue;
			ask_iconv(cd, bytes, sizeof(bytes), want);
			unsigned bad = multibyte_sjis_2004(got, bytes, sizeof(bytes));
			known += bad == 0;
			if (want->len == 0)
				ck_assert_msg(bad > 0, "%x %x: %s", lead, trail, got->str);
			else
				ck_assert_msg(g_string_equal(got, want), "%x %x: %s, want %s", lead,
					      trail, got->str, want->str);
		}
	}
	ck_assert_uint_eq(known, 11233); /* all of JIS X 0213:2004 */
	iconv_close(cd);
}
END_TEST

START_TEST(does_not_know_what_iconv_does_not_know)
{
	static const struct double_shape shape = { "x-klingon", "", 0x81, 0xfe, 0x40, 0xfe };
	struct double_table t = { 0 };

	ck_assert(!double_table_learn(&t, &shape));
	ck_assert_ptr_null(t.cells);
}
END_TEST

static void add_tests(TCase *t)
{
	if (converters_open())
		abort();
	tcase_add_loop_test(t, each_cell_is_what_iconv_says, 0, PLANE_MAX);
	tcase_add_test(t, each_four_bytes_of_gb18030_are_what_iconv_says);
	tcase_add_test(t, shift_jis_2004_is_what_iconv_says);
	tcase_add_test(t, does_not_know_what_iconv_does_not_know);
}

UNIT_MAIN("double_table", add_tests)
