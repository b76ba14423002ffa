/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_zip_read.c: a zip that all readers see alike has no problem; each lie
 * has its name.
 */
#include "archive/zip_read.h"

#include "sanitizer/zips.h"
#include "text/charset.h"
#include "unit.h"

#define ENTRIES_MAX 100u

static void setup(void)
{
	ck_assert(charset_init(NULL));
}

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

struct named {
	const char *name;
	const char *want; /* problems; NULL: none */
	struct zip_recipe r;
};

static void check_all(const struct named *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(cases[i].name, &cases[i].r, cases[i].want ? cases[i].want : "");
}

#define MEMBER(...)                                                                                \
	{                                                                                          \
		.entries = {                                                                       \
			{ .name = "a.txt", __VA_ARGS__ },                                          \
		},                                                                                 \
	}
#define ONE(...) MEMBER(.data = "some text", __VA_ARGS__)

START_TEST(honest_zips_have_no_problem)
{
	static const struct named cases[] = {
		{ "empty", NULL, { .wide = false } },
		{ "with a comment", NULL, { .comment = BYTES("PK is for Katz") } },
		{ "stored", NULL, ONE(.flags = 0) },
		{ "deflated", NULL, ONE(.is_deflated = true) },
		{ "written as a stream", NULL, ONE(.is_deflated = true, .flags = 8) },
		{ "stored as a stream", NULL, ONE(.flags = 8) },
		{ "descriptor without signature", NULL,
		  ONE(.flags = 8, .is_deflated = true, .bare_descriptor = true) },
		{ "zip64 sizes", NULL, ONE(.wide = true) },
		{ "zip64 stream", NULL, ONE(.wide = true, .flags = 8, .is_deflated = true) },
		{ "zip64 end", NULL, { .wide = true, .entries = { { .name = "a" } } } },
		{ "zip64 throughout",
		  NULL,
		  { .wide = true, .entries = { { .name = "a", .data = "x", .wide = true } } } },
		{ "bits of the level in one header only", NULL, ONE(.local_flags = 6) },
		{ "Java's extra field", NULL, ONE(.extra = BYTES("\xfe\xca\0\0")) },
		{ "zipalign's zeros", NULL, ONE(.local_extra = BYTES("\0\0\0")) },
		{ "times in one header only", NULL, ONE(.local_extra = BYTES("UT\5\0\1abcd")) },
		{ "a folder", NULL, { .entries = { { .name = "d/", .attributes = 16 } } } },
		{ "a folder, deflated",
		  NULL,
		  { .entries = { { .name = "d/", .is_deflated = true, .flags = 8 } } } },
		{ "file modes of Unix", NULL, ONE(.made_by = 0x300, .attributes = 0100644u << 16) },
		{ "UTF-8 names",
		  NULL,
		  { .entries = { { .name = "見積.pdf", .data = "x", .flags = 0x800 } } } },
		{ "UTF-8 said of ASCII in one header only", NULL, ONE(.local_flags = 0x800) },
		{ "a Unicode Path",
		  NULL,
		  { .entries = { { .name = "\214\251.txt",
				   .extra = BYTES("up\014\0\1\275\326\034\006"
						  "見.txt") } } } },
		{ "a Unicode Path of Info-ZIP",
		  NULL,
		  { .entries = { { .name = "#U898b.txt",
				   .extra = BYTES("up\014\0\1\142\203\266\274"
						  "見.txt") } } } },
		{ "a Unicode Path of a name with question marks",
		  NULL,
		  { .entries = { { .name = "??.txt",
				   .extra = BYTES("up\014\0\1\326\145\004\304"
						  "見.txt") } } } },
		{ "a zip within", NULL, MEMBER(.data = "PK\3\4 PK\1\2 PK\5\6 0123456789012345") },
		{ "a zip within a stream", NULL,
		  MEMBER(.data = "PK\3\4 PK\7\10 0123", .flags = 8) },
		{ "two names in two folders",
		  NULL,
		  { .entries = { { .name = "a/x" }, { .name = "b/x" } } } },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(tells_what_is_around_the_entries)
{
	static const struct named cases[] = {
		{ "before",
		  "archive-prefix",
		  { .before = BYTES("MZ"), .entries = { { .name = "a" } } } },
		{ "before, counted",
		  "archive-prefix",
		  { .before = BYTES("MZ"), .wide = true, .entries = { { .name = "a" } } } },
		{ "before an empty one", "archive-prefix", { .before = BYTES("MZ") } },
		{ "behind",
		  "archive-trailing-data",
		  { .entries = { { .name = "a" } }, .after = BYTES("x") } },
		{ "comment shorter than it says",
		  "archive-malformed",
		  { .entries = { { .name = "a" } }, .comment = BYTES("x"), .comment_lie = 1 } },
		{ "a second end record in the comment",
		  "archive-concatenated",
		  { .comment = BYTES("PK\5\6.................. and more") } },
		{ "a gap",
		  "archive-malformed",
		  { .entries = { { .name = "a", .behind = "gap" }, { .name = "b" } } } },
		{ "a gap before the directory", "archive-malformed", ONE(.behind = "gap") },
		{ "a gap behind the directory",
		  "archive-malformed",
		  { .entries = { { .name = "a" } }, .inside = BYTES("gap") } },
		{ "a member outside the directory",
		  "archive-malformed archive-hidden-member",
		  { .entries = { { .name = "a" }, { .name = "b", .is_hidden = true } } } },
		{ "the first outside the directory",
		  "archive-malformed archive-hidden-member",
		  { .entries = { { .name = "a", .is_hidden = true }, { .name = "b" } } } },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(tells_headers_that_disagree)
{
	static const struct named cases[] = {
		{ "name", "archive-names-disagree", ONE(.local_name = "evil.exe") },
		{ "name of the same length", "archive-names-disagree", ONE(.local_name = "a.exe") },
		{ "case of the name", "archive-names-disagree", ONE(.local_name = "A.txt") },
		{ "NUL in the name", "archive-names-disagree",
		  ONE(.raw_name = BYTES("a.txt\0.exe")) },
		{ "charset of the name",
		  "archive-names-disagree",
		  { .entries = { { .name = "\214\251.txt", .local_flags = 0x800 } } } },
		{ "Unicode Path", "archive-names-disagree",
		  ONE(.extra = BYTES("up\012\0\1\272\367\353\301"
				     "a.exe")) },
		{ "Unicode Path in one header", "archive-names-disagree",
		  ONE(.local_extra = BYTES("up\012\0\1\272\367\353\301"
					   "b.txt")) },
		{ "Unicode Path with another extension",
		  "archive-names-disagree",
		  { .entries = { { .name = "??.txt",
				   .extra = BYTES("up\014\0\1\326\145\004\304"
						  "見.exe") } } } },
		{ "Unicode Path of another name",
		  "archive-names-disagree",
		  { .entries = { { .name = "??.txt",
				   .extra = BYTES("up\014\0\1\020\206\310\106"
						  "見.txt") } } } },
		{ "Unicode Paths of the two headers",
		  "archive-names-disagree",
		  { .entries = { { .name = "?.txt",
				   .extra = BYTES("up\014\0\1\020\206\310\106"
						  "見.txt"),
				   .local_extra = BYTES("up\014\0\1\020\206\310\106"
							"他.txt") } } } },
		{ "Unicode Path without its head", "archive-names-disagree",
		  ONE(.extra = BYTES("up\4\0\1abc")) },
		{ "method", "archive-malformed", ONE(.local_method = 8) },
		{ "CRC", "archive-malformed", ONE(.local_crc = 1) },
		{ "packed size", "archive-malformed", ONE(.local_packed = 1) },
		{ "size", "archive-malformed", ONE(.local_size = 1) },
		{ "size of a stored file", "archive-malformed", ONE(.size = 1, .local_size = 1) },
		{ "encryption", "archive-malformed", ONE(.local_flags = 1) },
		{ "descriptor", "archive-malformed", ONE(.flags = 8, .descriptor = 1) },
		{ "a descriptor that is not there", "archive-malformed", ONE(.local_flags = 8) },
		{ "a descriptor that nobody speaks of", "archive-malformed",
		  ONE(.flags = 8, .local_flags = 8, .local_crc = 1) },
		{ "a descriptor without signature whose CRC is one", "archive-malformed",
		  MEMBER(.flags = 8, .bare_descriptor = true, .data = "\254\012\172\325",
			 .data_len = 4) },
		{ "a descriptor within stored bytes", "archive-malformed",
		  MEMBER(.flags = 8, .data = "xxPK\7\10....\2\0\0\0\2\0\0\0", .data_len = 18) },
		{ "count of entries",
		  "archive-malformed",
		  { .entries = { { .name = "a" } }, .entries_lie = 1 } },
		{ "fewer entries than there are",
		  "archive-malformed",
		  { .entries = { { .name = "a" } }, .entries_lie = 0xffff } },
		{ "zip64 end",
		  "archive-malformed",
		  { .wide = true, .entries = { { .name = "a" } }, .entries_lie = 1 } },
		{ "a header that is not there", "archive-malformed archive-hidden-member",
		  ONE(.offset = 1000000) },
		{ "a header inside another", "archive-malformed archive-hidden-member",
		  ONE(.offset = 1) },
		{ "more bytes than there are", "archive-malformed archive-hidden-member",
		  ONE(.packed = 1000, .size = 1000, .local_packed = 1000, .local_size = 1000) },
		{ "a folder with bytes",
		  "archive-malformed",
		  { .entries = { { .name = "d/", .data = "x" } } } },
		{ "extra fields that end early", "archive-malformed",
		  ONE(.extra = BYTES("UT\5\0a")) },
		{ "zip64 twice", "archive-malformed",
		  ONE(.wide = true, .extra = BYTES("\1\0\0\0")) },
		{ "zip64 with another size", "archive-malformed",
		  ONE(.extra = BYTES("\1\0\10\0\1\0\0\0\0\0\0\0")) },
		{ "patch data", "archive-unsupported", ONE(.flags = 0x20) },
		{ "a volume of many",
		  "archive-split",
		  { .disk = 1, .entries = { { .name = "a" } } } },
		{ "an entry of another volume", "archive-split", ONE(.disk = 2) },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(tells_names_that_no_system_has)
{
	g_autofree char *name = g_strnfill(4097, 'a');
	struct zip_recipe r = { .entries = { { .name = name } } };

	check("4097 bytes", &r, "archive-names-disagree");
	name[4096] = '\0';
	check("4096 bytes", &r, "");
}
END_TEST

START_TEST(tells_names_that_are_one_on_some_disk)
{
	static const struct {
		const char *a, *b;
	} pairs[] = {
		{ "a.txt", "a.txt" }, { "a.txt", "A.TXT" },   { "d/a", "d\\a" },
		{ "é.txt", "É.txt" }, { "がa", "か\u3099a" }, { "ABC", "ＡＢＣ" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		struct zip_recipe r = { .entries = { { .name = pairs[i].a, .flags = 0x800 },
						     { .name = pairs[i].b, .flags = 0x800 } } };
		check(pairs[i].b, &r, "archive-duplicate-name");
	}
}
END_TEST

/* Each record leads to the same bytes: 42 GB of 10 MB (Fifield, 2019). */
START_TEST(tells_entries_that_overlap)
{
	struct zip_recipe r = { .entries = { { .name = "a", .data = "x", .again = 5 } } };

	check("one entry many times", &r, "archive-overlap archive-duplicate-name");
	struct zip_recipe quoted = { .entries = { { .name = "a",
						    .data = "PK\3\4",
						    .packed = 32,
						    .size = 32,
						    .local_packed = 32,
						    .local_size = 32 },
						  { .name = "b", .data = "x" } } };
	check("a header inside the bytes of another", &quoted, "archive-overlap");
}
END_TEST

START_TEST(reads_no_more_bytes_than_the_file_has_however_often_they_are_named)
{
	static const char stored[] = "0123456789012345678901234567890123456789";
	struct zip_recipe r = { .entries = { { .name = "a", .data = stored, .again = 50 } } };
	g_autoptr(GByteArray) b = zip_make(&r);
	struct zip z;
	size_t n = 0;

	ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
	ck_assert(zip_has_problem(&z, FINDING_ARCHIVE_OVERLAP));
	ck_assert_uint_eq(z.entries->len, 51);
	ck_assert_uint_eq(g_array_index(z.entries, struct zip_entry, 50).packed, 0);
	ck_assert_ptr_null(
		zip_unpack(&z, &g_array_index(z.entries, struct zip_entry, 50), 1000, &n));
	zip_close(&z);
}
END_TEST

START_TEST(tells_two_zips_in_one_file)
{
	struct zip_recipe first = { .entries = { { .name = "a", .data = "x" } } };
	struct zip_recipe second = { .entries = { { .name = "b", .data = "y" } } };
	g_autoptr(GByteArray) a = zip_make(&first), b = zip_make(&second);

	g_byte_array_append(a, b->data, b->len);
	g_autofree char *got = problems_of(a);
	ck_assert_str_eq(got, "archive-malformed archive-hidden-member archive-concatenated");
	/* Both end records reach to the end of the file. */
	struct zip_recipe outer = { .entries = { { .name = "a" } },
				    .comment = { (const char *)b->data, b->len } };
	g_autoptr(GByteArray) both = zip_make(&outer);
	g_autofree char *twice = problems_of(both);
	ck_assert_msg(strstr(twice, "archive-concatenated") != NULL, "%s", twice);
}
END_TEST

START_TEST(calls_an_entry_by_its_unicode_path)
{
	struct zip_recipe r = { .entries = { { .name = "?.txt",
					       .extra = BYTES("up\014\0\1\020\206\310\106"
							      "見.txt") },
					     { .name = "\x8c\xa9.pdf" } } };
	g_autoptr(GByteArray) b = zip_make(&r);
	struct zip z;

	ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
	ck_assert_uint_eq(z.problems->len, 0);
	ck_assert_ptr_nonnull(zip_find(&z, "見.txt"));
	ck_assert_ptr_null(zip_find(&z, "?.txt"));
	g_autofree char *name = zip_entry_name(zip_find(&z, "見.PDF"));
	ck_assert_str_eq(name, "見.pdf");
	zip_close(&z);
}
END_TEST

START_TEST(limit_archive_entries)
{
	struct zip_recipe r = { .entries = { { .name = "a", .again = ENTRIES_MAX } } };
	g_autoptr(GByteArray) b = zip_make(&r);
	struct zip z;

	ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
	ck_assert_uint_eq(z.entries->len, ENTRIES_MAX);
	ck_assert(zip_has_problem(&z, FINDING_LIMIT_ARCHIVE_ENTRIES));
	zip_close(&z);
	ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX + 1, &z));
	ck_assert(!zip_has_problem(&z, FINDING_LIMIT_ARCHIVE_ENTRIES));
	zip_close(&z);
}
END_TEST

START_TEST(sees_encryption_in_either_header)
{
	static const struct zip_recipe cases[] = {
		ONE(.flags = 1),      ONE(.local_flags = 1),	  ONE(.flags = 0x40),
		ONE(.flags = 0x2000), ONE(.local_flags = 0x2000), ONE(.method = 99),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) b = zip_make(&cases[i]);
		struct zip z;
		size_t n = 0;
		ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
		ck_assert_msg(z.is_encrypted, "case %zu", i);
		const struct zip_entry *e = zip_find(&z, "a.txt");
		ck_assert(e->is_encrypted);
		ck_assert_ptr_null(zip_unpack(&z, e, 1000, &n));
		zip_close(&z);
	}
}
END_TEST

/* APPNOTE 7.3: the entries are there, the directory is not to be read. */
START_TEST(sees_an_encrypted_directory)
{
	static const struct zip_recipe cases[] = {
		{ .entries = { { .name = "a", .is_hidden = true } },
		  .inside = BYTES("PK\6\10................"),
		  .entries_lie = 1,
		  .size_lie = 20 },
		{ .entries = { { .name = "a", .flags = 0x2041, .is_hidden = true } },
		  .inside = BYTES("12345678901234567890"),
		  .entries_lie = 1,
		  .size_lie = 20 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) b = zip_make(&cases[i]);
		struct zip z;
		ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
		ck_assert_msg(z.is_encrypted, "case %zu", i);
		ck_assert(zip_has_problem(&z, FINDING_ARCHIVE_MALFORMED));
		zip_close(&z);
	}
}
END_TEST

START_TEST(tells_links_and_folders)
{
	static const struct {
		const char *name;
		unsigned mode, dos;
		bool is_link, is_directory;
	} cases[] = {
		{ "file", 0100644, 0, false, false }, { "link", 0120777, 0, true, false },
		{ "fifo", 0010644, 0, true, false },  { "device", 0060644, 0, true, false },
		{ "dir", 0040755, 0, false, true },   { "dir/", 0, 0, false, true },
		{ "dir", 0, 16, false, true },	      { "dir\\", 0, 0, false, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct zip_recipe r = { .entries = { { .name = cases[i].name,
						       .made_by = 0x300,
						       .attributes = cases[i].mode << 16 |
								     cases[i].dos } } };
		g_autoptr(GByteArray) b = zip_make(&r);
		struct zip z;
		ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
		const struct zip_entry *e = &g_array_index(z.entries, struct zip_entry, 0);
		ck_assert_msg(e->is_link == cases[i].is_link, "%s", cases[i].name);
		ck_assert_msg(e->is_directory == cases[i].is_directory, "%s", cases[i].name);
		ck_assert_uint_eq(z.problems->len, 0);
		zip_close(&z);
	}
}
END_TEST

START_TEST(unpacks_only_what_is_whole_and_nothing_besides)
{
	static const struct {
		const char *name;
		struct zip_recipe r;
	} cases[] = {
		{ "other CRC", ONE(.crc = 1, .local_crc = 1) },
		{ "other CRC, deflated", ONE(.is_deflated = true, .crc = 1, .local_crc = 1) },
		{ "bytes behind the end of deflate",
		  ONE(.method = 8, .raw_data = "\1\11\0\366\377some textMZ", .raw_len = 16) },
		{ "deflate that ends early",
		  ONE(.method = 8, .raw_data = "\1\11\0\366\377some tex", .raw_len = 13) },
		{ "longer than it says",
		  ONE(.is_deflated = true, .size = 0xffffffff, .local_size = 0xffffffff) },
		{ "shorter than it says", ONE(.is_deflated = true, .size = 1, .local_size = 1) },
		{ "another method", ONE(.method = 12) },
		{ "no deflate", ONE(.method = 8, .raw_data = "\377\377\377", .raw_len = 3) },
		{ "a size that no deflate has",
		  ONE(.is_deflated = true, .size = 0x7ffffff0, .local_size = 0x7ffffff0) },
	};
	struct zip_recipe good =
		ONE(.method = 8, .raw_data = "\1\11\0\366\377some text", .raw_len = 14);

	for (size_t i = 0; i <= G_N_ELEMENTS(cases); i++) {
		bool is_good = i == G_N_ELEMENTS(cases);
		g_autoptr(GByteArray) b = zip_make(is_good ? &good : &cases[i].r);
		struct zip z;
		size_t n = 0;
		ck_assert(zip_open((const char *)b->data, b->len, ENTRIES_MAX, &z));
		g_autofree char *data = zip_unpack(&z, zip_find(&z, "a.txt"), SIZE_MAX, &n);
		ck_assert_msg(!data == !is_good, "%s", is_good ? "good" : cases[i].name);
		zip_close(&z);
	}
}
END_TEST

START_TEST(is_no_zip_without_end_record)
{
	struct zip_recipe r = ONE(.flags = 0);
	g_autoptr(GByteArray) b = zip_make(&r);

	for (guint n = 0; n < b->len; n++) {
		g_autofree char *copy = g_memdup2(b->data, n ? n : 1);
		struct zip z;
		ck_assert(!zip_open(copy, n, ENTRIES_MAX, &z));
		ck_assert_ptr_null(z.entries);
	}
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_unchecked_fixture(tc, setup, NULL);
	tcase_add_test(tc, finds_and_unpacks_what_is_stored_or_deflated);
	tcase_add_test(tc, honest_zips_have_no_problem);
	tcase_add_test(tc, tells_what_is_around_the_entries);
	tcase_add_test(tc, tells_headers_that_disagree);
	tcase_add_test(tc, tells_names_that_no_system_has);
	tcase_add_test(tc, tells_names_that_are_one_on_some_disk);
	tcase_add_test(tc, tells_entries_that_overlap);
	tcase_add_test(tc, reads_no_more_bytes_than_the_file_has_however_often_they_are_named);
	tcase_add_test(tc, tells_two_zips_in_one_file);
	tcase_add_test(tc, calls_an_entry_by_its_unicode_path);
	tcase_add_test(tc, limit_archive_entries);
	tcase_add_test(tc, sees_encryption_in_either_header);
	tcase_add_test(tc, sees_an_encrypted_directory);
	tcase_add_test(tc, tells_links_and_folders);
	tcase_add_test(tc, unpacks_only_what_is_whole_and_nothing_besides);
	tcase_add_test(tc, is_no_zip_without_end_record);
}

UNIT_MAIN("zip_read", add_tests)
