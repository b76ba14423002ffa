/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_ole.c: storages and streams of every kind, and what they mean.
 */
#include "sanitizer/compound.h"
#include "sanitizer/inspected.h"
#include "sanitizer/zips.h"

static void parts_are(const char *name, const struct compound_part *parts, size_t n,
		      const char *want)
{
	g_autoptr(GByteArray) b = compound_of(parts, n);

	inspected_is(name, TYPE_OLE, (const char *)b->data, b->len, want);
}

static void part_is(const char *path, const char *data, size_t n, const char *want)
{
	struct compound_part part = { path, data, n };

	parts_are(path, &part, 1, want);
}

#define IS(path, data, want) part_is(path, data, sizeof(data) - 1, want)

START_TEST(knows_names_of_storages_and_streams)
{
	IS("Anything", "x", "");
	IS("\5SummaryInformation", "x", "");
	IS("ObjectPool/", "", "");
	IS("ObjectPool/_1/\1CompObj", "x", "ole-object");
	IS("MBD0001/\1CompObj", "x", "ole-object");
	IS("a/\3OCXNAME", "x", "activex");
	IS("Ctls", "x", "activex");
	IS("Macros/VBA/x", "x", "macro");
	IS("_VBA_PROJECT_CUR/x", "x", "macro");
	IS("__attach_version1.0_#00000000/__substg1.0_37010102", "x", "embedded-file");
	IS("\1Ole", "\1\0\0\2\0\0\0\0", "");
	IS("x/\1Ole", "\1\0\0\2\1\0\0\0", "ole-object external-link");
}
END_TEST

START_TEST(knows_all_marks_of_encryption)
{
	IS("EncryptedPackage", "x", "encrypted");
	IS("encryptedpackage", "x", "encrypted");
	IS("EncryptionInfo", "x", "encrypted");
	IS("EncryptedSummary", "x", "encrypted");
	IS("encryption", "x", "encrypted");
	IS("\tDRMContent", "x", "encrypted");
	IS("\6DataSpaces/TransformInfo/DRMEncryptedTransform/\6Primary", "x", "encrypted");
	IS("Current User", "\0\0\xf6\x0f\x14\0\0\0\x14\0\0\0\xdf\xc4\xd1\xf3", "encrypted");
	IS("Current User", "\0\0\xf6\x0f\x14\0\0\0\x14\0\0\0\x5f\xc0\x91\xe3", "");
	IS("PowerPoint Document", "\x0f\0\x14\x2f\0\0\0\0", "encrypted");
}
END_TEST

START_TEST(reads_the_records_of_presentations)
{
	IS("PowerPoint Document", "\x0f\0\xe8\x03\0\0\0\0", "");
	IS("PowerPoint Document", "junk\x0f\0\xcc\x0f\0\0\0\0", "ole-object");
	IS("PowerPoint Document", "\x0f\0\xce\x0f\0\0\0\0", "ole-object external-link");
	IS("PowerPoint Document", "\x0f\0\xee\x0f\0\0\0\0", "activex");
	IS("PowerPoint Document", "\2\0\0\4\x0c\0\0\0\5\0\0\0\1\0\0\0\2\0\0\0", "macro");
	IS("PowerPoint Document", "\2\0\0\4\x0c\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0", "");
	IS("PowerPoint Document", "\0\0\xf3\x0f\x10\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0",
	   "launch-action");
	IS("PowerPoint Document", "\0\0\xf3\x0f\x10\0\0\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0", "");
}
END_TEST

/* A compound file of one storage within a record of a presentation. */
static void record_is(bool is_packed, const char *want)
{
	struct compound_part inner = { "VBA/x", "x", 1 };
	g_autoptr(GByteArray) file = compound_of(&inner, 1), record = g_byte_array_new();
	g_autoptr(GByteArray) body = g_byte_array_new();

	if (is_packed) {
		uLongf n = compressBound(file->len);
		g_byte_array_set_size(body, (guint)n + 4);
		ck_assert_int_eq(compress(body->data + 4, &n, file->data, file->len), Z_OK);
		g_byte_array_set_size(body, (guint)n + 4);
	} else {
		g_byte_array_append(body, file->data, file->len);
	}
	zip_put(record, is_packed ? 0x10 : 0, 2);
	zip_put(record, 0x1011, 2);
	zip_put(record, body->len, 4);
	g_byte_array_append(record, body->data, body->len);
	part_is("PowerPoint Document", (const char *)record->data, record->len, want);
	/* Cut short inside the packed bytes. */
	if (is_packed) {
		compound_put32(record->data + 4, body->len - 100);
		part_is("PowerPoint Document", (const char *)record->data, record->len - 100,
			"type-damaged");
	}
}

START_TEST(looks_into_the_objects_of_presentations)
{
	record_is(false, "macro");
	record_is(true, "macro");
}
END_TEST

START_TEST(tells_files_from_other_native_data)
{
	IS("x/\1Ole10Native", "\4\0\0\0\2\0\0\0BM", "ole-object");
	IS("x/\1Ole10Native", "\x30\0\0\0\2\0a.txt\0C:\\a.txt\0\0\0\3\0\5\0\0\0C:\\a\0\3\0\0\0abc",
	   "ole-object embedded-file");
	IS("x/\1Ole10Native", "\x30\0\0\0\2\0a.txt\0C:\\a.js\0\0\0\3\0\5\0\0\0C:\\a\0\3\0\0\0abc",
	   "type-executable-inside ole-object embedded-file");
	IS("x/\1Ole10Native",
	   "\x30\0\0\0\2\0a.txt\0C:\\a.txt\0\0\0\3\0\5\0\0\0C:\\a\0\3\0\0\0MZ\x90\0",
	   "type-executable-inside ole-object embedded-file");
	IS("x/\1Ole10Native", "\x30\0\0\0\2\0a.txt\0C:\\a.txt\0\0\0\3\0\xff\xff\xff\xff",
	   "ole-object embedded-file");
}
END_TEST

/* ${times} files each within a stream of the next, the innermost with macros. */
static GByteArray *nested(unsigned times)
{
	struct compound_part part = { "VBA/x", "x", 1 };
	GByteArray *b = compound_of(&part, 1);

	for (unsigned i = 0; i < times; i++) {
		struct compound_part around = { "Package", (const char *)b->data, b->len };
		GByteArray *next = compound_of(&around, 1);
		g_byte_array_unref(b);
		b = next;
	}
	return b;
}

START_TEST(looks_into_documents_within_documents)
{
	g_autoptr(GByteArray) some = nested(3), many = nested(9);

	inspected_is("some", TYPE_OLE, (const char *)some->data, some->len, "macro embedded-file");
	inspected_is("many", TYPE_OLE, (const char *)many->data, many->len,
		     "type-damaged embedded-file");
}
END_TEST

START_TEST(office_bytes)
{
	static char stream[200000];
	struct limits limits = limits_default();
	struct compound_part part = { "Package", stream, sizeof(stream) };
	g_autoptr(GByteArray) b = compound_of(&part, 1);

	limits.office_bytes = 65536;
	g_autofree char *over = inspected_with(TYPE_OLE, (const char *)b->data, b->len, &limits);
	limits.office_bytes = 250000;
	g_autofree char *fits = inspected_with(TYPE_OLE, (const char *)b->data, b->len, &limits);
	ck_assert_str_eq(over, "embedded-file limit-office-bytes");
	ck_assert_str_eq(fits, "embedded-file");
}
END_TEST

/* Ten thousand heads of objects, each of which would be unpacked by itself. */
START_TEST(bounds_what_many_records_cost)
{
	g_autoptr(GByteArray) many = g_byte_array_new();

	for (unsigned i = 0; i < 100000; i++)
		g_byte_array_append(many, (const guint8 *)"\x10\0\x11\x10\0\0\1\0", 8);
	g_byte_array_set_size(many, many->len + 65536);
	struct compound_part part = { "PowerPoint Document", (const char *)many->data, many->len };
	g_autoptr(GByteArray) b = compound_of(&part, 1);
	inspected_is("many", TYPE_PPT, (const char *)b->data, b->len,
		     "type-damaged limit-office-bytes");
}
END_TEST

START_TEST(says_when_it_is_no_document)
{
	inspected_is("text", TYPE_DOC, "hello", 5, "type-damaged");
	inspected_is("head", TYPE_DOC, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "type-damaged");
	inspected_is("another program's", TYPE_HWP, "HWP Document", 12, "");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, knows_names_of_storages_and_streams);
	tcase_add_test(t, knows_all_marks_of_encryption);
	tcase_add_test(t, reads_the_records_of_presentations);
	tcase_add_test(t, looks_into_the_objects_of_presentations);
	tcase_add_test(t, tells_files_from_other_native_data);
	tcase_add_test(t, looks_into_documents_within_documents);
	tcase_add_test(t, office_bytes);
	tcase_add_test(t, bounds_what_many_records_cost);
	tcase_add_test(t, says_when_it_is_no_document);
}

UNIT_MAIN("inspect_ole", add)
