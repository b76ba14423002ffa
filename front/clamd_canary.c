/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The positive control. clamd answers OK for much that it did not look at: a
 * missing temporary directory, an empty database, switched-off archives. So
 * before any OK is believed a harmless file must be OK and the canary FOUND,
 * plain and inside a zip. The signature is anchored at offset 0: in the zip it
 * can only be found by unpacking. Tests: test_clamd.c, test_clamd_real.c.
 */
#include "misogi/clamd.h"

#include <glib.h>
#include <string.h>

#include "misogi/io.h"

#define SIGNATURE "Misogi.Canary"

/* conf/clamav/misogi-canary.ndb is the hex of this; tests/lint/canary.sh holds them together. */
static const char canary[] = "misogi canary 5f0c8a1e: harmless, and found by every scanner "
			     "that works. See misogi(1).\r\n";
static const char benign[] = "misogi: harmless, and found by no scanner.\r\n";

const char *clamd_canary_bytes(size_t *n)
{
	*n = sizeof(canary) - 1;
	return canary;
}

/* ---- a zip of one deflated member (APPNOTE 4.3) ---- */

static uint32_t crc32_of(const char *p, size_t n)
{
	uint32_t crc = 0xffffffffu;
	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static void put(GByteArray *out, unsigned bytes, uint32_t value)
{
	for (unsigned i = 0; i < bytes; i++) {
		guint8 b = (guint8)(value >> (8 * i));
		g_byte_array_append(out, &b, 1);
	}
}

/* The fields that the local and the central header share; version needed 2.0, method 8 (deflate).
 */
static void put_member_fields(GByteArray *out, const char *name, uint32_t packed)
{
	put(out, 2, 20);
	put(out, 2, 0);
	put(out, 2, 8);
	put(out, 2, 0);
	put(out, 2, 0x21); /* 1980-01-01 */
	put(out, 4, crc32_of(canary, sizeof(canary) - 1));
	put(out, 4, packed);
	put(out, 4, sizeof(canary) - 1);
	put(out, 2, (uint32_t)strlen(name));
	put(out, 2, 0);
}

static GByteArray *canary_zip(void)
{
	const char *name = "canary.txt";
	const uint32_t size = sizeof(canary) - 1;
	const uint32_t packed = size + 5; /* one final stored block, RFC 1951 3.2.4 */
	GByteArray *out = g_byte_array_new();
	put(out, 4, 0x04034b50);
	put_member_fields(out, name, packed);
	g_byte_array_append(out, (const guint8 *)name, (guint)strlen(name));
	put(out, 1, 1);
	put(out, 2, size);
	put(out, 2, ~size & 0xffff);
	g_byte_array_append(out, (const guint8 *)canary, size);

	uint32_t central = out->len;
	put(out, 4, 0x02014b50);
	put(out, 2, 20);
	put_member_fields(out, name, packed);
	put(out, 2, 0); /* comment */
	put(out, 2, 0); /* disk */
	put(out, 2, 0);
	put(out, 4, 0);
	put(out, 4, 0); /* offset of the local header */
	g_byte_array_append(out, (const guint8 *)name, (guint)strlen(name));

	uint32_t end = out->len;
	put(out, 4, 0x06054b50);
	put(out, 4, 0); /* disks */
	put(out, 2, 1);
	put(out, 2, 1);
	put(out, 4, end - central);
	put(out, 4, central);
	put(out, 2, 0);
	return out;
}

/* ---- asking ---- */

static bool is_found(const struct clamd_answer *a)
{
	return a->answer == SCAN_INFECTED && g_str_has_prefix(a->word, SIGNATURE);
}

static bool judge(const struct clamd_answer *a, struct err *err)
{
	static const char *const what[] = { "harmless file", "canary", "canary in a zip" };
	bool right = a->tag == 0 ? a->answer == SCAN_CLEAN : is_found(a);
	if (right)
		return true;
	return err_set(err, SCOPE_TEMP, REASON_CANARY_LOST, "clamd says %s of the %s",
		       a->answer == SCAN_CLEAN ? "OK" : a->word, what[a->tag]);
}

static bool ask(struct clamd_session *s, const void *bytes, size_t n, uint32_t tag, int timeout_ms,
		struct err *err)
{
	AUTO_FD fd = io_memfd_of(bytes, n);
	if (fd < 0)
		return err_errno(err, REASON_INTERNAL, "memfd for the canary");
	return clamd_send(s, fd, tag, timeout_ms, err);
}

static bool exchange(struct clamd_session *s, int timeout_ms, struct err *err)
{
	int64_t deadline = io_now_ms() + timeout_ms;
	g_autoptr(GByteArray) zip = canary_zip();
	if (!ask(s, benign, sizeof(benign) - 1, 0, timeout_ms, err) ||
	    !ask(s, canary, sizeof(canary) - 1, 1, timeout_ms, err) ||
	    !ask(s, zip->data, zip->len, 2, timeout_ms, err))
		return false;
	while (clamd_outstanding(s) > 0) {
		struct clamd_answer a;
		int64_t left = deadline - io_now_ms();
		int got = clamd_receive(s, &a, (int)MAX(left, 0), err);
		if (got == 0)
			return err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT,
				       "clamd did not answer the canary in time");
		if (got < 0 || !judge(&a, err))
			return false;
	}
	return true;
}

bool clamd_canary(const char *address, int timeout_ms, struct err *err)
{
	struct clamd_session *s = clamd_open(address, timeout_ms, err);
	bool ok = s && exchange(s, timeout_ms, err);
	clamd_close(s);
	return ok;
}
