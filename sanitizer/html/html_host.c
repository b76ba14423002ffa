/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_host.c: a host is compared in the one form that a resolver gets, so no
 * way of writing it makes two of one. The registrable domain is found by small
 * tables, not by the public suffix list, which lags behind the names it has;
 * where they do not know, two labels are one owner.
 * Tests: tests/unit/sanitizer/test_html_host.c.
 */
#include "html/html_host.h"

#include <string.h>

#include "html/html_url.h"

#define IPV4_PARTS 4
#define LABELS_MAX 128

/* Second levels that are for many owners, under any country's top level. */
static const char *const shared_seconds[] = { "co",  "or",  "ne",  "ac",  "go",	 "lg",
					      "ed",  "ad",  "gr",  "com", "net", "org",
					      "edu", "gov", "mil", "ltd", "plc", "nom",
					      "sch", "id",  "gob", "nic", "asso" };

/* Under these, a name is asked for at the second level: city.sendai.jp, a.b.tokyo.jp. */
static const char *const regions[] = {
	"hokkaido",  "aomori",	 "iwate",    "miyagi",	  "akita",	"yamagata",  "fukushima",
	"ibaraki",   "tochigi",	 "gunma",    "saitama",	  "chiba",	"tokyo",     "kanagawa",
	"niigata",   "toyama",	 "ishikawa", "fukui",	  "yamanashi",	"nagano",    "gifu",
	"shizuoka",  "aichi",	 "mie",	     "shiga",	  "kyoto",	"osaka",     "hyogo",
	"nara",	     "wakayama", "tottori",  "shimane",	  "okayama",	"hiroshima", "yamaguchi",
	"tokushima", "kagawa",	 "ehime",    "kochi",	  "fukuoka",	"saga",	     "nagasaki",
	"kumamoto",  "oita",	 "miyazaki", "kagoshima", "okinawa",	"sapporo",   "sendai",
	"kawasaki",  "yokohama", "nagoya",   "kobe",	  "kitakyushu",
};

/* "city.nara.lg.jp" and "pref.nara.lg.jp" are two owners: these words make one of what follows. */
static const char *const governments[] = {
	"pref", "metro", "city", "town", "vill", "ward", "union"
};

/* Everyone may have a name under these. */
static const char *const hosters[] = {
	"github.io",	     "gitlab.io",	 "pages.dev",
	"workers.dev",	     "r2.dev",		 "web.app",
	"firebaseapp.com",   "appspot.com",	 "netlify.app",
	"vercel.app",	     "herokuapp.com",	 "onrender.com",
	"azurewebsites.net", "core.windows.net", "azureedge.net",
	"cloudapp.net",	     "sharepoint.com",	 "cloudfront.net",
	"amazonaws.com",     "blogspot.com",	 "wordpress.com",
	"weebly.com",	     "wixsite.com",	 "duckdns.org",
	"ngrok.io",	     "ngrok-free.app",	 "trycloudflare.com",
	"glitch.me",	     "repl.co",		 "translate.goog",
	"sakura.ne.jp",	     "xsrv.jp",		 "jimdofree.com",
	"hatenablog.com",    "ipfs.io",		 "dweb.link",
};

static bool is_one_of(const char *const *words, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], s) == 0)
			return true;
	return false;
}
#define IS_ONE_OF(words, s) is_one_of(words, G_N_ELEMENTS(words), s)

/* ---- one form ---- */

/* A number of an IPv4 address: 0x… hexadecimal, 0… octal, else decimal. */
static bool read_number(const char *s, guint64 *n)
{
	const char *digits = s;
	char *end;
	guint base = 10;

	if (g_ascii_strncasecmp(s, "0x", 2) == 0) {
		digits += 2;
		base = 16;
	} else if (*s == '0' && s[1]) {
		base = 8;
	}
	if (base == 16 && !*digits) {
		*n = 0;
		return true;
	}
	if (!g_ascii_isxdigit(*digits))
		return false;
	*n = g_ascii_strtoull(digits, &end, base);
	return *end == '\0' && *n <= G_MAXUINT32;
}

/* One to four numbers, the last filling what is left (WHATWG URL 3.5): as dotted quad, or NULL. */
static char *ipv4(const char *host)
{
	g_auto(GStrv) words = g_strsplit(host, ".", IPV4_PARTS + 1);
	guint n = g_strv_length(words);
	guint64 address = 0, number = 0;

	if (n == 0 || n > IPV4_PARTS)
		return NULL;
	for (guint i = 0; i < n; i++) {
		if (!read_number(words[i], &number))
			return NULL;
		guint room = i + 1 < n ? 8 : 8 * (IPV4_PARTS + 1 - n);
		if (number >> room)
			return NULL;
		address = address << room | number;
	}
	return g_strdup_printf("%u.%u.%u.%u", (guint)(address >> 24 & 255),
			       (guint)(address >> 16 & 255), (guint)(address >> 8 & 255),
			       (guint)(address & 255));
}

/* Whether a browser would ask for it: no signs that end a host or cannot be in one. */
static bool is_plain(const char *host)
{
	for (const char *p = host; *p; p++)
		if ((guchar)*p <= ' ' || *p == 0x7f || strchr("#/<>?@\\^|%:\"", *p))
			return false;
	return true;
}

/* What is no name for a resolver still stands where people read it. */
static char *readable(const char *host)
{
	GString *out = g_string_new(NULL);
	g_autofree char *lower = g_utf8_strdown(host, -1);

	html_url_append_readable(out, lower, strlen(lower));
	return g_string_free(out, FALSE);
}

char *html_host_canonical(const char *raw, size_t n)
{
	g_autofree char *as_sent = g_strndup(raw, n);

	if (*as_sent == '[' || n > HTML_HOST_MAX * 3)
		return readable(as_sent);
	g_autofree char *host = html_url_unescape(raw, n);
	if (strlen(host) > HTML_HOST_MAX || !g_utf8_validate(host, -1, NULL) || !is_plain(host))
		return readable(as_sent);
	g_autofree char *ascii = g_hostname_to_ascii(host);
	if (!ascii || !is_plain(ascii))
		return readable(host);
	char *lower = g_ascii_strdown(ascii, -1);
	size_t len = strlen(lower);
	if (len > 0 && lower[len - 1] == '.')
		lower[len - 1] = '\0';
	char *address = ipv4(lower);
	if (address)
		g_free(lower);
	return address ? address : lower;
}

/* ---- as people read it ---- */

char *html_host_unicode(const char *host)
{
	if (strlen(host) > HTML_HOST_MAX || !g_hostname_is_ascii_encoded(host))
		return NULL;
	char *letters = g_hostname_to_unicode(host);
	bool is_good = letters && *letters != '.' && !strstr(letters, "..") &&
		       g_utf8_validate(letters, -1, NULL) && is_plain(letters);

	for (const char *p = letters; is_good && *p; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		is_good = g_unichar_isgraph(u) && !g_unichar_iszerowidth(u);
	}
	if (!is_good || strcmp(letters, host) == 0)
		g_clear_pointer(&letters, g_free);
	return letters;
}

char *html_host_both(const char *host)
{
	g_autofree char *letters = html_host_unicode(host);

	return letters ? g_strdup_printf("%s (%s)", letters, host) : g_strdup(host);
}

/* ---- whose it is ---- */

/* How many labels of ${labels[0..n-1]} the name of one owner has under .jp. */
static guint owned_under_jp(const char *const *labels, guint n)
{
	const char *second = labels[n - 2];
	const char *third = n > 2 ? labels[n - 3] : "";
	const char *fourth = n > 3 ? labels[n - 4] : "";

	if (strcmp(second, "lg") == 0)
		return IS_ONE_OF(governments, fourth) ? 4 : 3;
	if (!IS_ONE_OF(regions, second))
		return IS_ONE_OF(shared_seconds, second) ? 3 : 2;
	return IS_ONE_OF(governments, third) ? 3 : 4;
}

static guint owned_labels(const char *const *labels, guint n)
{
	if (n < 2)
		return n;
	const char *top = labels[n - 1];
	if (strcmp(top, "jp") == 0)
		return owned_under_jp(labels, n);
	return strlen(top) == 2 && IS_ONE_OF(shared_seconds, labels[n - 2]) ? 3 : 2;
}

/* Whether ${host} is somebody's name under ${suffix}, or the suffix itself. */
static bool is_under(const char *host, const char *suffix)
{
	size_t n = strlen(host), m = strlen(suffix);

	return n >= m && strcmp(host + n - m, suffix) == 0 && (n == m || host[n - m - 1] == '.');
}

/* Where the registrable domain begins in ${host}. */
static const char *site_of(const char *host)
{
	g_auto(GStrv) labels = g_strsplit(host, ".", LABELS_MAX);
	guint n = g_strv_length(labels);
	guint owned = owned_labels((const char *const *)labels, n);
	const char *site = host;

	for (size_t i = 0; i < G_N_ELEMENTS(hosters); i++)
		if (is_under(host, hosters[i]))
			return host;
	for (guint i = owned; i < n; i++)
		site += strlen(labels[i - owned]) + 1;
	return site;
}

static bool is_number(const char *host)
{
	g_autofree char *address = ipv4(host);

	return address || *host == '[';
}

char *html_host_site(const char *host)
{
	return g_strdup(is_number(host) ? host : site_of(host));
}

bool html_host_is_same_site(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return true;
	if (is_number(a) || is_number(b))
		return false;
	return strcmp(site_of(a), site_of(b)) == 0;
}
