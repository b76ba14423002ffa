/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * secure.c: our own table of magic bytes. libmagic calls many dangerous
 * files text/plain (OneNote, "{\rt", scripts, SVG behind a comment, a zip
 * behind junk): what programs really look at when they open a file stands
 * here. A file that two programs would open as two things has both.
 * Tests: tests/unit/sanitizer/test_signature.c.
 */
#include "signature.h"

#include <glib.h>
#include <string.h>

#include "cfbf.h"
#include "kinds/secure.h"
#include "zip.h"

#define PDF_SEARCH 1024u
#define MARKUP_SEARCH 65536u
#define CHARACTERS_SEARCH 65536u

/* Bytes at an offset; ${certain}: no other file begins so. */
static const struct magic {
	size_t at;
	const char *bytes;
	size_t n;
	enum type_id type;
	bool certain;
} magics[] = {
#define M(at, bytes, type, certain)                                                                \
	{                                                                                          \
		at, bytes, sizeof(bytes) - 1, type, certain                                        \
	}
	M(0, "\x89PNG\r\n\x1a\n", TYPE_PNG, true),
	M(0, "\xff\xd8\xff", TYPE_JPEG, true),
	M(0, "GIF87a", TYPE_GIF, true),
	M(0, "GIF89a", TYPE_GIF, true),
	M(8, "WEBP", TYPE_WEBP, true),
	M(0, "II*\0", TYPE_TIFF, true),
	M(0, "MM\0*", TYPE_TIFF, true),
	M(4, "ftypheic", TYPE_HEIC, true),
	M(4, "ftypheix", TYPE_HEIC, true),
	M(4, "ftypmif1", TYPE_HEIC, true),
	M(4, "ftypavif", TYPE_AVIF, true),
	M(4, "ftypM4A", TYPE_M4A, true),
	M(4, "ftypqt", TYPE_MOV, true),
	M(4, "ftyp", TYPE_MP4, true),
	M(0, "\0\0\1\0", TYPE_ICO, false),
	M(4, "jP  \r\n", TYPE_JP2, true),
	M(0, "BM", TYPE_BMP, false),
	M(0, "8BPS\0\1", TYPE_PSD, true),
	M(0, "\xd7\xcd\xc6\x9a", TYPE_WMF, true),
	M(40, " EMF", TYPE_EMF, true),
	M(0, "%!PS", TYPE_POSTSCRIPT, true),
	M(0, "\xc5\xd0\xd3\xc6", TYPE_POSTSCRIPT, true),
	M(0, "{\\rt", TYPE_RTF, true),
	M(4, "Standard Jet DB", TYPE_MDB, true),
	M(4, "Standard ACE DB", TYPE_MDB, true),
	M(0, "7z\xbc\xaf\x27\x1c", TYPE_SEVENZIP, true),
	M(0, "Rar!\x1a\x07", TYPE_RAR, true),
	M(0, "MSCF\0\0\0\0", TYPE_CAB, true),
	M(257, "ustar", TYPE_TAR, true),
	M(0, "\x1f\x8b\x08", TYPE_GZIP, true),
	M(0, "BZh", TYPE_BZIP2, false),
	M(0,
	  "\xfd"
	  "7zXZ\0",
	  TYPE_XZ, true),
	M(0, "\x28\xb5\x2f\xfd", TYPE_ZSTD, true),
	M(0, "\x04\x22\x4d\x18", TYPE_LZ4, true),
	M(0, "\x1f\x9d", TYPE_COMPRESS, false),
	M(0, "\x60\xea", TYPE_ARJ, false),
	M(7, "**ACE**", TYPE_ACE, true),
	M(0, "070701", TYPE_CPIO, false),
	M(0, "!<arch>\n", TYPE_AR, true),
	M(0, "\xed\xab\xee\xdb", TYPE_RPM, true),
	M(0, "-----BEGIN PGP MESSAGE", TYPE_PGP, true),
	M(0, "-----BEGIN PGP SIGNATURE", TYPE_PGP_SIGNATURE, true),
	M(0, "-----BEGIN ", TYPE_PEM, true),
	M(0, "MZ", TYPE_EXE, true),
	M(0, "ZM", TYPE_EXE, false),
	M(0,
	  "\x7f"
	  "ELF",
	  TYPE_ELF, true),
	M(0, "\xcf\xfa\xed\xfe", TYPE_MACH_O, true),
	M(0, "\xce\xfa\xed\xfe", TYPE_MACH_O, true),
	M(0, "\xfe\xed\xfa\xce", TYPE_MACH_O, true),
	M(0, "\xfe\xed\xfa\xcf", TYPE_MACH_O, true),
	M(0, "\xca\xfe\xba\xbe", TYPE_CLASS, true),
	M(0, "\0asm", TYPE_WASM, true),
	M(0, "FWS", TYPE_SWF, false),
	M(0, "CWS", TYPE_SWF, false),
	M(0, "ZWS", TYPE_SWF, false),
	M(0, "ITSF", TYPE_CHM, true),
	M(0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", TYPE_ONE, true),
	M(0, "L\0\0\0\1\x14\2\0", TYPE_LNK, true),
	M(32769, "CD001", TYPE_ISO, true),
	M(34817, "CD001", TYPE_ISO, true),
	M(0,
	  "conec"
	  "tix",
	  TYPE_VHD, true),
	M(0, "vhdxfile", TYPE_VHDX, true),
	M(0, "KDMV", TYPE_VMDK, true),
	M(0, "# Disk DescriptorFile", TYPE_VMDK, true),
	M(0, "QFI\xfb", TYPE_QCOW2, true),
	M(0, "MSWIM\0\0\0", TYPE_WIM, true),
	M(0, "\x78\x9f\x3e\x22", TYPE_TNEF, true),
	M(0, "BEGIN:VCALENDAR", TYPE_ICS, true),
	M(0, "BEGIN:VCARD", TYPE_VCF, true),
	M(0, "\0\1\0\0\0", TYPE_TTF, false),
	M(0, "ttcf", TYPE_TTF, true),
	M(0, "OTTO", TYPE_OTF, true),
	M(0, "wOFF", TYPE_WOFF, true),
	M(0, "wOF2", TYPE_WOFF, true),
	M(0, "ID3", TYPE_MP3, true),
	M(8, "WAVE", TYPE_WAV, true),
	M(8, "AVI ", TYPE_AVI, true),
	M(0, "OggS", TYPE_OGG, true),
	M(0, "fLaC", TYPE_FLAC, true),
	M(0, "\x1a\x45\xdf\xa3", TYPE_MKV, true),
	M(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", TYPE_WMV, true),
	M(0, "\0\0\1\xba", TYPE_MPEG, true),
	M(0, "\0\0\1\xb3", TYPE_MPEG, true),
	M(0, "AC10", TYPE_DWG, true),
	M(0, "ISO-10303-21;", TYPE_P21, true),
	M(0, "JwwData.", TYPE_JWW, true),
	M(0, "SQLite format 3", TYPE_SQLITE, true),
	M(0, "ID;P", TYPE_SLK, true),
	M(0, "[InternetShortcut]", TYPE_URL, true),
	M(0, "[Shell]", TYPE_SCF, true),
	M(0, "[Desktop Entry]", TYPE_DESKTOP, true),
	M(0, "Windows Registry Editor", TYPE_REG, true),
	M(0, "REGEDIT4", TYPE_REG, true),
	M(0, "WEB\r\n1", TYPE_IQY, true),
	M(0, "@echo off", TYPE_BAT, true),
	M(0, "<?php", TYPE_PHP, true),
	M(0, "#@~^", TYPE_VBS, true),
	M(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", TYPE_OLE, true),
#undef M
};

static bool is_at(const char *data, size_t len, size_t at, const char *bytes, size_t n)
{
	return len >= at + n && memcmp(data + at, bytes, n) == 0;
}

static const struct magic *find_magic(const char *data, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
		if (is_at(data, len, magics[i].at, magics[i].bytes, magics[i].n))
			return &magics[i];
	return NULL;
}

/* Lines of text that Windows reads without regard to case. */
static enum type_id find_line(const char *data, size_t len)
{
	static const struct {
		const char *start;
		enum type_id type;
	} starts[] = {
		{ "[internetshortcut]", TYPE_URL }, { "[shell]", TYPE_SCF },
		{ "@echo off", TYPE_BAT },	    { "begin:vcalendar", TYPE_ICS },
		{ "begin:vcard", TYPE_VCF },	    { "windows registry editor", TYPE_REG },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (len >= strlen(starts[i].start) &&
		    g_ascii_strncasecmp(data, starts[i].start, strlen(starts[i].start)) == 0)
			return starts[i].type;
	return TYPE_MAX;
}

static enum type_id find_shebang(const char *data, size_t len)
{
	const char *lf = memchr(data, '\n', MIN(len, 256));
	size_t n = lf ? (size_t)(lf - data) : MIN(len, 256);

	if (len < 3 || data[0] != '#' || data[1] != '!')
		return TYPE_MAX;
	if (memmem(data, n, "python", 6))
		return TYPE_PYTHON;
	return memmem(data, n, "perl", 4) ? TYPE_PERL : TYPE_SH;
}

/*
 * Markup, by an element that stands in no other kind of file wherever it is in
 * the first 64 KB, or by the very first element.
 */
static enum type_id find_markup(const char *data, size_t len)
{
	static const struct {
		const char *tag;
		bool anywhere;
		enum type_id type;
	} tags[] = {
		{ "hta:application", true, TYPE_HTA },
		{ "svg", true, TYPE_SVG },
		{ "!doctype html", true, TYPE_HTML },
		{ "html", true, TYPE_HTML },
		{ "head", true, TYPE_HTML },
		{ "body", true, TYPE_HTML },
		{ "script", true, TYPE_HTML },
		{ "iframe", true, TYPE_HTML },
		{ "job", false, TYPE_WSF },
		{ "package", false, TYPE_WSF },
		{ "scriptlet", true, TYPE_WSF },
		{ "table", false, TYPE_HTML },
		{ "img", false, TYPE_HTML },
		{ "a", false, TYPE_HTML },
		{ "meta", false, TYPE_HTML },
		{ "object", false, TYPE_HTML },
		{ "embed", false, TYPE_HTML },
		{ "form", false, TYPE_HTML },
		{ "title", false, TYPE_HTML },
		{ "div", false, TYPE_HTML },
		{ "p", false, TYPE_HTML },
		{ "style", false, TYPE_HTML },
		{ "link", false, TYPE_HTML },
		{ "jnlp", false, TYPE_LIBRARY_MS },
		{ "librarydescription", true, TYPE_LIBRARY_MS },
		{ "searchconnectordescription", true, TYPE_LIBRARY_MS },
		{ "pcsettings", true, TYPE_LIBRARY_MS },
	};
	const char *end = data + MIN(len, MARKUP_SEARCH);
	bool is_first = true;

	for (const char *p = data; (p = memchr(p, '<', (size_t)(end - p)));) {
		p++;
		for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
			size_t n = strlen(tags[i].tag);
			if ((tags[i].anywhere || is_first) && (size_t)(end - p) > n &&
			    g_ascii_strncasecmp(p, tags[i].tag, n) == 0 && !g_ascii_isalnum(p[n]))
				return tags[i].type;
		}
		is_first = is_first && p < end && (*p == '?' || *p == '!');
	}
	return TYPE_MAX;
}

static const char *skip_blanks(const char *data, size_t len)
{
	const char *p = data, *end = data + len;

	if (is_at(data, len, 0, "\xef\xbb\xbf", 3))
		p += 3;
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p;
}

static const char *find_pdf(const char *data, size_t len)
{
	return memmem(data, MIN(len, PDF_SEARCH), "%PDF-", 5);
}

/* 7z: the id of its AES coder stands in the header, which is at the end unless packed. */
static bool is_encrypted(enum type_id type, const char *data, size_t len)
{
	size_t tail = MIN(len, 65536u);

	if (type == TYPE_PDF)
		return memmem(data, len, "/Encrypt", 8) != NULL;
	if (type == TYPE_SEVENZIP)
		return memmem(data + len - tail, tail, "\x06\xf1\x07\x01", 4) != NULL;
	/* RAR 5: an encryption header comes first; RAR 4: flags of the archive or the first file.
	 */
	if (type == TYPE_RAR && is_at(data, len, 6, "\1\0", 2))
		return len > 13 && data[13] == 4;
	if (type == TYPE_RAR && len > 24)
		return (data[10] & 0x80) || (data[22] == 0x74 && (data[23] & 0x04));
	if (type == TYPE_PGP || type == TYPE_PEM)
		return secure_look(data, len) == SECURE_ENCRYPTED;
	return type == TYPE_SMIME_ENCRYPTED;
}

/* S/MIME and binary OpenPGP have no magic: they are read to their end. */
static enum type_id find_sealed(const char *data, size_t len)
{
	bool is_cms = len > 0 && (guint8)data[0] == 0x30;
	bool is_pgp = len > 0 && (guint8)data[0] >= 0x80;

	if (!is_cms && !is_pgp)
		return TYPE_MAX;
	switch (secure_look(data, len)) {
	case SECURE_DETACHED:
		return is_cms ? TYPE_P7S : TYPE_PGP_SIGNATURE;
	case SECURE_OPAQUE:
		return is_cms ? TYPE_P7M : TYPE_PGP;
	case SECURE_ENCRYPTED:
		return is_cms ? TYPE_SMIME_ENCRYPTED : TYPE_PGP;
	case SECURE_NONE:
		break;
	}
	return TYPE_MAX;
}

static void look_into(struct signature *s, const char *data, size_t len)
{
	if (s->type == TYPE_OLE) {
		struct cfbf_facts f = cfbf_look(data, len);
		s->type = f.type;
		s->is_encrypted = f.is_encrypted;
		s->has_macro = f.has_macro;
	} else {
		s->is_encrypted = is_encrypted(s->type, data, len);
	}
}

/* A zip is read from its end: whatever stands in front, it opens as a zip. */
static void look_for_zip(struct signature *s, const char *data, size_t len)
{
	struct zip_facts zip = zip_look(data, len);

	if (!zip.is_zip) {
		if (is_at(data, len, 0, "PK\3\4", 4))
			*s = (struct signature){ .type = TYPE_ZIP,
						 .second = TYPE_ZIP,
						 .second_why = "zip without directory" };
		return;
	}
	/* A whole other file in front that has a signature: both. */
	if (s->type != TYPE_MAX && zip.is_damaged)
		return;
	if (s->type != TYPE_MAX) {
		s->second = zip.type;
		s->second_why = "a zip at its end";
	} else {
		s->type = zip.type;
		s->is_certain = true;
		if (zip.has_prefix || zip.has_tail || zip.is_damaged) {
			s->second = zip.type;
			s->second_why =
				zip.is_damaged ? "zip headers disagree" : "bytes around the zip";
		}
	}
	s->is_encrypted |= zip.is_encrypted;
	s->has_macro |= zip.has_macro;
}

/*
 * A file that begins as one of these and carries other files as they are: the
 * PDF header of what is in it is no second way to read it.
 */
static bool carries_files(enum type_id type, const char *data, size_t len)
{
	return type == TYPE_TNEF || type == TYPE_TAR || type == TYPE_P7M || type == TYPE_PGP ||
	       is_at(data, len, 0, "PK\3\4", 4);
}

struct signature signature_find(const char *data, size_t len)
{
	struct signature s = { .type = TYPE_MAX, .second = TYPE_MAX };
	const struct magic *m = find_magic(data, len);
	const char *text = skip_blanks(data, len);
	size_t text_len = (size_t)(data + len - text);

	if (m) {
		s.type = m->type;
		s.is_certain = m->certain;
	} else if (is_at(text, text_len, 0, "-----BEGIN PGP MESSAGE", 22)) {
		s.type = TYPE_PGP; /* PGP/MIME often has a blank line above */
		s.is_certain = true;
	} else if (text_len > 4 && memcmp(text, "{\\rt", 4) == 0) {
		s.type = TYPE_RTF; /* Word opens it behind blanks, too */
		s.is_certain = true;
	} else {
		s.type = find_sealed(data, len);
	}
	bool pdf = find_pdf(data, len) && !carries_files(s.type, data, len);
	if (pdf && s.type == TYPE_MAX) {
		s.type = TYPE_PDF;
		s.is_certain = true;
	} else if (pdf) {
		s.second = TYPE_PDF;
		s.second_why = "a PDF header inside";
	}
	if (s.type == TYPE_MAX && len >= 4 && len < 64 * 1024 * 1024 &&
	    is_at(data, len, 2, "-lh", 3))
		s = (struct signature){ .type = TYPE_LZH, .second = TYPE_MAX, .is_certain = true };
	look_into(&s, data, len);
	look_for_zip(&s, data, len);
	if (s.type == TYPE_MAX)
		s.type = find_shebang(text, text_len);
	if (s.type == TYPE_MAX)
		s.type = find_line(text, text_len);
	if (s.type == TYPE_MAX && signature_is_characters(data, len))
		s.type = find_markup(data, len);
	s.is_certain |= s.type != TYPE_MAX && !m;
	return s;
}

bool signature_is_characters(const char *data, size_t len)
{
	/* TAB LF FF CR, and SO SI ESC of ISO-2022 */
	const guint32 text_controls =
		1u << 9 | 1u << 10 | 1u << 12 | 1u << 13 | 1u << 14 | 1u << 15 | 1u << 27;
	size_t n = MIN(len, CHARACTERS_SEARCH), controls = 0;

	if (n >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0))
		return true;
	for (size_t i = 0; i < n; i++) {
		guint8 c = (guint8)data[i];
		if (c == 0)
			return false;
		controls += c < 0x20 && !(text_controls >> c & 1);
	}
	return controls * 200 <= n;
}
