/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inflate.c: zlib behind GLib's converter. A byte may become a thousand: the
 * buffer grows with what comes and never past what the caller allows.
 * Tests: tests/unit/sanitizer/test_openpgp.c.
 */
#include "kinds/inflate.h"

#include <gio/gio.h>

#define STEP 65536u

static GConverter *converter_new(enum inflate_format format)
{
	return G_CONVERTER(g_zlib_decompressor_new(format == INFLATE_RAW
							   ? G_ZLIB_COMPRESSOR_FORMAT_RAW
							   : G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
}

void inflate_init(void)
{
	g_object_unref(converter_new(INFLATE_ZLIB));
}

char *inflate_bytes(const char *buf, size_t n, enum inflate_format format, size_t max, size_t *len,
		    bool *is_whole)
{
	g_autoptr(GConverter) converter = converter_new(format);
	g_autoptr(GByteArray) out = g_byte_array_new();
	GConverterResult result = G_CONVERTER_CONVERTED;
	size_t used = 0, done = 0;

	while (result == G_CONVERTER_CONVERTED && done < max) {
		size_t room = MIN(MAX(STEP, done), max - done), read = 0, written = 0;
		g_byte_array_set_size(out, (guint)(done + room));
		result = g_converter_convert(converter, buf + used, n - used, out->data + done,
					     room, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
		used += read;
		done += written;
	}
	*is_whole = result == G_CONVERTER_FINISHED;
	*len = done;
	g_byte_array_set_size(out, (guint)done + 1);
	out->data[done] = '\0';
	return (char *)g_byte_array_free(g_steal_pointer(&out), FALSE);
}
