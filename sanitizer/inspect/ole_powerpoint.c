/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_powerpoint.c: the records of an old presentation ([MS-PPT]). PowerPoint
 * comes to them by offsets, a reader in order may be led past them: so the few
 * that matter are searched by their heads at every byte.
 * Tests: tests/unit/sanitizer/test_inspect_ole.c.
 */
#include <string.h>

#include "inspect/ole.h"
#include "kinds/inflate.h"
#include "kinds/little.h"

#define HEAD 8u
#define TOKEN_ENCRYPTED 0xf3d1c4dfu
/* What looking into one storage costs at least, whatever its size. */
#define STORAGE_COST 4096u

typedef void record_reader(struct office *o, const char *p, size_t n);

static void read_storage(struct office *o, const char *p, size_t n)
{
	if (office_spend(o, MAX(n, STORAGE_COST)))
		office_inside(o, p, n);
}

static void read_packed_storage(struct office *o, const char *p, size_t n)
{
	size_t len = 0;
	bool is_whole = false;

	if (n < 4 || !office_spend(o, STORAGE_COST))
		return;
	g_autofree char *data = inflate_bytes(p + 4, n - 4, INFLATE_ZLIB, o->left, &len, &is_whole);
	if (!is_whole)
		office_damaged(o, "object of a presentation");
	if (office_spend(o, len))
		office_inside(o, data, len);
}

static void read_macro_atom(struct office *o, const char *p, size_t n)
{
	if (n >= 12 && (little_u32(p) || little_u32(p + 4)))
		office_find(o, FINDING_MACRO, NULL);
}

/* What a click does: 1 runs a macro, 2 a program. */
static void read_click(struct office *o, const char *p, size_t n)
{
	if (n >= 9 && p[8] == 2)
		office_find(o, FINDING_LAUNCH, NULL);
}

static void note_object(struct office *o, const char *p, size_t n)
{
	(void)p;
	(void)n;
	office_find(o, FINDING_OLE_OBJECT, NULL);
}

static void note_link(struct office *o, const char *p, size_t n)
{
	note_object(o, p, n);
	office_find(o, FINDING_EXTERNAL_LINK, NULL);
}

static void note_control(struct office *o, const char *p, size_t n)
{
	(void)p;
	(void)n;
	office_find(o, FINDING_ACTIVEX, NULL);
}

static void note_lock(struct office *o, const char *p, size_t n)
{
	(void)p;
	(void)n;
	office_find(o, FINDING_ENCRYPTED, NULL);
}

static const struct {
	char head[4]; /* version and instance, type */
	guint32 size; /* of those that have one size; 0: any */
	record_reader *read;
} records[] = {
	{ "\x00\x00\x11\x10", 0, read_storage },     { "\x10\x00\x11\x10", 0, read_packed_storage },
	{ "\x02\x00\x00\x04", 12, read_macro_atom }, { "\x00\x00\xf3\x0f", 16, read_click },
	{ "\x0f\x00\xcc\x0f", 0, note_object },	     { "\x0f\x00\xce\x0f", 0, note_link },
	{ "\x0f\x00\xee\x0f", 0, note_control },     { "\x0f\x00\x14\x2f", 0, note_lock },
};

static void read_record(struct office *o, const char *p, size_t n)
{
	for (size_t i = 0; i < G_N_ELEMENTS(records); i++) {
		guint32 size = little_u32(p + 4);
		if (memcmp(p, records[i].head, 4) == 0 && size <= n - HEAD &&
		    (records[i].size == 0 || records[i].size == size))
			records[i].read(o, p + HEAD, size);
	}
}

void ole_powerpoint(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	for (size_t at = 0; data && at + HEAD <= n; at++)
		if ((guint8)data[at] <= 0x10 && data[at + 1] == 0)
			read_record(o, data + at, n - at);
}

void ole_current_user(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (data && n >= 16 && little_u32(data + 12) == TOKEN_ENCRYPTED)
		office_find(o, FINDING_ENCRYPTED, NULL);
}
