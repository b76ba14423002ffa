/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_fonts.c: \fcharset and \cpg become the labels that charset.h knows. A
 * western font in a Japanese file is often a lie of small programs, so there
 * the bytes are asked.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_fonts.h"

#include <string.h>

#include "kinds/codepage.h"
#include "text/detect.h"

#define FONTS_MAX 4096	 /* fonts past it have the file's charset */
#define FONT_NAME_MAX 64 /* as far as names are looked at */

#define WESTERN "windows-1252"

struct font {
	const char *label; /* NULL: the file's */
	enum rtf_symbols symbols;
};

struct rtf_fonts {
	const char *label; /* the file's */
	GHashTable *fonts; /* number → struct font */
	struct font *last; /* the one that is being defined, or ${spare} */
	struct font spare;
	GString *name;
};

/* The numbers of Windows' LOGFONT.lfCharSet, and Apple's (77 …), as code pages. */
static const struct {
	int charset;
	unsigned codepage;
} charsets[] = {
	{ 0, 1252 },   { 77, 10000 }, { 78, 10001 }, { 79, 949 },   { 80, 936 },
	{ 81, 950 },   { 128, 932 },  { 129, 949 },  { 134, 936 },  { 136, 950 },
	{ 161, 1253 }, { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 },
	{ 186, 1257 }, { 204, 1251 }, { 222, 874 },  { 238, 1250 },
};
#define CHARSET_SYMBOL 2

struct rtf_fonts *rtf_fonts_new(void)
{
	struct rtf_fonts *f = g_new0(struct rtf_fonts, 1);

	f->label = WESTERN;
	f->fonts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
	f->last = &f->spare;
	f->name = g_string_new(NULL);
	return f;
}

void rtf_fonts_free(struct rtf_fonts *f)
{
	g_hash_table_unref(f->fonts);
	g_string_free(f->name, TRUE);
	g_free(f);
}

void rtf_fonts_default(struct rtf_fonts *f, unsigned codepage)
{
	f->label = codepage_label(codepage);
}

void rtf_fonts_begin(struct rtf_fonts *f, int number)
{
	struct font *font = g_hash_table_lookup(f->fonts, GINT_TO_POINTER(number));

	g_string_truncate(f->name, 0);
	if (!font && g_hash_table_size(f->fonts) < FONTS_MAX) {
		font = g_new0(struct font, 1);
		g_hash_table_insert(f->fonts, GINT_TO_POINTER(number), font);
	}
	f->last = font ? font : &f->spare;
}

void rtf_fonts_charset(struct rtf_fonts *f, int charset)
{
	if (charset == CHARSET_SYMBOL)
		f->last->symbols = RTF_SYMBOLS_OTHER;
	for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++)
		if (charsets[i].charset == charset)
			f->last->label = codepage_label(charsets[i].codepage);
}

void rtf_fonts_codepage(struct rtf_fonts *f, int codepage)
{
	const char *label = codepage_label((unsigned)MAX(codepage, 0));

	if (*label)
		f->last->label = label;
}

void rtf_fonts_name(struct rtf_fonts *f, const char *bytes, size_t n)
{
	size_t room = FONT_NAME_MAX - MIN(f->name->len, FONT_NAME_MAX);

	g_string_append_len(f->name, bytes, (gssize)MIN(n, room));
	if (!memchr(bytes, ';', n))
		return;
	enum rtf_symbols symbols = rtf_symbols_of_font(g_strchug(f->name->str));
	if (symbols != RTF_SYMBOLS_NONE)
		f->last->symbols = symbols;
	f->last = &f->spare;
	g_string_truncate(f->name, 0);
}

static const char *label_of(const struct rtf_fonts *f, int number)
{
	const struct font *font = g_hash_table_lookup(f->fonts, GINT_TO_POINTER(number));

	return font && font->label ? font->label : f->label;
}

static enum rtf_pairs pairs_of(const char *label)
{
	static const char *const others[] = { "gb18030", "euc-kr", "big5" };

	if (!strcmp(label, "cp932"))
		return RTF_PAIRS_CP932;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (!strcmp(label, others[i]))
			return RTF_PAIRS_OTHER;
	return RTF_PAIRS_NONE;
}

const char *rtf_fonts_label(const struct rtf_fonts *f, int number, const char *bytes, size_t n)
{
	const char *label = label_of(f, number);

	if (strcmp(label, WESTERN) || pairs_of(f->label) == RTF_PAIRS_NONE)
		return label;
	int western = detect_score(CONVERTER_WINDOWS_1252, bytes, n);
	int eastern = detect_score(converter_of_label(f->label), bytes, n);
	return eastern > MAX(western, 0) ? f->label : label;
}

enum rtf_pairs rtf_fonts_pairs(const struct rtf_fonts *f, int number)
{
	return pairs_of(label_of(f, number));
}

enum rtf_symbols rtf_fonts_symbols(const struct rtf_fonts *f, int number)
{
	const struct font *font = g_hash_table_lookup(f->fonts, GINT_TO_POINTER(number));

	return font ? font->symbols : RTF_SYMBOLS_NONE;
}
