/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_zip_write.c: which form a new zip has; that it reads back whole is
 * tests/unit/front/test_output_check.c's.
 */
#include "misogi/zip_write.h"

#include <string.h>

#include "unit.h"

static struct err err;

static GBytes *zip_of(const char *name, const void *bytes, size_t n)
{
	g_autoptr(GBytes) content = g_bytes_new(bytes, n);
	struct zip_file file = { name, content };
	GBytes *zip = zip_write(&file, 1, &err);

	ck_assert_ptr_nonnull(zip);
	ck_assert_uint_le(g_bytes_get_size(zip), zip_write_max(&file, 1));
	return zip;
}

static unsigned u16_at(GBytes *zip, size_t at)
{
	const unsigned char *p = g_bytes_get_data(zip, NULL);

	return p[at] | (unsigned)p[at + 1] << 8;
}

static unsigned method_of(GBytes *zip)
{
	return u16_at(zip, 8);
}

START_TEST(names_are_utf8_and_dates_are_none)
{
	g_autoptr(GBytes) zip = zip_of("図/面.txt", "a", 1);

	ck_assert_int_eq(memcmp(g_bytes_get_data(zip, NULL), "PK\3\4\x14\0\0\x08", 8), 0);
	ck_assert_uint_eq(u16_at(zip, 10), 0);
	ck_assert_uint_eq(u16_at(zip, 12), 0x21);
	ck_assert_uint_eq(u16_at(zip, 26), strlen("図/面.txt"));
	ck_assert_uint_eq(u16_at(zip, 28), 0);
}
END_TEST

static void fill_with_noise(unsigned char *bytes, size_t n)
{
	for (unsigned i = 0, x = 1; i < n; i++)
		bytes[i] = (unsigned char)((x = x * 1103515245 + 12345) >> 16);
}

START_TEST(deflates_only_what_gets_smaller_by_a_twentieth)
{
	g_autofree char *same = g_strnfill(1000, 'a');
	unsigned char noise[1000];

	fill_with_noise(noise, sizeof noise);
	g_autoptr(GBytes) small = zip_of("a", same, 1000);
	g_autoptr(GBytes) large = zip_of("a", noise, sizeof noise);
	g_autoptr(GBytes) empty = zip_of("a", "", 0);
	ck_assert_uint_eq(method_of(small), 8);
	ck_assert_uint_lt(g_bytes_get_size(small), 200);
	ck_assert_uint_eq(method_of(large), 0);
	ck_assert_uint_eq(method_of(empty), 0);
	memset(noise, 0, 300);
	g_autoptr(GBytes) helps = zip_of("a", noise, sizeof noise);
	ck_assert_uint_eq(method_of(helps), 8);
	fill_with_noise(noise, sizeof noise);
	memset(noise, 0, 30);
	g_autoptr(GBytes) little = zip_of("a", noise, sizeof noise);
	ck_assert_uint_eq(method_of(little), 0);
}
END_TEST

START_TEST(refuses_what_only_zip64_could_say)
{
	g_autofree char *name = g_strnfill(65536, 'x');
	g_autoptr(GBytes) content = g_bytes_new("", 0);
	struct zip_file file = { name, content };
	g_autofree struct zip_file *many = g_new(struct zip_file, 65536);

	for (unsigned i = 0; i < 65536; i++)
		many[i] = (struct zip_file){ "a", content };
	ck_assert_ptr_null(zip_write(&file, 1, &err));
	ck_assert_int_eq(err.reason, REASON_OUTPUT);
	ck_assert_ptr_null(zip_write(many, 65536, &err));
	/* Never read: the sizes alone are too many. */
	g_autoptr(GBytes) huge = g_bytes_new_static("", (gsize)3 << 30);
	struct zip_file two[] = { { "a", huge }, { "b", huge } };
	ck_assert_ptr_null(zip_write(two, 2, &err));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, names_are_utf8_and_dates_are_none);
	tcase_add_test(t, deflates_only_what_gets_smaller_by_a_twentieth);
	tcase_add_test(t, refuses_what_only_zip64_could_say);
}

UNIT_MAIN("mail/zip_write", add)
