/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image.c: what stands behind a picture. Padding is nothing, and cameras put
 * more pictures, a film, or a list of their own behind a JPEG: those are read
 * as well, and looked through for programs like all the rest.
 * Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/image.h"

#include <string.h>

#include "inspect/payload.h"

static const struct {
	enum type_id type;
	size_t (*read)(struct inspection *in, const char *data, size_t len);
} kinds[] = {
	{ TYPE_JPEG, image_jpeg }, { TYPE_PNG, image_png }, { TYPE_WEBP, image_webp },
	{ TYPE_GIF, image_gif },   { TYPE_BMP, image_bmp }, { TYPE_ICO, image_ico },
	{ TYPE_TIFF, image_tiff },
};

void image_notes(struct inspection *in, const char *where, const char *data, size_t n)
{
	const char *what = payload_find(data, n);

	if (!what)
		return;
	g_autofree char *detail = g_strdup_printf("%s: %s", where, what);
	inspection_find(in, FINDING_TYPE_EXECUTABLE, detail);
}

/* How much of ${p} is padding: what begins a picture or a film is none. */
static size_t padding(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && (p[i] == '\0' || p[i] == '\r' || p[i] == '\n' || p[i] == '\xff'))
		i++;
	if (i >= 3 && n - i > 5 && memcmp(p + i + 1, "ftyp", 4) == 0)
		return i - 3;
	return i > 0 && i < n && p[i] == '\xd8' ? i - 1 : i;
}

static guint64 big32(const char *p)
{
	return (guint64)(guint8)p[0] << 24 | (guint64)(guint8)p[1] << 16 |
	       (guint64)(guint8)p[2] << 8 | (guint8)p[3];
}

/* A film (ISO 14496-12): boxes, each with its size. Returns where they end; 0: it is none. */
static size_t film(const char *p, size_t n)
{
	size_t at = 0;

	if (n < 12 || memcmp(p + 4, "ftyp", 4) != 0)
		return 0;
	while (n - at >= 8) {
		guint64 size = big32(p + at);
		if (size == 0)
			return n;
		if (size == 1 && n - at >= 16)
			size = big32(p + at + 8) << 32 | big32(p + at + 12);
		if (size < 8 || size > n - at)
			break;
		at += size;
	}
	return at;
}

/* The list that Samsung's cameras end a file with. */
static bool is_camera_list(const char *p, size_t n)
{
	return n >= 8 && memcmp(p + n - 4, "SEFT", 4) == 0 && memmem(p, n, "SEFH", 4);
}

/* Whether all behind a JPEG is what cameras put there. */
static bool is_of_camera(struct inspection *in, const char *p, size_t n)
{
	size_t used;

	if (is_camera_list(p, n))
		return true;
	for (size_t at = padding(p, n); at < n;
	     at += used + padding(p + at + used, n - at - used)) {
		used = n - at > 3 && memcmp(p + at, "\xff\xd8\xff", 3) == 0
			       ? image_jpeg(in, p + at, n - at)
			       : film(p + at, n - at);
		if (used == 0)
			return false;
	}
	return true;
}

static void look_behind(struct inspection *in, enum type_id type, const char *p, size_t n)
{
	bool is_honest = padding(p, n) == n || (type == TYPE_JPEG && is_of_camera(in, p, n));

	if (!is_honest)
		inspection_find(in, FINDING_TYPE_TRAILING, "");
	image_notes(in, "behind the end", p, n);
}

void image_inspect(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (kinds[i].type != type)
			continue;
		size_t used = kinds[i].read(in, data, len);
		if (used == 0) {
			inspection_find(in, FINDING_TYPE_DAMAGED, "");
			image_notes(in, "broken", data, len);
		} else {
			look_behind(in, type, data + used, len - used);
		}
	}
}
