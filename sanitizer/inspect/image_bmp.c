/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image_bmp.c: the pictures of Windows: BMP, and ICO, a directory of them.
 * Where a BMP ends its own field says, which many programs leave wrong: it is
 * computed. Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/image.h"
#include "kinds/little.h"

#define FILE_HEADER 14u
#define CORE_HEADER 12u /* of OS/2 */
#define INFO_HEADER 40u
#define V5_HEADER 124u

/* The bytes of the rows of the picture whose header stands at ${h}, G_MAXUINT64: nonsense. */
static guint64 rows(const char *h, guint32 header)
{
	bool is_core = header == CORE_HEADER;
	gint64 width = is_core ? little_u16(h + 4) : (gint32)little_u32(h + 4);
	gint64 height = is_core ? little_u16(h + 6) : (gint32)little_u32(h + 8);
	guint64 bits = little_u16(h + (is_core ? 10 : 14));
	guint32 compression = is_core ? 0 : little_u32(h + 16);

	if (compression != 0 && compression != 3 && compression != 6)
		return little_u32(h + 20);
	if (width <= 0 || height == 0 || bits > 64)
		return G_MAXUINT64;
	return ((guint64)width * bits + 31) / 32 * 4 * (guint64)ABS(height);
}

/* A V5 header tells of a profile behind the rows. */
static guint64 profile_end(const char *h, guint32 header)
{
	if (header < V5_HEADER || little_u32(h + 116) == 0)
		return 0;
	return FILE_HEADER + (guint64)little_u32(h + 112) + little_u32(h + 116);
}

size_t image_bmp(struct inspection *in, const char *data, size_t len)
{
	if (len < FILE_HEADER + INFO_HEADER)
		return 0;
	guint32 pixels = little_u32(data + 10), header = little_u32(data + FILE_HEADER);
	if (pixels > len || (header != CORE_HEADER && header < INFO_HEADER) ||
	    header > len - FILE_HEADER || FILE_HEADER + header > pixels)
		return 0;
	guint64 n = rows(data + FILE_HEADER, header);
	if (n > len - pixels)
		return 0;
	image_notes(in, "before the rows", data + FILE_HEADER, pixels - FILE_HEADER);
	guint64 end = MAX(pixels + n, profile_end(data + FILE_HEADER, header));
	return end <= len ? (size_t)end : 0;
}

size_t image_ico(struct inspection *in, const char *data, size_t len)
{
	guint64 end = 0;

	(void)in;
	if (len < 6)
		return 0;
	unsigned n = little_u16(data + 4);
	if (n == 0 || len - 6 < 16 * (size_t)n)
		return 0;
	for (unsigned i = 0; i < n; i++) {
		guint64 last = (guint64)little_u32(data + 6 + 16 * i + 8) +
			       little_u32(data + 6 + 16 * i + 12);
		end = MAX(end, last);
	}
	return end > 6 + 16 * (guint64)n && end <= len ? (size_t)end : 0;
}
