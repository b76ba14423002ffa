/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * converters.c: all that iconv is needed for is got at the start, because the
 * gconv modules behind it are files, and behind the sandbox's door there are
 * no files: charsets of single bytes become tables, the others' descriptors
 * are never closed (closed modules get unloaded). Labels are compared by their letters and digits
 * alone, because senders differ in all the rest. Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/converters.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "text/byte_table.h"

static struct {
	const char *word;
	const char *name;
	unsigned unit;
	struct byte_table *table; /* instead of ${cd} */
	iconv_t cd;
} rows[] = {
#define X(c, word, name, unit) { word, name, unit, NULL, NULL },
	CONVERTERS(X)
#undef X
};

static const struct {
	const char *key; /* letters and digits, lower case */
	enum converter c;
} labels[] = {
	{ "utf8", CONVERTER_UTF8 },
	{ "unicode11utf8", CONVERTER_UTF8 },
	{ "usascii", CONVERTER_ASCII },
	{ "ascii", CONVERTER_ASCII },
	{ "ansix341968", CONVERTER_ASCII },
	{ "iso646us", CONVERTER_ASCII },
	{ "jis", CONVERTER_JIS },
	{ "jis7", CONVERTER_JIS },
	{ "jis8", CONVERTER_JIS },
	{ "cp50220", CONVERTER_JIS },
	{ "cp50221", CONVERTER_JIS },
	{ "cp50222", CONVERTER_JIS },
	{ "shiftjis", CONVERTER_CP932 },
	{ "sjis", CONVERTER_CP932 },
	{ "shiftjis2004", CONVERTER_CP932 },
	{ "shiftjisx0213", CONVERTER_CP932 },
	{ "windows31j", CONVERTER_CP932 },
	{ "mskanji", CONVERTER_CP932 },
	{ "ms932", CONVERTER_CP932 },
	{ "cp932", CONVERTER_CP932 },
	{ "windows932", CONVERTER_CP932 },
	{ "cp943", CONVERTER_CP932 },
	{ "ibm943", CONVERTER_CP932 },
	{ "eucjp", CONVERTER_EUC_JP },
	{ "eucjpms", CONVERTER_EUC_JP },
	{ "eucjpwin", CONVERTER_EUC_JP },
	{ "ujis", CONVERTER_EUC_JP },
	{ "cp51932", CONVERTER_EUC_JP },
	{ "eucpkdfmtjapanese", CONVERTER_EUC_JP },
	{ "eucjisx0213", CONVERTER_JISX0213 },
	{ "eucjis2004", CONVERTER_JISX0213 },
	{ "utf16", CONVERTER_UTF16 },
	{ "unicode", CONVERTER_UTF16 },
	{ "utf16le", CONVERTER_UTF16LE },
	{ "utf16be", CONVERTER_UTF16BE },
	{ "ucs2", CONVERTER_UTF16 },
	{ "iso10646ucs2", CONVERTER_UTF16 },
	{ "utf32", CONVERTER_UTF32 },
	{ "utf32le", CONVERTER_UTF32LE },
	{ "utf32be", CONVERTER_UTF32BE },
	{ "utf7", CONVERTER_UTF7 },
	{ "unicode11utf7", CONVERTER_UTF7 },
	{ "gb2312", CONVERTER_GB18030 },
	{ "gb231280", CONVERTER_GB18030 },
	{ "gbk", CONVERTER_GB18030 },
	{ "gb18030", CONVERTER_GB18030 },
	{ "cp936", CONVERTER_GB18030 },
	{ "euccn", CONVERTER_GB18030 },
	{ "big5", CONVERTER_BIG5 },
	{ "big5hkscs", CONVERTER_BIG5 },
	{ "cp950", CONVERTER_BIG5 },
	{ "euckr", CONVERTER_UHC },
	{ "ksc5601", CONVERTER_UHC },
	{ "ksc56011987", CONVERTER_UHC },
	{ "cp949", CONVERTER_UHC },
	{ "uhc", CONVERTER_UHC },
	{ "windows949", CONVERTER_UHC },
	{ "iso2022kr", CONVERTER_ISO_2022_KR },
	{ "koi8r", CONVERTER_KOI8_R },
	{ "koi8", CONVERTER_KOI8_R },
	{ "koi8u", CONVERTER_KOI8_U },
	{ "tis620", CONVERTER_TIS_620 },
	{ "iso885911", CONVERTER_TIS_620 },
	{ "windows874", CONVERTER_TIS_620 },
	{ "macintosh", CONVERTER_MACINTOSH },
	{ "macroman", CONVERTER_MACINTOSH },
	{ "iso88591", CONVERTER_WINDOWS_1252 },
	{ "latin1", CONVERTER_WINDOWS_1252 },
	{ "iso88599", CONVERTER_WINDOWS_1254 },
	{ "latin2", CONVERTER_ISO_8859_2 },
	{ "latin9", CONVERTER_ISO_8859_15 },
	{ "iso88598i", CONVERTER_ISO_8859_8 },
	{ "iso88598e", CONVERTER_ISO_8859_8 },
};

const char *converters_open(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (rows[i].cd || rows[i].table)
			continue;
		iconv_t cd = iconv_open("UTF-8", rows[i].name);
		if (cd == (iconv_t)-1)
			return rows[i].name;
		rows[i].table = byte_table_learn(cd);
		if (rows[i].table)
			iconv_close(cd);
		else
			rows[i].cd = cd;
	}
	return NULL;
}

const char *converter_word(enum converter c)
{
	if (c < CONVERTER_MAX)
		return rows[c].word;
	if (c == CONVERTER_UTF8)
		return "utf-8";
	if (c == CONVERTER_ASCII)
		return "us-ascii";
	return c == CONVERTER_JIS ? "iso-2022-jp" : "unknown";
}

/* "Shift_JIS; x" → "shiftjis". False when nothing is left or it is too long for a charset. */
static bool label_key(const char *label, char *key, size_t size)
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

static enum converter key_lookup(const char *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		if (!strcmp(labels[i].key, key))
			return labels[i].c;

	/* The families: every ISO-2022-JP variant is read by one decoder; cp1252 is windows-1252.
	 */
	if (g_str_has_prefix(key, "iso2022jp"))
		return CONVERTER_JIS;
	if (g_str_has_prefix(key, "cp125") || g_str_has_prefix(key, "windows125")) {
		const char *digit = key + strlen(key) - 1;
		if (digit[-1] == '5' && *digit >= '0' && *digit <= '8')
			return CONVERTER_WINDOWS_1250 + (enum converter)(*digit - '0');
	}

	/* iso88595 → "iso-8859-5" of the table. */
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char own[32];
		if (label_key(rows[i].word, own, sizeof(own)) && !strcmp(own, key))
			return (enum converter)i;
	}
	return CONVERTER_UNKNOWN;
}

enum converter converter_of_label(const char *label)
{
	char key[40];

	if (!label || !label_key(label, key, sizeof(key)))
		return CONVERTER_UNKNOWN;
	enum converter c = key_lookup(key);
	if (c == CONVERTER_UNKNOWN && key[0] == 'x')
		c = key_lookup(key + 1);
	if (c == CONVERTER_UNKNOWN && g_str_has_prefix(key, "cs"))
		c = key_lookup(key + 2);
	return c;
}

void converter_replacement(GString *out)
{
	g_string_append_len(out, "\xef\xbf\xbd", 3);
}

static unsigned run_utf8(GString *out, const char *buf, size_t n)
{
	unsigned bad = 0;

	while (n > 0) {
		const char *end;
		g_utf8_validate(buf, (gssize)n, &end);
		g_string_append_len(out, buf, end - buf);
		n -= (size_t)(end - buf);
		buf = end;
		if (n == 0)
			break;
		if (*buf == '\0') {
			g_string_append_c(out, '\0');
		} else {
			converter_replacement(out);
			bad++;
		}
		buf++;
		n--;
	}
	return bad;
}

unsigned converter_run(enum converter c, GString *out, const char *buf, size_t n)
{
	char chunk[4096];
	unsigned bad = 0;

	if (c == CONVERTER_UTF8)
		return run_utf8(out, buf, n);
	g_return_val_if_fail(c < CONVERTER_MAX && (rows[c].cd || rows[c].table), 0);
	if (rows[c].table)
		return byte_table_run(rows[c].table, out, buf, n);

	iconv_t cd = rows[c].cd;
	char *in = (char *)buf;
	iconv(cd, NULL, NULL, NULL, NULL);
	while (n > 0) {
		char *to = chunk;
		size_t room = sizeof(chunk);
		size_t rc = iconv(cd, &in, &n, &to, &room);
		int why = errno;
		g_string_append_len(out, chunk, to - chunk);
		if (rc != (size_t)-1 || why == E2BIG)
			continue;
		/* EILSEQ in the middle or EINVAL at the end: step over one unit and go on. */
		size_t step = MIN(rows[c].unit, n);
		in += step;
		n -= step;
		converter_replacement(out);
		bad++;
	}

	/* Stateful converters may still hold a character back. */
	char *to = chunk;
	size_t room = sizeof(chunk);
	iconv(cd, NULL, NULL, &to, &room);
	g_string_append_len(out, chunk, to - chunk);
	return bad;
}
