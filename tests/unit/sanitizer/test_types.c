/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "types.h"
#include "unit.h"

/* The issue asks for so many at least. */
#define TYPES_MIN 150

static const struct {
	enum type_id id;
	const char *extensions, *mimes;
} rows[] = {
#define X(c, name, class, form, extensions, mimes) { TYPE_##c, extensions, mimes },
	TYPES(X)
#undef X
};

START_TEST(every_type_has_names_and_a_class)
{
	ck_assert_uint_ge(G_N_ELEMENTS(rows), TYPES_MIN);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		enum type_id id = rows[i].id;
		bool is_named = id != TYPE_UNKNOWN && id != TYPE_EMPTY;
		ck_assert_uint_eq(id, i);
		ck_assert_uint_gt(class_badness(type_class(id)), 0);
		ck_assert_msg((*rows[i].extensions && *rows[i].mimes) == is_named, "%s",
			      type_name(id));
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(type_name(id), type_name(rows[k].id));
	}
}
END_TEST

/* Lookups compare in lower case, between single blanks. */
START_TEST(every_list_is_words_in_lower_case)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(GStrv) ext = g_strsplit(rows[i].extensions, " ", -1);
		g_auto(GStrv) mimes = g_strsplit(rows[i].mimes, " ", -1);
		for (char **e = ext; *e && **e; e++) {
			g_autofree char *lower = g_ascii_strdown(*e, -1);
			ck_assert_str_eq(*e, lower);
			ck_assert(type_has_extension(rows[i].id, *e));
			ck_assert_uint_le(type_by_extension(*e), rows[i].id);
		}
		for (char **m = mimes; *m && **m; m++) {
			g_autofree char *lower = g_ascii_strdown(*m, -1);
			ck_assert_str_eq(*m, lower);
			ck_assert_msg(strchr(*m, '/') != NULL, "%s", *m);
			ck_assert(type_has_mime(rows[i].id, *m));
		}
	}
}
END_TEST

START_TEST(finds_rows_by_extension_and_mime)
{
	ck_assert_int_eq(type_by_extension("PDF"), TYPE_PDF);
	ck_assert_int_eq(type_by_extension("jpeg"), TYPE_JPEG);
	ck_assert_int_eq(type_by_extension("scr"), TYPE_EXE);
	ck_assert_int_eq(type_by_extension("jse"), TYPE_VBE);
	ck_assert_int_eq(type_by_extension("pd"), TYPE_MAX);
	ck_assert_int_eq(type_by_extension("pdf jpg"), TYPE_MAX);
	ck_assert_int_eq(type_by_extension(""), TYPE_MAX);
	ck_assert_int_eq(type_by_mime("application/pdf"), TYPE_PDF);
	ck_assert_int_eq(type_by_mime("application/octet-stream"), TYPE_MAX);
	ck_assert_int_eq(type_by_mime("text"), TYPE_MAX);
}
END_TEST

START_TEST(fears_programs_most)
{
	for (int c = 0; c < CLASS_MAX; c++)
		ck_assert_uint_le(class_badness((enum class)c), class_badness(CLASS_EXECUTABLE));
	ck_assert(class_is_active(CLASS_SCRIPT));
	ck_assert(class_is_active(CLASS_SHORTCUT));
	ck_assert(!class_is_active(CLASS_PDF));
	ck_assert(!class_is_active(CLASS_UNKNOWN));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, every_type_has_names_and_a_class);
	tcase_add_test(t, every_list_is_words_in_lower_case);
	tcase_add_test(t, finds_rows_by_extension_and_mime);
	tcase_add_test(t, fears_programs_most);
}

UNIT_MAIN("types", add)
