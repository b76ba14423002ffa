/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_zip_type.c: what a zip's directory tells, within bounds.
 */
#include "zip_type.h"

#include "sanitizer/files.h"
#include "unit.h"

#define OOXML                                                                                      \
	{                                                                                          \
		.name = "[Content_Types].xml"                                                      \
	}

START_TEST(tells_formats_by_their_names)
{
	static const struct {
		const char *name;
		struct zip_entry entries[4];
		size_t n;
		enum type_id want;
		bool macro;
	} cases[] = {
		{ "plain", { { .name = "a.txt" } }, 1, TYPE_ZIP, false },
		{ "empty", { { .name = "" } }, 0, TYPE_ZIP, false },
		{ "docx", { OOXML, { .name = "word/document.xml" } }, 2, TYPE_DOCX, false },
		{ "docx, other order",
		  { { .name = "word/document.xml" }, OOXML },
		  2,
		  TYPE_DOCX,
		  false },
		{ "docx, extra first",
		  { { .name = "x" }, OOXML, { .name = "word/a" } },
		  3,
		  TYPE_DOCX,
		  false },
		{ "xlsx", { OOXML, { .name = "xl/workbook.xml" } }, 2, TYPE_XLSX, false },
		{ "pptx", { OOXML, { .name = "ppt/presentation.xml" } }, 2, TYPE_PPTX, false },
		{ "vsdx", { OOXML, { .name = "visio/document.xml" } }, 2, TYPE_VSDX, false },
		{ "docm", { OOXML, { .name = "word/vbaProject.bin" } }, 2, TYPE_DOCM, true },
		{ "docm, odd place",
		  { OOXML, { .name = "word/d" }, { .name = "VBAPROJECT.BIN" } },
		  3,
		  TYPE_DOCM,
		  true },
		{ "xlsm", { OOXML, { .name = "xl/vbaProject.bin" } }, 2, TYPE_XLSM, true },
		{ "xlm sheet",
		  { OOXML, { .name = "xl/macrosheets/sheet1.xml" } },
		  2,
		  TYPE_XLSM,
		  true },
		{ "xlsb", { OOXML, { .name = "xl/workbook.bin" } }, 2, TYPE_XLSB, false },
		{ "pptm", { OOXML, { .name = "ppt/vbaProject.bin" } }, 2, TYPE_PPTM, true },
		{ "odt",
		  { { .name = "mimetype", .content = "application/vnd.oasis.opendocument.text" } },
		  1,
		  TYPE_ODT,
		  false },
		{ "ods with macro",
		  { { .name = "mimetype",
		      .content = "application/vnd.oasis.opendocument.spreadsheet" },
		    { .name = "Basic/Standard/x.xml" } },
		  2,
		  TYPE_ODS_MACRO,
		  true },
		{ "jar", { { .name = "META-INF/MANIFEST.MF" } }, 1, TYPE_JAR, false },
		{ "classes", { { .name = "a/B.class" } }, 1, TYPE_JAR, false },
		{ "apk",
		  { { .name = "META-INF/MANIFEST.MF" }, { .name = "AndroidManifest.xml" } },
		  2,
		  TYPE_APK,
		  false },
		{ "msix", { { .name = "AppxManifest.xml" } }, 1, TYPE_APPX, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) b = zip_of(cases[i].entries, cases[i].n);
		struct zip_facts f = zip_look((const char *)b->data, b->len);
		ck_assert_msg(f.is_zip && !f.is_damaged && !f.has_prefix && !f.has_tail, "%s",
			      cases[i].name);
		ck_assert_msg(f.type == cases[i].want, "%s: got %s", cases[i].name,
			      type_name(f.type));
		ck_assert_msg(f.has_macro == cases[i].macro, "%s", cases[i].name);
		ck_assert_msg(!f.is_encrypted, "%s", cases[i].name);
	}
}
END_TEST

START_TEST(sees_encryption_in_either_header)
{
	struct zip_entry central = { .name = "a", .flags = 1 };
	struct zip_entry local = { .name = "a", .local_flags = 1 };
	g_autoptr(GByteArray) a = zip_of(&central, 1), b = zip_of(&local, 1);

	ck_assert(zip_look((const char *)a->data, a->len).is_encrypted);
	ck_assert(zip_look((const char *)b->data, b->len).is_encrypted);
}
END_TEST

START_TEST(sees_names_that_differ)
{
	struct zip_entry e = { .name = "safe.txt", .local = "evil.exe" };
	g_autoptr(GByteArray) b = zip_of(&e, 1);

	ck_assert(zip_look((const char *)b->data, b->len).is_damaged);
}
END_TEST

START_TEST(sees_bytes_around_it)
{
	struct zip_entry e = { .name = "a.txt", .content = "x" };
	g_autoptr(GByteArray) b = zip_of(&e, 1), front = g_byte_array_new();

	put_text(front, "GIF89a...");
	g_byte_array_append(front, b->data, b->len);
	struct zip_facts f = zip_look((const char *)front->data, front->len);
	ck_assert(f.is_zip && f.has_prefix && !f.has_tail && !f.is_damaged);
	put_text(b, "tail");
	f = zip_look((const char *)b->data, b->len);
	ck_assert(f.is_zip && f.has_tail && !f.has_prefix);
}
END_TEST

START_TEST(survives_lies)
{
	struct zip_entry e[] = { OOXML, { .name = "word/document.xml", .content = "x" } };
	g_autoptr(GByteArray) b = zip_of(e, 2);
	g_autoptr(GRand) rand = g_rand_new_with_seed(3);

	for (guint n = 0; n <= b->len; n++) {
		g_autofree char *cut = g_memdup2(b->data, n ? n : 1);
		zip_look(cut, n);
	}
	for (unsigned i = 0; i < 20000; i++) {
		g_autofree guint8 *bad = g_memdup2(b->data, b->len);
		for (unsigned k = 0; k < 3; k++)
			bad[g_rand_int_range(rand, 0, (gint32)b->len)] =
				(guint8)g_rand_int_range(rand, 0, 256);
		zip_look((const char *)bad, b->len);
	}
}
END_TEST

START_TEST(is_no_zip)
{
	ck_assert(!zip_look("", 0).is_zip);
	ck_assert(!zip_look("PK\3\4", 4).is_zip);
	ck_assert(!zip_look("just some text, longer than the end record is", 45).is_zip);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_formats_by_their_names);
	tcase_add_test(t, sees_encryption_in_either_header);
	tcase_add_test(t, sees_names_that_differ);
	tcase_add_test(t, sees_bytes_around_it);
	tcase_add_test(t, survives_lies);
	tcase_add_test(t, is_no_zip);
}

UNIT_MAIN("zip_type", add)
