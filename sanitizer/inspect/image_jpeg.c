/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image_jpeg.c: JPEG (ITU T.81, annex B): segments, and behind each SOS the
 * coded bytes, in which ff is followed by 0 or a restart marker.
 * Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/image.h"

#include <string.h>

enum { RESTART_FIRST = 0xd0, RESTART_LAST = 0xd7, SOI = 0xd8, EOI = 0xd9, SOS = 0xda };
enum { APP_FIRST = 0xe0, APP_LAST = 0xef, COM = 0xfe, TEM = 1, FILL = 0xff };

/* Where the next marker stands behind coded bytes; ${len}: nowhere. */
static size_t skip_coded(const char *data, size_t len, size_t at)
{
	while (at + 1 < len) {
		const char *ff = memchr(data + at, 0xff, len - 1 - at);
		if (!ff)
			return len;
		at = (size_t)(ff - data);
		guint8 next = (guint8)data[at + 1];
		if (next != 0 && next != FILL && (next < RESTART_FIRST || next > RESTART_LAST))
			return at;
		at += next == FILL ? 1 : 2;
	}
	return len;
}

static bool stands_alone(guint8 marker)
{
	return marker == TEM || (marker >= RESTART_FIRST && marker <= SOI);
}

size_t image_jpeg(struct inspection *in, const char *data, size_t len)
{
	size_t at = 2;

	while (at + 2 <= len && data[at] == '\xff') {
		guint8 marker = (guint8)data[at + 1];
		at += marker == FILL ? 1 : 2;
		if (marker == EOI)
			return at;
		if (marker == FILL || stands_alone(marker))
			continue;
		if (len - at < 2)
			return 0;
		size_t n = (size_t)((guint8)data[at] << 8 | (guint8)data[at + 1]);
		if (n < 2 || n > len - at)
			return 0;
		if ((marker >= APP_FIRST && marker <= APP_LAST) || marker == COM)
			image_notes(in, marker == COM ? "comment" : "application data", data + at,
				    n);
		at += n;
		if (marker == SOS)
			at = skip_coded(data, len, at);
	}
	return 0;
}
