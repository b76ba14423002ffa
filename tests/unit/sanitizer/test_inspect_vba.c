/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_vba.c: macros in projects written here.
 */
#include "inspect/ole_vba.h"

#include "inspect/office_auto.h"
#include "sanitizer/compound.h"
#include "sanitizer/inspected.h"

#define EXPAND(bytes) vba_expand(bytes, sizeof(bytes) - 1, 100000)

/* The examples of [MS-OVBA] 3.2. */
START_TEST(expands_as_the_specification_does)
{
	g_autoptr(GByteArray) none = EXPAND("\x01\x19\xb0\0abcdefgh\0ijklmnop\0qrstuv.");
	g_autoptr(GByteArray) normal = EXPAND("\x01\x2f\xb0\0#aaabcde\x82"
					      "f\0paghij\x01\x38\x08"
					      "akl\0\x30mnop\x06q\x02p\x04\x10rstuv\x10wxyz\0\x3c");
	g_autoptr(GByteArray) most = EXPAND("\x01\x03\xb0\x02"
					    "a\x45\0");

	ck_assert_int_eq(none->len, 23);
	ck_assert_mem_eq(none->data, "abcdefghijklmnopqrstuv.", 23);
	ck_assert_int_eq(normal->len, 56);
	ck_assert_mem_eq(normal->data, "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
			 56);
	ck_assert_int_eq(most->len, 73);
}
END_TEST

START_TEST(refuses_copies_of_what_is_not_there)
{
	ck_assert_ptr_null(EXPAND("\x01\x02\xb0\x01\x00\x10"));
	ck_assert_ptr_null(EXPAND("\x01\x03\xb0\x02"
				  "a\x00\x70"));
	ck_assert_ptr_null(EXPAND(""));
	ck_assert_ptr_null(EXPAND("\x02\x19\xb0\0abc"));
}
END_TEST

/* A project of one module: its stream is called ${name} in UTF-16, its source begins at ${skip}. */
static void project_is(const char *source, size_t skip, const char *names, const char *want)
{
	static const char dir[] = "\x32\0\4\0\0\0M\0\x59\x65\x31\0\4\0\0\0\7\0\0\0";
	g_autoptr(GByteArray) packed_dir = vba_compressed(dir, sizeof(dir) - 1);
	g_autoptr(GByteArray) packed = vba_compressed(source, strlen(source));
	g_autoptr(GByteArray) module = g_byte_array_new();

	g_byte_array_append(module, (const guint8 *)"\1\2\3\4\5\6\7\b\t", (guint)skip);
	g_byte_array_append(module, packed->data, packed->len);
	struct compound_part parts[] = {
		{ "Macros/VBA/dir", (const char *)packed_dir->data, packed_dir->len },
		{ "Macros/VBA/M\xe6\x95\x99", (const char *)module->data, module->len },
		{ "Macros/VBA/_VBA_PROJECT", names, strlen(names) },
	};
	g_autoptr(GByteArray) b = compound_of(parts, G_N_ELEMENTS(parts));
	inspected_is(source, TYPE_OLE, (const char *)b->data, b->len, want);
}

START_TEST(finds_macros_that_run_by_themselves)
{
	project_is("Sub DoIt()\r\nEnd Sub\r\n", 7, "", "macro");
	project_is("Sub AutoOpen()\r\n", 7, "", "macro auto-run");
	project_is("private sub workbook_OPEN()\r\n", 7, "", "macro auto-run");
	project_is("Sub InkPicture1_Painted()\r\n", 7, "", "macro auto-run");
}
END_TEST

/* Stomping: the source says nothing, the compiled form runs. */
START_TEST(finds_names_of_the_compiled_form)
{
	project_is("'\r\n", 7,
		   "\x0a\x14"
		   "Document_Open\x12",
		   "macro auto-run");
}
END_TEST

START_TEST(says_that_source_cannot_be_read)
{
	project_is("Sub DoIt()\r\n", 8, "", "macro type-damaged");
}
END_TEST

START_TEST(knows_names_by_all_their_beginnings)
{
	static const char *const names[] = {
		"AutoExec",    "App_DocumentOpen",     "document_new",	      "Workbook_Open",
		"NewDocument", "OnSlideShowTerminate", "userform_initialize", "x_Painted",
		"x_layout"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		ck_assert_msg(auto_name_in(names[i], strlen(names[i])), "%s", names[i]);
	ck_assert_ptr_null(auto_name_in("Automatic_Openings", 18));
	ck_assert_ptr_null(auto_name_in("AutoOpen", 7));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, expands_as_the_specification_does);
	tcase_add_test(t, refuses_copies_of_what_is_not_there);
	tcase_add_test(t, finds_macros_that_run_by_themselves);
	tcase_add_test(t, knows_names_by_all_their_beginnings);
	tcase_add_test(t, finds_names_of_the_compiled_form);
	tcase_add_test(t, says_that_source_cannot_be_read);
}

UNIT_MAIN("inspect_vba", add)
