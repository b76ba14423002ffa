/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cfbf.c: the names of streams and storages tell which program a compound file
 * is for ([MS-CFB] 2.6). The chain of directory sectors is followed through the
 * sectors of the allocation table that the header names; at most DIRECTORY_MAX
 * sectors, so a chain that bites its tail ends. Reads names, nothing else.
 * Tests: tests/unit/sanitizer/test_cfbf.c.
 */
#include "cfbf.h"

#include <glib.h>
#include <string.h>

#define HEADER_BYTES 512u
#define ENTRY_BYTES 128u
#define DIFAT_IN_HEADER 109u
#define DIRECTORY_MAX 4096u
#define NAME_UNITS 32u

struct file {
	const char *data;
	size_t len;
	unsigned shift; /* sector size is 1 << shift */
};

static guint32 u32(const char *p)
{
	const guint8 *b = (const guint8 *)p;

	return (guint32)b[0] | (guint32)b[1] << 8 | (guint32)b[2] << 16 | (guint32)b[3] << 24;
}

static const char *sector(const struct file *f, guint32 n)
{
	guint64 at = ((guint64)n + 1) << f->shift;

	return at + (1u << f->shift) <= f->len ? f->data + at : NULL;
}

/* The allocation table's sector with index ${i}: from the header, then from the DIFAT chain. */
static guint32 fat_sector(const struct file *f, guint32 i)
{
	guint32 per = (1u << (f->shift - 2)) - 1, difat = u32(f->data + 68);

	if (i < DIFAT_IN_HEADER)
		return u32(f->data + 76 + 4 * i);
	i -= DIFAT_IN_HEADER;
	for (guint32 hops = 0; hops < DIRECTORY_MAX; hops++, i -= per) {
		const char *s = sector(f, difat);
		if (!s)
			break;
		if (i < per)
			return u32(s + 4 * i);
		difat = u32(s + 4 * per);
	}
	return G_MAXUINT32;
}

static guint32 next_sector(const struct file *f, guint32 n)
{
	guint32 per = 1u << (f->shift - 2);
	const char *s = sector(f, fat_sector(f, n / per));

	return s ? u32(s + 4 * (n % per)) : G_MAXUINT32 - 2;
}

/* The entry's name as ASCII; other characters become '?'. */
static void entry_name(const char *e, char name[NAME_UNITS + 1])
{
	unsigned n = 0;

	for (; n < NAME_UNITS && (e[2 * n] || e[2 * n + 1]); n++)
		name[n] = e[2 * n + 1] || e[2 * n] < 0 ? '?' : e[2 * n];
	name[n] = '\0';
}

static void note_name(const char *name, struct cfbf_facts *f)
{
	static const struct {
		const char *name;
		enum type_id type;
	} names[] = {
		{ "WordDocument", TYPE_DOC },
		{ "Workbook", TYPE_XLS },
		{ "Book", TYPE_XLS },
		{ "PowerPoint Document", TYPE_PPT },
		{ "VisioDocument", TYPE_VSD },
		{ "Quill", TYPE_PUB },
		{ "PP40", TYPE_PPT },
		{ "   19", TYPE_MPP },
		{ "   112", TYPE_MPP },
		{ "   114", TYPE_MPP },
		{ "MatOST", TYPE_WPS },
		{ "\005HwpSummaryInformation", TYPE_HWP },
		{ "__properties_version1.0", TYPE_MSG },
		{ "DocumentText", TYPE_JTD },
		{ "\004JSRV_SegmentInformation", TYPE_JTD },
		{ "EncryptedPackage", TYPE_OFFICE_ENCRYPTED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(name, names[i].name) == 0 && f->type == TYPE_OLE)
			f->type = names[i].type;
	f->is_encrypted |=
		strcmp(name, "EncryptedPackage") == 0 || strcmp(name, "EncryptionInfo") == 0;
	f->has_macro |= strcmp(name, "VBA") == 0 || strcmp(name, "_VBA_PROJECT_CUR") == 0 ||
			strcmp(name, "Macros") == 0 || strcmp(name, "_VBA_PROJECT") == 0;
}

/*
 * The class id of the root entry tells installers apart: {000C1082|4|6-0000-
 * 0000-C000-000000000046} are a transform, a package and a patch.
 */
static enum type_id type_of_installer(const char *root)
{
	if (u32(root + 84) != 0 || u32(root + 88) != 0xc0)
		return TYPE_OLE;
	switch (u32(root + 80)) {
	case 0x000c1082:
		return TYPE_MST;
	case 0x000c1084:
		return TYPE_MSI;
	case 0x000c1086:
		return TYPE_MSP;
	}
	return TYPE_OLE;
}

struct cfbf_facts cfbf_look(const char *data, size_t len)
{
	struct cfbf_facts facts = { .type = TYPE_OLE };
	struct file f = { .data = data, .len = len };
	char name[NAME_UNITS + 1];

	if (len < HEADER_BYTES * 2 || (data[30] != 9 && data[30] != 12)) {
		facts.is_damaged = true;
		return facts;
	}
	f.shift = (unsigned)data[30];
	guint32 n = u32(data + 48), done = 0;
	const char *s;
	for (; done < DIRECTORY_MAX && (s = sector(&f, n)); done++, n = next_sector(&f, n)) {
		for (const char *e = s; e < s + (1u << f.shift); e += ENTRY_BYTES) {
			if (done == 0 && e == s)
				facts.type = type_of_installer(e);
			entry_name(e, name);
			note_name(name, &facts);
		}
	}
	facts.is_damaged = done == 0 || n != G_MAXUINT32 - 1;
	return facts;
}
