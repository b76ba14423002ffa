/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_second.c: files that are two things, and honest ones that only look so.
 */
#include "signature.h"

#include <string.h>

#include "sanitizer/samples_made.h"
#include "unit.h"

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"
#define JPEG "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1"
#define GIF "GIF89a\1\0\1\0\x80\0\0"

static struct signature look(const GByteArray *b)
{
	return signature_find((const char *)b->data, b->len);
}

static const char *name_of(enum type_id type)
{
	return type == TYPE_MAX ? "nothing" : type_name(type);
}

START_TEST(one_file_that_two_programs_open)
{
#define S(name, bytes, first, second)                                                              \
	{                                                                                          \
		name, bytes, sizeof(bytes) - 1, TYPE_##first, TYPE_##second                        \
	}
	static const struct {
		const char *name, *bytes;
		size_t n;
		enum type_id first, second;
	} cases[] = {
		S("pdf in an image", JPEG "....%PDF-1.4", JPEG, PDF),
		S("pdf in HTML", "<html><!-- %PDF-1.4 --></html>", HTML, PDF),
		S("html in an image", PNG "\0<HTML><body>", PNG, HTML),
		S("script in an image", GIF "<script>x()</script>", GIF, HTML),
		S("svg in an image", GIF "<svg onload=x()>", GIF, SVG),
		S("hta in an image", "BM\x3a\0\0\0\0\0\0\0<hta:application>", BMP, HTA),
		S("php in an image", JPEG "\0\0<?php system($_GET['x']);", JPEG, PHP),
		S("gif and js", "GIF89a/*\0\0\0*/=1;alert(1)", GIF, JS),
		S("gif and js, assigned", "GIF89a=1;alert(1)\0", GIF, JS),
		S("bmp and js", "BM/*\0\0\0\0\0\0*/=1;", BMP, JS),
		S("jpeg and js", "\xff\xd8\xff\xe0/*JFIF\0\1\1*/=1;", JPEG, JS),
		S("riff and js", "RIFF/*\0\0WEBPVP8 */=1;", WEBP, JS),
		S("rar in an image", PNG "\0\0Rar!\x1a\x07\1\0", PNG, RAR),
		S("rar in a program", "MZ\x90\0\3\0\0\0....Rar!\x1a\x07\0", EXE, RAR),
		S("7z in a program", "MZ\x90\0\3\0\0\0....7z\xbc\xaf\x27\x1c", EXE, SEVENZIP),
		S("phar in an image", JPEG "\0<x __HALT_COMPILER(); ?>", JPEG, PHAR),
		S("phar in text", "#!/bin/sh\n__HALT_COMPILER();", SH, PHAR),
		S("word page in a PDF",
		  "%PDF-1.7\n%%EOF\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
		  "--x\r\nContent-Location: file:///C:/x.htm\r\n",
		  PDF, MHTML),
	};
#undef S
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct signature s = signature_find(cases[i].bytes, cases[i].n);
		ck_assert_msg(s.type == cases[i].first, "%s: got %s", cases[i].name,
			      name_of(s.type));
		ck_assert_msg(s.second == cases[i].second, "%s: also %s", cases[i].name,
			      name_of(s.second));
		ck_assert_ptr_nonnull(s.second_why);
	}
}
END_TEST

static GByteArray *bytes_of(const char *s, size_t n)
{
	GByteArray *b = g_byte_array_new();

	return g_byte_array_append(b, (const guint8 *)s, (guint)n);
}

START_TEST(program_hides_in_media_and_fonts)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum type_id first;
	} hosts[] = {
		{ PNG, sizeof(PNG) - 1, TYPE_PNG },
		{ "ID3\3\0\0\0\0\0\0", 10, TYPE_MP3 },
		{ "wOFF\0\1\0\0", 8, TYPE_WOFF },
	};
	g_autoptr(GByteArray) pe = pe_of(0, "x");

	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
		g_autoptr(GByteArray) b = bytes_of(hosts[i].bytes, hosts[i].n);
		put_zeros(b, 100);
		put_text(b, "MZ, which is none");
		ck_assert_int_eq(look(b).second, TYPE_MAX);
		g_byte_array_append(b, pe->data, pe->len);
		ck_assert_int_eq(look(b).type, hosts[i].first);
		ck_assert_int_eq(look(b).second, TYPE_EXE);
	}
}
END_TEST

/* A zip at the end of what is no container opens as a zip. */
START_TEST(zip_hides_behind_anything)
{
	static const struct zip_entry jar = { .name = "a.class", .content = "x" };
	g_autoptr(GByteArray) zip = zip_of(&jar, 1), pe = pe_of(0, "x");
	static const struct {
		const char *bytes;
		size_t n;
		enum type_id first;
	} hosts[] = {
		{ PNG, sizeof(PNG) - 1, TYPE_PNG },
		{ GIF, sizeof(GIF) - 1, TYPE_GIF },
		{ "%PDF-1.4\n%%EOF\n", 15, TYPE_PDF },
		{ "<html></html>", 13, TYPE_MAX }, /* no text any more */
		{ "L\0\0\0\1\x14\2\0", 8, TYPE_LNK },
		{ "\x30\x03\2\1\0", 5, TYPE_MAX },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
		g_autoptr(GByteArray) b = bytes_of(hosts[i].bytes, hosts[i].n);
		g_byte_array_append(b, zip->data, zip->len);
		enum type_id first = hosts[i].first == TYPE_MAX ? TYPE_JAR : hosts[i].first;
		ck_assert_msg(look(b).type == first, "%zu: %s", i, name_of(look(b).type));
		ck_assert_msg(look(b).second == TYPE_JAR, "%zu: %s", i, name_of(look(b).second));
		put_text(b, "tail");
		ck_assert_msg(look(b).second == TYPE_JAR, "%zu with a tail", i);
	}
	g_byte_array_append(pe, zip->data, zip->len);
	ck_assert_int_eq(look(pe).type, TYPE_EXE);
	ck_assert_int_eq(look(pe).second, TYPE_JAR);
}
END_TEST

START_TEST(disc_and_tar_hide_behind_other_first_bytes)
{
	g_autoptr(GByteArray) disc = zeros_with(40000, 32769, "CD001");
	g_autoptr(GByteArray) tar = tar_of("GIF89a", true);
	struct zip_entry e = { .name = "a.txt", .content = "x" };
	g_autoptr(GByteArray) zip = zip_of(&e, 1);

	ck_assert_int_eq(look(disc).second, TYPE_MAX);
	memcpy(disc->data, "%PDF-1.4", 8);
	ck_assert_int_eq(look(disc).type, TYPE_PDF);
	ck_assert_int_eq(look(disc).second, TYPE_ISO);
	memset(disc->data, 0, 8);
	g_byte_array_append(disc, zip->data, zip->len);
	ck_assert_int_eq(look(disc).type, TYPE_ISO);
	ck_assert_int_eq(look(disc).second, TYPE_ZIP);
	ck_assert_int_eq(look(tar).type, TYPE_GIF);
	ck_assert_int_eq(look(tar).second, TYPE_TAR);
}
END_TEST

START_TEST(zip_of_two_formats)
{
	static const struct zip_entry e[] = {
		{ .name = "mimetype", .content = "application/vnd.oasis.opendocument.text" },
		{ .name = "[Content_Types].xml",
		  .content = "<Override ContentType=\"application/vnd.openxmlformats-"
			     "officedocument.wordprocessingml.document.main+xml\"/>" },
	};
	g_autoptr(GByteArray) b = zip_of(e, 2);

	ck_assert_int_eq(look(b).type, TYPE_DOCX);
	ck_assert_int_eq(look(b).second, TYPE_ODT);
}
END_TEST

/* What files carry by their nature is no second reading of them. */
START_TEST(honest_files_are_one_thing)
{
	struct zip_entry pdf = { .name = "a.pdf", .content = "%PDF-1.4 stored" };
	struct zip_entry html = { .name = "a.html", .content = "<html><script>" };
	g_autoptr(GByteArray) inner = zip_of(&pdf, 1), other = zip_of(&html, 1);
	g_autoptr(GByteArray) tar = tar_of("a.zip", true);
	static const char xmp[] = JPEG "\xff\xe1\0\x40http://ns.adobe.com/xap/1.0/\0"
				       "<?xpacket begin=''?><x:xmpmeta><rdf:RDF><p <a >";
	static const char text[] = "BM=1 says that MZ and PK are letters, too\n";

	ck_assert_int_eq(look(inner).second, TYPE_MAX);
	ck_assert_int_eq(look(other).second, TYPE_MAX);
	g_byte_array_set_size(tar, 512);
	g_byte_array_append(tar, inner->data, inner->len);
	put_zeros(tar, 1024);
	ck_assert_int_eq(look(tar).type, TYPE_TAR);
	ck_assert_int_eq(look(tar).second, TYPE_MAX);
	ck_assert_int_eq(signature_find(xmp, sizeof(xmp) - 1).second, TYPE_MAX);
	ck_assert_int_eq(signature_find(text, sizeof(text) - 1).second, TYPE_MAX);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, one_file_that_two_programs_open);
	tcase_add_test(t, program_hides_in_media_and_fonts);
	tcase_add_test(t, zip_hides_behind_anything);
	tcase_add_test(t, disc_and_tar_hide_behind_other_first_bytes);
	tcase_add_test(t, zip_of_two_formats);
	tcase_add_test(t, honest_files_are_one_thing);
}

UNIT_MAIN("second", add)
