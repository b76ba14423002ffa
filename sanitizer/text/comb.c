/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * comb.c: words that are base64 and nothing else, as long as no word of a
 * language is, and the shorter ones that go on with them. Checksums are of
 * hexadecimal digits and stay, and so does what has dots or colons, as links
 * have. Honest texts are never combed: only those of a mail that is ambiguous.
 * Tests: tests/unit/sanitizer/test_comb.c.
 */
#include "text/comb.h"

#include <stdbool.h>
#include <string.h>

#include "text/phrase.h"

#define WORD_MIN 32u /* characters: 24 bytes */
#define REST_MIN 8u  /* of what follows such a word and has no padding */

static const struct phrase taken = {
	"符号化されたデータがあったため、ここは省きました",
	"Encoded data was here and was left out",
};

static bool is_base64(char c)
{
	return g_ascii_isalnum(c) || strchr("+/-_", c);
}

/* Whether the word of ${n} bytes at ${p} is base64; ${behind}: right behind one that is. */
static bool is_data(const char *p, size_t n, bool behind)
{
	size_t used = 0, digits = 0;

	while (used < n && is_base64(p[used])) {
		digits += g_ascii_isxdigit(p[used]);
		used++;
	}
	size_t padded = used;
	while (padded < n && p[padded] == '=' && padded < used + 2)
		padded++;
	if (padded < n || used == 0)
		return false;
	if (behind)
		return padded > used || (n >= REST_MIN && n % 4 == 0);
	/* A ruler is of one character, a checksum of digits. */
	return used >= WORD_MIN && digits < used && strspn(p, (char[]){ *p, '\0' }) < used;
}

unsigned comb_text(GString *text, enum config_lang lang)
{
	static const char blank[] = " \t\r\n";
	g_autoptr(GString) out = g_string_sized_new(text->len);
	const char *p = text->str, *kept = p;
	bool behind = false;
	unsigned runs = 0;

	while (*p) {
		size_t n = strcspn(p, blank);
		const char *next = p + n + strspn(p + n, blank);
		bool is = n > 0 && is_data(p, n, behind);
		if (is && !behind) {
			g_string_append_len(out, kept, p - kept);
			if (out->len > 0 && out->str[out->len - 1] != '\n')
				g_string_append_c(out, '\n');
			phrase_line(out, lang, &taken, 0, NULL);
			runs++;
		}
		kept = is ? next : kept;
		behind = is || (behind && n == 0);
		p = next;
	}
	g_string_append_len(out, kept, p - kept);
	if (runs > 0)
		g_string_assign(text, out->str);
	return runs;
}
