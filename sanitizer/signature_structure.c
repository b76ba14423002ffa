/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_structure.c: archives and packages by their first members, disks
 * by their sectors, what has its mark at its end. Reads within bounds, follows
 * nothing. Tests: tests/unit/sanitizer/test_signature.c, test_samples.c.
 */
#include "signature_structure.h"

#include <glib.h>
#include <string.h>

#include "kinds/inflate.h"
#include "kinds/little.h"
#include "signature_bytes.h"
#include "signature_markup.h"
#include "signature_program.h"

#define CAB_FILES_MAX 64u
#define CAB_FILE_BYTES 16u
#define PLIST_SEARCH 4096u
#define EBML_SEARCH 128u
#define GZIP_HEADER_BYTES 10u
#define SVG_SEARCH 65536u
#define TAR_BLOCK 512u
#define DISC_SECTOR 2048u
#define DISC_DESCRIPTORS 16u
#define FOOTER_BYTES 512u
#define LZH_LEVEL 20u /* where the level of the header stands */
#define LZH_LEVEL_MAX 3u
#define TGA_FOOTER "TRUEVISION-XFILE.\0"

static bool ends_with(const char *name, size_t n, const char *end)
{
	size_t e = strlen(end);

	return n >= e && g_ascii_strncasecmp(name + n - e, end, e) == 0;
}

/* A cabinet is what the names in it say: OneNote, an update, a troubleshooter. */
static enum type_id type_of_cab(const char *data, size_t len)
{
	static const struct {
		const char *end;
		enum type_id type;
	} ends[] = {
		{ ".one", TYPE_ONEPKG },      { ".onetoc2", TYPE_ONEPKG },
		{ "wsusscan.cab", TYPE_MSU }, { ".diagpkg", TYPE_DIAGCAB },
		{ ".diagcfg", TYPE_DIAGCAB },
	};
	size_t at = len > 36 ? little_u32(data + 16) : len;
	unsigned n = len > 36 ? little_u16(data + 28) : 0;

	for (unsigned i = 0; i < MIN(n, CAB_FILES_MAX) && at < len; i++) {
		if (len - at <= CAB_FILE_BYTES)
			break;
		const char *name = data + at + CAB_FILE_BYTES;
		size_t max = len - at - CAB_FILE_BYTES;
		size_t size = strnlen(name, max);
		for (size_t k = 0; k < G_N_ELEMENTS(ends); k++)
			if (ends_with(name, size, ends[k].end))
				return ends[k].type;
		at += CAB_FILE_BYTES + size + 1;
	}
	return TYPE_CAB;
}

/* Where the deflated bytes begin (RFC 1952 2.3); 0: not there. */
static size_t gzip_body(const char *data, size_t len)
{
	enum { HCRC = 2, EXTRA = 4, NAME = 8, COMMENT = 16 };
	size_t at = GZIP_HEADER_BYTES;

	if (len < at + 2)
		return 0;
	if (data[3] & EXTRA)
		at += 2u + little_u16(data + at);
	for (int flag = NAME; flag <= COMMENT; flag <<= 1)
		if ((data[3] & flag) && at < len)
			at += strnlen(data + at, len - at) + 1;
	at += data[3] & HCRC ? 2 : 0;
	return at < len ? at : 0;
}

static enum type_id type_of_gzip(const char *data, size_t len)
{
	size_t at = gzip_body(data, len), n;
	bool is_whole;

	if (at == 0)
		return TYPE_GZIP;
	g_autofree char *begin =
		inflate_bytes(data + at, len - at, INFLATE_RAW, SVG_SEARCH, &n, &is_whole);
	g_strchug(begin); /* inflated bytes end with a NUL of their own */
	return *begin == '<' && markup_find(begin, strlen(begin)) == TYPE_SVG ? TYPE_SVGZ
									      : TYPE_GZIP;
}

static bool contains(const char *data, size_t len, size_t max, const char *what)
{
	return memmem(data, MIN(len, max), what, strlen(what)) != NULL;
}

enum type_id structure_refine(enum type_id type, const char *data, size_t len)
{
	if (type == TYPE_EXE)
		return program_of_windows(data, len);
	if (type == TYPE_CLASS)
		return program_of_cafebabe(data, len);
	if (type == TYPE_CAB)
		return type_of_cab(data, len);
	if (type == TYPE_GZIP)
		return type_of_gzip(data, len);
	if (type == TYPE_TAR)
		return ends_with(data, strnlen(data, 100), ".ovf") ? TYPE_OVA : TYPE_TAR;
	if (type == TYPE_BPLIST)
		return contains(data, len, PLIST_SEARCH, "WebMainResource") ? TYPE_WEBARCHIVE
									    : TYPE_BPLIST;
	if (type == TYPE_MKV)
		return contains(data, len, EBML_SEARCH, "webm") ? TYPE_WEBM : TYPE_MKV;
	return type;
}

bool structure_is_tar(const char *data, size_t len)
{
	unsigned sum = 0;

	if (len < TAR_BLOCK || data[0] == '\0')
		return false;
	for (unsigned i = 0; i < TAR_BLOCK; i++)
		sum += i >= 148 && i < 156 ? ' ' : (guint8)data[i];
	g_autofree char *field = g_strndup(data + 148, 8);
	return g_ascii_strtoull(field, NULL, 8) == sum;
}

static bool is_file_system(const char *data, size_t len)
{
	return MAGIC_IS_AT(data, len, 3, "NTFS    ") || MAGIC_IS_AT(data, len, 3, "EXFAT   ") ||
	       MAGIC_IS_AT(data, len, 54, "FAT12") || MAGIC_IS_AT(data, len, 54, "FAT16") ||
	       MAGIC_IS_AT(data, len, 82, "FAT32") || MAGIC_IS_AT(data, len, 32, "NXSB") ||
	       MAGIC_IS_AT(data, len, 512, "EFI PART\0") || MAGIC_IS_AT(data, len, 1024, "H+\0\4");
}

/* A master boot record: its mark, and four entries that are active, inactive, not all empty. */
static bool is_boot_record(const char *data, size_t len)
{
	unsigned used = 0;

	if (!MAGIC_IS_AT(data, len, 510, "\x55\xaa"))
		return false;
	for (size_t at = 446; at < 510; at += 16) {
		if ((guint8)data[at] & 0x7f)
			return false;
		used += data[at + 4] != 0;
	}
	return used > 0;
}

enum type_id structure_of_disc(const char *data, size_t len)
{
	enum type_id type = TYPE_MAX;
	size_t at = DISC_DESCRIPTORS * DISC_SECTOR + 1;

	for (unsigned i = 0; i < DISC_DESCRIPTORS; i++, at += DISC_SECTOR) {
		if (MAGIC_IS_AT(data, len, at, "CD001"))
			return TYPE_ISO;
		if (MAGIC_IS_AT(data, len, at, "BEA01") || MAGIC_IS_AT(data, len, at, "NSR0"))
			type = TYPE_UDF;
	}
	return type;
}

/* ext2 to ext4: its mark, a state, a revision and a size of blocks that there are. */
static bool is_ext(const char *data, size_t len)
{
	return len > 1104 && MAGIC_IS_AT(data, len, 1080, "\x53\xef") &&
	       little_u16(data + 1082) <= 4 && little_u32(data + 1100) <= 1 &&
	       little_u32(data + 1048) <= 6;
}

static enum type_id type_of_disk(const char *data, size_t len)
{
	enum type_id type = structure_of_disc(data, len);

	if (type != TYPE_MAX)
		return type;
	if (is_ext(data, len))
		return TYPE_EXT_FS;
	if (len > FOOTER_BYTES && MAGIC_IS_AT(data, len, len - FOOTER_BYTES,
					      "conec"
					      "tix"))
		return TYPE_VHD;
	if (len > FOOTER_BYTES && MAGIC_IS_AT(data, len, len - FOOTER_BYTES, "koly"))
		return TYPE_DMG;
	return is_file_system(data, len) || is_boot_record(data, len) ? TYPE_IMG : TYPE_MAX;
}

static bool is_transport_stream(const char *data, size_t len)
{
	for (size_t first = 0; first <= 4; first += 4) {
		size_t packet = 188 + first;
		if (len > first + 2 * packet && data[first] == 0x47 &&
		    data[first + packet] == 0x47 && data[first + 2 * packet] == 0x47)
			return true;
	}
	return false;
}

/* ARC: a mark, a method, a name that ends. */
static bool is_arc(const char *data, size_t len)
{
	if (len < 29 || data[0] != 0x1a || data[1] < 1 || data[1] > 11)
		return false;
	size_t n = strnlen(data + 2, 13);
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isprint(data[2 + i]))
			return false;
	return n > 0 && n < 13;
}

/* LZMA alone: properties, a dictionary of 2^n bytes, a size that is unknown or possible. */
static bool is_lzma(const char *data, size_t len)
{
	if (len < 14 || data[0] != 0x5d)
		return false;
	guint32 dictionary = little_u32(data + 1);
	guint64 size = little_u64(data + 5);
	return dictionary >= 4096 && (dictionary & (dictionary - 1)) == 0 &&
	       (size == G_MAXUINT64 || size < (guint64)1 << 40);
}

static bool is_lzh(const char *data, size_t len)
{
	static const char *const methods[] = { "-lh", "-lz", "-pm" };

	if (len > LZH_LEVEL && (guint8)data[LZH_LEVEL] > LZH_LEVEL_MAX)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
		if (magic_is_at(data, len, 2, methods[i], 3) && len > 6 && data[6] == '-')
			return true;
	return false;
}

/* Portable anymap: a line of its kind, then numbers. */
static bool is_anymap(const char *data, size_t len)
{
	return len > 4 && data[0] == 'P' && data[1] >= '1' && data[1] <= '7' && data[2] == '\n' &&
	       (g_ascii_isdigit(data[3]) || data[3] == '#' || data[3] == 'W');
}

/* Binary STL has a count of triangles of 50 bytes each behind a free text of 80. */
static bool is_stl(const char *data, size_t len)
{
	return len >= 84 && (guint64)little_u32(data + 80) * 50 + 84 == len;
}

enum type_id structure_find(const char *data, size_t len)
{
	enum type_id disk = type_of_disk(data, len);

	if (disk != TYPE_MAX)
		return disk;
	if (is_lzh(data, len))
		return TYPE_LZH;
	if (structure_is_tar(data, len))
		return structure_refine(TYPE_TAR, data, len);
	if (is_arc(data, len))
		return TYPE_ARC;
	if (is_lzma(data, len))
		return TYPE_LZMA;
	if (is_transport_stream(data, len))
		return TYPE_MPEG_TS;
	if (is_anymap(data, len))
		return TYPE_PNM;
	if (len > sizeof(TGA_FOOTER) &&
	    MAGIC_IS_AT(data, len, len - sizeof(TGA_FOOTER) + 1, TGA_FOOTER))
		return TYPE_TGA;
	return is_stl(data, len) ? TYPE_STL : TYPE_MAX;
}
