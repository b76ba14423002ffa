/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mailbox.c: strict where addresses.c is generous. An address that means
 * another mailbox to another program is none, and nothing that an encoded-word
 * hides ever becomes one. Tests: tests/unit/sanitizer/test_addresses.c.
 */
#include "text/mailbox.h"

#include <string.h>

#include "text/words.h"

#define MAILBOX_MAX 320u /* RFC 3696 errata 1003 */
#define DOMAIN_MAX 255u

bool mailbox_is_ascii(const GString *s)
{
	for (size_t i = 0; i < s->len; i++)
		if (s->str[i] & 0x80)
			return false;
	return true;
}

/* Blanks are allowed beside "." and "@" only: "a b@c" is not "ab@c". */
static bool is_loose(char before, char after)
{
	return !before || !after || strchr(".@", before) || strchr(".@", after);
}

/* A host's name or [a literal]; what an encoded-word ends in is neither. */
static bool is_domain(const char *s)
{
	if (*s == '[')
		return strcspn(s, "]") == strlen(s) - 1;
	for (const char *p = s; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("-._", *p))
			return false;
	return *s != '\0';
}

static char *read_ascii(const char *s)
{
	g_autoptr(GString) clean = g_string_new(NULL);
	bool quoted = false;
	unsigned ats = 0;

	const char *route = *s == '@' ? strchr(s, ':') : NULL;
	for (s = route ? route + 1 : s; *s; s++) {
		char last = clean->len ? clean->str[clean->len - 1] : '\0';
		if ((*s < ' ' && *s != '\t') || *s > '~')
			return g_strdup("");
		if ((*s == ' ' || *s == '\t') && !quoted) {
			s += strspn(s, " \t") - 1;
			if (!is_loose(last, s[1]))
				return g_strdup("");
			continue;
		}
		if (*s == '"')
			quoted = !quoted;
		else if (*s == '\\' && quoted && s[1] > ' ')
			g_string_append_c(clean, *s++);
		else if (!quoted && strchr("<>(),;:", *s) && !(*s == ':' && ats))
			return g_strdup("");
		ats += *s == '@' && !quoted;
		g_string_append_c(clean, *s);
	}
	const char *domain = strrchr(clean->str, '@');
	bool whole = !quoted && ats == 1 && clean->len <= MAILBOX_MAX && clean->str[0] != '@' &&
		     is_domain(domain + 1);
	return g_strdup(whole ? clean->str : "");
}

/* ${s} with its domain in ASCII (RFC 5891); NULL when that cannot be. Caller frees. */
static char *to_ascii(const char *s, size_t n, const char *hint)
{
	struct charset_found found = { 0 };
	g_autofree char *text = n <= MAILBOX_MAX ? words_decode(s, n, hint, &found) : NULL;
	char *at = text ? strrchr(text, '@') : NULL;

	if (!at || found.undecodable > 0 || memmem(s, n, "=?", 2) || strlen(at + 1) > DOMAIN_MAX)
		return NULL;
	*at = '\0';
	g_autofree char *domain = g_hostname_to_ascii(g_strstrip(at + 1));
	return domain ? g_strdup_printf("%s@%s", text, domain) : NULL;
}

char *mailbox_read(const char *s, size_t n, const char *hint)
{
	g_autoptr(GString) raw = g_string_new_len(s, (gssize)n);
	g_autofree char *ascii = mailbox_is_ascii(raw) ? g_strndup(s, n) : to_ascii(s, n, hint);

	if (!ascii)
		return g_strdup("");
	g_strstrip(ascii);
	return read_ascii(g_ascii_strncasecmp(ascii, "mailto:", 7) == 0 ? ascii + 7 : ascii);
}
