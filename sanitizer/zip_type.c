/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_type.c: the programs that open a zip tell it by certain entries: Office
 * by [Content_Types].xml, OpenDocument by mimetype, phones and Java by a
 * manifest. Names alone decide only where these cannot be read. What would run
 * comes before what would be shown. Tests: tests/unit/sanitizer/test_zip_type.c.
 */
#include "zip_type.h"

#include <glib.h>
#include <string.h>

#include "archive/zip_read.h"

#define ENTRIES_MAX 20000u
#define MIMETYPE_MAX 256u
#define CONTENT_TYPES_MAX 1048576u

enum mark {
	MARK_WORD = 1 << 0,
	MARK_EXCEL = 1 << 1,
	MARK_POWERPOINT = 1 << 2,
	MARK_VISIO = 1 << 3,
	MARK_MACRO = 1 << 4,
	MARK_BINARY_SHEET = 1 << 5,
	MARK_BASIC = 1 << 6,
	MARK_CONTENT_TYPES = 1 << 7,
	MARK_SLIDES = 1 << 8,
	MARK_IWORK = 1 << 9,
};

/* Names that tell a format by themselves (${type}), or together with others (${mark}). */
static const struct name {
	const char *prefix, *suffix;
	unsigned mark;
	enum type_id type; /* the first row that any entry fits; TYPE_MAX: by marks */
} names[] = {
	{ "androidmanifest.xml", "", 0, TYPE_APK },
	{ "classes.dex", "", 0, TYPE_APK },
	{ "bundleconfig.pb", "", 0, TYPE_AAB },
	{ "payload/", ".app/info.plist", 0, TYPE_IPA },
	{ "appxmanifest.xml", "", 0, TYPE_APPX },
	{ "appxmetadata/", "", 0, TYPE_APPX },
	{ "meta-inf/air/", "", 0, TYPE_AIR },
	{ "appmanifest.xaml", "", 0, TYPE_XAP },
	{ "extension.vsixmanifest", "", 0, TYPE_VSIX },
	{ "", ".nuspec", 0, TYPE_NUPKG },
	{ "", ".dist-info/wheel", 0, TYPE_WHL },
	{ "install.rdf", "", 0, TYPE_XPI },
	{ "meta-inf/mozilla.rsa", "", 0, TYPE_XPI },
	{ "web-inf/", "", 0, TYPE_WAR },
	{ "meta-inf/application.xml", "", 0, TYPE_WAR },
	{ "meta-inf/manifest.mf", "", 0, TYPE_JAR },
	{ "", ".class", 0, TYPE_JAR },
	{ "doc.kml", "", 0, TYPE_KMZ },
	{ "[content_types].xml", "", MARK_CONTENT_TYPES, TYPE_MAX },
	{ "word/", "", MARK_WORD, TYPE_MAX },
	{ "xl/", "", MARK_EXCEL, TYPE_MAX },
	{ "ppt/", "", MARK_POWERPOINT, TYPE_MAX },
	{ "visio/", "", MARK_VISIO, TYPE_MAX },
	{ "", "vbaproject.bin", MARK_MACRO, TYPE_MAX },
	{ "xl/macrosheets/", "", MARK_MACRO, TYPE_MAX },
	{ "xl/workbook.bin", "", MARK_BINARY_SHEET, TYPE_MAX },
	{ "basic/", "", MARK_BASIC, TYPE_MAX },
	{ "scripts/", "", MARK_BASIC, TYPE_MAX },
	{ "index/", ".iwa", MARK_IWORK, TYPE_MAX },
	{ "index/slide", ".iwa", MARK_SLIDES, TYPE_MAX },
};

/* Content types of Office's main parts; macros first, so that they win. */
static const struct {
	const char *word; /* in lower case, in [Content_Types].xml */
	enum type_id type;
} mains[] = {
	{ "vnd.ms-excel.sheet.binary.macroenabled.main", TYPE_XLSB },
	{ "vnd.ms-excel.addin.macroenabled.main", TYPE_XLAM },
	{ "vnd.ms-excel.sheet.macroenabled.main", TYPE_XLSM },
	{ "vnd.ms-excel.template.macroenabled.main", TYPE_XLSM },
	{ "vnd.ms-word.document.macroenabled.main", TYPE_DOCM },
	{ "vnd.ms-word.template.macroenabledtemplate.main", TYPE_DOCM },
	{ "vnd.ms-word.template.macroenabled.main", TYPE_DOCM },
	{ "vnd.ms-powerpoint.addin.macroenabled.main", TYPE_PPAM },
	{ "vnd.ms-powerpoint.presentation.macroenabled.main", TYPE_PPTM },
	{ "vnd.ms-powerpoint.slideshow.macroenabled.main", TYPE_PPTM },
	{ "vnd.ms-powerpoint.template.macroenabled.main", TYPE_PPTM },
	{ "vnd.ms-visio.drawing.macroenabled.main", TYPE_VSDM },
	{ "vnd.ms-visio.stencil.macroenabled.main", TYPE_VSDM },
	{ "vnd.ms-visio.template.macroenabled.main", TYPE_VSDM },
	{ "wordprocessingml.document.main", TYPE_DOCX },
	{ "wordprocessingml.template.main", TYPE_DOCX },
	{ "spreadsheetml.sheet.main", TYPE_XLSX },
	{ "spreadsheetml.template.main", TYPE_XLSX },
	{ "presentationml.presentation.main", TYPE_PPTX },
	{ "presentationml.slideshow.main", TYPE_PPTX },
	{ "presentationml.template.main", TYPE_PPTX },
	{ "vnd.ms-visio.drawing.main", TYPE_VSDX },
	{ "vnd.ms-visio.stencil.main", TYPE_VSDX },
	{ "vnd.ms-visio.template.main", TYPE_VSDX },
	{ "adsk-package.dwfx", TYPE_DWFX },
	{ "xps-fixeddocument+xml", TYPE_XPS },
	{ "openxps", TYPE_XPS },
	{ "3dmanufacturing-3dmodel+xml", TYPE_THREEMF },
	{ "officedocument.thememanager", TYPE_THMX },
};

struct look {
	const struct zip *zip;
	unsigned marks;
	enum type_id named;    /* by a name alone; TYPE_MAX */
	enum type_id mimetype; /* what its mimetype says; TYPE_MAX */
	char *content_types;   /* in lower case; NULL: not to be had */
};

static bool fits(const struct name *row, const struct zip_entry *e)
{
	size_t pre = strlen(row->prefix), suf = strlen(row->suffix);

	if (suf == 0 && !g_str_has_suffix(row->prefix, "/") && e->name_len != pre)
		return false;
	return e->name_len >= pre && e->name_len >= suf &&
	       g_ascii_strncasecmp(e->name, row->prefix, pre) == 0 &&
	       g_ascii_strncasecmp(e->name + e->name_len - suf, row->suffix, suf) == 0;
}

static void note_names(struct look *l)
{
	size_t best = G_N_ELEMENTS(names);

	for (guint i = 0; i < l->zip->entries->len; i++) {
		const struct zip_entry *e = &g_array_index(l->zip->entries, struct zip_entry, i);
		for (size_t k = 0; k < G_N_ELEMENTS(names); k++) {
			if (!fits(&names[k], e))
				continue;
			l->marks |= names[k].mark;
			if (names[k].type != TYPE_MAX)
				best = MIN(best, k);
		}
	}
	l->named = best < G_N_ELEMENTS(names) ? names[best].type : TYPE_MAX;
}

/* The entry ${name} as text in lower case; NULL: it is not there or cannot be had. */
static char *read_text(const struct zip *z, const char *name, size_t max)
{
	const struct zip_entry *e = zip_find(z, name);
	size_t n = 0;
	g_autofree char *bytes = e ? zip_unpack(z, e, max, &n) : NULL;

	if (!bytes)
		return NULL;
	/* UTF-16 as its ASCII characters. */
	char *to = bytes;
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != '\0')
			*to++ = g_ascii_tolower(bytes[i]);
	*to = '\0';
	return g_steal_pointer(&bytes);
}

/* Only kinds of files that are zips: what the entry says is the sender's word. */
static enum type_id type_of_mimetype(const char *mime)
{
	static const char *const kinds[] = {
		"application/vnd.oasis.opendocument.",
		"application/vnd.sun.xml.",
		"application/epub+zip",
		"application/hwp+zip",
		"application/vnd.openofficeorg.",
		"application/vnd.adobe.air-",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_prefix(mime, kinds[i]))
			return type_by_mime(mime);
	return TYPE_MAX;
}

static void read_entries(struct look *l)
{
	g_autofree char *mime = read_text(l->zip, "mimetype", MIMETYPE_MAX);

	l->mimetype = mime ? type_of_mimetype(g_strstrip(mime)) : TYPE_MAX;
	l->content_types = read_text(l->zip, "[Content_Types].xml", CONTENT_TYPES_MAX);
}

static enum type_id type_of_names(const struct look *l)
{
	bool macro = l->marks & MARK_MACRO;

	if (!(l->marks & MARK_CONTENT_TYPES))
		return TYPE_MAX;
	if (l->marks & MARK_BINARY_SHEET)
		return TYPE_XLSB;
	if (l->marks & MARK_EXCEL)
		return macro ? TYPE_XLSM : TYPE_XLSX;
	if (l->marks & MARK_WORD)
		return macro ? TYPE_DOCM : TYPE_DOCX;
	if (l->marks & MARK_POWERPOINT)
		return macro ? TYPE_PPTM : TYPE_PPTX;
	if (l->marks & MARK_VISIO)
		return macro ? TYPE_VSDM : TYPE_VSDX;
	return TYPE_MAX;
}

static enum type_id with_macro(enum type_id type)
{
	static const struct {
		enum type_id plain, macro;
	} pairs[] = {
		{ TYPE_DOCX, TYPE_DOCM },     { TYPE_XLSX, TYPE_XLSM },
		{ TYPE_PPTX, TYPE_PPTM },     { TYPE_VSDX, TYPE_VSDM },
		{ TYPE_ODT, TYPE_ODT_MACRO }, { TYPE_ODS, TYPE_ODS_MACRO },
		{ TYPE_ODP, TYPE_ODP_MACRO },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (pairs[i].plain == type)
			return pairs[i].macro;
	return type;
}

static enum type_id type_of_office(const struct look *l)
{
	for (size_t i = 0; l->content_types && i < G_N_ELEMENTS(mains); i++)
		if (strstr(l->content_types, mains[i].word))
			return mains[i].type;
	return type_of_names(l);
}

static void decide(struct look *l, struct zip_facts *f)
{
	enum type_id office = type_of_office(l), open = l->mimetype, found[4];
	bool vba = (l->marks & MARK_MACRO) ||
		   (l->content_types && strstr(l->content_types, "ms-office.vbaproject"));
	bool basic = open != TYPE_MAX && (l->marks & MARK_BASIC);
	unsigned n = 0;

	f->has_macro = vba || basic;
	found[n++] = l->named;
	found[n++] = vba ? with_macro(office) : office;
	found[n++] = basic ? with_macro(open) : open;
	found[n++] = l->marks & MARK_SLIDES  ? TYPE_KEYNOTE
		     : l->marks & MARK_IWORK ? TYPE_PAGES
					     : TYPE_MAX;
	for (unsigned i = 0; i < n; i++) {
		if (found[i] == TYPE_MAX)
			continue;
		if (f->type == TYPE_ZIP)
			f->type = found[i];
		else if (f->also == TYPE_MAX && found[i] != f->type)
			f->also = found[i];
	}
}

static bool is_damaged(const struct zip *z)
{
	static const enum finding_id around[] = { FINDING_ARCHIVE_PREFIX, FINDING_ARCHIVE_TAIL,
						  FINDING_ARCHIVE_DUPLICATE,
						  FINDING_ARCHIVE_UNSUPPORTED };
	guint known = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(around); i++)
		known += zip_has_problem(z, around[i]);
	return z->problems->len > known;
}

struct zip_facts zip_look(const char *data, size_t len)
{
	struct zip_facts f = { .type = TYPE_ZIP, .also = TYPE_MAX };
	struct zip z;

	if (!zip_open(data, len, ENTRIES_MAX, &z))
		return f;
	struct look l = { .zip = &z };
	f.is_zip = true;
	f.has_entries = z.entries->len > 0;
	f.has_prefix = z.prefix > 0;
	f.has_tail = z.tail > 0;
	f.is_damaged = is_damaged(&z);
	f.is_encrypted = z.is_encrypted;
	note_names(&l);
	read_entries(&l);
	decide(&l, &f);
	g_free(l.content_types);
	zip_close(&z);
	return f;
}
