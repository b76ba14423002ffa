/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image_chunks.c: pictures of chunks: PNG (RFC 2083) and WebP (RIFF).
 * Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/image.h"

#include <string.h>

#include "kinds/little.h"

static bool is_pixels(const char *type)
{
	static const char *const pixels[] = { "IDAT", "fdAT", "VP8 ", "VP8L", "ANMF", "ALPH" };

	for (size_t i = 0; i < G_N_ELEMENTS(pixels); i++)
		if (memcmp(type, pixels[i], 4) == 0)
			return true;
	return false;
}

static bool is_type(const char *type)
{
	for (unsigned i = 0; i < 4; i++)
		if (!g_ascii_isalpha(type[i]))
			return false;
	return true;
}

size_t image_png(struct inspection *in, const char *data, size_t len)
{
	for (size_t at = 8; at <= len && len - at >= 12;) {
		size_t n = GUINT32_SWAP_LE_BE(little_u32(data + at));
		const char *type = data + at + 4;
		if (n > len - at - 12 || !is_type(type))
			return 0;
		if (!is_pixels(type))
			image_notes(in, "notes", type + 4, n);
		at += n + 12;
		if (memcmp(type, "IEND", 4) == 0)
			return at;
	}
	return 0;
}

size_t image_webp(struct inspection *in, const char *data, size_t len)
{
	if (len < 12 || memcmp(data, "RIFF", 4) != 0)
		return 0;
	size_t size = little_u32(data + 4), end = size + 8;
	if (size < 4 || end > len)
		return 0;
	for (size_t at = 12; at < end;) {
		if (end - at < 8)
			return 0;
		size_t n = little_u32(data + at + 4);
		if (n > end - at - 8)
			return 0;
		if (!is_pixels(data + at))
			image_notes(in, "notes", data + at + 8, n);
		at += 8 + n + (n & 1);
	}
	return end;
}
