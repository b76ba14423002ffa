/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.h: the names of file types and the class of each, once: policies
 * match them (`type:docx`), the sanitizer detects them (its table of
 * signatures names these rows), facts and reports record them.
 *
 * A word that is both a class and a type (pdf, html) means the class.
 */
#ifndef MISOGI_TYPES_H
#define MISOGI_TYPES_H

#include "misogi/words.h"

/* X(CONSTANT, "name", CLASS) */
/* clang-format off */
#define TYPES(X)                                                                                   \
	X(UNKNOWN, "unknown", UNKNOWN)                                                             \
	X(EMPTY, "empty", TEXT)                                                                    \
	X(TXT, "txt", TEXT)                                                                        \
	X(CSV, "csv", TEXT)                                                                        \
	X(MARKDOWN, "markdown", TEXT)                                                              \
	X(JSON, "json", TEXT)                                                                      \
	X(XML, "xml", TEXT)                                                                        \
	X(PNG, "png", IMAGE)                                                                       \
	X(JPEG, "jpeg", IMAGE)                                                                     \
	X(GIF, "gif", IMAGE)                                                                       \
	X(WEBP, "webp", IMAGE)                                                                     \
	X(BMP, "bmp", IMAGE)                                                                       \
	X(TIFF, "tiff", IMAGE)                                                                     \
	X(HEIC, "heic", IMAGE)                                                                     \
	X(AVIF, "avif", IMAGE)                                                                     \
	X(ICO, "ico", IMAGE)                                                                       \
	X(JP2, "jp2", IMAGE)                                                                       \
	X(PSD, "psd", IMAGE)                                                                       \
	X(WMF, "wmf", IMAGE)                                                                       \
	X(EMF, "emf", IMAGE)                                                                       \
	X(PDF, "pdf", PDF)                                                                         \
	X(POSTSCRIPT, "postscript", SCRIPT)                                                        \
	X(DOCX, "docx", OFFICE)                                                                    \
	X(XLSX, "xlsx", OFFICE)                                                                    \
	X(PPTX, "pptx", OFFICE)                                                                    \
	X(ODT, "odt", OFFICE)                                                                      \
	X(ODS, "ods", OFFICE)                                                                      \
	X(ODP, "odp", OFFICE)                                                                      \
	X(ODG, "odg", OFFICE)                                                                      \
	X(VSDX, "vsdx", OFFICE)                                                                    \
	X(DOCM, "docm", OFFICE_MACRO)                                                              \
	X(XLSM, "xlsm", OFFICE_MACRO)                                                              \
	X(PPTM, "pptm", OFFICE_MACRO)                                                              \
	X(XLSB, "xlsb", OFFICE_MACRO)                                                              \
	X(ODT_MACRO, "odt-macro", OFFICE_MACRO)                                                    \
	X(ODS_MACRO, "ods-macro", OFFICE_MACRO)                                                    \
	X(ODP_MACRO, "odp-macro", OFFICE_MACRO)                                                    \
	X(DOC, "doc", OFFICE_LEGACY)                                                               \
	X(XLS, "xls", OFFICE_LEGACY)                                                               \
	X(PPT, "ppt", OFFICE_LEGACY)                                                               \
	X(RTF, "rtf", OFFICE_LEGACY)                                                               \
	X(MDB, "mdb", OFFICE_LEGACY)                                                               \
	X(PUB, "pub", OFFICE_LEGACY)                                                               \
	X(VSD, "vsd", OFFICE_LEGACY)                                                               \
	X(OLE, "ole", OFFICE_LEGACY)                                                               \
	X(JTD, "jtd", JAPANESE_OFFICE)                                                             \
	X(JHD, "jhd", JAPANESE_OFFICE)                                                             \
	X(XDW, "xdw", JAPANESE_OFFICE)                                                             \
	X(ZIP, "zip", ARCHIVE)                                                                     \
	X(SEVENZIP, "7z", ARCHIVE)                                                                 \
	X(RAR, "rar", ARCHIVE)                                                                     \
	X(LZH, "lzh", ARCHIVE)                                                                     \
	X(CAB, "cab", ARCHIVE)                                                                     \
	X(TAR, "tar", ARCHIVE)                                                                     \
	X(GZIP, "gzip", ARCHIVE)                                                                   \
	X(BZIP2, "bzip2", ARCHIVE)                                                                 \
	X(XZ, "xz", ARCHIVE)                                                                       \
	X(ZSTD, "zstd", ARCHIVE)                                                                   \
	X(LZ4, "lz4", ARCHIVE)                                                                     \
	X(COMPRESS, "compress", ARCHIVE)                                                           \
	X(ARJ, "arj", ARCHIVE)                                                                     \
	X(ACE, "ace", ARCHIVE)                                                                     \
	X(CPIO, "cpio", ARCHIVE)                                                                   \
	X(AR, "ar", ARCHIVE)                                                                       \
	X(RPM, "rpm", ARCHIVE)                                                                     \
	X(PGP, "pgp", ENCRYPTED)                                                                   \
	X(SMIME_ENCRYPTED, "smime-encrypted", ENCRYPTED)                                           \
	X(OFFICE_ENCRYPTED, "office-encrypted", ENCRYPTED)                                         \
	X(EXE, "exe", EXECUTABLE)                                                                  \
	X(DLL, "dll", EXECUTABLE)                                                                  \
	X(COM, "com", EXECUTABLE)                                                                  \
	X(MSI, "msi", EXECUTABLE)                                                                  \
	X(ELF, "elf", EXECUTABLE)                                                                  \
	X(MACH_O, "mach-o", EXECUTABLE)                                                            \
	X(JAR, "jar", EXECUTABLE)                                                                  \
	X(CLASS, "class", EXECUTABLE)                                                              \
	X(APK, "apk", EXECUTABLE)                                                                  \
	X(XLL, "xll", EXECUTABLE)                                                                  \
	X(WASM, "wasm", EXECUTABLE)                                                                \
	X(APPX, "appx", EXECUTABLE)                                                                \
	X(SWF, "swf", EXECUTABLE)                                                                  \
	X(JS, "js", SCRIPT)                                                                        \
	X(VBS, "vbs", SCRIPT)                                                                      \
	X(PS1, "ps1", SCRIPT)                                                                      \
	X(BAT, "bat", SCRIPT)                                                                      \
	X(HTA, "hta", SCRIPT)                                                                      \
	X(WSF, "wsf", SCRIPT)                                                                      \
	X(SH, "sh", SCRIPT)                                                                        \
	X(PYTHON, "python", SCRIPT)                                                                \
	X(PERL, "perl", SCRIPT)                                                                    \
	X(PHP, "php", SCRIPT)                                                                      \
	X(REG, "reg", SCRIPT)                                                                      \
	X(INF, "inf", SCRIPT)                                                                      \
	X(IQY, "iqy", SCRIPT)                                                                      \
	X(SLK, "slk", SCRIPT)                                                                      \
	X(CHM, "chm", SCRIPT)                                                                      \
	X(ONE, "one", SCRIPT)                                                                      \
	X(LNK, "lnk", SHORTCUT)                                                                    \
	X(URL, "url", SHORTCUT)                                                                    \
	X(SCF, "scf", SHORTCUT)                                                                    \
	X(DESKTOP, "desktop", SHORTCUT)                                                            \
	X(LIBRARY_MS, "library-ms", SHORTCUT)                                                      \
	X(RDP, "rdp", SHORTCUT)                                                                    \
	X(ISO, "iso", DISK_IMAGE)                                                                  \
	X(IMG, "img", DISK_IMAGE)                                                                  \
	X(VHD, "vhd", DISK_IMAGE)                                                                  \
	X(VHDX, "vhdx", DISK_IMAGE)                                                                \
	X(VMDK, "vmdk", DISK_IMAGE)                                                                \
	X(QCOW2, "qcow2", DISK_IMAGE)                                                              \
	X(DMG, "dmg", DISK_IMAGE)                                                                  \
	X(WIM, "wim", DISK_IMAGE)                                                                  \
	X(HTML, "html", HTML)                                                                      \
	X(MHTML, "mhtml", HTML)                                                                    \
	X(SVG, "svg", SVG)                                                                         \
	X(EML, "eml", MAIL)                                                                        \
	X(MBOX, "mbox", MAIL)                                                                      \
	X(MSG, "msg", MAIL)                                                                        \
	X(TNEF, "tnef", MAIL)                                                                      \
	X(ICS, "ics", CALENDAR)                                                                    \
	X(VCF, "vcf", CONTACT)                                                                     \
	X(TTF, "ttf", FONT)                                                                        \
	X(OTF, "otf", FONT)                                                                        \
	X(WOFF, "woff", FONT)                                                                      \
	X(MP3, "mp3", AUDIO)                                                                       \
	X(WAV, "wav", AUDIO)                                                                       \
	X(OGG, "ogg", AUDIO)                                                                       \
	X(FLAC, "flac", AUDIO)                                                                     \
	X(M4A, "m4a", AUDIO)                                                                       \
	X(MP4, "mp4", VIDEO)                                                                       \
	X(AVI, "avi", VIDEO)                                                                       \
	X(MKV, "mkv", VIDEO)                                                                       \
	X(WMV, "wmv", VIDEO)                                                                       \
	X(MOV, "mov", VIDEO)                                                                       \
	X(MPEG, "mpeg", VIDEO)                                                                     \
	X(DXF, "dxf", CAD)                                                                         \
	X(DWG, "dwg", CAD)                                                                         \
	X(SXF, "sxf", CAD)                                                                         \
	X(P21, "p21", CAD)                                                                         \
	X(JWW, "jww", CAD)                                                                         \
	X(PEM, "pem", CERTIFICATE)                                                                 \
	X(P7S, "p7s", CERTIFICATE)                                                                 \
	X(P7M, "p7m", CERTIFICATE)                                                                 \
	X(P12, "p12", CERTIFICATE)                                                                 \
	X(PGP_SIGNATURE, "pgp-signature", CERTIFICATE)                                             \
	X(SQLITE, "sqlite", UNKNOWN)
/* clang-format on */

enum type_id {
#define X(c, w, k) TYPE_##c,
	TYPES(X)
#undef X
		TYPE_MAX
};

#endif
