/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * converters.h: every charset that iconv reads for us, and the labels that
 * lead to them.
 */
#ifndef MISOGI_TEXT_CONVERTERS_H
#define MISOGI_TEXT_CONVERTERS_H

#include <glib.h>
#include <stdbool.h>

/*
 * X(CONSTANT, "our word", "iconv name", UNIT): UNIT is how many bytes are
 * stepped over where they cannot be read. JIS, UTF-8 and ASCII are ours.
 */
#define CONVERTERS(X)                                                                              \
	X(CP932, "cp932", "CP932", 1)                                                              \
	X(EUC_JP, "euc-jp", "EUC-JP-MS", 1)                                                        \
	X(JISX0213, "euc-jisx0213", "EUC-JISX0213", 1)                                             \
	X(UTF16LE, "utf-16le", "UTF-16LE", 2)                                                      \
	X(UTF16BE, "utf-16be", "UTF-16BE", 2)                                                      \
	X(UTF32LE, "utf-32le", "UTF-32LE", 4)                                                      \
	X(UTF32BE, "utf-32be", "UTF-32BE", 4)                                                      \
	X(UTF7, "utf-7", "UTF-7", 1)                                                               \
	X(GB18030, "gb18030", "GB18030", 1)                                                        \
	X(BIG5, "big5", "BIG5-HKSCS", 1)                                                           \
	X(UHC, "euc-kr", "UHC", 1)                                                                 \
	X(ISO_2022_KR, "iso-2022-kr", "ISO-2022-KR", 1)                                            \
	X(KOI8_R, "koi8-r", "KOI8-R", 1)                                                           \
	X(KOI8_U, "koi8-u", "KOI8-U", 1)                                                           \
	X(TIS_620, "windows-874", "CP874", 1)                                                      \
	X(MACINTOSH, "macintosh", "MACINTOSH", 1)                                                  \
	X(WINDOWS_1250, "windows-1250", "CP1250", 1)                                               \
	X(WINDOWS_1251, "windows-1251", "CP1251", 1)                                               \
	X(WINDOWS_1252, "windows-1252", "CP1252", 1)                                               \
	X(WINDOWS_1253, "windows-1253", "CP1253", 1)                                               \
	X(WINDOWS_1254, "windows-1254", "CP1254", 1)                                               \
	X(WINDOWS_1255, "windows-1255", "CP1255", 1)                                               \
	X(WINDOWS_1256, "windows-1256", "CP1256", 1)                                               \
	X(WINDOWS_1257, "windows-1257", "CP1257", 1)                                               \
	X(WINDOWS_1258, "windows-1258", "CP1258", 1)                                               \
	X(ISO_8859_2, "iso-8859-2", "ISO-8859-2", 1)                                               \
	X(ISO_8859_3, "iso-8859-3", "ISO-8859-3", 1)                                               \
	X(ISO_8859_4, "iso-8859-4", "ISO-8859-4", 1)                                               \
	X(ISO_8859_5, "iso-8859-5", "ISO-8859-5", 1)                                               \
	X(ISO_8859_6, "iso-8859-6", "ISO-8859-6", 1)                                               \
	X(ISO_8859_7, "iso-8859-7", "ISO-8859-7", 1)                                               \
	X(ISO_8859_8, "iso-8859-8", "ISO-8859-8", 1)                                               \
	X(ISO_8859_10, "iso-8859-10", "ISO-8859-10", 1)                                            \
	X(ISO_8859_13, "iso-8859-13", "ISO-8859-13", 1)                                            \
	X(ISO_8859_14, "iso-8859-14", "ISO-8859-14", 1)                                            \
	X(ISO_8859_15, "iso-8859-15", "ISO-8859-15", 1)                                            \
	X(ISO_8859_16, "iso-8859-16", "ISO-8859-16", 1)

enum converter {
#define X(c, word, name, unit) CONVERTER_##c,
	CONVERTERS(X)
#undef X
		CONVERTER_MAX,
	CONVERTER_UTF8,	 /* validated by hand */
	CONVERTER_ASCII, /* 7-bit; with 8-bit bytes it is a wrong label */
	CONVERTER_JIS,	 /* jis.h */
	CONVERTER_UTF16, /* byte order by its mark */
	CONVERTER_UTF32,
	CONVERTER_UNKNOWN,
};

/* Opens all; returns the iconv name of the first that is missing here, NULL when all are open. */
const char *converters_open(void);

/* Our word for ${c}; static. */
const char *converter_word(enum converter c);

/* What ${label} (as a sender writes it) leads to; CONVERTER_UNKNOWN when it is empty or strange. */
enum converter converter_of_label(const char *label);

/*
 * Appends ${n} bytes to ${out} as UTF-8; what cannot be read becomes U+FFFD.
 * Returns how many did. For rows of the table and CONVERTER_UTF8 only.
 */
unsigned converter_run(enum converter c, GString *out, const char *buf, size_t n);

/* Appends U+FFFD. */
void converter_replacement(GString *out);

#endif
