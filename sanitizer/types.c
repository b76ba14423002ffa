/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.c: the table of types: for each row of include/misogi/types.h the
 * extensions that may name it and the types that may declare it. A name and a
 * content agree when one row has both. Tests: tests/unit/sanitizer/test_types.c.
 *
 * To add a type: a row in misogi/types.h, one here, a signature in
 * signature.c if it has one, a case in test_identify.c.
 */
#include "types.h"

#include <glib.h>
#include <string.h>

/* Lists are words between blanks; ${characters}: plain characters that only the name tells apart.
 */
static const struct row {
	enum type_id id;
	bool characters;
	const char *extensions;
	const char *mimes;
} rows[] = {
	{ TYPE_EMPTY, false, "", "" },
	{ TYPE_TXT, true, "txt log text me asc diff patch ini cfg conf srt",
	  "text/plain text/x-log" },
	{ TYPE_CSV, true, "csv tsv tab", "text/csv text/tab-separated-values application/csv" },
	{ TYPE_MARKDOWN, true, "md markdown", "text/markdown text/x-markdown" },
	{ TYPE_JSON, true, "json geojson", "application/json application/geo+json text/json" },
	{ TYPE_XML, true, "xml xsd kml gml gpx", "text/xml application/xml" },
	{ TYPE_PNG, false, "png", "image/png image/x-png image/apng" },
	{ TYPE_JPEG, false, "jpg jpeg jpe jfif", "image/jpeg image/jpg image/pjpeg" },
	{ TYPE_GIF, false, "gif", "image/gif" },
	{ TYPE_WEBP, false, "webp", "image/webp" },
	{ TYPE_BMP, false, "bmp dib", "image/bmp image/x-ms-bmp image/x-bmp" },
	{ TYPE_TIFF, false, "tif tiff", "image/tiff" },
	{ TYPE_HEIC, false, "heic heif", "image/heic image/heif" },
	{ TYPE_AVIF, false, "avif", "image/avif" },
	{ TYPE_ICO, false, "ico", "image/x-icon image/vnd.microsoft.icon" },
	{ TYPE_JP2, false, "jp2 j2k jpx", "image/jp2 image/jpx" },
	{ TYPE_PSD, false, "psd", "image/vnd.adobe.photoshop" },
	{ TYPE_WMF, false, "wmf", "image/wmf image/x-wmf" },
	{ TYPE_EMF, false, "emf", "image/emf image/x-emf" },
	{ TYPE_PDF, false, "pdf", "application/pdf application/x-pdf" },
	{ TYPE_POSTSCRIPT, false, "ps eps ai", "application/postscript" },
	{ TYPE_DOCX, false, "docx dotx",
	  "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
	  "application/vnd.openxmlformats-officedocument.wordprocessingml.template" },
	{ TYPE_XLSX, false, "xlsx xltx",
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.template" },
	{ TYPE_PPTX, false, "pptx potx ppsx",
	  "application/vnd.openxmlformats-officedocument.presentationml.presentation "
	  "application/vnd.openxmlformats-officedocument.presentationml.slideshow "
	  "application/vnd.openxmlformats-officedocument.presentationml.template" },
	{ TYPE_ODT, false, "odt ott",
	  "application/vnd.oasis.opendocument.text "
	  "application/vnd.oasis.opendocument.text-template" },
	{ TYPE_ODS, false, "ods ots",
	  "application/vnd.oasis.opendocument.spreadsheet "
	  "application/vnd.oasis.opendocument.spreadsheet-template" },
	{ TYPE_ODP, false, "odp otp",
	  "application/vnd.oasis.opendocument.presentation "
	  "application/vnd.oasis.opendocument.presentation-template" },
	{ TYPE_ODG, false, "odg", "application/vnd.oasis.opendocument.graphics" },
	{ TYPE_VSDX, false, "vsdx", "application/vnd.ms-visio.drawing" },
	{ TYPE_DOCM, false, "docm dotm",
	  "application/vnd.ms-word.document.macroenabled.12 "
	  "application/vnd.ms-word.template.macroenabled.12" },
	{ TYPE_XLSM, false, "xlsm xltm xlam",
	  "application/vnd.ms-excel.sheet.macroenabled.12 "
	  "application/vnd.ms-excel.template.macroenabled.12 "
	  "application/vnd.ms-excel.addin.macroenabled.12" },
	{ TYPE_PPTM, false, "pptm potm ppsm ppam",
	  "application/vnd.ms-powerpoint.presentation.macroenabled.12 "
	  "application/vnd.ms-powerpoint.slideshow.macroenabled.12" },
	{ TYPE_XLSB, false, "xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12" },
	{ TYPE_ODT_MACRO, false, "odt ott", "application/vnd.oasis.opendocument.text" },
	{ TYPE_ODS_MACRO, false, "ods ots", "application/vnd.oasis.opendocument.spreadsheet" },
	{ TYPE_ODP_MACRO, false, "odp otp", "application/vnd.oasis.opendocument.presentation" },
	{ TYPE_DOC, false, "doc dot", "application/msword" },
	{ TYPE_XLS, false, "xls xlt xla xlm",
	  "application/vnd.ms-excel application/x-excel application/excel" },
	{ TYPE_PPT, false, "ppt pps pot",
	  "application/vnd.ms-powerpoint application/mspowerpoint" },
	{ TYPE_RTF, false, "rtf", "application/rtf text/rtf" },
	{ TYPE_MDB, false, "mdb accdb accde",
	  "application/msaccess application/x-msaccess application/vnd.ms-access" },
	{ TYPE_PUB, false, "pub", "application/vnd.ms-publisher application/x-mspublisher" },
	{ TYPE_VSD, false, "vsd", "application/vnd.visio application/x-visio" },
	{ TYPE_OLE, false, "ole", "application/x-ole-storage application/cdfv2" },
	{ TYPE_JTD, false, "jtd jtdc jtt jttc", "application/x-js-taro" },
	{ TYPE_JHD, false, "jhd jhdc", "application/x-js-hanako" },
	{ TYPE_XDW, false, "xdw xbd xct",
	  "application/vnd.fujixerox.docuworks application/vnd.fujixerox.docuworks.binder" },
	{ TYPE_ZIP, false, "zip",
	  "application/zip application/x-zip-compressed application/x-zip" },
	{ TYPE_SEVENZIP, false, "7z", "application/x-7z-compressed" },
	{ TYPE_RAR, false, "rar",
	  "application/vnd.rar application/x-rar application/x-rar-compressed" },
	{ TYPE_LZH, false, "lzh lha",
	  "application/x-lzh application/x-lha application/x-lzh-compressed" },
	{ TYPE_CAB, false, "cab", "application/vnd.ms-cab-compressed" },
	{ TYPE_TAR, false, "tar", "application/x-tar" },
	{ TYPE_GZIP, false, "gz tgz", "application/gzip application/x-gzip" },
	{ TYPE_BZIP2, false, "bz2 tbz tbz2", "application/x-bzip2 application/bzip2" },
	{ TYPE_XZ, false, "xz txz", "application/x-xz" },
	{ TYPE_ZSTD, false, "zst", "application/zstd" },
	{ TYPE_LZ4, false, "lz4", "application/x-lz4" },
	{ TYPE_COMPRESS, false, "z", "application/x-compress" },
	{ TYPE_ARJ, false, "arj", "application/x-arj" },
	{ TYPE_ACE, false, "ace", "application/x-ace-compressed" },
	{ TYPE_CPIO, false, "cpio", "application/x-cpio" },
	{ TYPE_AR, false, "a deb", "application/x-archive application/vnd.debian.binary-package" },
	{ TYPE_RPM, false, "rpm", "application/x-rpm" },
	{ TYPE_PGP, false, "pgp gpg asc", "application/pgp-encrypted application/pgp" },
	{ TYPE_OFFICE_ENCRYPTED, false, "docx xlsx pptx docm xlsm pptm xlsb dotx xltx potx ppsx",
	  "application/encrypted" },
	{ TYPE_EXE, false, "exe scr pif cpl sys ocx",
	  "application/x-dosexec application/vnd.microsoft.portable-executable "
	  "application/x-msdownload application/x-msdos-program" },
	{ TYPE_DLL, false, "dll", "" },
	{ TYPE_COM, false, "com", "" },
	{ TYPE_MSI, false, "msi msp mst", "application/x-msi" },
	{ TYPE_ELF, false, "elf so o bin",
	  "application/x-executable application/x-sharedlib application/x-pie-executable "
	  "application/x-object application/x-elf" },
	{ TYPE_MACH_O, false, "dylib macho", "application/x-mach-binary" },
	{ TYPE_JAR, false, "jar war ear", "application/java-archive application/x-java-archive" },
	{ TYPE_CLASS, false, "class", "application/x-java-applet application/java-vm" },
	{ TYPE_APK, false, "apk", "application/vnd.android.package-archive" },
	{ TYPE_XLL, false, "xll", "" },
	{ TYPE_WASM, false, "wasm", "application/wasm" },
	{ TYPE_APPX, false, "appx msix appxbundle msixbundle", "application/appx" },
	{ TYPE_SWF, false, "swf",
	  "application/x-shockwave-flash application/vnd.adobe.flash.movie" },
	{ TYPE_JS, true, "js jse mjs",
	  "text/javascript application/javascript application/x-javascript" },
	{ TYPE_VBS, true, "vbs vbe vb bas", "text/vbscript" },
	{ TYPE_PS1, true, "ps1 psm1 psd1 ps1xml", "application/x-powershell" },
	{ TYPE_BAT, true, "bat cmd btm", "text/x-msdos-batch application/bat application/x-bat" },
	{ TYPE_HTA, true, "hta", "application/hta" },
	{ TYPE_WSF, true, "wsf wsc wsh sct", "" },
	{ TYPE_SH, true, "sh bash csh ksh zsh", "text/x-shellscript application/x-sh" },
	{ TYPE_PYTHON, true, "py pyw", "text/x-python text/x-script.python" },
	{ TYPE_PERL, true, "pl pm", "text/x-perl" },
	{ TYPE_PHP, true, "php phtml", "text/x-php application/x-php" },
	{ TYPE_REG, true, "reg", "text/x-ms-regedit" },
	{ TYPE_INF, true, "inf", "application/x-setupscript" },
	{ TYPE_IQY, true, "iqy oqy rqy dqy odc", "text/x-ms-iqy" },
	{ TYPE_SLK, true, "slk sylk dif", "" },
	{ TYPE_CHM, false, "chm", "application/vnd.ms-htmlhelp" },
	{ TYPE_ONE, false, "one onepkg", "application/onenote application/msonenote" },
	{ TYPE_LNK, false, "lnk", "application/x-ms-shortcut" },
	{ TYPE_URL, true, "url website", "application/internet-shortcut application/x-mswinurl" },
	{ TYPE_SCF, true, "scf", "" },
	{ TYPE_DESKTOP, true, "desktop", "application/x-desktop" },
	{ TYPE_LIBRARY_MS, true,
	  "library-ms searchconnector-ms search-ms settingcontent-ms appref-ms application jnlp "
	  "theme diagcab",
	  "" },
	{ TYPE_RDP, true, "rdp", "application/x-rdp" },
	{ TYPE_ISO, false, "iso", "application/x-iso9660-image" },
	{ TYPE_IMG, false, "img ima", "" },
	{ TYPE_VHD, false, "vhd", "application/x-virtualbox-vhd" },
	{ TYPE_VHDX, false, "vhdx", "" },
	{ TYPE_VMDK, false, "vmdk", "application/x-virtualbox-vmdk" },
	{ TYPE_QCOW2, false, "qcow2", "application/x-qemu-disk" },
	{ TYPE_DMG, false, "dmg", "application/x-apple-diskimage" },
	{ TYPE_WIM, false, "wim", "application/x-ms-wim" },
	{ TYPE_HTML, false, "html htm xhtml shtml", "text/html application/xhtml+xml" },
	{ TYPE_MHTML, false, "mht mhtml",
	  "multipart/related message/rfc822 application/x-mimearchive" },
	{ TYPE_SVG, false, "svg svgz", "image/svg+xml" },
	{ TYPE_EML, false, "eml", "message/rfc822 message/global message/news" },
	{ TYPE_MBOX, false, "mbox mbx", "application/mbox" },
	{ TYPE_MSG, false, "msg oft", "application/vnd.ms-outlook" },
	{ TYPE_TNEF, false, "dat tnef", "application/ms-tnef application/vnd.ms-tnef" },
	{ TYPE_ICS, false, "ics ifb vcs", "text/calendar application/ics" },
	{ TYPE_VCF, false, "vcf vcard", "text/vcard text/x-vcard text/directory" },
	{ TYPE_TTF, false, "ttf ttc", "font/ttf font/sfnt application/x-font-ttf" },
	{ TYPE_OTF, false, "otf", "font/otf application/vnd.ms-opentype" },
	{ TYPE_WOFF, false, "woff woff2", "font/woff font/woff2" },
	{ TYPE_MP3, false, "mp3", "audio/mpeg audio/mp3" },
	{ TYPE_WAV, false, "wav", "audio/x-wav audio/wav" },
	{ TYPE_OGG, false, "ogg oga opus", "audio/ogg application/ogg" },
	{ TYPE_FLAC, false, "flac", "audio/flac audio/x-flac" },
	{ TYPE_M4A, false, "m4a", "audio/x-m4a audio/mp4" },
	{ TYPE_MP4, false, "mp4 m4v 3gp", "video/mp4 video/3gpp" },
	{ TYPE_AVI, false, "avi", "video/x-msvideo" },
	{ TYPE_MKV, false, "mkv webm", "video/x-matroska video/webm" },
	{ TYPE_WMV, false, "wmv wma asf", "video/x-ms-wmv video/x-ms-asf audio/x-ms-wma" },
	{ TYPE_MOV, false, "mov qt", "video/quicktime" },
	{ TYPE_MPEG, false, "mpg mpeg", "video/mpeg" },
	{ TYPE_DXF, true, "dxf", "image/vnd.dxf application/dxf" },
	{ TYPE_DWG, false, "dwg", "image/vnd.dwg application/acad" },
	{ TYPE_SXF, true, "sfc", "" },
	{ TYPE_P21, true, "p21 stp step", "application/step" },
	{ TYPE_JWW, false, "jww jwc", "" },
	{ TYPE_PEM, true, "pem crt cer key csr",
	  "application/x-pem-file application/x-x509-ca-cert application/pkix-cert "
	  "application/pgp-keys" },
	{ TYPE_P7S, false, "p7s", "application/pkcs7-signature application/x-pkcs7-signature" },
	{ TYPE_P7M, false, "p7m p7c p7b", "application/pkcs7-mime application/x-pkcs7-mime" },
	{ TYPE_SMIME_ENCRYPTED, false, "p7m", "application/pkcs7-mime application/x-pkcs7-mime" },
	{ TYPE_P12, false, "p12 pfx", "application/x-pkcs12" },
	{ TYPE_PGP_SIGNATURE, false, "asc sig", "application/pgp-signature" },
	{ TYPE_SQLITE, false, "sqlite sqlite3 db",
	  "application/vnd.sqlite3 application/x-sqlite3" },
};

/* By class: what someone who opens it has to fear, from nothing to everything. */
static const unsigned char badness[CLASS_MAX] = {
	[CLASS_TEXT] = 1,
	[CLASS_CONTACT] = 2,
	[CLASS_CALENDAR] = 3,
	[CLASS_IMAGE] = 4,
	[CLASS_AUDIO] = 5,
	[CLASS_VIDEO] = 6,
	[CLASS_FONT] = 7,
	[CLASS_CERTIFICATE] = 8,
	[CLASS_CAD] = 9,
	[CLASS_MAIL] = 10,
	[CLASS_PDF] = 11,
	[CLASS_OFFICE] = 12,
	[CLASS_JAPANESE_OFFICE] = 13,
	[CLASS_OFFICE_LEGACY] = 14,
	[CLASS_ARCHIVE] = 15,
	[CLASS_ENCRYPTED] = 16,
	[CLASS_UNKNOWN] = 17,
	[CLASS_HTML] = 18,
	[CLASS_SVG] = 19,
	[CLASS_OFFICE_MACRO] = 20,
	[CLASS_DISK_IMAGE] = 21,
	[CLASS_SHORTCUT] = 22,
	[CLASS_SCRIPT] = 23,
	[CLASS_EXECUTABLE] = 24,
};

const char *type_name(enum type_id id)
{
	static const char *const names[TYPE_MAX] = {
#define X(c, w, k) [TYPE_##c] = w,
		TYPES(X)
#undef X
	};

	return names[id < TYPE_MAX ? id : TYPE_UNKNOWN];
}

enum class type_class(enum type_id id)
{
	static const unsigned char classes[TYPE_MAX] = {
#define X(c, w, k) [TYPE_##c] = CLASS_##k,
		TYPES(X)
#undef X
	};

	return classes[id < TYPE_MAX ? id : TYPE_UNKNOWN];
}

static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; n > 0 && *p; p += strcspn(p, " ")) {
		p += strspn(p, " ");
		if (g_ascii_strncasecmp(p, word, n) == 0 && (p[n] == ' ' || p[n] == '\0'))
			return true;
	}
	return false;
}

enum type_id type_by_extension(const char *ext)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (has_word(rows[i].extensions, ext))
			return rows[i].id;
	return TYPE_MAX;
}

enum type_id type_by_mime(const char *mime)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (has_word(rows[i].mimes, mime))
			return rows[i].id;
	return TYPE_MAX;
}

static const struct row *row_of(enum type_id id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].id == id)
			return &rows[i];
	return NULL;
}

bool type_has_extension(enum type_id id, const char *ext)
{
	const struct row *r = row_of(id);

	return r && has_word(r->extensions, ext);
}

bool type_has_mime(enum type_id id, const char *mime)
{
	const struct row *r = row_of(id);

	return r && has_word(r->mimes, mime);
}

bool type_is_characters(enum type_id id)
{
	const struct row *r = row_of(id);

	return r && r->characters;
}

unsigned class_badness(enum class class)
{
	return badness[class];
}

bool class_is_active(enum class class)
{
	return badness[class] >= badness[CLASS_HTML];
}
