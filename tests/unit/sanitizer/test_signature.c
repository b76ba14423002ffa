/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_signature.c: types by their first bytes.
 */
#include "signature.h"

#include <string.h>

#include "sanitizer/files.h"
#include "unit.h"

START_TEST(knows_files_by_their_first_bytes)
{
#define S(bytes, want)                                                                             \
	{                                                                                          \
		bytes, sizeof(bytes) - 1, TYPE_##want                                              \
	}
	static const struct {
		const char *data;
		size_t n;
		enum type_id want;
	} cases[] = {
		S("\x89PNG\r\n\x1a\n....", PNG),
		S("\xff\xd8\xff\xe0....", JPEG),
		S("GIF89a....", GIF),
		S("RIFF....WEBPVP8 ", WEBP),
		S("RIFF....WAVEfmt ", WAV),
		S("....ftypheic....", HEIC),
		S("....ftypisom....", MP4),
		S("%PDF-1.7\n", PDF),
		S("\n\n  junk first %PDF-1.4\n", PDF),
		S("{\\rtf1 hello}", RTF),
		S("{\\rt1 hello}", RTF),
		S(" \r\n{\\rtf1 hello}", RTF),
		S("MZ\x90\0\3\0\0\0", EXE),
		S("\x7f"
		  "ELF\2\1\1\0",
		  ELF),
		S("\xca\xfe\xba\xbe\0\0\0\x34", CLASS),
		S("L\0\0\0\1\x14\2\0\0\0\0\0", LNK),
		S("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1", ONE),
		S("MSCF\0\0\0\0....", CAB),
		S("7z\xbc\xaf\x27\x1c\0\4", SEVENZIP),
		S("Rar!\x1a\x07\0....", RAR),
		S("Rar!\x1a\x07\1\0....", RAR),
		S("!\x1e-lh5-....", LZH),
		S("\x1f\x8b\x08\0....", GZIP),
		S("\xfd"
		  "7zXZ\0....",
		  XZ),
		S("\x78\x9f\x3e\x22....", TNEF),
		S("ITSF....", CHM),
		S("<html><body>", HTML),
		S("   \n <!DOCTYPE html>", HTML),
		S("<!-- c --><svg onload=alert(1)>", SVG),
		S("<?xml version='1.0'?><svg xmlns='x'>", SVG),
		S("text, then <script>alert(1)</script>", HTML),
		S("<a href=x>", HTML),
		S("<job><script>x</script></job>", WSF),
		S("<hta:application id=x>", HTA),
		S("[InternetShortcut]\r\nURL=http://x/", URL),
		S("[internetshortcut]\r\nURL=http://x/", URL),
		S("@ECHO OFF\r\n", BAT),
		S("#!/bin/sh\n", SH),
		S("#!/usr/bin/env python3\n", PYTHON),
		S("#@~^XXX", VBE),
		S("BEGIN:VCALENDAR\r\n", ICS),
		S("begin:vcard\r\n", VCF),
		S("Windows Registry Editor Version 5.00\r\n", REG),
		S("-----BEGIN CERTIFICATE-----\n", PEM),
		S("-----BEGIN PGP MESSAGE-----\n", PGP),
		S("SQLite format 3\0", SQLITE),
		S("vhdxfile....", VHDX),
		S("just some text", MAX),
		S("see <foo> and x < y", MAX),
		S("a mail about <a href=x> in the middle", HTML),
		S("", MAX),
	};
#undef S
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		enum type_id got = signature_find(cases[i].data, cases[i].n).type;
		ck_assert_msg(got == cases[i].want, "%zu %s: got %s want %s", i, cases[i].data,
			      type_name(got), type_name(cases[i].want));
	}
}
END_TEST

START_TEST(finds_html_behind_many_blanks)
{
	g_autofree char *blanks = g_strnfill(5000, ' ');
	g_autofree char *html = g_strconcat(blanks, "<html>", NULL);

	ck_assert_int_eq(signature_find(html, strlen(html)).type, TYPE_HTML);
}
END_TEST

START_TEST(finds_a_disk_image_at_its_place)
{
	g_autofree char *iso = g_malloc0(40000);

	memcpy(iso + 32769, "CD001", 5);
	ck_assert_int_eq(signature_find(iso, 40000).type, TYPE_ISO);
}
END_TEST

START_TEST(sees_two_types_in_one_file)
{
	struct zip_entry e = { .name = "a.class", .content = "x" };
	g_autoptr(GByteArray) zip = zip_of(&e, 1), gifar = g_byte_array_new();
	static const char jpeg_pdf[] = "\xff\xd8\xff\xe0 JFIF %PDF-1.4";

	put_text(gifar, "GIF89a....");
	g_byte_array_append(gifar, zip->data, zip->len);
	struct signature s = signature_find((const char *)gifar->data, gifar->len);
	ck_assert_int_eq(s.type, TYPE_GIF);
	ck_assert_int_eq(s.second, TYPE_JAR);
	s = signature_find(jpeg_pdf, sizeof(jpeg_pdf) - 1);
	ck_assert_int_eq(s.type, TYPE_JPEG);
	ck_assert_int_eq(s.second, TYPE_PDF);
	s = signature_find((const char *)zip->data, zip->len);
	ck_assert_int_eq(s.second, TYPE_MAX);
	g_byte_array_prepend(zip, (const guint8 *)"junk", 4);
	s = signature_find((const char *)zip->data, zip->len);
	ck_assert_int_eq(s.type, TYPE_JAR);
	ck_assert_str_eq(s.second_why, "bytes around the zip");
}
END_TEST

/* winmail.dat and a stored zip member bring a whole PDF near their beginning: no second reading. */
START_TEST(sees_no_second_type_in_what_a_file_carries)
{
	static const char tnef[] = "\x78\x9f\x3e\x22 .... %PDF-1.4";
	struct zip_entry e = { .name = "a.pdf", .content = "%PDF-1.4 stored" };
	g_autoptr(GByteArray) zip = zip_of(&e, 1);

	struct signature s = signature_find(tnef, sizeof(tnef) - 1);
	ck_assert_int_eq(s.type, TYPE_TNEF);
	ck_assert_int_eq(s.second, TYPE_MAX);
	s = signature_find((const char *)zip->data, zip->len);
	ck_assert_int_eq(s.type, TYPE_ZIP);
	ck_assert_int_eq(s.second, TYPE_MAX);
}
END_TEST

START_TEST(sees_encryption)
{
#define S(bytes, want)                                                                             \
	{                                                                                          \
		bytes, sizeof(bytes) - 1, want                                                     \
	}
	static const struct {
		const char *data;
		size_t n;
		bool want;
	} cases[] = {
		S("%PDF-1.4 trailer<</Encrypt 5 0 R>>", true),
		S("%PDF-1.4 trailer<</Root 5 0 R>>", false),
		/* archives: test_sealed.c */
		S("-----BEGIN PGP MESSAGE-----", true),
		S("age-encryption.org/v1\n", true),
		S("\r\n-----BEGIN PGP MESSAGE-----", true),
		S("-----BEGIN PGP SIGNATURE-----", false),
		S("\x30\x15\6\x09\x2a\x86\x48\x86\xf7\x0d\1\7\3\xa0\x08\x30\6\2\1\0\x31\1\0", true),
		S("\x30\x15\6\x09\x2a\x86\x48\x86\xf7\x0d\1\7\1\xa0\x08\x30\6\2\1\0\x31\1\0",
		  false),
		S("\xc1\4\3\0\0\0\xd2\3\1\0\0", true),
		S("\xc1\4\3\0\0\0\xd2\4\1\0\0", false),
	};
#undef S
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(signature_find(cases[i].data, cases[i].n).is_encrypted ==
				      cases[i].want,
			      "%zu", i);
}
END_TEST

START_TEST(tells_characters_from_bytes)
{
	ck_assert(signature_is_characters("hello\r\n\tworld", 13));
	ck_assert(signature_is_characters("\x1b$B%F%9%H\x1b(B", 12));
	ck_assert(signature_is_characters("\xff\xfeh\0i\0", 6));
	ck_assert(!signature_is_characters("he\0llo", 6));
	ck_assert(!signature_is_characters("\1\2\3\4\5\6", 6));
}
END_TEST

START_TEST(knows_a_mail_by_its_fields)
{
	static const struct {
		const char *text;
		bool want;
	} cases[] = {
		{ "Received: by x; y\r\nFrom: a@b\r\nSubject: c\r\n\r\nd", true },
		{ "MIME-Version: 1.0\nTo: a@b\nX-Y: z\n  folded\nSubject: c\n\nd", true },
		{ "From: a@b\nTo: c@d\nSubject: what a person may write\n\ne", false },
		{ "Received: by x\nFrom: a@b\nand then some text\nSubject: c\n", false },
		{ "Date: 1\nDate: 2\nDate: 3\n", false },
		{ "hello\n", false },
		{ "", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(signature_is_mail(cases[i].text, strlen(cases[i].text)) ==
				      cases[i].want,
			      "%zu", i);
}
END_TEST

START_TEST(reads_utf16_and_leaves_lookalikes_alone)
{
#define S(bytes, want)                                                                             \
	{                                                                                          \
		bytes, sizeof(bytes) - 1, TYPE_##want                                              \
	}
	static const struct {
		const char *data;
		size_t n;
		enum type_id want;
	} cases[] = {
		S("\xff\xfe<\0h\0t\0m\0l\0>\0", HTML),
		S("\xfe\xff\0<\0s\0v\0g\0>", SVG),
		S("\xef\xbb\xbf@echo off\r\n", BAT),
		S("{\\rtf1\\bin4 \0\0\0\0}", RTF),
		S("AC100V is a voltage", MAX),
		S("P5 2024 is a paper", MAX),
		S("a -lh5- method, as they call it", MAX),
		S("some text about <package> and <component>", MAX),
		S("<?xml version='1.0'?><p><a href='x'/></p>", MAX),
	};
#undef S
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(signature_find(cases[i].data, cases[i].n).type == cases[i].want,
			      "%zu: %s", i,
			      type_name(signature_find(cases[i].data, cases[i].n).type));
}
END_TEST

START_TEST(mail_with_the_mark_of_a_disk_at_its_place_is_a_mail)
{
	g_autofree char *filler = g_strnfill(956, 'x');
	g_autofree char *mail =
		g_strconcat("Received: by x\nFrom: a@b\nSubject: c\nX-Filler-To: ", filler, NULL);
	size_t at = 1024;

	ck_assert_uint_gt(strlen(mail), 1000);
	g_autofree char *all =
		g_strconcat(mail, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n", NULL);
	ck_assert_uint_gt(strlen(all), at + 4);
	memcpy(all + at, "H+Lg", 4);
	ck_assert_int_eq(signature_find(all, strlen(all)).type, TYPE_EML);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, knows_files_by_their_first_bytes);
	tcase_add_test(t, finds_html_behind_many_blanks);
	tcase_add_test(t, finds_a_disk_image_at_its_place);
	tcase_add_test(t, sees_two_types_in_one_file);
	tcase_add_test(t, sees_no_second_type_in_what_a_file_carries);
	tcase_add_test(t, sees_encryption);
	tcase_add_test(t, tells_characters_from_bytes);
	tcase_add_test(t, knows_a_mail_by_its_fields);
	tcase_add_test(t, reads_utf16_and_leaves_lookalikes_alone);
	tcase_add_test(t, mail_with_the_mark_of_a_disk_at_its_place_is_a_mail);
}

UNIT_MAIN("signature", add)
