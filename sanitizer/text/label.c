/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * label.c: labels are compared by their letters and digits alone, because
 * senders differ in all the rest; "x-" and "cs" before a name mean nothing,
 * and what follows the name of a family is a dialect that we read as well.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/label.h"

#include <string.h>

#define KEY_MAX 40 /* no charset has a longer name */

struct row {
	const char *key; /* letters and digits, lower case */
	enum converter c;
};

static const struct row names[] = {
	{ "utf7", CONVERTER_UTF7 },
	{ "unicode11utf7", CONVERTER_UTF7 },
	{ "unicode20utf7", CONVERTER_UTF7 },
	{ "cp65000", CONVERTER_UTF7 },
	{ "unicode11utf8", CONVERTER_UTF8 },
	{ "unicode20utf8", CONVERTER_UTF8 },
	{ "cp65001", CONVERTER_UTF8 },
	{ "windows65001", CONVERTER_UTF8 },
	{ "utf16", CONVERTER_UTF16 },
	{ "unicode", CONVERTER_UTF16 },
	{ "ucs2", CONVERTER_UTF16 },
	{ "iso10646ucs2", CONVERTER_UTF16 },
	{ "ucs2le", CONVERTER_UTF16LE },
	{ "ucs2be", CONVERTER_UTF16BE },
	{ "cp1200", CONVERTER_UTF16LE },
	{ "cp1201", CONVERTER_UTF16BE },
	{ "unicodefffe", CONVERTER_UTF16BE },
	{ "utf32", CONVERTER_UTF32 },
	{ "ucs4", CONVERTER_UTF32 },
	{ "iso10646ucs4", CONVERTER_UTF32 },
	{ "usascii", CONVERTER_ASCII },
	{ "ascii", CONVERTER_ASCII },
	{ "ansix341968", CONVERTER_ASCII },
	{ "iso646us", CONVERTER_ASCII },
	{ "us", CONVERTER_ASCII },
	{ "cp20127", CONVERTER_ASCII },
	{ "iso646", CONVERTER_ASCII },
	{ "7bit", CONVERTER_ASCII },
	{ "jis", CONVERTER_JIS },
	{ "jis7", CONVERTER_JIS },
	{ "jis8", CONVERTER_JIS },
	{ "cp50220", CONVERTER_JIS },
	{ "cp50221", CONVERTER_JIS },
	{ "cp50222", CONVERTER_JIS },
	{ "sjis2004", CONVERTER_SJIS_2004 },
	{ "shiftjisx0213", CONVERTER_SJIS_2004 },
	{ "sjisx0213", CONVERTER_SJIS_2004 },
	{ "shiftjis2004", CONVERTER_SJIS_2004 },
	{ "shiftjis2000", CONVERTER_SJIS_2004 },
	{ "windows31j", CONVERTER_CP932 },
	{ "mskanji", CONVERTER_CP932 },
	{ "ms932", CONVERTER_CP932 },
	{ "windows932", CONVERTER_CP932 },
	{ "cp943", CONVERTER_CP932 },
	{ "ibm943", CONVERTER_CP932 },
	{ "macjapanese", CONVERTER_CP932 },
	{ "ujis", CONVERTER_EUC_JP },
	{ "cp51932", CONVERTER_EUC_JP },
	{ "cp20932", CONVERTER_EUC_JP },
	{ "eucpkdfmtjapanese", CONVERTER_EUC_JP },
	{ "extendedunixcodepackedformatforjapanese", CONVERTER_EUC_JP },
	{ "eucjisx0213", CONVERTER_EUC_2004 },
	{ "eucjis2004", CONVERTER_EUC_2004 },
	{ "eucjp2004", CONVERTER_EUC_2004 },
	{ "gb2312", CONVERTER_GB18030 },
	{ "gb231280", CONVERTER_GB18030 },
	{ "gbk", CONVERTER_GB18030 },
	{ "cp936", CONVERTER_GB18030 },
	{ "ms936", CONVERTER_GB18030 },
	{ "windows936", CONVERTER_GB18030 },
	{ "euccn", CONVERTER_GB18030 },
	{ "cp54936", CONVERTER_GB18030 },
	{ "iso58gb231280", CONVERTER_GB18030 },
	{ "chinese", CONVERTER_GB18030 },
	{ "cngb", CONVERTER_GB18030 },
	{ "hz", CONVERTER_HZ },
	{ "hzgb2312", CONVERTER_HZ },
	{ "cp52936", CONVERTER_HZ },
	{ "big5hkscs", CONVERTER_BIG5 },
	{ "cp950", CONVERTER_BIG5 },
	{ "windows950", CONVERTER_BIG5 },
	{ "cnbig5", CONVERTER_BIG5 },
	{ "ksc5601", CONVERTER_UHC },
	{ "ksc56011987", CONVERTER_UHC },
	{ "ksc56011989", CONVERTER_UHC },
	{ "cp949", CONVERTER_UHC },
	{ "uhc", CONVERTER_UHC },
	{ "windows949", CONVERTER_UHC },
	{ "ms949", CONVERTER_UHC },
	{ "cp51949", CONVERTER_UHC },
	{ "korean", CONVERTER_UHC },
	{ "cp50225", CONVERTER_ISO_2022_KR },
	{ "iso2022cnext", CONVERTER_ISO_2022_CN },
	{ "koi8", CONVERTER_KOI8_R },
	{ "koi8ru", CONVERTER_KOI8_U },
	{ "cp20866", CONVERTER_KOI8_R },
	{ "cp21866", CONVERTER_KOI8_U },
	{ "tis620", CONVERTER_TIS_620 },
	{ "iso885911", CONVERTER_TIS_620 },
	{ "macroman", CONVERTER_MACINTOSH },
	{ "mac", CONVERTER_MACINTOSH },
	{ "ibm437", CONVERTER_CP437 },
	{ "ibm850", CONVERTER_CP850 },
	{ "ibm866", CONVERTER_CP866 },
	{ "dos850", CONVERTER_CP850 },
	{ "iso88591", CONVERTER_WINDOWS_1252 },
	{ "latin1", CONVERTER_WINDOWS_1252 },
	{ "iso8859", CONVERTER_WINDOWS_1252 },
	{ "l1", CONVERTER_WINDOWS_1252 },
	{ "iso88599", CONVERTER_WINDOWS_1254 },
	{ "latin5", CONVERTER_WINDOWS_1254 },
	{ "latin2", CONVERTER_ISO_8859_2 },
	{ "latin9", CONVERTER_ISO_8859_15 },
	{ "iso88598i", CONVERTER_ISO_8859_8 },
	{ "iso88598e", CONVERTER_ISO_8859_8 },
	{ "cyrillic", CONVERTER_ISO_8859_5 },
	{ "greek", CONVERTER_ISO_8859_7 },
};

/* Whatever begins so: iso-2022-jp-ms, x-sjis-docomo, utf8mb4. Looked at after the names. */
static const struct row families[] = {
	{ "iso2022jp", CONVERTER_JIS }, { "shiftjis", CONVERTER_CP932 },
	{ "sjis", CONVERTER_CP932 },	{ "cp932", CONVERTER_CP932 },
	{ "eucjp", CONVERTER_EUC_JP },	{ "utf8", CONVERTER_UTF8 },
};

/* "Shift_JIS; x" → "shiftjis". False when nothing is left or it is too long for a charset. */
static bool make_key(const char *label, char *key, size_t size)
{
	size_t n = 0;

	label += strspn(label, " \t\r\n\"'");
	for (; *label && !strchr("; \t\r\n\"'", *label); label++) {
		if (!g_ascii_isalnum(*label))
			continue;
		if (n + 1 >= size)
			return false;
		key[n++] = g_ascii_tolower(*label);
	}
	key[n] = '\0';
	return n > 0;
}

/* cp1252 and windows1252; ${key} says no more than that. */
static enum converter find_windows(const char *key)
{
	const char *number = g_str_has_prefix(key, "cp")	? key + 2
			     : g_str_has_prefix(key, "windows") ? key + 7
			     : g_str_has_prefix(key, "win")	? key + 3
								: "";

	if (!g_str_has_prefix(number, "125") || number[3] < '0' || number[3] > '8' || number[4])
		return CONVERTER_UNKNOWN;
	return CONVERTER_WINDOWS_1250 + (enum converter)(number[3] - '0');
}

/* iso88595 → "iso-8859-5". */
static enum converter find_word(const char *key)
{
	char own[KEY_MAX];

	for (enum converter c = 0; c < CONVERTER_MAX; c++)
		if (make_key(converter_word(c), own, sizeof(own)) && !strcmp(own, key))
			return c;
	return CONVERTER_UNKNOWN;
}

static enum converter find_key(const char *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (!strcmp(names[i].key, key))
			return names[i].c;

	enum converter c = find_windows(key);
	if (c == CONVERTER_UNKNOWN)
		c = find_word(key);
	for (size_t i = 0; c == CONVERTER_UNKNOWN && i < G_N_ELEMENTS(families); i++)
		if (g_str_has_prefix(key, families[i].key))
			c = families[i].c;
	return c;
}

enum converter label_find(const char *label)
{
	static const char *const prefixes[] = { "", "x", "cs", "charset" };
	char key[KEY_MAX];

	if (!label || !make_key(label, key, sizeof(key)))
		return CONVERTER_UNKNOWN;
	enum converter c = CONVERTER_UNKNOWN;
	for (size_t i = 0; c == CONVERTER_UNKNOWN && i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(key, prefixes[i]))
			c = find_key(key + strlen(prefixes[i]));
	return c;
}
