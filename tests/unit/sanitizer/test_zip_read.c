/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_zip_read.c: a zip that all readers see alike has no problem; each lie
 * has its name.
 */
#include "archive/zip_read.h"

#include "sanitizer/zips.h"
#include "unit.h"

#define ENTRIES_MAX 100u

/* The words of all problems, in the order of their finding, "" for none. */
static char *problems_of(const GByteArray *b)
{
	struct zip z;
	GString *out = g_string_new(NULL);

	if (!zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z)) {
		g_string_assign(out, "no zip");
		return g_string_free(out, FALSE);
	}
	for (int id = 0; id < FINDING_MAX; id++)
		if (zip_has_problem(&z, (enum finding_id)id))
			g_string_append_printf(out, "%s%s", out->len ? " " : "",
					       word_of(VOCABULARY_FINDING, id));
	zip_close(&z);
	return g_string_free(out, FALSE);
}

static void check(const char *what, const struct zip_recipe *r, const char *want)
{
	g_autoptr(GByteArray) b = zip_make(r);
	g_autofree char *got = problems_of(b);

	ck_assert_msg(strcmp(got, want) == 0, "%s: got \"%s\", want \"%s\"", what, got, want);
}

START_TEST(finds_and_unpacks_what_is_stored_or_deflated)
{
	struct zip_recipe r = { .entries = { { .name = "[Content_Types].xml", .data = "<x/>" },
					     { .name = "word/a.xml",
					       .data = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
					       .is_deflated = true },
					     { .name = "empty", .is_deflated = true } } };
	g_autoptr(GByteArray) b = zip_make(&r);
	struct zip z;
	size_t n = 0;

	ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
	ck_assert_uint_eq(z.problems->len, 0);
	ck_assert_uint_eq(z.entries->len, 3);
	const struct zip_entry *e = zip_find(&z, "WORD/A.XML");
	ck_assert_ptr_nonnull(e);
	g_autofree char *data = zip_unpack(&z, e, 32, &n);
	ck_assert_str_eq(data, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	ck_assert_uint_eq(n, 32);
	ck_assert_ptr_null(zip_unpack(&z, e, 31, &n));
	g_autofree char *stored = zip_unpack(&z, zip_find(&z, "[content_types].xml"), 4, &n);
	ck_assert_str_eq(stored, "<x/>");
	g_autofree char *empty = zip_unpack(&z, zip_find(&z, "empty"), 0, &n);
	ck_assert_str_eq(empty, "");
	ck_assert_ptr_null(zip_find(&z, "word/b.xml"));
	ck_assert_ptr_null(zip_find(&z, ""));
	zip_close(&z);
}
END_TEST

START_TEST(honest_zips_have_no_problem)
{
	static const struct {
		const char *name;
		struct zip_recipe r;
	} cases[] = {
		{ "empty", { .wide = false } },
		{ "one", { .entries = { { .name = "a", .data = "x" } } } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(cases[i].name, &cases[i].r, "");
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, finds_and_unpacks_what_is_stored_or_deflated);
	tcase_add_test(tc, honest_zips_have_no_problem);
}

UNIT_MAIN("zip_read", add_tests)
