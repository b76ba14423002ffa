/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * complain.c: one sentence for each mistake, written twice: English for logs
 * and Japanese for the people who keep these files. Tests: with the files
 * that complain, tests/unit/settings.
 */
#include "complain.h"

void complain_as(struct diags *d, struct at at, const char *nearest, char *en, char *ja)
{
	if (nearest) {
		g_autofree char *bare_en = en, *bare_ja = ja;
		en = g_strdup_printf("%s (did you mean \"%s\"?)", bare_en, nearest);
		ja = g_strdup_printf("%s（「%s」？）", bare_ja, nearest);
	}
	diags_add(d, true, at.file, at.line, at.column, en, ja);
}

void complain(struct diags *d, struct at at, const char *nearest, const char *en, const char *ja,
	      ...)
{
	va_list args, again;

	va_start(args, ja);
	va_copy(again, args);
	complain_as(d, at, nearest, g_strdup_vprintf(en, args), g_strdup_vprintf(ja, again));
	va_end(again);
	va_end(args);
}

void complain_softly(struct diags *d, struct at at, const char *en, const char *ja, ...)
{
	va_list args, again;

	va_start(args, ja);
	va_copy(again, args);
	diags_add(d, false, at.file, at.line, at.column, g_strdup_vprintf(en, args),
		  g_strdup_vprintf(ja, again));
	va_end(again);
	va_end(args);
}

/* How far ${text} is text: to the first bad sequence or control character. */
static size_t good_bytes(const char *text, size_t len)
{
	const char *end;

	g_utf8_validate(text, (gssize)len, &end);
	size_t good = (size_t)(end - text);
	for (size_t i = 0; i < good; i++) {
		unsigned char c = (unsigned char)text[i];
		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			return i;
	}
	return good;
}

bool complain_unless_text(struct diags *d, const char *file, const char *text, size_t len)
{
	size_t good = good_bytes(text, len);

	if (good == len)
		return true;
	struct at at = { file, 1, 1 };
	for (const char *p = text; p < text + good; p = g_utf8_next_char(p)) {
		at.column++;
		if (*p == '\n') {
			at.line++;
			at.column = 1;
		}
	}
	complain(d, at, NULL, "byte 0x%02x: not UTF-8 text; save the file as UTF-8",
		 "バイト 0x%02x は UTF-8 の文字ではない。UTF-8 で保存すること",
		 (unsigned)(unsigned char)text[good]);
	return false;
}
