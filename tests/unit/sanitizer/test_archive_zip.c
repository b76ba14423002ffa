/* SPDX-License-Identifier: BSD-2-Clause */
/* Zips: what we unpack ourselves, what libarchive does, and what nobody does. */
#include "sanitizer/archives.h"
#include "sanitizer/host.h"
#include "sanitizer/zips.h"

#define LINK 0120777u

static struct limits limits;
static struct archive_budget budget;

static void setup(void)
{
	host_setup();
	limits = limits_default();
	budget = (struct archive_budget){ .limits = &limits };
}

static struct archive_answer opened(const struct zip_recipe *r)
{
	g_autoptr(GByteArray) b = zip_make(r);
	struct archive_answer a;

	archive_open(TYPE_ZIP, (const char *)b->data, b->len, "a.zip", NULL, &budget, &a);
	return a;
}

START_TEST(opens_stored_and_deflated)
{
	struct zip_recipe r = { .entries = { { .name = "a.txt", .data = "stored" },
					     { .name = "b/", .data = "" },
					     { .name = "b/c.txt",
					       .data = "deflated deflated deflated",
					       .is_deflated = true },
					     { .name = "empty" } } };
	struct archive_answer a = opened(&r);

	assert_open(&a, 3);
	assert_content(&a, "a.txt", "stored");
	assert_content(&a, "b/c.txt", "deflated deflated deflated");
	assert_content(&a, "empty", "");
	archive_answer_clear(&a);
}
END_TEST

/* ${content} as this filter packs it: what these methods of zip hold. */
static GByteArray *packed(int filter, const char *content)
{
	const struct made one[] = { { .name = "x", .content = content }, { 0 } };

	return made_archive(&(struct making){ ARCHIVE_FORMAT_RAW, filter, NULL, NULL }, one);
}

START_TEST(opens_other_methods_by_libarchive)
{
	static const struct {
		unsigned method;
		int filter;
	} methods[] = { { 12, ARCHIVE_FILTER_BZIP2 },
			{ 93, ARCHIVE_FILTER_ZSTD },
			{ 95, ARCHIVE_FILTER_XZ } };

	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
		g_autoptr(GByteArray) p = packed(methods[i].filter, "some text");
		struct zip_recipe r = { .entries = { { .name = "first.txt", .data = "1" },
						     { .name = "a.txt",
						       .data = "some text",
						       .method = methods[i].method,
						       .raw_data = (char *)p->data,
						       .raw_len = p->len },
						     { .name = "last.txt", .data = "2" } } };
		struct archive_answer a = opened(&r);
		assert_open(&a, 3);
		assert_content(&a, "first.txt", "1");
		assert_content(&a, "a.txt", "some text");
		archive_answer_clear(&a);
	}
}
END_TEST

START_TEST(names_the_method_that_it_does_not_know)
{
	static const struct {
		unsigned method;
		const char *name;
	} methods[] = {
		{ 1, "shrink" }, { 6, "implode" }, { 9, "deflate64" }, { 77, "method 77" }
	};

	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
		struct zip_recipe r = {
			.entries = { { .name = "a.txt", .data = "x", .method = methods[i].method } }
		};
		struct archive_answer a = opened(&r);
		ck_assert(!a.is_open);
		ck_assert_uint_eq(a.found->len, 1);
		const struct archive_found *f = g_ptr_array_index(a.found, 0);
		ck_assert_int_eq(f->id, FINDING_ARCHIVE_UNSUPPORTED);
		ck_assert_str_eq(f->detail, methods[i].name);
		archive_answer_clear(&a);
	}
}
END_TEST

START_TEST(gives_links_no_bytes)
{
	struct zip_recipe r = { .entries = { { .name = "a",
					       .data = "/etc/passwd",
					       .made_by = 0x0300,
					       .attributes = LINK << 16 },
					     { .name = "b", .data = "text" } } };
	struct archive_answer a = opened(&r);

	assert_open(&a, 2);
	ck_assert(answer_member(&a, "a")->is_absent);
	ck_assert_uint_eq(answer_member(&a, "a")->n, 0);
	assert_content(&a, "b", "text");
	archive_answer_clear(&a);
}
END_TEST

START_TEST(opens_nothing_that_readers_see_differently)
{
	struct zip_recipe names = {
		.entries = { { .name = "evil.exe", .local_name = "safe.txt", .data = "x" } }
	};
	struct zip_recipe crc = {
		.entries = { { .name = "a", .data = "x", .crc = 1, .local_crc = 1 } }
	};
	struct archive_answer a = opened(&names);

	ck_assert(!a.is_open && answer_has(&a, FINDING_ARCHIVE_NAMES));
	archive_answer_clear(&a);
	a = opened(&crc);
	ck_assert(!a.is_open && answer_has(&a, FINDING_ARCHIVE_MALFORMED));
	archive_answer_clear(&a);
}
END_TEST

START_TEST(budgets_hold_for_zips)
{
	g_autofree char *zeros = g_malloc0(2 << 20);
	struct zip_recipe r = { .entries = { { .name = "a",
					       .data = zeros,
					       .data_len = 2 << 20,
					       .is_deflated = true } } };
	struct archive_answer a = opened(&r);

	ck_assert(!a.is_open && answer_has(&a, FINDING_LIMIT_ARCHIVE_RATIO));
	archive_answer_clear(&a);
	limits.archive_ratio = 100000;
	limits.archive_bytes = 5 << 20;
	a = opened(&r);
	archive_answer_clear(&a);
	a = opened(&r);
	ck_assert(!a.is_open && answer_has(&a, FINDING_LIMIT_ARCHIVE_BYTES));
	archive_answer_clear(&a);
	budget.bytes = 0;
	limits.part_bytes = 1 << 20;
	a = opened(&r);
	ck_assert(!a.is_open && answer_has(&a, FINDING_LIMIT_PART_BYTES));
	archive_answer_clear(&a);
}
END_TEST

/* ---- passwords ---- */

static GByteArray *locked(const char *encryption)
{
	static const struct made two[] = { { .name = "a.txt", .content = "first, and some more" },
					   { .name = "b.txt", .content = "second, and some more" },
					   { 0 } };
	g_autofree char *o = g_strdup_printf("zip:encryption=%s", encryption);

	return made_archive(&(struct making){ ARCHIVE_FORMAT_ZIP, 0, o, "right" }, two);
}

static struct archive_answer opened_with(const GByteArray *b, unsigned wrong, const char *right)
{
	g_autoptr(GPtrArray) passwords = g_ptr_array_new_with_free_func(g_free);
	struct archive_answer a;

	for (unsigned i = 0; i < wrong; i++)
		g_ptr_array_add(passwords, g_strdup_printf("wrong %u", i));
	if (right)
		g_ptr_array_add(passwords, g_strdup(right));
	archive_open(TYPE_ZIP, (const char *)b->data, b->len, "a.zip", passwords, &budget, &a);
	return a;
}

/* One byte tells whether a password of the old kind fits: of 1000, some seem to. */
START_TEST(finds_the_right_password_among_a_thousand)
{
	g_autoptr(GByteArray) b = locked("zipcrypt");
	struct archive_answer a = opened_with(b, 1000, "right");

	ck_assert(a.is_open);
	ck_assert(answer_has(&a, FINDING_PASSWORD_FOUND));
	ck_assert_uint_eq(a.found->len, 1);
	assert_content(&a, "a.txt", "first, and some more");
	assert_content(&a, "b.txt", "second, and some more");
	archive_answer_clear(&a);
}
END_TEST

START_TEST(leaves_no_bytes_of_a_wrong_password)
{
	static const char *const kinds[] = { "zipcrypt", "aes256" };

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b = locked(kinds[i]);
		struct archive_answer a = opened_with(b, 300, NULL);
		ck_assert(a.is_open && answer_has(&a, FINDING_ENCRYPTED));
		ck_assert(!answer_has(&a, FINDING_PASSWORD_FOUND));
		ck_assert_uint_eq(a.found->len, 1);
		ck_assert_uint_eq(answer_member(&a, "a.txt")->n, 0);
		ck_assert(answer_member(&a, "b.txt")->is_absent);
		archive_answer_clear(&a);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, opens_stored_and_deflated);
	tcase_add_test(t, opens_other_methods_by_libarchive);
	tcase_add_test(t, names_the_method_that_it_does_not_know);
	tcase_add_test(t, gives_links_no_bytes);
	tcase_add_test(t, opens_nothing_that_readers_see_differently);
	tcase_add_test(t, budgets_hold_for_zips);
	tcase_add_test(t, finds_the_right_password_among_a_thousand);
	tcase_add_test(t, leaves_no_bytes_of_a_wrong_password);
}

UNIT_MAIN("archive_zip", add)
