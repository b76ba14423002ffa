/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_image.c: pictures written here: whole, cut, with a program in
 * their notes and behind their end.
 */
#include <string.h>

#include "sanitizer/files.h"
#include "sanitizer/inspected.h"

#define PE_AT 64

/* "MZ" and where it points to "PE". */
static void put_pe(GByteArray *b)
{
	put_text(b, "MZ");
	put_zeros(b, 58);
	put32(b, PE_AT);
	g_byte_array_append(b, (const guint8 *)"PE\0\0", 4);
}

static void put_be32(GByteArray *b, guint32 v)
{
	put32(b, GUINT32_SWAP_LE_BE(v));
}

static void put_segment(GByteArray *b, guint8 marker, const char *data, size_t n)
{
	guint8 head[4] = { 0xff, marker, (guint8)((n + 2) >> 8), (guint8)(n + 2) };

	g_byte_array_append(b, head, 4);
	g_byte_array_append(b, (const guint8 *)data, (guint)n);
}

/* ${notes}: in a comment. */
static GByteArray *jpeg(const char *notes)
{
	static const char coded[] = "ab\xff\0cd\xff\xd0"
				    "ef\xff\xff\xd1 MZ";
	GByteArray *b = g_byte_array_new();

	put_text(b, "\xff\xd8");
	put_segment(b, 0xe0, "JFIF\0", 5);
	put_segment(b, 0xfe, notes, strlen(notes));
	put_segment(b, 0xda, "\1\2\3", 3);
	g_byte_array_append(b, (const guint8 *)coded, sizeof(coded) - 1);
	put_segment(b, 0xc4, "table", 5);
	put_segment(b, 0xda, "\1\2\3", 3);
	put_text(b, "more\xff\xff\xd9");
	return b;
}

static void put_chunk(GByteArray *b, const char *type, const char *data)
{
	put_be32(b, (guint32)strlen(data));
	put_text(b, type);
	put_text(b, data);
	put32(b, 0);
}

static GByteArray *png(const char *notes)
{
	GByteArray *b = g_byte_array_new();

	put_text(b, "\x89PNG\r\n\x1a\n");
	put_chunk(b, "IHDR", "0123456789abc");
	put_chunk(b, "tEXt", notes);
	put_chunk(b, "IDAT", "<script is only pixels");
	put_chunk(b, "IEND", "");
	return b;
}

static GByteArray *gif(const char *notes)
{
	GByteArray *b = g_byte_array_new();

	put_text(b, "GIF89a");
	put16(b, 1);
	put16(b, 1);
	g_byte_array_append(b, (const guint8 *)"\x80\0\0cccccc", 9);
	g_byte_array_append(b, (const guint8 *)"!\xf9\4\0\0\0\0\0!\xfe", 10);
	/* In pieces of four bytes. */
	for (size_t i = 0, n = strlen(notes); i < n; i += 4) {
		guint8 piece = (guint8)MIN(n - i, 4);
		g_byte_array_append(b, &piece, 1);
		g_byte_array_append(b, (const guint8 *)notes + i, piece);
	}
	g_byte_array_append(b, (const guint8 *)"\0,\0\0\0\0\1\0\1\0\0\2\2\x4c\1\0;", 17);
	return b;
}

static GByteArray *bmp(const char *notes)
{
	GByteArray *b = g_byte_array_new();
	guint32 n = (guint32)strlen(notes);

	put_text(b, "BM");
	put32(b, 0); /* a size that is wrong, as it often is */
	put32(b, 0);
	put32(b, 54 + n);
	put32(b, 40);
	put32(b, 2);
	put32(b, 2);
	put16(b, 1);
	put16(b, 24);
	put_zeros(b, 24);
	put_text(b, notes);
	put_zeros(b, 16);
	return b;
}

static GByteArray *webp(const char *notes)
{
	GByteArray *b = g_byte_array_new();
	guint32 n = (guint32)strlen(notes), padded = n + (n & 1);

	put_text(b, "RIFF");
	put32(b, 4 + 8 + 4 + 8 + padded);
	put_text(b, "WEBPVP8 ");
	put32(b, 4);
	put_text(b, "....XMP ");
	put32(b, n);
	put_text(b, notes);
	put_zeros(b, padded - n);
	return b;
}

/* One directory at 8: rows of 4 bytes at 100, notes at 104. */
static GByteArray *tiff(const char *notes)
{
	GByteArray *b = g_byte_array_new();
	guint32 n = (guint32)strlen(notes);

	g_byte_array_append(b, (const guint8 *)"II*\0\x08\0\0\0\4\0", 10);
	put16(b, 256), put16(b, 3), put32(b, 1), put32(b, 2);
	put16(b, 270), put16(b, 2), put32(b, n), put32(b, 104);
	put16(b, 273), put16(b, 4), put32(b, 1), put32(b, 100);
	put16(b, 279), put16(b, 4), put32(b, 1), put32(b, 4);
	put32(b, 0);
	put_zeros(b, 100 - b->len);
	put_text(b, "....");
	put_text(b, notes);
	return b;
}

static GByteArray *ico(const char *notes)
{
	GByteArray *b = g_byte_array_new();

	(void)notes;
	g_byte_array_append(b, (const guint8 *)"\0\0\1\0\1\0", 6);
	put_zeros(b, 8);
	put32(b, 4);
	put32(b, 22);
	put_text(b, "....");
	return b;
}

static const struct {
	const char *name;
	enum type_id type;
	GByteArray *(*make)(const char *notes);
	bool has_notes;
} kinds[] = {
	{ "jpeg", TYPE_JPEG, jpeg, true }, { "png", TYPE_PNG, png, true },
	{ "gif", TYPE_GIF, gif, true },	   { "bmp", TYPE_BMP, bmp, true },
	{ "webp", TYPE_WEBP, webp, true }, { "tiff", TYPE_TIFF, tiff, true },
	{ "ico", TYPE_ICO, ico, false },
};

static void is(size_t kind, const GByteArray *b, const char *want)
{
	inspected_is(kinds[kind].name, kinds[kind].type, (const char *)b->data, b->len, want);
}

START_TEST(finds_nothing_in_honest_pictures)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b =
			kinds[i].make("A picture of MZ and PK, © 2026 <a.example>");
		is(i, b, "");
		put_zeros(b, 20);
		put_text(b, "\r\n");
		is(i, b, "");
	}
}
END_TEST

START_TEST(finds_bytes_behind_the_end)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b = kinds[i].make("notes"), pe = kinds[i].make("notes");
		put_text(b, "some words");
		is(i, b, "type-trailing-data");
		put_pe(pe);
		is(i, pe, "type-trailing-data type-executable-inside");
	}
}
END_TEST

START_TEST(finds_programs_in_notes)
{
	static const char *const notes[] = { "<?php system($_GET[0]); ?>",
					     "<ScRiPt>alert(1)",
					     "<HTML>",
					     "7z\xbc\xaf\x27\x1c",
					     "Rar!\x1a\x07",
					     "PowerShell -enc",
					     "\x7f"
					     "ELF\2\1\1.........." };

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		for (size_t k = 0; k < G_N_ELEMENTS(notes) && kinds[i].has_notes; k++) {
			g_autoptr(GByteArray) b = kinds[i].make(notes[k]);
			is(i, b, "type-executable-inside");
		}
}
END_TEST

START_TEST(sees_programs_whatever_stands_before_them)
{
	struct zip_entry e = { .name = "a.exe", .content = "x" };
	g_autoptr(GByteArray) zip = zip_of(&e, 1), b = jpeg("x"), c = jpeg("x");

	put_text(b, "MZ PK MZ");
	g_byte_array_append(b, zip->data, zip->len);
	is(0, b, "type-trailing-data type-executable-inside");
	/* Letters that are no program for want of what belongs to it. */
	put_text(c, "MZ....PK\3\4....ELF<scrip");
	is(0, c, "type-trailing-data");
}
END_TEST

START_TEST(knows_pictures_that_are_cut)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b =
			kinds[i].make("notes of some length, so that all is there");
		for (guint n = 0; n < b->len; n++) {
			g_autofree char *got = inspected(kinds[i].type, (const char *)b->data, n);
			ck_assert_msg(g_str_has_prefix(got, "type-damaged"), "%s cut at %u: %s",
				      kinds[i].name, n, got);
		}
	}
}
END_TEST

START_TEST(leaves_in_peace_what_cameras_append)
{
	g_autoptr(GByteArray) pictures = jpeg("x"), film = jpeg("x"), list = jpeg("x"),
			      other = jpeg("x");
	g_autoptr(GByteArray) second = jpeg("second");

	put_zeros(pictures, 100);
	g_byte_array_append(pictures, second->data, second->len);
	g_byte_array_append(pictures, second->data, second->len);
	inspected_is("pictures", TYPE_JPEG, (const char *)pictures->data, pictures->len, "");
	put_be32(film, 12);
	put_text(film, "ftypmp42");
	put_be32(film, 16);
	put_text(film, "mdat........");
	is(0, film, "");
	put_text(film, "and words");
	is(0, film, "type-trailing-data");
	g_byte_array_append(list, (const guint8 *)"\0\0\1\n....SEFH....SEFT", 20);
	inspected_is("list", TYPE_JPEG, (const char *)list->data, list->len, "");
	/* A picture of another kind is not what a camera appends. */
	g_autoptr(GByteArray) gif_behind = gif("x");
	g_byte_array_append(other, gif_behind->data, gif_behind->len);
	is(0, other, "type-trailing-data");
	/* Nor is what a second picture hides. */
	g_autoptr(GByteArray) armed = jpeg("x"), hiding = jpeg("<?php");
	g_byte_array_append(armed, hiding->data, hiding->len);
	is(0, armed, "type-executable-inside");
}
END_TEST

START_TEST(reads_values_that_overlap_once_or_twice)
{
	g_autoptr(GByteArray) b = g_byte_array_new();

	/* Each entry of a directory that is its own next names all of the file. */
	g_byte_array_append(b, (const guint8 *)"II*\0\x08\0\0\0", 8);
	put16(b, 5000);
	for (unsigned i = 0; i < 5000; i++)
		put16(b, 270), put16(b, 1), put32(b, 60000), put32(b, 8);
	put32(b, 8);
	is(5, b, "type-damaged");
}
END_TEST

START_TEST(survives_lies)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(6);

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b = kinds[i].make("notes");
		for (unsigned k = 0; k < 5000; k++) {
			g_autofree char *bad = g_memdup2(b->data, b->len);
			for (unsigned j = 0; j < 3; j++)
				bad[g_rand_int_range(rand, 0, (gint32)b->len)] =
					(char)g_rand_int_range(rand, 0, 256);
			g_autofree char *found = inspected(kinds[i].type, bad, b->len);
		}
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_nothing_in_honest_pictures);
	tcase_add_test(t, finds_bytes_behind_the_end);
	tcase_add_test(t, finds_programs_in_notes);
	tcase_add_test(t, sees_programs_whatever_stands_before_them);
	tcase_add_test(t, knows_pictures_that_are_cut);
	tcase_add_test(t, leaves_in_peace_what_cameras_append);
	tcase_add_test(t, reads_values_that_overlap_once_or_twice);
	tcase_add_test(t, survives_lies);
}

UNIT_MAIN("inspect_image", add)
