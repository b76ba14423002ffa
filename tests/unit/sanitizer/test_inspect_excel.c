/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_excel.c: records of old workbooks, in a stream and alone.
 */
#include "sanitizer/compound.h"
#include "sanitizer/inspected.h"

#define BEGIN_8 "\x09\x08\x08\0\0\6\5\0\0\0\0\0"
#define BEGIN_5 "\x09\x08\x08\0\0\5\5\0\0\0\0\0"

static void workbook_is(const char *name, const char *records, size_t n, const char *want)
{
	struct compound_part part = { "Workbook", records, n };
	g_autoptr(GByteArray) b = compound_of(&part, 1);

	inspected_is(name, TYPE_XLS, (const char *)b->data, b->len, want);
	/* Excel opens the bare stream, too. */
	inspected_is(name, TYPE_XLS, records, n, want);
}

#define IS(name, records, want) workbook_is(name, records, sizeof(records) - 1, want)

START_TEST(finds_nothing_in_an_honest_workbook)
{
	IS("sheet", BEGIN_8 "\x85\0\x09\0\0\0\0\0\0\0\1\0A", "");
	IS("chart", BEGIN_8 "\x85\0\x09\0\0\0\0\0\0\2\1\0A", "");
	IS("own sheets", BEGIN_8 "\xae\1\4\0\2\0\1\4", "");
	IS("add-ins", BEGIN_8 "\xae\1\4\0\1\0\1\x3a", "");
	IS("print area", BEGIN_8 "\x18\0\x10\0\x20\0\0\1\0\0\0\0\0\0\0\0\0\0\0\6", "");
}
END_TEST

START_TEST(finds_macro_sheets)
{
	IS("by the list", BEGIN_8 "\x85\0\x09\0\0\0\0\0\0\1\1\0A", "macro-xlm");
	IS("hidden", BEGIN_8 "\x85\0\x09\0\0\0\0\0\2\1\1\0A", "macro-xlm");
	IS("by the sheet", BEGIN_8 "\x09\x08\x04\0\0\6\x40\0", "macro-xlm");
	IS("BIFF4", "\x09\4\6\0\0\0\x40\0\0\0", "macro-xlm");
	IS("module of Excel 5", BEGIN_5 "\x85\0\x07\0\0\0\0\0\0\6A", "macro");
}
END_TEST

START_TEST(finds_names_that_run)
{
	IS("built in", BEGIN_8 "\x18\0\x10\0\x20\0\0\1\0\0\0\0\0\0\0\0\0\0\0\1", "auto-run");
	IS("of Excel 5", BEGIN_5 "\x18\0\x0f\0\x20\0\0\1\0\0\0\0\0\0\0\0\0\0\1", "auto-run");
	IS("spelt", BEGIN_8 "\x18\0\x18\0\0\0\0\x09\0\0\0\0\0\0\0\0\0\0\0auto_open", "auto-run");
	IS("in UTF-16",
	   BEGIN_8 "\x18\0\x21\0\0\0\0\x09\0\0\0\0\0\0\0\0\0\0\1A\0u\0t\0o\0_\0O\0p\0e\0n\0",
	   "auto-run");
}
END_TEST

START_TEST(finds_links)
{
	IS("DDE", BEGIN_8 "\xae\1\x0c\0\0\0\7\0\0cmd\3/k \x23\0\4\0\0\0\0\0", "dde");
	IS("DDE without names", BEGIN_8 "\xae\1\x0c\0\0\0\7\0\0cmd\3/k ", "dde");
	IS("OLE", BEGIN_8 "\xae\1\x0c\0\0\0\7\0\0cmd\3/k \x23\0\4\0\x10\0\0\0",
	   "ole-object external-link");
	IS("workbook", BEGIN_8 "\xae\1\x0a\0\1\0\5\0\0\1a.xl", "external-link");
	IS("workbook of Excel 5", BEGIN_5 "\x17\0\6\0\5\1a.xl", "external-link");
	IS("DDE of Excel 5", BEGIN_5 "\x17\0\7\0\6\1cmd\3x", "dde");
	IS("sheet of Excel 5", BEGIN_5 "\x17\0\4\0\2\3AB", "");
	IS("query of the web", BEGIN_8 "\xdc\0\2\0\0\0", "external-link");
}
END_TEST

START_TEST(finds_locks_and_looks_no_further)
{
	IS("XOR", BEGIN_8 "\x2f\0\6\0\0\0\1\2\3\4", "encrypted");
	IS("RC4", BEGIN_8 "\x2f\0\6\0\1\0\1\0\1\0\x85\0\x09\0\0\0\0\0\0\1\1\0A", "encrypted");
}
END_TEST

START_TEST(says_when_it_is_no_workbook)
{
	IS("zeros", "\0\0\0\0\0\0\0\0", "type-damaged");
	IS("empty", "", "type-damaged");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_nothing_in_an_honest_workbook);
	tcase_add_test(t, finds_macro_sheets);
	tcase_add_test(t, finds_names_that_run);
	tcase_add_test(t, finds_links);
	tcase_add_test(t, finds_locks_and_looks_no_further);
	tcase_add_test(t, says_when_it_is_no_workbook);
}

UNIT_MAIN("inspect_excel", add)
