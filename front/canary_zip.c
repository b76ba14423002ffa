/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * canary_zip.c: the canary in a zip as we write them to readers, so that the
 * scanner is seen to open just those.
 * Tests: tests/unit/front/test_clamd_real.c.
 */
#include "canary_zip.h"

#include <string.h>

#include "misogi/clamd.h"
#include "misogi/zip_write.h"

/* Bit 0 of the flags in the local and in the central header (APPNOTE 4.4.4). */
static void mark_encrypted(GByteArray *zip)
{
	const guint8 *central = memmem(zip->data, zip->len, "PK\1\2", 4);

	zip->data[6] |= 1;
	zip->data[(size_t)(central - zip->data) + 8] |= 1;
}

GByteArray *canary_zip(enum canary_zip_kind kind)
{
	size_t size;
	const char *canary = clamd_canary_bytes(&size);
	g_autoptr(GBytes) bytes = g_bytes_new_static(canary, size);
	const struct zip_file file = { "canary.txt", bytes };
	struct err err;
	GBytes *zip = zip_write(&file, 1, &err);

	/* One small file always fits. */
	g_assert(zip);
	GByteArray *out = g_bytes_unref_to_array(zip);
	if (kind == CANARY_ZIP_ENCRYPTED)
		mark_encrypted(out);
	return out;
}
