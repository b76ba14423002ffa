/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image_gif.c: GIF (89a specification): a screen, then blocks of sub-blocks.
 * Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/image.h"

#define HEADER 13u /* signature and screen */
#define IMAGE 10u  /* separator, place, size, flags */

enum { EXTENSION = 0x21, SEPARATOR = 0x2c, TRAILER = 0x3b, GRAPHIC = 0xf9 };

/* The bytes of the table of colours that ${flags} announces. */
static size_t colours(char flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Where the sub-blocks at ${at} end; 0: nowhere. ${into}: gets their bytes, unless NULL. */
static size_t skip_blocks(const char *data, size_t len, size_t at, GByteArray *into)
{
	while (at < len) {
		size_t n = (guint8)data[at++];
		if (n == 0)
			return at;
		if (n > len - at)
			return 0;
		if (into)
			g_byte_array_append(into, (const guint8 *)data + at, (guint)n);
		at += n;
	}
	return 0;
}

static size_t skip_extension(struct inspection *in, const char *data, size_t len, size_t at)
{
	g_autoptr(GByteArray) notes = g_byte_array_new();

	if (len - at < 2)
		return 0;
	size_t end = skip_blocks(data, len, at + 2, notes);
	if ((guint8)data[at + 1] != GRAPHIC)
		image_notes(in, "notes", (const char *)notes->data, notes->len);
	return end;
}

static size_t skip_image(const char *data, size_t len, size_t at)
{
	if (len - at < IMAGE)
		return 0;
	size_t code = at + IMAGE + colours(data[at + IMAGE - 1]);
	return code < len ? skip_blocks(data, len, code + 1, NULL) : 0;
}

size_t image_gif(struct inspection *in, const char *data, size_t len)
{
	if (len < HEADER)
		return 0;
	size_t at = HEADER + colours(data[10]);
	while (at > 0 && at < len) {
		switch ((guint8)data[at]) {
		case EXTENSION:
			at = skip_extension(in, data, len, at);
			break;
		case SEPARATOR:
			at = skip_image(data, len, at);
			break;
		case TRAILER:
			return at + 1;
		default:
			return 0;
		}
	}
	return 0;
}
