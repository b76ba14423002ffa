/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * comb.c: base64 is words of nothing else, the first as long as no word of a
 * language is. In a text that is not ambiguous they must decode to characters
 * or to a known file: what decodes to noise is a key or a token. Checksums are
 * of hexadecimal digits and stay, and so does what has dots or colons, as links
 * have. Tests: tests/unit/sanitizer/test_comb.c.
 */
#include "text/comb.h"

#include <stdbool.h>
#include <string.h>

#include "signature.h"
#include "text/phrase.h"
#include "transfer.h"

#define WORD_MIN 32u /* characters: 24 bytes */
#define REST_MIN 8u  /* of what follows such a word and has no padding */

static const struct phrase taken = {
	"符号化されたデータがあったため、ここは省きました",
	"Encoded data was here and was left out",
};

static const char blank[] = " \t\r\n";

static bool is_base64(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("+/-_", c));
}

/* Whether the word of ${n} bytes at ${p} is base64; ${behind}: right behind one that is. */
static bool is_data(const char *p, size_t n, bool behind)
{
	size_t used = 0, digits = 0;

	/* Brackets, quotes and stops may touch it. */
	for (; n > 0 && strchr("([{<\"'", *p); n--)
		p++;
	while (n > 0 && strchr(")]}>\"'.,;!?", p[n - 1]))
		n--;
	while (used < n && is_base64(p[used])) {
		digits += g_ascii_isxdigit(p[used]);
		used++;
	}
	size_t padded = used;
	while (padded < n && p[padded] == '=' && padded < used + 2)
		padded++;
	if (padded < n || used == 0 || g_str_has_prefix(p, "--"))
		return false;
	if (behind)
		return padded > used || (n >= REST_MIN && n % 4 == 0);
	/* A ruler is of one character, a checksum of digits. */
	return used >= WORD_MIN && digits < used && strspn(p, (char[]){ *p, '\0' }) < used;
}

/* Marks of quoting stand between the lines of data, not within it. */
static bool is_quoting(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != '>' && p[i] != '|')
			return false;
	return true;
}

/* Where the words of data that begin at ${p} end, blanks behind them included. */
static const char *end_of_data(const char *p)
{
	const char *start = p, *end = p;

	while (*p) {
		size_t n = strcspn(p, blank);
		const char *next = p + n + strspn(p + n, blank);
		if (!is_quoting(p, n)) {
			if (!is_data(p, n, p != start))
				break;
			end = next;
		}
		p = next;
	}
	return end;
}

static bool is_printable(const char *data, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isprint(data[i]) && !g_ascii_isspace(data[i]))
			return false;
	return true;
}

/* Whether the words between ${p} and ${end} decode to what somebody would open. */
static bool is_file(const char *p, const char *end)
{
	g_autoptr(GString) clean = g_string_sized_new((gsize)(end - p));
	struct transfer_found found = { 0 };

	for (; p < end; p++)
		if (is_base64(*p))
			g_string_append_c(clean, *p == '-' ? '+' : *p == '_' ? '/' : *p);
	g_autofree char *data = g_malloc(transfer_room(TRANSFER_BASE64, clean->len) + 1);
	size_t n = transfer_decode(TRANSFER_BASE64, clean->str, clean->len, data, &found);
	if (n == 0 || is_printable(data, n))
		return n > 0;
	struct signature s = signature_find(data, n);
	return s.is_certain && s.type != TYPE_MAX && type_class(s.type) != CLASS_CERTIFICATE;
}

/*
 * Looks at the word at ${p}, which may begin a line, and returns where to go on:
 * behind it, or behind the run of data that it begins, never into one again.
 * ${*is_taken}: what was passed is an encoded file.
 */
static const char *look_at(const char *p, bool begins_line, enum comb_teeth teeth, bool *is_taken)
{
	const char *end = begins_line ? comb_lines(p) : NULL;
	size_t n = strcspn(p, blank);

	*is_taken = end != NULL;
	if (end)
		return end;
	if (!is_data(p, n, false))
		return p + n + (p[n] != '\0');
	end = end_of_data(p);
	*is_taken = teeth == COMB_FINE || is_file(p, end);
	return end;
}

static void leave(GString *out, const char *from, const char *to, enum config_lang lang)
{
	g_string_append_len(out, from, to - from);
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	phrase_line(out, lang, &taken, 0, NULL);
}

unsigned comb_text(GString *text, enum comb_teeth teeth, enum config_lang lang)
{
	g_autoptr(GString) out = g_string_sized_new(text->len);
	const char *p = text->str, *kept = p;
	bool begins_line = true;
	unsigned files = 0;

	while (*p) {
		bool is_taken;
		const char *next = look_at(p, begins_line, teeth, &is_taken);
		if (is_taken) {
			leave(out, kept, p, lang);
			kept = next;
			files++;
		}
		begins_line = next[-1] == '\n';
		p = next;
	}
	g_string_append_len(out, kept, p - kept);
	if (files > 0)
		g_string_assign(text, out->str);
	return files;
}
