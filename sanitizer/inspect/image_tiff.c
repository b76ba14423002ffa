/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image_tiff.c: TIFF 6.0: directories that point to values, rows and further
 * directories anywhere in the file; it ends where the last of them does.
 * Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/image.h"

#define DIRECTORIES 1000u
#define ENTRY 12u
#define ROOM 4u /* times the size of the file */

enum {
	TAG_STRIPS = 273,
	TAG_STRIP_BYTES = 279,
	TAG_TILES = 324,
	TAG_TILE_BYTES = 325,
	TAG_DIRECTORIES = 330,
	TAG_JPEG = 513,
	TAG_JPEG_BYTES = 514,
	TAG_EXIF = 34665,
	TAG_GPS = 34853,
};

struct tiff {
	struct inspection *in;
	const guint8 *b;
	size_t len, end;
	size_t room; /* bytes that may still be looked at: values may overlap */
	bool is_big, is_broken;
	GArray *directories; /* of guint32: where they stand, those read as well */
};

/* The values of one entry. */
struct values {
	size_t at, n;
	unsigned width; /* bytes of each */
};

static guint32 number(const struct tiff *t, size_t at, unsigned width)
{
	guint32 v = 0;

	for (unsigned i = 0; i < width; i++)
		v |= (guint32)t->b[at + i] << 8 * (t->is_big ? width - 1 - i : i);
	return v;
}

static void reaches(struct tiff *t, guint64 end)
{
	if (end > t->len)
		t->is_broken = true;
	else
		t->end = MAX(t->end, (size_t)end);
}

static void spend(struct tiff *t, guint64 n)
{
	if (n > t->room)
		t->is_broken = true;
	t->room -= MIN(n, t->room);
}

/* Where the values of the entry at ${at} stand; none when they are not in the file. */
static struct values values_at(struct tiff *t, size_t at)
{
	static const unsigned widths[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };
	guint32 type = number(t, at + 2, 2), n = number(t, at + 4, 4);
	struct values v = { .at = at + 8, .n = n };

	v.width = type < G_N_ELEMENTS(widths) ? widths[type] : 0;
	guint64 size = (guint64)v.width * n;
	if (size > 4) {
		v.at = number(t, at + 8, 4);
		reaches(t, v.at + size);
	}
	spend(t, size + ENTRY);
	if (t->is_broken || v.width == 0)
		v.n = 0;
	return v;
}

static guint32 value(const struct tiff *t, const struct values *v, size_t i)
{
	return i < v->n && v->width <= 4 ? number(t, v->at + i * v->width, v->width) : 0;
}

static void add_directory(struct tiff *t, guint32 at)
{
	if (at != 0 && t->directories->len < DIRECTORIES)
		g_array_append_val(t->directories, at);
}

/* Rows: where each piece stands, and how many bytes it has. */
static void look_rows(struct tiff *t, const struct values *places, const struct values *sizes)
{
	for (size_t i = 0; i < places->n && i < sizes->n; i++)
		reaches(t, (guint64)value(t, places, i) + value(t, sizes, i));
}

static void look_entry(struct tiff *t, size_t at, struct values rows[4])
{
	guint32 tag = number(t, at, 2);
	struct values v = values_at(t, at);

	switch (tag) {
	case TAG_STRIPS:
	case TAG_TILES:
	case TAG_JPEG:
		rows[tag == TAG_JPEG ? 2 : 0] = v;
		return;
	case TAG_STRIP_BYTES:
	case TAG_TILE_BYTES:
	case TAG_JPEG_BYTES:
		rows[tag == TAG_JPEG_BYTES ? 3 : 1] = v;
		return;
	case TAG_DIRECTORIES:
	case TAG_EXIF:
	case TAG_GPS:
		for (size_t i = 0; i < v.n && i < DIRECTORIES; i++)
			add_directory(t, value(t, &v, i));
		return;
	default:
		image_notes(t->in, "notes", (const char *)t->b + v.at, v.n * v.width);
	}
}

static void look_directory(struct tiff *t, guint32 at)
{
	struct values rows[4] = { { 0 } };

	if ((guint64)at + 2 > t->len) {
		t->is_broken = true;
		return;
	}
	unsigned n = number(t, at, 2);
	guint64 end = (guint64)at + 2 + n * ENTRY + 4;
	reaches(t, end);
	if (end > t->len)
		return;
	for (unsigned i = 0; i < n && !t->is_broken; i++)
		look_entry(t, at + 2 + i * ENTRY, rows);
	look_rows(t, &rows[0], &rows[1]);
	look_rows(t, &rows[2], &rows[3]);
	add_directory(t, number(t, (size_t)end - 4, 4));
}

size_t image_tiff(struct inspection *in, const char *data, size_t len)
{
	struct tiff t = {
		.in = in, .b = (const guint8 *)data, .len = len, .end = 8, .room = ROOM * len
	};

	if (len < 8)
		return 0;
	t.is_big = data[0] == 'M';
	t.directories = g_array_new(FALSE, FALSE, sizeof(guint32));
	add_directory(&t, number(&t, 4, 4));
	t.is_broken = t.directories->len == 0;
	for (guint i = 0; i < t.directories->len && !t.is_broken; i++)
		look_directory(&t, g_array_index(t.directories, guint32, i));
	g_array_unref(t.directories);
	return t.is_broken ? 0 : t.end;
}
