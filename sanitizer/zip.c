/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip.c: which of the many formats that are zip files this is, told by the
 * names in its central directory, as the programs do that open it. Local
 * headers are read beside it, because readers disagree about which one holds.
 * Never unpacks, never trusts a size. Tests: tests/unit/sanitizer/test_zip.c.
 */
#include "zip.h"

#include <glib.h>
#include <string.h>

#define EOCD_BYTES 22u
#define EOCD_SEARCH (65535u + EOCD_BYTES)
#define CENTRAL_BYTES 46u
#define LOCAL_BYTES 30u
#define ENTRIES_MAX 20000u
#define MIMETYPE_MAX 80u

/* Names that tell a format; the table is searched in order. */
enum mark {
	MARK_CONTENT_TYPES = 1 << 0,
	MARK_WORD = 1 << 1,
	MARK_EXCEL = 1 << 2,
	MARK_POWERPOINT = 1 << 3,
	MARK_VISIO = 1 << 4,
	MARK_MACRO = 1 << 5,
	MARK_BINARY_SHEET = 1 << 6,
	MARK_BASIC = 1 << 7,
	MARK_MANIFEST = 1 << 8,
	MARK_CLASSES = 1 << 9,
	MARK_ANDROID = 1 << 10,
	MARK_APPX = 1 << 11,
};

static const struct {
	const char *prefix;
	const char *suffix;
	unsigned mark;
} names[] = {
	{ "[content_types].xml", "", MARK_CONTENT_TYPES },
	{ "word/", "", MARK_WORD },
	{ "xl/", "", MARK_EXCEL },
	{ "ppt/", "", MARK_POWERPOINT },
	{ "visio/", "", MARK_VISIO },
	{ "", "vbaproject.bin", MARK_MACRO },
	{ "xl/macrosheets/", "", MARK_MACRO },
	{ "xl/workbook.bin", "", MARK_BINARY_SHEET },
	{ "basic/", "", MARK_BASIC },
	{ "scripts/", "", MARK_BASIC },
	{ "meta-inf/manifest.mf", "", MARK_MANIFEST },
	{ "", ".class", MARK_CLASSES },
	{ "androidmanifest.xml", "", MARK_ANDROID },
	{ "appxmanifest.xml", "", MARK_APPX },
	{ "appxmetadata/", "", MARK_APPX },
};

static unsigned u16(const char *p)
{
	return (unsigned)(guint8)p[0] | (unsigned)(guint8)p[1] << 8;
}

static guint32 u32(const char *p)
{
	return (guint32)u16(p) | (guint32)u16(p + 2) << 16;
}

/* The last end record whose comment fits behind it, else the last that is there at all. */
static const char *find_end(const char *data, size_t len)
{
	const char *loose = NULL, *p;
	size_t reach = MIN(len, EOCD_SEARCH);

	if (len < EOCD_BYTES)
		return NULL;
	const char *from = data + len - reach;
	/* By its last byte, which is rare in text. */
	for (size_t n = reach - EOCD_BYTES + 4; n >= 4; n = (size_t)(p - from) + 3) {
		const char *six = memrchr(from, 6, n);
		if (!six || six - from < 3)
			break;
		p = six - 3;
		if (memcmp(p, "PK\5", 3) != 0)
			continue;
		if (p + EOCD_BYTES + u16(p + 20) == data + len)
			return p;
		loose = loose ? loose : p;
	}
	return loose;
}

static unsigned marks_of(const char *name, size_t n)
{
	unsigned marks = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t pre = strlen(names[i].prefix), suf = strlen(names[i].suffix);
		if (n >= pre && n >= suf && g_ascii_strncasecmp(name, names[i].prefix, pre) == 0 &&
		    g_ascii_strncasecmp(name + n - suf, names[i].suffix, suf) == 0)
			marks |= names[i].mark;
	}
	return marks;
}

/* OpenDocument says what it is in a first, stored entry named mimetype. */
static enum type_id type_of_mimetype(const char *local, const char *end)
{
	size_t name = u16(local + 26), extra = u16(local + 28), size = u32(local + 22);

	if (name != 8 || u16(local + 8) != 0 || size > MIMETYPE_MAX ||
	    (size_t)(end - local) < LOCAL_BYTES + name + extra + size ||
	    memcmp(local + LOCAL_BYTES, "mimetype", 8) != 0)
		return TYPE_MAX;
	g_autofree char *mime = g_strndup(local + LOCAL_BYTES + name + extra, size);
	return type_by_mime(mime);
}

/* The local header of the central record ${c}; false when it is not there or says another name. */
static bool check_local(const char *c, const char *base, const char *end, struct zip_facts *f,
			enum type_id *mimetype)
{
	size_t offset = u32(c + 42), name = u16(c + 28);
	const char *l = base + offset;

	if (offset > (size_t)(end - base) || end - l < (ptrdiff_t)(LOCAL_BYTES + name) ||
	    memcmp(l, "PK\3\4", 4) != 0)
		return false;
	f->is_encrypted |= (u16(l + 6) & 1) != 0;
	if (offset == 0)
		*mimetype = type_of_mimetype(l, end);
	return u16(l + 26) == name && memcmp(l + LOCAL_BYTES, c + CENTRAL_BYTES, name) == 0;
}

static enum type_id type_of(unsigned marks, enum type_id mimetype)
{
	bool macro = marks & (MARK_MACRO | MARK_BASIC);

	if (mimetype == TYPE_ODT)
		return macro ? TYPE_ODT_MACRO : TYPE_ODT;
	if (mimetype == TYPE_ODS)
		return macro ? TYPE_ODS_MACRO : TYPE_ODS;
	if (mimetype == TYPE_ODP)
		return macro ? TYPE_ODP_MACRO : TYPE_ODP;
	if (mimetype != TYPE_MAX)
		return mimetype;
	if (marks & MARK_ANDROID)
		return TYPE_APK;
	if (marks & MARK_APPX)
		return TYPE_APPX;
	if (marks & (MARK_MANIFEST | MARK_CLASSES))
		return TYPE_JAR;
	if (!(marks & MARK_CONTENT_TYPES))
		return TYPE_ZIP;
	if (marks & MARK_BINARY_SHEET)
		return TYPE_XLSB;
	if (marks & MARK_EXCEL)
		return marks & MARK_MACRO ? TYPE_XLSM : TYPE_XLSX;
	if (marks & MARK_WORD)
		return marks & MARK_MACRO ? TYPE_DOCM : TYPE_DOCX;
	if (marks & MARK_POWERPOINT)
		return marks & MARK_MACRO ? TYPE_PPTM : TYPE_PPTX;
	return marks & MARK_VISIO ? TYPE_VSDX : TYPE_ZIP;
}

struct zip_facts zip_look(const char *data, size_t len)
{
	struct zip_facts f = { .type = TYPE_ZIP };
	const char *eocd = find_end(data, len);
	enum type_id mimetype = TYPE_MAX;
	unsigned marks = 0, n = 0;

	if (!eocd)
		return f;
	f.is_zip = true;
	f.has_tail = eocd + EOCD_BYTES + u16(eocd + 20) != data + len;
	size_t size = u32(eocd + 12), offset = u32(eocd + 16), before = (size_t)(eocd - data);
	if (size > before || offset > before - size) {
		f.is_damaged = true;
		return f;
	}
	/* Where the directory really ends tells how much was put in front of the file. */
	const char *base = data + (before - size - offset), *p = eocd - size;
	f.has_prefix = base != data;
	while (eocd - p >= (ptrdiff_t)CENTRAL_BYTES && memcmp(p, "PK\1\2", 4) == 0) {
		size_t name = u16(p + 28), all = CENTRAL_BYTES + name + u16(p + 30) + u16(p + 32);
		if ((size_t)(eocd - p) < all || ++n > ENTRIES_MAX)
			break;
		f.is_encrypted |= (u16(p + 8) & 1) != 0;
		marks |= marks_of(p + CENTRAL_BYTES, name);
		f.is_damaged |= !check_local(p, base, eocd, &f, &mimetype);
		p += all;
	}
	f.is_damaged |= p != eocd || n != u16(eocd + 10);
	f.has_macro = (marks & MARK_MACRO) || (mimetype != TYPE_MAX && (marks & MARK_BASIC));
	f.type = type_of(marks, mimetype);
	return f;
}
