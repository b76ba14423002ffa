/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * samples_made.h: samples that need more than a few bytes: zips, compound
 * files, cabinets, programs, disks, signatures.
 */
#ifndef MISOGI_TEST_SAMPLES_MADE_H
#define MISOGI_TEST_SAMPLES_MADE_H

#include "misogi/types.h"
#include "sanitizer/der.h"
#include "sanitizer/files.h"

/* ---- zips ---- */

#define CT(type) "<Types><Override ContentType=\"application/" type "+xml\"/></Types>"
#define OOXML(type)                                                                                \
	{                                                                                          \
		.name = "[Content_Types].xml", .content = CT(type)                                 \
	}
#define MIME(type)                                                                                 \
	{                                                                                          \
		.name = "mimetype", .content = "application/" type                                 \
	}
#define ODF_KIND "vnd.oasis.opendocument."
#define OFFICE_KIND "vnd.openxmlformats-officedocument."

/* clang-format off */
static const struct sample_zip {
	enum type_id type;
	const char *name;
	struct zip_entry entries[3];
} sample_zips[] = {
	{ TYPE_ZIP, "a.zip", { { .name = "a.txt", .content = "x" } } },
	{ TYPE_DOCX, "a.docx", { OOXML(OFFICE_KIND "wordprocessingml.document.main"), { .name = "word/document.xml" } } },
	{ TYPE_DOCX, "a.dotx", { OOXML(OFFICE_KIND "wordprocessingml.template.main") } },
	{ TYPE_XLSX, "a.xlsx", { OOXML(OFFICE_KIND "spreadsheetml.sheet.main"), { .name = "xl/workbook.xml" } } },
	{ TYPE_PPTX, "a.pptx", { OOXML(OFFICE_KIND "presentationml.presentation.main") } },
	{ TYPE_PPTX, "a.ppsx", { OOXML(OFFICE_KIND "presentationml.slideshow.main") } },
	{ TYPE_VSDX, "a.vsdx", { OOXML("vnd.ms-visio.drawing.main") } },
	{ TYPE_THMX, "a.thmx", { OOXML(OFFICE_KIND "themeManager") } },
	{ TYPE_DOCM, "a.docm", { OOXML("vnd.ms-word.document.macroEnabled.main") } },
	{ TYPE_DOCM, "a.dotm", { OOXML("vnd.ms-word.template.macroEnabledTemplate.main") } },
	{ TYPE_XLSM, "a.xlsm", { OOXML("vnd.ms-excel.sheet.macroEnabled.main") } },
	{ TYPE_XLAM, "a.xlam", { OOXML("vnd.ms-excel.addin.macroEnabled.main") } },
	{ TYPE_XLSB, "a.xlsb", { OOXML("vnd.ms-excel.sheet.binary.macroEnabled.main") } },
	{ TYPE_PPTM, "a.pptm", { OOXML("vnd.ms-powerpoint.presentation.macroEnabled.main") } },
	{ TYPE_PPAM, "a.ppam", { OOXML("vnd.ms-powerpoint.addin.macroEnabled.main") } },
	{ TYPE_VSDM, "a.vsdm", { OOXML("vnd.ms-visio.drawing.macroEnabled.main") } },
	{ TYPE_XPS, "a.xps", { OOXML("vnd.ms-package.xps-fixeddocument") } },
	{ TYPE_DWFX, "a.dwfx", { OOXML("vnd.adsk-package.dwfx-fixeddocumentsequence") } },
	{ TYPE_THREEMF, "a.3mf", { OOXML("vnd.ms-package.3dmanufacturing-3dmodel") } },
	{ TYPE_ODT, "a.odt", { MIME(ODF_KIND "text"), { .name = "content.xml" } } },
	{ TYPE_ODS, "a.ods", { MIME(ODF_KIND "spreadsheet") } },
	{ TYPE_ODP, "a.odp", { MIME(ODF_KIND "presentation") } },
	{ TYPE_ODG, "a.odg", { MIME(ODF_KIND "graphics") } },
	{ TYPE_ODF, "a.odf", { MIME(ODF_KIND "formula") } },
	{ TYPE_ODC_CHART, "a.odc", { MIME(ODF_KIND "chart") } },
	{ TYPE_ODB, "a.odb", { MIME(ODF_KIND "base") } },
	{ TYPE_SXW, "a.sxw", { MIME("vnd.sun.xml.writer") } },
	{ TYPE_ODT_MACRO, "a.odt", { MIME(ODF_KIND "text"), { .name = "Basic/a.xml" } } },
	{ TYPE_ODS_MACRO, "a.ods", { MIME(ODF_KIND "spreadsheet"), { .name = "Basic/a.xml" } } },
	{ TYPE_ODP_MACRO, "a.odp", { MIME(ODF_KIND "presentation"), { .name = "Scripts/a.py" } } },
	{ TYPE_HWPX, "a.hwpx", { MIME("hwp+zip") } },
	{ TYPE_EPUB, "a.epub", { MIME("epub+zip"), { .name = "META-INF/container.xml" } } },
	{ TYPE_OXT, "a.oxt", { MIME("vnd.openofficeorg.extension") } },
	{ TYPE_KMZ, "a.kmz", { { .name = "doc.kml" } } },
	{ TYPE_PAGES, "a.pages", { { .name = "Index/Document.iwa" } } },
	{ TYPE_NUMBERS, "a.numbers", { { .name = "Index/Document.iwa" } } },
	{ TYPE_KEYNOTE, "a.key", { { .name = "Index/Document.iwa" }, { .name = "Index/Slide-1.iwa" } } },
	{ TYPE_JAR, "a.jar", { { .name = "META-INF/MANIFEST.MF" }, { .name = "a/B.class" } } },
	{ TYPE_WAR, "a.war", { { .name = "META-INF/MANIFEST.MF" }, { .name = "WEB-INF/web.xml" } } },
	{ TYPE_APK, "a.apk", { { .name = "AndroidManifest.xml" }, { .name = "classes.dex" } } },
	{ TYPE_AAB, "a.aab", { { .name = "BundleConfig.pb" }, { .name = "base/dex/classes.dex" } } },
	{ TYPE_IPA, "a.ipa", { { .name = "Payload/a.app/Info.plist" } } },
	{ TYPE_APPX, "a.msix", { { .name = "AppxManifest.xml" } } },
	{ TYPE_XAP, "a.xap", { { .name = "AppManifest.xaml" } } },
	{ TYPE_XPI, "a.xpi", { { .name = "manifest.json" }, { .name = "META-INF/mozilla.rsa" } } },
	{ TYPE_VSIX, "a.vsix", { { .name = "extension.vsixmanifest" } } },
	{ TYPE_NUPKG, "a.nupkg", { { .name = "a.nuspec" } } },
	{ TYPE_AIR, "a.air", { { .name = "META-INF/AIR/application.xml" } } },
	{ TYPE_WHL, "a.whl", { { .name = "a-1.dist-info/WHEEL" } } },
};

/* ---- compound files ---- */

static const struct sample_cfbf {
	enum type_id type;
	const char *name, *stream;
	guint32 class_id;
} sample_cfbfs[] = {
	{ TYPE_DOC, "a.doc", "WordDocument", 0 },
	{ TYPE_DOC, "a.dot", "WordDocument", 0 },
	{ TYPE_XLS, "a.xls", "Workbook", 0 },
	{ TYPE_XLS, "a.xla", "Book", 0 },
	{ TYPE_PPT, "a.ppt", "PowerPoint Document", 0 },
	{ TYPE_PUB, "a.pub", "Quill", 0 },
	{ TYPE_VSD, "a.vsd", "VisioDocument", 0 },
	{ TYPE_MPP, "a.mpp", "   114", 0 },
	{ TYPE_HWP, "a.hwp", "\005HwpSummaryInformation", 0 },
	{ TYPE_WPS, "a.wps", "MatOST", 0 },
	{ TYPE_OLE, "a.ole", "x", 0 },
	{ TYPE_JTD, "a.jtd", "DocumentText", 0 },
	{ TYPE_JHD, "a.jhd", "\004JSRV_SegmentInformation", 0 },
	{ TYPE_OFFICE_ENCRYPTED, "a.docx", "EncryptedPackage", 0 },
	{ TYPE_MSG, "a.msg", "__properties_version1.0", 0 },
	{ TYPE_MSI, "a.msi", "x", 0x000c1084 },
	{ TYPE_MSP, "a.msp", "x", 0x000c1086 },
	{ TYPE_MST, "a.mst", "x", 0x000c1082 },
};

/* ---- cabinets with one file ---- */

static const struct sample_cab {
	enum type_id type;
	const char *name, *inside;
} sample_cabs[] = {
	{ TYPE_CAB, "a.cab", "a.txt" },
	{ TYPE_ONEPKG, "a.onepkg", "Notes.one" },
	{ TYPE_MSU, "a.msu", "WSUSSCAN.cab" },
	{ TYPE_DIAGCAB, "a.diagcab", "a.diagpkg" },
};
/* clang-format on */

#undef CT
#undef OOXML
#undef MIME
#undef ODF_KIND
#undef OFFICE_KIND

static inline GByteArray *cab_of(const char *inside)
{
	GByteArray *b = g_byte_array_new();

	put_text(b, "MSCF");
	put_zeros(b, 12);
	put32(b, 44); /* where the files are */
	put32(b, 0);
	put32(b, 0x00010103);
	put16(b, 1); /* files */
	put_zeros(b, 44 - 30 + 16);
	put_text(b, inside);
	put_zeros(b, 8);
	return b;
}

/* ---- the others ---- */

/* ${n} NULs with ${text} at ${at}. */
static inline GByteArray *zeros_with(guint n, guint at, const char *text)
{
	GByteArray *b = g_byte_array_new();

	put_zeros(b, n);
	memcpy(b->data + at, text, strlen(text));
	return b;
}

/* A PE program with these characteristics, which has ${word} among its names. */
static inline GByteArray *pe_of(unsigned characteristics, const char *word)
{
	GByteArray *b = zeros_with(64, 0, "MZ");

	b->data[60] = 64;
	put_text(b, "PE");
	put_zeros(b, 20);
	put16(b, characteristics);
	put_zeros(b, 16);
	put_text(b, word);
	put_zeros(b, 16);
	return b;
}

static inline GByteArray *tar_of(const char *name, bool has_magic)
{
	GByteArray *b = zeros_with(1024, 0, name);
	unsigned sum = 8 * ' ';

	memcpy(b->data + 100, "0000644", 7);
	if (has_magic)
		memcpy(b->data + 257, "ustar\00000", 8);
	for (guint i = 0; i < 512; i++)
		sum += b->data[i];
	g_autofree char *field = g_strdup_printf("%06o", sum);
	memcpy(b->data + 148, field, 7);
	return b;
}

/* Gzip with one stored block. */
static inline GByteArray *gzip_of(const char *text)
{
	GByteArray *b = g_byte_array_new();
	unsigned n = (unsigned)strlen(text);

	g_byte_array_append(b, (const guint8 *)"\x1f\x8b\x08\0\0\0\0\0\0\3\1", 11);
	put16(b, n);
	put16(b, ~n & 0xffff);
	put_text(b, text);
	put32(b, crc32_of(text));
	put32(b, n);
	return b;
}

/* CMS signed data with a signer or none, with its content or detached. */
static inline GByteArray *cms_of(bool has_signer, bool has_content)
{
	static const char oid_signed[] = "\6\x09\x2a\x86\x48\x86\xf7\x0d\1\7\2";
	static const char oid_data[] = "\6\x09\x2a\x86\x48\x86\xf7\x0d\1\7\1";
	GString *data = der_bytes(oid_data, sizeof(oid_data) - 1);
	GString *content = der_item(0xa0, der_item(4, g_string_new("hello")));
	GString *signer = der_item(0x30, der_bytes("\2\1\1", 3));

	if (has_content)
		data = der_join(data, content, NULL);
	else
		g_string_free(content, TRUE);
	if (!has_signer)
		g_string_truncate(signer, 0);
	GString *body = der_join(der_bytes("\2\1\1\x31\0", 5), der_item(0x30, data),
				 der_item(0x31, signer), NULL);
	GString *all = der_item(0x30, der_join(der_bytes(oid_signed, sizeof(oid_signed) - 1),
					       der_item(0xa0, der_item(0x30, body)), NULL));
	GByteArray *b = g_byte_array_new();
	g_byte_array_append(b, (const guint8 *)all->str, (guint)all->len);
	g_string_free(all, TRUE);
	return b;
}

static inline GByteArray *make_dll(void)
{
	return pe_of(0x2000, "DllMain");
}

static inline GByteArray *make_xll(void)
{
	return pe_of(0x2000, "xlAutoOpen");
}

static inline GByteArray *make_cpl(void)
{
	return pe_of(0x2000, "CPlApplet");
}

static inline GByteArray *make_tar(void)
{
	return tar_of("a.txt", true);
}

static inline GByteArray *make_old_tar(void)
{
	return tar_of("a.txt", false);
}

static inline GByteArray *make_ova(void)
{
	return tar_of("a.ovf", true);
}

static inline GByteArray *make_gzip(void)
{
	return gzip_of("hello");
}

static inline GByteArray *make_svgz(void)
{
	return gzip_of("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
}

static inline GByteArray *make_emf(void)
{
	GByteArray *b = zeros_with(88, 40, " EMF");

	b->data[0] = 1;
	return b;
}

static inline GByteArray *make_tga(void)
{
	GByteArray *b = zeros_with(44, 26, "TRUEVISION-XFILE.");

	b->data[2] = 2;
	return b;
}

static inline GByteArray *make_eot(void)
{
	GByteArray *b = zeros_with(100, 34, "LP");

	b->data[8] = 1;
	b->data[10] = 2;
	return b;
}

static inline GByteArray *make_vhd(void)
{
	return zeros_with(2048, 1536, "conectix");
}

static inline GByteArray *make_dmg(void)
{
	return zeros_with(2048, 1536, "koly");
}

static inline GByteArray *make_stream(void)
{
	GByteArray *b = zeros_with(188 * 4, 0, "G");

	for (guint i = 1; i < 4; i++)
		b->data[188 * i] = 'G';
	return b;
}

static inline GByteArray *make_stl(void)
{
	GByteArray *b = zeros_with(84 + 50, 0, "binary");

	b->data[80] = 1;
	return b;
}

static inline GByteArray *make_phar(void)
{
	GByteArray *b = g_byte_array_new();

	put_text(b, "<?php include 'x'; __HALT_COMPILER(); ?>\r\n");
	put_zeros(b, 20);
	return b;
}

static inline GByteArray *make_p7s(void)
{
	return cms_of(true, false);
}

static inline GByteArray *make_p7m(void)
{
	return cms_of(true, true);
}

static inline GByteArray *make_p7b(void)
{
	return cms_of(false, false);
}

static const struct sample_made {
	enum type_id type;
	const char *name;
	GByteArray *(*make)(void);
} sample_mades[] = {
	{ TYPE_DLL, "a.dll", make_dll },     { TYPE_XLL, "a.xll", make_xll },
	{ TYPE_CPL, "a.cpl", make_cpl },     { TYPE_TAR, "a.tar", make_tar },
	{ TYPE_TAR, "b.tar", make_old_tar }, { TYPE_OVA, "a.ova", make_ova },
	{ TYPE_GZIP, "a.gz", make_gzip },    { TYPE_SVGZ, "a.svgz", make_svgz },
	{ TYPE_EMF, "a.emf", make_emf },     { TYPE_TGA, "a.tga", make_tga },
	{ TYPE_EOT, "a.eot", make_eot },     { TYPE_VHD, "a.vhd", make_vhd },
	{ TYPE_DMG, "a.dmg", make_dmg },     { TYPE_MPEG_TS, "a.mts", make_stream },
	{ TYPE_STL, "b.stl", make_stl },     { TYPE_PHAR, "a.phar", make_phar },
	{ TYPE_P7S, "smime.p7s", make_p7s }, { TYPE_P7M, "smime.p7m", make_p7m },
	{ TYPE_P7B, "a.p7b", make_p7b },
};

#endif
