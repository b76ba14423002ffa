/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice_defuse.c: outside, anyone can write a line that looks like ours. A
 * line with a rule at its start and our words in it, or with our portal's
 * host, gets a "|" in front. Compared after NFKC and case folding, so that
 * full-width letters and heavy or light rules make no difference.
 * Tests: tests/unit/mail/test_notice.c.
 */
#include <string.h>

#include "misogi/compose.h"

static const char *const our_words[] = { "からのお知らせ",	"合言葉",      "ここから下が",
					 "外部から届いた本文",	"notice from", "phrase:",
					 "message from outside" };

/* What a rule may be drawn with; NFKC leaves box drawing as it is. */
static bool is_rule_char(gunichar u)
{
	return (u >= 0x2500 && u <= 0x25ff) || (u >= 0x2010 && u <= 0x2015) || u == '-' ||
	       u == '=' || u == '_' || u == '*' || u == '~' || u == '#' || u == '+' ||
	       u == 0x30fc || u == 0x4e00 || u == 0x2212;
}

/* Two rule characters after blanks and quote marks. */
static bool begins_with_rule(const char *line)
{
	line += strspn(line, " \t>|");
	if (!*line || !is_rule_char(g_utf8_get_char(line)))
		return false;
	const char *next = g_utf8_next_char(line);
	return *next && is_rule_char(g_utf8_get_char(next));
}

/* What NFKC leaves as it is, alone and beside its like: ASCII, kana, kanji: most of all text. */
static bool is_stable(gunichar u)
{
	return u < 0x80 || (u >= 0x3001 && u <= 0x3002) || (u >= 0x3041 && u <= 0x3096) ||
	       (u >= 0x30a1 && u <= 0x30fc) || (u >= 0x4e00 && u <= 0x9fff);
}

static bool are_stable(const char *s, size_t n)
{
	for (const char *p = s; p < s + n; p = g_utf8_next_char(p))
		if (!is_stable(g_utf8_get_char(p)))
			return false;
	return true;
}

static char *folded(const char *s, gssize n)
{
	size_t len = n < 0 ? strlen(s) : (size_t)n;
	if (are_stable(s, len))
		return g_ascii_strdown(s, (gssize)len);
	g_autofree char *nfkc = g_utf8_normalize(s, n, G_NORMALIZE_NFKC);

	return nfkc ? g_utf8_casefold(nfkc, -1) : g_strdup("");
}

/* The host of the portal, folded; "" when there is none. */
static char *portal_host(const struct config *config)
{
	const char *p = strstr(config->portal_url, "://");

	p = p ? p + 3 : config->portal_url;
	return folded(p, (gssize)strcspn(p, "/:?#"));
}

static bool is_imitation(const char *line, const char *host, const char *site)
{
	if (*host && strstr(line, host))
		return true;
	if (!begins_with_rule(line))
		return false;
	if (*site && strstr(line, site))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(our_words); i++)
		if (strstr(line, our_words[i]))
			return true;
	return false;
}

void notice_defuse(GString *out, const char *utf8, size_t len, const struct config *config)
{
	g_autofree char *host = portal_host(config);
	g_autofree char *site = folded(config->site_name, -1);

	for (const char *p = utf8, *end = utf8 + len; p < end;) {
		const char *eol = memchr(p, '\n', (size_t)(end - p));
		const char *next = eol ? eol + 1 : end;
		g_autofree char *line = folded(p, next - p);
		if (is_imitation(line, host, site))
			g_string_append_c(out, '|');
		g_string_append_len(out, p, next - p);
		p = next;
	}
}
