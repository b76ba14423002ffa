/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_link.c: only http, https, ftp, mailto and tel are shown: all else is
 * no place that a reader can go to. An address is made one printable word
 * first, so that it cannot end the brackets it stands in.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_link.h"

#include <string.h>

#define URL_MAX 2000

/* Blanks at the ends gone, blanks, controls and brackets inside escaped, cut at URL_MAX. */
static char *clean_url(const char *href)
{
	GString *out = g_string_new(NULL);

	href += strspn(href, " \t\r\n\f");
	for (const char *p = href; *p; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (u == '\t' || u == '\r' || u == '\n')
			continue;
		if (u == ' ' && p[strspn(p, " \t\r\n\f")] == '\0')
			break;
		if (out->len >= URL_MAX) {
			g_string_append(out, "…");
			break;
		}
		if (u <= ' ' || u == '<' || u == '>' || u == '"' || u == 0x7f)
			g_string_append_printf(out, "%%%02X", u);
		else if (g_unichar_isprint(u) && !g_unichar_iszerowidth(u))
			g_string_append_unichar(out, u);
		else
			for (const char *b = p; b < g_utf8_next_char(p); b++)
				g_string_append_printf(out, "%%%02X", (guint8)*b);
	}
	return g_string_free(out, FALSE);
}

static bool has_scheme(const char *url, const char *scheme)
{
	return !g_ascii_strncasecmp(url, scheme, strlen(scheme));
}

static bool is_web(const char *url)
{
	return has_scheme(url, "http://") || has_scheme(url, "https://") ||
	       has_scheme(url, "ftp://");
}

bool html_link_is_remote(const char *url)
{
	url += strspn(url, " \t\r\n\f");
	return is_web(url) || (url[0] == '/' && url[1] == '/');
}

/* The host of a web address, lower case, without user, port and "www."; NULL when there is none. */
static char *host_of(const char *url)
{
	const char *p = strstr(url, "://");
	p = p ? p + 3 : url;
	size_t n = strcspn(p, "/?#\\");
	const char *at = g_strrstr_len(p, (gssize)n, "@");
	if (at) {
		n -= (size_t)(at + 1 - p);
		p = at + 1;
	}
	n = MIN(n, strcspn(p, ":"));
	if (n == 0)
		return NULL;
	g_autofree char *raw = g_strndup(p, n);
	char *host = g_utf8_strdown(raw, -1);
	if (g_str_has_prefix(host, "www."))
		memmove(host, host + 4, strlen(host + 4) + 1);
	return host;
}

/* The host that the text of a link shows: it begins with an address or is a host's name. */
static char *shown_host(const char *text)
{
	if (is_web(text) || has_scheme(text, "www."))
		return host_of(text);
	size_t n = strcspn(text, "/?#: \t\n");
	const char *dot = g_strrstr_len(text, (gssize)n, ".");
	if (!dot || dot == text || strpbrk(text, " \t\n@"))
		return NULL;
	for (const char *p = text; p < text + n; p++)
		if (!g_ascii_isalnum(*p) && *p != '.' && *p != '-')
			return NULL;
	/* A file's name ("report.pdf") is none; a word of two letters or a well-known one may be.
	 */
	static const char *const ends[] = { "com", "net", "org", "gov", "edu", "info", "biz" };
	g_autofree char *end = g_ascii_strdown(dot + 1, text + n - dot - 1);
	bool known = strlen(end) == 2;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		known = known || !strcmp(end, ends[i]);
	return known ? host_of(text) : NULL;
}

static bool is_same_or_below(const char *host, const char *of)
{
	size_t n = strlen(host), m = strlen(of);

	return n >= m && !strcmp(host + n - m, of) && (n == m || host[n - m - 1] == '.');
}

bool html_link_is_mismatch(const char *text, const char *href, char **mismatch)
{
	g_autofree char *url = clean_url(href);

	if (!is_web(url))
		return false;
	g_autofree char *shown = shown_host(text);
	g_autofree char *real = host_of(url);
	if (!shown || !real || is_same_or_below(real, shown))
		return false;
	*mismatch = g_strdup_printf("%s -> %s", shown, real);
	return true;
}

/* "https://example.com/a" → "hxxps://example[.]com/a": no program makes a link of it. */
static char *defang(const char *url)
{
	GString *out = g_string_new(NULL);
	const char *p = url;

	if (has_scheme(url, "http")) {
		g_string_append(out, "hxxp");
		p = url + 4;
	}
	const char *slashes = strstr(p, "://");
	const char *host = slashes ? slashes + 3 : p;
	const char *end = host + strcspn(host, "/?#");
	for (; *p; p++) {
		if (p >= host && p < end && *p == '.')
			g_string_append(out, "[.]");
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

/* The text is the address, give or take its scheme and a last "/". */
static bool says_the_same(const char *text, const char *url)
{
	size_t n = strlen(url), m = strlen(text);
	const char *bare = strstr(url, "://");

	n -= n > 0 && url[n - 1] == '/';
	m -= m > 0 && text[m - 1] == '/';
	if (n == m && !strncmp(text, url, n))
		return true;
	size_t skip = bare ? (size_t)(bare + 3 - url) : 0;
	return skip > 0 && n - skip == m && !strncmp(text, url + skip, m);
}

char *html_link_suffix(const char *text, const char *href, enum body_links links)
{
	g_autofree char *url = clean_url(href);

	if (has_scheme(url, "mailto:") || has_scheme(url, "tel:")) {
		char *what = strchr(url, ':') + 1;
		what[strcspn(what, "?")] = '\0';
		bool said = !*what || strstr(text, what);
		return said || links == LINKS_REMOVE ? g_strdup("")
						     : g_strdup_printf(" <%s>", what);
	}
	if (!is_web(url) || links == LINKS_REMOVE)
		return g_strdup("");
	if (links == LINKS_DOMAIN) {
		g_autofree char *host = host_of(url);
		return host ? g_strdup_printf(" <%s>", host) : g_strdup("");
	}
	if (links == LINKS_DEFANG) {
		g_autofree char *safe = defang(url);
		return g_strdup_printf(" <%s>", safe);
	}
	return says_the_same(text, url) ? g_strdup("") : g_strdup_printf(" <%s>", url);
}
