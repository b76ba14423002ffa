/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_wrap.c: a table of services that carry the real address within their
 * own in plain sight. Nothing is asked of them: what does not stand there
 * clearly, or stands there twice, is not unwrapped.
 * Tests: tests/unit/sanitizer/test_html_url.c.
 */
#include "html/html_wrap.h"

#include <string.h>

#define WRAPS_MAX 4
#define INNER_MAX 16384

enum spelling {
	SPELT_PLAIN,
	SPELT_PROOFPOINT, /* version 2: "-3A" for "%3A", "_" for "/" */
};

static const struct {
	const char *host; /* or anything below */
	const char *path; /* how path and query begin */
	const char *name; /* of the query's field; NULL: it follows ${path} */
	enum spelling spelling;
} wrappers[] = {
	{ "safelinks.protection.outlook.com", "/", "url", SPELT_PLAIN },
	{ "www.google.com", "/url?", "q", SPELT_PLAIN },
	{ "www.google.com", "/url?", "url", SPELT_PLAIN },
	{ "www.google.co.jp", "/url?", "q", SPELT_PLAIN },
	{ "www.google.co.jp", "/url?", "url", SPELT_PLAIN },
	{ "urldefense.com", "/v3/__", NULL, SPELT_PLAIN },
	{ "urldefense.us", "/v3/__", NULL, SPELT_PLAIN },
	{ "urldefense.proofpoint.com", "/v2/url?", "u", SPELT_PROOFPOINT },
	{ "linkprotect.cudasvc.com", "/url?", "a", SPELT_PLAIN },
	{ "clicktime.symantec.com", "/", "u", SPELT_PLAIN },
	{ "awstrack.me", "/L0/", NULL, SPELT_PLAIN },
	{ "l.facebook.com", "/l.php?", "u", SPELT_PLAIN },
	{ "lm.facebook.com", "/l.php?", "u", SPELT_PLAIN },
	{ "l.instagram.com", "/?", "u", SPELT_PLAIN },
	{ "www.youtube.com", "/redirect?", "q", SPELT_PLAIN },
	{ "www.linkedin.com", "/redir/redirect?", "url", SPELT_PLAIN },
	{ "slack-redir.net", "/link?", "url", SPELT_PLAIN },
	{ "duckduckgo.com", "/l/?", "uddg", SPELT_PLAIN },
	{ "statics.teams.cdn.office.net", "/evergreen-assets/safelinks/", "url", SPELT_PLAIN },
};

static bool is_at(const char *host, const char *wrapper)
{
	size_t n = strlen(host), m = strlen(wrapper);

	return n >= m && strcmp(host + n - m, wrapper) == 0 && (n == m || host[n - m - 1] == '.');
}

/* The one field ${name} of the query in ${rest}; NULL: none, or several. */
static char *field(const char *rest, const char *name)
{
	const char *query = strchr(rest, '?'), *found = NULL;
	size_t len = strlen(name);

	for (const char *p = query; p && *p && *p != '#'; p = strpbrk(p, "&#")) {
		p++;
		if (strncmp(p, name, len) != 0 || p[len] != '=')
			continue;
		if (found)
			return NULL;
		found = p + len + 1;
	}
	return found ? g_strndup(found, strcspn(found, "&#")) : NULL;
}

static char *spelt_out(char *s, enum spelling spelling)
{
	if (spelling == SPELT_PROOFPOINT) {
		g_strdelimit(s, "-", '%');
		g_strdelimit(s, "_", '/');
	}
	char *plain = html_url_unescape(s, strlen(s));
	char *valid = g_utf8_make_valid(plain, -1);

	g_free(plain);
	g_free(s);
	return valid;
}

/* What ${u} wraps; NULL: nothing. */
static char *unwrap(const struct html_url *u)
{
	const char *slashes = strstr(u->shown, "://");
	const char *rest = slashes ? slashes + 3 : "";

	rest += strcspn(rest, "/?#");
	for (size_t i = 0; i < G_N_ELEMENTS(wrappers); i++) {
		if (!is_at(u->host, wrappers[i].host) || !g_str_has_prefix(rest, wrappers[i].path))
			continue;
		char *inner = wrappers[i].name ? field(rest, wrappers[i].name)
					       : g_strdup(rest + strlen(wrappers[i].path));
		if (inner)
			return spelt_out(inner, wrappers[i].spelling);
	}
	return NULL;
}

char *html_wrap_target(const struct html_url *u)
{
	char *host = NULL;
	g_autofree char *inner = u->kind == HTML_URL_WEB ? unwrap(u) : NULL;

	for (unsigned i = 0; inner && i < WRAPS_MAX; i++) {
		struct html_url target;
		html_url_read(&target, inner, NULL, INNER_MAX);
		g_free(inner);
		inner = NULL;
		if (target.kind == HTML_URL_WEB) {
			g_free(host);
			host = g_strdup(target.host);
			inner = unwrap(&target);
		}
		html_url_clear(&target);
	}
	return host;
}
