/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_url.c: what a browser overlooks (line ends, backslashes, missing
 * slashes, letters of any case) is overlooked here, so that what is shown is
 * where a click would lead. An address is made one printable word, which
 * cannot end the brackets it stands in.
 * Tests: tests/unit/sanitizer/test_html_url.c.
 */
#include "html/html_url.h"

#include <string.h>

#include "html/html_base.h"
#include "html/html_host.h"

#define SCHEME_MAX 40
#define ELLIPSIS "…"

static const struct {
	const char *scheme;
	enum html_url_kind kind;
} schemes[] = {
	{ "http", HTML_URL_WEB },
	{ "https", HTML_URL_WEB },
	{ "ftp", HTML_URL_WEB },
	{ "mailto", HTML_URL_MAIL },
	{ "tel", HTML_URL_PHONE },
	{ "sms", HTML_URL_PHONE },
	{ "fax", HTML_URL_PHONE },
	{ "callto", HTML_URL_PHONE },
	{ "cid", HTML_URL_NONE },
	{ "mid", HTML_URL_NONE },
	{ "about", HTML_URL_NONE },
	{ "javascript", HTML_URL_UNSAFE },
	{ "vbscript", HTML_URL_UNSAFE },
	{ "livescript", HTML_URL_UNSAFE },
	{ "mocha", HTML_URL_UNSAFE },
	{ "data", HTML_URL_UNSAFE },
	{ "blob", HTML_URL_UNSAFE },
	{ "file", HTML_URL_UNSAFE },
	{ "filesystem", HTML_URL_UNSAFE },
	{ "res", HTML_URL_UNSAFE },
	{ "mk", HTML_URL_UNSAFE },
	{ "jar", HTML_URL_UNSAFE },
	{ "mhtml", HTML_URL_UNSAFE },
	{ "ms-its", HTML_URL_UNSAFE },
	{ "view-source", HTML_URL_UNSAFE },
	{ "search", HTML_URL_UNSAFE },
	{ "search-ms", HTML_URL_UNSAFE },
	{ "ms-msdt", HTML_URL_UNSAFE },
	{ "ms-officecmd", HTML_URL_UNSAFE },
	{ "ms-appinstaller", HTML_URL_UNSAFE },
	{ "shell", HTML_URL_UNSAFE },
};

/* Of bytes that a strict reader would not find: outer blanks and controls, inner TAB and line ends.
 */
static char *squeeze(const char *href)
{
	GString *out = g_string_new(NULL);

	while (*href && (guchar)*href <= ' ')
		href++;
	while (*href) {
		size_t n = strcspn(href, "\t\r\n");
		g_string_append_len(out, href, (gssize)n);
		href += n + strspn(href + n, "\t\r\n");
	}
	while (out->len > 0 && (guchar)out->str[out->len - 1] <= ' ')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* Bytes before the ":" of a scheme; 0: there is none. */
static size_t scheme_length(const char *url)
{
	size_t n = 0;

	if (!g_ascii_isalpha(*url))
		return 0;
	while (g_ascii_isalnum(url[n]) || (url[n] && strchr("+-.", url[n])))
		n++;
	return n <= SCHEME_MAX && url[n] == ':' ? n : 0;
}

static enum html_url_kind kind_of(const char *scheme)
{
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (strcmp(schemes[i].scheme, scheme) == 0)
			return schemes[i].kind;
	return HTML_URL_PROGRAM;
}

char *html_url_unescape(const char *s, size_t n)
{
	GString *out = g_string_sized_new(n);

	for (size_t i = 0; i < n; i++) {
		int high = i + 2 < n && s[i] == '%' ? g_ascii_xdigit_value(s[i + 1]) : -1;
		int low = high >= 0 ? g_ascii_xdigit_value(s[i + 2]) : -1;
		if (low >= 0 && (high | low) > 0) {
			g_string_append_c(out, (char)(high << 4 | low));
			i += 2;
		} else {
			g_string_append_c(out, s[i]);
		}
	}
	return g_string_free(out, FALSE);
}

/* Whether ${u} beyond ASCII may stand in an address: it has a form, and ends no brackets. */
static bool is_readable(gunichar u)
{
	return u >= 0x80 && g_unichar_isgraph(u) && !g_unichar_iszerowidth(u) && u != 0xff3b &&
	       u != 0xff3d;
}

static bool is_plain_char(char c)
{
	return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"';
}

void html_url_append_readable(GString *out, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		const char *plain = s;
		while (s < end && is_plain_char(*s))
			s++;
		g_string_append_len(out, plain, s - plain);
		if (s == end)
			break;
		const char *next = g_utf8_next_char(s);
		if (is_readable(g_utf8_get_char(s)))
			g_string_append_len(out, s, next - s);
		else
			for (; s < next; s++)
				g_string_append_printf(out, "%%%02X", (guint8)*s);
		s = next;
	}
}

/* At a character, with the sign that says so. */
static void cut(struct html_url *u, GString *shown, size_t max)
{
	u->is_cut = shown->len > max;
	if (!u->is_cut)
		return;
	while (max > 0 && ((guint8)shown->str[max] & 0xc0) == 0x80)
		max--;
	g_string_truncate(shown, max);
	g_string_append(shown, ELLIPSIS);
}

/* "user@host:port": fills has_user and host, appends all to ${shown}. */
static void read_authority(struct html_url *u, const char *s, size_t n, GString *shown)
{
	const char *at = g_strrstr_len(s, (gssize)n, "@");
	size_t user = at ? (size_t)(at + 1 - s) : 0;
	const char *host = s + user;
	size_t host_len = n - user;
	const char *closing = *host == '[' ? memchr(host, ']', host_len) : NULL;
	const char *after = closing ? closing : host;
	const char *colon = memchr(after, ':', host_len - (size_t)(after - host));

	if (colon)
		host_len = (size_t)(colon - host);
	u->has_user = user > 1;
	g_free(u->host);
	u->host = html_host_canonical(host, host_len);
	html_url_append_readable(shown, s, user);
	html_url_append_readable(shown, u->host, strlen(u->host));
	if (colon)
		html_url_append_readable(shown, colon, (size_t)(s + n - colon));
}

/* "//host/path?query#anchor", with as many slashes of either kind as the sender liked. */
static void read_web(struct html_url *u, const char *rest, size_t max)
{
	g_autoptr(GString) shown = g_string_new(NULL);

	g_string_append_printf(shown, "%s://", u->scheme);
	rest += strspn(rest, "/\\");
	size_t n = strcspn(rest, "/\\?#");
	read_authority(u, rest, n, shown);
	if (!*u->host) {
		u->kind = HTML_URL_NONE;
		return;
	}
	rest += n;
	size_t path = strcspn(rest, "?#");
	g_autofree char *slashes = g_strndup(rest, path);
	g_strdelimit(slashes, "\\", '/');
	html_url_append_readable(shown, slashes, path);
	html_url_append_readable(shown, rest + path, strlen(rest + path));
	cut(u, shown, max);
	g_free(u->shown);
	u->shown = g_strdup(shown->str);
}

/* What stands between scheme and "?", decoded. */
static void read_words(struct html_url *u, const char *rest, size_t max)
{
	g_autofree char *words = html_url_unescape(rest, strcspn(rest, "?"));
	g_autofree char *valid = g_utf8_make_valid(words, -1);
	g_autoptr(GString) shown = g_string_new(NULL);

	g_strstrip(valid);
	html_url_append_readable(shown, valid, strlen(valid));
	cut(u, shown, max);
	g_free(u->shown);
	u->shown = g_strdup(shown->str);
	if (u->kind != HTML_URL_MAIL)
		return;
	size_t first = strcspn(valid, ",;");
	const char *at = g_strrstr_len(valid, (gssize)first, "@");
	if (at) {
		g_free(u->host);
		u->host = html_host_canonical(at + 1, first - (size_t)(at + 1 - valid));
	}
}

/* Without a scheme: what mail programs take for one, or what ${base} makes of it; NULL: nowhere. */
static char *complete(const char *url, const char *base)
{
	if (g_str_has_prefix(url, "\\\\"))
		return g_strdup_printf("file:%s", url);
	if (base)
		return html_base_resolve(base, url);
	if (g_str_has_prefix(url, "//"))
		return g_strdup_printf("https:%s", url);
	if (g_ascii_strncasecmp(url, "www.", 4) == 0)
		return g_strdup_printf("http://%s", url);
	return NULL;
}

/* The scheme that counts: "c:\dir" is a file, "example.jp:8080/" a host without its http. */
static char *take_scheme(char **url)
{
	size_t n = scheme_length(*url);
	g_autofree char *scheme = g_ascii_strdown(*url, (gssize)n);

	if (n == 1)
		return g_strdup("file");
	if (strchr(scheme, '.')) {
		char *whole = g_strdup_printf("http://%s", *url);
		g_free(*url);
		*url = whole;
		return g_strdup("http");
	}
	return g_steal_pointer(&scheme);
}

void html_url_read(struct html_url *u, const char *href, const char *base, size_t max)
{
	char *url = squeeze(href);

	*u = (struct html_url){ .shown = g_strdup(""), .host = g_strdup("") };
	if (scheme_length(url) == 0) {
		char *whole = complete(url, base);
		g_free(url);
		url = whole ? whole : g_strdup("");
	}
	u->scheme = take_scheme(&url);
	u->kind = *u->scheme ? kind_of(u->scheme) : HTML_URL_NONE;
	const char *colon = strchr(url, ':');
	if (u->kind == HTML_URL_WEB)
		read_web(u, colon + 1, max);
	else if (u->kind == HTML_URL_MAIL || u->kind == HTML_URL_PHONE)
		read_words(u, colon + 1, max);
	g_free(url);
}

void html_url_clear(struct html_url *u)
{
	g_free(u->scheme);
	g_free(u->shown);
	g_free(u->host);
	*u = (struct html_url){ 0 };
}

/* Bytes of the beginning of a link at ${p}, which ${*safe} takes the place of; 0: none begins. */
static size_t begins_link(const char *p, const char **safe)
{
	static const struct {
		const char *opening;
		size_t n; /* bytes that are replaced */
		const char *safe;
	} openings[] = {
		{ "http://", 4, "hxxp" },
		{ "https://", 4, "hxxp" },
		{ "ftp://", 3, "fxp" },
		{ "www.", 4, "www[.]" },
	};

	if (!strchr("hHfFwW", *p))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) {
		if (g_ascii_strncasecmp(p, openings[i].opening, strlen(openings[i].opening)) != 0)
			continue;
		*safe = openings[i].safe;
		return openings[i].n;
	}
	return 0;
}

char *html_url_defang(const char *url)
{
	GString *out = g_string_new(NULL);
	const char *slashes = strstr(url, "://"), *safe = NULL;
	const char *host = slashes ? slashes + 3 : url;
	const char *end = host + strcspn(host, "/?#");

	/* Also of what an address carries within: "?u=https://…" is a link of its own then. */
	for (const char *p = url; *p;) {
		size_t n = begins_link(p, &safe);
		if (n > 0)
			g_string_append(out, safe);
		else if (p >= host && p < end && *p == '.')
			g_string_append(out, "[.]");
		else
			g_string_append_c(out, *p);
		p += MAX(n, 1);
	}
	return g_string_free(out, FALSE);
}
