/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_vba.c: macros that run by themselves, by the names of their procedures.
 * Source is compressed ([MS-OVBA] 2.4.1); the stream dir says where it begins
 * in each module. The compiled form, which is what runs when the source was
 * taken away, has its names in the clear in _VBA_PROJECT.
 * Tests: tests/unit/sanitizer/test_inspect_vba.c.
 */
#include <string.h>

#include "inspect/office_auto.h"
#include "inspect/ole.h"
#include "inspect/ole_vba.h"
#include "kinds/little.h"

#define CHUNK 4096u
#define RECORD_VERSION 0x0009u
#define RECORD_STREAM 0x0032u /* its name in UTF-16 */
#define RECORD_OFFSET 0x0031u

/* One chunk behind its header: tokens, eight to a byte of flags. False: a copy of what is not. */
static bool expand_chunk(const guint8 *p, const guint8 *end, GByteArray *out)
{
	guint begin = out->len;

	while (p < end) {
		unsigned flags = *p++;
		for (unsigned bit = 0; bit < 8 && p < end; bit++, flags >>= 1) {
			guint done = out->len - begin, width = 4;
			if (!(flags & 1)) {
				if (done < CHUNK)
					g_byte_array_append(out, p, 1);
				p++;
				continue;
			}
			if (end - p < 2 || done == 0)
				return false;
			while (1u << width < done)
				width++;
			unsigned token = (unsigned)p[0] | (unsigned)p[1] << 8;
			guint length = (token & (0xffffu >> width)) + 3;
			guint back = (token >> (16 - width)) + 1;
			p += 2;
			if (back > done)
				return false;
			for (guint i = 0; i < length && out->len - begin < CHUNK; i++) {
				guint8 c = out->data[out->len - back];
				g_byte_array_append(out, &c, 1);
			}
		}
	}
	return true;
}

GByteArray *vba_expand(const char *data, size_t n, size_t max)
{
	const guint8 *p = (const guint8 *)data, *end = p + n;
	g_autoptr(GByteArray) out = g_byte_array_new();

	if (n == 0 || *p++ != 1)
		return NULL;
	while (end - p >= 2 && out->len < max) {
		unsigned header = (unsigned)p[0] | (unsigned)p[1] << 8;
		size_t size = (header & 0xfff) + 1;
		p += 2;
		size = MIN(size, (size_t)(end - p));
		if ((header & 0x7000) != 0x3000)
			break;
		if (!(header & 0x8000))
			g_byte_array_append(out, p, (guint)size);
		else if (!expand_chunk(p, p + size, out))
			return NULL;
		p += size;
	}
	return g_steal_pointer(&out);
}

static void look_for_names(struct office *o, const char *text, size_t n)
{
	const char *name = auto_name_in(text, n);

	if (name)
		office_find(o, FINDING_AUTO_RUN, name);
}

void ole_macro_names(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (data)
		look_for_names(o, data, n);
}

static void look_into_module(struct office *o, const struct ole_file *f, int i, guint32 offset)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (!data)
		return;
	look_for_names(o, data, n);
	g_autoptr(GByteArray) source =
		offset <= n ? vba_expand(data + offset, n - offset, o->left) : NULL;
	if (!source)
		office_damaged(o, ole_entry(f, (guint)i)->name);
	else if (office_spend(o, source->len))
		look_for_names(o, (const char *)source->data, source->len);
}

/* The records of dir: of each module first the name of its stream, later where its source is. */
static void read_directory(struct office *o, const struct ole_file *f, int storage,
			   const GByteArray *dir)
{
	const char *p = (const char *)dir->data, *end = p + dir->len;
	int module = -1;

	while (end - p >= 6) {
		unsigned id = little_u16(p);
		/* The size of this one is a lie of the specification: four bytes and two follow. */
		size_t size = id == RECORD_VERSION ? 6 : little_u32(p + 2);
		p += 6;
		size = MIN(size, (size_t)(end - p));
		if (id == RECORD_STREAM) {
			char name[OLE_NAME_BYTES];
			ole_name(p, size / 2, name);
			module = ole_child(f, storage, name);
		}
		if (id == RECORD_OFFSET && size >= 4 && module >= 0) {
			look_into_module(o, f, module, little_u32(p));
			module = -1;
		}
		p += size;
	}
}

void ole_macro_directory(struct office *o, const struct ole_file *f, int i)
{
	int storage = ole_entry(f, (guint)i)->parent;
	size_t n = 0;

	if (storage < 0 || g_ascii_strcasecmp(ole_entry(f, (guint)storage)->name, "VBA") != 0)
		return;
	g_autofree char *data = ole_stream(o, f, i, &n);
	if (!data)
		return;
	g_autoptr(GByteArray) dir = vba_expand(data, n, o->left);
	if (!dir || dir->len == 0)
		office_damaged(o, "VBA/dir");
	else if (office_spend(o, dir->len))
		read_directory(o, f, storage, dir);
}
