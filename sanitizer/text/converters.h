/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * converters.h: every charset that we read, and the labels that lead to them.
 */
#ifndef MISOGI_TEXT_CONVERTERS_H
#define MISOGI_TEXT_CONVERTERS_H

#include <glib.h>
#include <stdbool.h>

/* X(CONSTANT, "our word", decoder): charsets that have a decoder of ours. */
#define CONVERTERS_OURS(X)                                                                         \
	X(CP932, "cp932", multibyte_cp932)                                                         \
	X(SJIS_2004, "shift_jis-2004", multibyte_sjis_2004)                                        \
	X(EUC_JP, "euc-jp", multibyte_euc_jp)                                                      \
	X(EUC_2004, "euc-jis-2004", multibyte_euc_2004)                                            \
	X(JIS, "iso-2022-jp", jis_to_utf8)                                                         \
	X(UTF8, "utf-8", utf_8)                                                                    \
	X(UTF16LE, "utf-16le", utf_16le)                                                           \
	X(UTF16BE, "utf-16be", utf_16be)                                                           \
	X(UTF32LE, "utf-32le", utf_32le)                                                           \
	X(UTF32BE, "utf-32be", utf_32be)                                                           \
	X(UTF7, "utf-7", utf_7)                                                                    \
	X(GB18030, "gb18030", gb18030_run)                                                         \
	X(BIG5, "big5", multibyte_big5)                                                            \
	X(EUC_TW, "euc-tw", multibyte_euc_tw)                                                      \
	X(UHC, "euc-kr", multibyte_uhc)                                                            \
	X(ISO_2022_KR, "iso-2022-kr", iso2022_kr)                                                  \
	X(ISO_2022_CN, "iso-2022-cn", iso2022_cn)                                                  \
	X(HZ, "hz-gb-2312", iso2022_hz)

/* X(CONSTANT, "our word", "iconv name"): each byte is a character, read from a table. */
#define CONVERTERS_BYTES(X)                                                                        \
	X(KOI8_R, "koi8-r", "KOI8-R")                                                              \
	X(KOI8_U, "koi8-u", "KOI8-U")                                                              \
	X(TIS_620, "windows-874", "CP874")                                                         \
	X(CP437, "cp437", "CP437")                                                                 \
	X(CP850, "cp850", "CP850")                                                                 \
	X(CP866, "cp866", "CP866")                                                                 \
	X(MACINTOSH, "macintosh", "MACINTOSH")                                                     \
	X(WINDOWS_1250, "windows-1250", "CP1250")                                                  \
	X(WINDOWS_1251, "windows-1251", "CP1251")                                                  \
	X(WINDOWS_1252, "windows-1252", "CP1252")                                                  \
	X(WINDOWS_1253, "windows-1253", "CP1253")                                                  \
	X(WINDOWS_1254, "windows-1254", "CP1254")                                                  \
	X(WINDOWS_1255, "windows-1255", "CP1255")                                                  \
	X(WINDOWS_1256, "windows-1256", "CP1256")                                                  \
	X(WINDOWS_1257, "windows-1257", "CP1257")                                                  \
	X(WINDOWS_1258, "windows-1258", "CP1258")                                                  \
	X(ISO_8859_2, "iso-8859-2", "ISO-8859-2")                                                  \
	X(ISO_8859_3, "iso-8859-3", "ISO-8859-3")                                                  \
	X(ISO_8859_4, "iso-8859-4", "ISO-8859-4")                                                  \
	X(ISO_8859_5, "iso-8859-5", "ISO-8859-5")                                                  \
	X(ISO_8859_6, "iso-8859-6", "ISO-8859-6")                                                  \
	X(ISO_8859_7, "iso-8859-7", "ISO-8859-7")                                                  \
	X(ISO_8859_8, "iso-8859-8", "ISO-8859-8")                                                  \
	X(ISO_8859_10, "iso-8859-10", "ISO-8859-10")                                               \
	X(ISO_8859_13, "iso-8859-13", "ISO-8859-13")                                               \
	X(ISO_8859_14, "iso-8859-14", "ISO-8859-14")                                               \
	X(ISO_8859_15, "iso-8859-15", "ISO-8859-15")                                               \
	X(ISO_8859_16, "iso-8859-16", "ISO-8859-16")

enum converter {
#define X(c, word, how) CONVERTER_##c,
	CONVERTERS_OURS(X) CONVERTERS_BYTES(X)
#undef X
		CONVERTER_MAX,
	CONVERTER_ASCII, /* 7-bit; with 8-bit bytes it is a wrong label */
	CONVERTER_UTF16, /* byte order by its mark */
	CONVERTER_UTF32,
	CONVERTER_UNKNOWN,
};

/*
 * Learns all tables; returns the iconv name of the first that is missing here,
 * NULL when all are there. Nothing of iconv is needed afterwards.
 */
const char *converters_open(void);

/* Our word for ${c}; static. */
const char *converter_word(enum converter c);

/* What ${label} (as a sender writes it) leads to; CONVERTER_UNKNOWN when it is empty or strange. */
enum converter converter_of_label(const char *label);

/*
 * Appends ${n} bytes to ${out} as UTF-8; what cannot be read becomes U+FFFD.
 * Returns how many did. For those before CONVERTER_MAX only.
 */
unsigned converter_run(enum converter c, GString *out, const char *buf, size_t n);

/* Appends U+FFFD. */
void converter_replacement(GString *out);

#endif
