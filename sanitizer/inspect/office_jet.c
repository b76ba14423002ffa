/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_jet.c: the first page of a database tells whether it is locked. Part
 * of it is hidden by RC4 with a key that all databases share; there stand the
 * key of the other pages and the password, itself hidden by the date.
 * Tests: tests/unit/sanitizer/test_inspect_jet.c.
 */
#include "inspect/office_jet.h"

#include <string.h>

#include "kinds/little.h"

#define VERSION_AT 0x14u
#define MASKED_AT 0x18u
#define MASKED_BYTES 128u
#define MASKED_BYTES_3 126u
#define KEY_AT 0x3eu
#define PASSWORD_AT 0x42u
#define PASSWORD_BYTES 40u
#define PASSWORD_BYTES_3 20u
#define DATE_AT 0x72u
#define HEAD_BYTES (MASKED_AT + MASKED_BYTES)

static void rc4(const guint8 *key, size_t n_key, guint8 *data, size_t n)
{
	guint8 s[256];

	for (unsigned i = 0; i < 256; i++)
		s[i] = (guint8)i;
	for (unsigned i = 0, j = 0; i < 256; i++) {
		j = (j + s[i] + key[i % n_key]) & 255;
		guint8 swap = s[i];
		s[i] = s[j];
		s[j] = swap;
	}
	for (size_t k = 0, i = 0, j = 0; k < n; k++) {
		i = (i + 1) & 255;
		j = (j + s[i]) & 255;
		guint8 swap = s[i];
		s[i] = s[j];
		s[j] = swap;
		data[k] ^= s[(s[i] + s[j]) & 255];
	}
}

/* In versions from 4 on each two bytes are hidden by the day the file was made. */
static bool has_password(const char *head, unsigned version)
{
	const guint8 *password = (const guint8 *)head + PASSWORD_AT;
	guint64 bits = little_u64(head + DATE_AT);
	size_t n = version == 0 ? PASSWORD_BYTES_3 : PASSWORD_BYTES;
	double date;

	memcpy(&date, &bits, sizeof(date));
	gint32 day = version > 0 && date > 0 && date < 1e6 ? (gint32)date : 0;
	guint8 mask[4] = { (guint8)day, (guint8)(day >> 8), (guint8)(day >> 16),
			   (guint8)(day >> 24) };
	for (size_t i = 0; i < n; i++)
		if (password[i] != mask[i % 4])
			return true;
	return false;
}

void inspect_jet(struct office *o, const char *data, size_t n)
{
	static const guint8 shared[] = { 0xc7, 0xda, 0x39, 0x6b };
	char head[HEAD_BYTES];

	if (n < HEAD_BYTES) {
		office_damaged(o, "database");
		return;
	}
	memcpy(head, data, HEAD_BYTES);
	unsigned version = (guint8)head[VERSION_AT];
	rc4(shared, sizeof(shared), (guint8 *)head + MASKED_AT,
	    version == 0 ? MASKED_BYTES_3 : MASKED_BYTES);
	if (little_u32(head + KEY_AT) != 0 || has_password(head, version))
		office_find(o, FINDING_ENCRYPTED, NULL);
}
