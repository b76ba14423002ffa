/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "types.h"
#include "unit.h"

START_TEST(every_type_has_a_name_and_a_row)
{
	for (int i = 0; i < TYPE_MAX; i++) {
		enum type_id id = (enum type_id)i;
		ck_assert_ptr_nonnull(type_name(id));
		ck_assert_uint_gt(class_badness(type_class(id)), 0);
		if (id == TYPE_UNKNOWN || id == TYPE_EMPTY)
			continue;
		/* Its own name is mostly an extension; at the least some extension or type has it.
		 */
		bool known = false;
		for (const char *const *e =
			     (const char *const[]){ "md",   "ps",   "gz",   "bz2",   "zst",
						    "z",    "a",    "docx", "dylib", "jhd",
						    "mbox", "bat",  "py",   "pl",    "sfc",
						    "jww",  "p7s",  "asc",  "odt",   "ods",
						    "odp",  "appx", "pgp",  "p7m",   NULL };
		     *e; e++)
			known |= type_has_extension(id, *e);
		ck_assert_msg(known || type_has_extension(id, type_name(id)), "%s", type_name(id));
	}
}
END_TEST

START_TEST(finds_rows_by_extension_and_mime)
{
	ck_assert_int_eq(type_by_extension("PDF"), TYPE_PDF);
	ck_assert_int_eq(type_by_extension("jpeg"), TYPE_JPEG);
	ck_assert_int_eq(type_by_extension("scr"), TYPE_EXE);
	ck_assert_int_eq(type_by_extension("jse"), TYPE_JS);
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
	tcase_add_test(t, every_type_has_a_name_and_a_row);
	tcase_add_test(t, finds_rows_by_extension_and_mime);
	tcase_add_test(t, fears_programs_most);
}

UNIT_MAIN("types", add)
