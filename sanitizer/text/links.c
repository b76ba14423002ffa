/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * links.c: an address begins at "http://", "https://", "ftp://" or "www." where
 * a word begins, and ends before what cannot be in one or only ends a sentence.
 * Japanese goes on without a blank: behind an ASCII name it is no part of it.
 * Tests: tests/unit/sanitizer/test_links.c.
 */
#include "text/links.h"

#include <string.h>

#include "html/html_host.h"
#include "html/html_lookalike.h"
#include "html/html_url.h"
#include "text/phrase.h"

static const struct phrase removed = { "リンク省略", "link removed" };
static const struct phrase lookalike = { "注意: まぎらわしい文字を使った行き先です: {s}",
					 "caution: look-alike letters in {s}" };

/* ---- finding ---- */

/* Bytes of the beginning of an address at ${p}; 0: none begins there. */
static size_t opening(const char *p)
{
	static const char *const openings[] = { "http://", "https://", "ftp://", "www." };

	if (!strchr("hHfFwW", *p))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) {
		size_t n = strlen(openings[i]);
		if (g_ascii_strncasecmp(p, openings[i], n) == 0)
			return n;
	}
	return 0;
}

/* Whether the ASCII ${c} may be in an address. */
static bool is_address_char(char c)
{
	return g_ascii_isgraph(c) && !strchr("<>\"`{}|\\^", c);
}

/*
 * Where the host that begins at ${p} ends: letters of any script, but the last
 * label not past where ASCII gives way to another.
 */
static const char *host_end(const char *p, const char *end)
{
	const char *label = p, *turn = NULL;

	for (; p < end; p = g_utf8_next_char(p)) {
		bool is_ascii = (guchar)*p < 0x80;
		if (is_ascii && !g_ascii_isalnum(*p) && !strchr("-._", *p))
			break;
		if (!is_ascii && !g_unichar_isalnum(g_utf8_get_char(p)))
			break;
		if (*p == '.') {
			label = p + 1;
			turn = NULL;
		} else if (!is_ascii && !turn && p > label && g_ascii_isalnum(p[-1])) {
			turn = p;
		}
	}
	return turn ? turn : p;
}

/* Whether the "." before ${end} belongs to a "www.", behind which another address could begin. */
static bool ends_in_www(const char *start, const char *end)
{
	return end - start >= 4 && g_ascii_strncasecmp(end - 4, "www.", 4) == 0;
}

/* What ends a sentence or a bracket around the address is not part of it. */
static const char *trimmed(const char *start, const char *end)
{
	bool has_bracket = memchr(start, '(', (size_t)(end - start)) != NULL;

	while (end > start && (strchr(".,;:!?'*]", end[-1]) || (end[-1] == ')' && !has_bracket)) &&
	       !ends_in_www(start, end))
		end--;
	return end;
}

bool links_next(const GString *text, size_t from, struct links_span *found)
{
	const char *end = text->str + text->len;

	for (const char *p = text->str + from; p < end; p++) {
		size_t n = opening(p);
		if (n == 0 || (p > text->str && g_ascii_isalnum(p[-1])))
			continue;
		const char *host = p + n;
		const char *stop = host_end(host, end);
		bool is_host = stop > host || (*host == '[' && n > 4);
		while (stop < end && is_address_char(*stop))
			stop++;
		stop = trimmed(host, stop);
		if (!is_host || stop == host)
			continue;
		found->start = (size_t)(p - text->str);
		found->end = (size_t)(stop - text->str);
		return true;
	}
	return false;
}

/* ---- writing ---- */

/* ${host} as no program makes a link of it, where the policy says so. */
static char *named(const char *host, const struct text_options *options)
{
	return options->links == LINKS_DEFANG ? html_url_defang(host) : g_strdup(host);
}

/* The form of the host that ${address} does not show, and whether it looks like another. */
static void append_form(GString *out, const char *address, const struct html_url *u,
			const struct text_options *options, struct html_found *found)
{
	g_autofree char *letters = html_host_unicode(u->host);
	g_autofree char *both = html_host_both(u->host);

	g_autofree char *safe = named(both, options);
	const char *other = letters && strstr(address, letters) ? u->host : letters;
	g_autofree char *safe_other = named(other ? other : "", options);

	if (other && options->links != LINKS_DOMAIN)
		g_string_append_printf(out, " (%s)", safe_other);
	if (!html_lookalike_is(letters ? letters : u->host))
		return;
	if (found->lookalikes++ == 0)
		g_strlcpy(found->lookalike, both, sizeof(found->lookalike));
	g_string_append(out, "［");
	phrase_append(out, options->lang, &lookalike, 0, safe);
	g_string_append(out, "］");
}

static void append_removed(GString *out, const struct text_options *options)
{
	g_string_append(out, "［");
	phrase_append(out, options->lang, &removed, 0, NULL);
	g_string_append(out, "］");
}

/* One address as the policy wants it; ${found} NULL: its host was looked at before. */
static void append_address(GString *out, const char *address, const struct text_options *options,
			   struct html_found *found)
{
	struct html_url u;

	html_url_read(&u, address, NULL, options->limits->link_bytes);
	g_autofree char *host = html_host_both(u.host);
	g_autofree char *defanged = html_url_defang(address);
	switch (options->links) {
	case LINKS_SHOW:
		g_string_append(out, address);
		break;
	case LINKS_DEFANG:
		g_string_append(out, defanged);
		break;
	case LINKS_DOMAIN:
		g_string_append(out, host);
		break;
	case LINKS_REMOVE:
		append_removed(out, options);
		break;
	}
	if (found && options->links != LINKS_REMOVE)
		append_form(out, address, &u, options, found);
	html_url_clear(&u);
}

static void rewrite(GString *text, const struct text_options *options, struct html_found *found)
{
	g_autoptr(GString) out = g_string_sized_new(text->len);
	struct links_span at;
	size_t from = 0;

	while (links_next(text, from, &at)) {
		g_autofree char *address = g_strndup(text->str + at.start, at.end - at.start);
		g_string_append_len(out, text->str + from, (gssize)(at.start - from));
		append_address(out, address, options, found);
		from = at.end;
	}
	if (from == 0)
		return;
	g_string_append_len(out, text->str + from, (gssize)(text->len - from));
	g_string_truncate(text, 0);
	g_string_append_len(text, out->str, (gssize)out->len);
}

void links_in_text(GString *text, const struct text_options *options, struct html_found *found)
{
	rewrite(text, options, found);
}

void links_in_html(GString *text, const struct text_options *options)
{
	if (options->links != LINKS_SHOW)
		rewrite(text, options, NULL);
}
