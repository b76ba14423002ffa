/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_strip.c: tags out, line ends where blocks begin and end, entities
 * decoded, what is for programs dropped. One pass, no memory of its own, so
 * nothing that a sender writes can make it slow.
 * Tests: tests/unit/sanitizer/test_html_strip.c.
 */
#include "html/html_strip.h"

#include <stdbool.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_tag_start(const char *html, size_t n, size_t at)
{
	return html[at] == '<' && at + 1 < n &&
	       (g_ascii_isalpha(html[at + 1]) || strchr("/!?", html[at + 1])) && html[at + 1];
}

/* Elements whose content is no text for readers; their end tag ends them and nothing else. */
static const char *const silent[] = { "script", "style", "title", "noembed", "iframe" };
static const char *const breaking[] = { "br",	   "p",	     "div",    "tr",	  "li",
					"h1",	   "h2",     "h3",     "h4",	  "h5",
					"h6",	   "hr",     "ul",     "ol",	  "dt",
					"dd",	   "dl",     "pre",    "table",	  "blockquote",
					"section", "header", "footer", "article", "center" };

static bool is_named(const char *tag, size_t n, const char *name)
{
	size_t len = strlen(name);

	return n >= len && !g_ascii_strncasecmp(tag, name, len) &&
	       (n == len || !(g_ascii_isalnum(tag[len]) || tag[len] == '-'));
}

static const char *silent_name(const char *tag, size_t n)
{
	for (size_t i = 0; i < G_N_ELEMENTS(silent); i++)
		if (is_named(tag, n, silent[i]))
			return silent[i];
	return NULL;
}

static bool is_breaking(const char *tag, size_t n)
{
	if (n > 0 && *tag == '/') {
		tag++;
		n--;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(breaking); i++)
		if (is_named(tag, n, breaking[i]))
			return true;
	return false;
}

/* Where "</name" stands at or after ${i}; ${n} when it never comes. */
static size_t find_end_tag(const char *html, size_t n, size_t i, const char *name)
{
	const char *end = html + n;

	for (const char *p = html + i; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++)
		if (end - p > 2 && p[1] == '/' && is_named(p + 2, (size_t)(end - p) - 2, name))
			return (size_t)(p - html);
	return n;
}

/* The entities that mailers write most; all others stay as they are. */
static const struct {
	const char *name, *utf8;
} named[] = {
	{ "amp", "&" },	   { "lt", "<" },     { "gt", ">" },	{ "quot", "\"" }, { "nbsp", " " },
	{ "apos", "'" },   { "copy", "©" },   { "reg", "®" },	{ "trade", "™" }, { "yen", "¥" },
	{ "hellip", "…" }, { "middot", "·" }, { "bull", "•" },	{ "laquo", "«" }, { "raquo", "»" },
	{ "mdash", "—" },  { "ndash", "–" },  { "lsquo", "‘" }, { "rsquo", "’" }, { "ldquo", "“" },
	{ "rdquo", "”" },  { "times", "×" },  { "deg", "°" },	{ "sect", "§" },  { "zwnj", "" },
	{ "zwj", "" },	   { "shy", "" },     { "ensp", " " },	{ "emsp", " " },  { "thinsp", " " },
	{ "larr", "←" },   { "rarr", "→" },
};

/* What Windows shows for the controls U+0080 to U+009F, which HTML takes for it; 0: nothing. */
static const gunichar windows_1252[32] = {
	0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017d, 0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
};

static void put_code(GString *out, gunichar u)
{
	if (u >= 0x80 && u < 0xa0 && windows_1252[u - 0x80])
		u = windows_1252[u - 0x80];
	g_string_append_unichar(out, u && g_unichar_validate(u) ? u : 0xfffd);
}

/* "&#12354;", "&#x3042;" at ${html}: appends it and returns its length, 0 when it is none. */
static size_t put_number(GString *out, const char *html, size_t n)
{
	if (n < 4)
		return 0;
	const bool hex = html[2] == 'x' || html[2] == 'X';
	const size_t start = hex ? 3 : 2;
	gunichar u = 0;
	size_t i = start;

	for (; i < n && i - start < 7; i++) {
		int digit = hex ? g_ascii_xdigit_value(html[i]) : g_ascii_digit_value(html[i]);
		if (digit < 0)
			break;
		u = u * (hex ? 16 : 10) + (gunichar)digit;
	}
	if (i == start)
		return 0;
	put_code(out, u);
	return i < n && html[i] == ';' ? i + 1 : i;
}

/* The entity at ${html} ("&"): appends it and returns its length, 0 when it is none. */
static size_t put_entity(GString *out, const char *html, size_t n)
{
	if (n > 1 && html[1] == '#')
		return put_number(out, html, n);
	for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
		size_t len = strlen(named[i].name);
		if (n > len + 1 && html[len + 1] == ';' && !memcmp(html + 1, named[i].name, len)) {
			g_string_append(out, named[i].utf8);
			return len + 2;
		}
	}
	return 0;
}

/* The end of the tag, comment or declaration at ${i} (there is a ">" somewhere behind it). */
static size_t skip_markup(const char *html, size_t n, size_t i)
{
	if (n - i >= 4 && !memcmp(html + i, "<!--", 4)) {
		const char *end = n - i >= 7 ? memmem(html + i + 4, n - i - 4, "-->", 3) : NULL;
		return end ? (size_t)(end - html) + 3 : n;
	}
	const char *end = memchr(html + i, '>', n - i);
	return end ? (size_t)(end - html) + 1 : n;
}

/* At most one blank line, and no blanks before a line end. */
static void put_line_end(GString *out, size_t start)
{
	while (out->len > start && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	const char *end = out->str + out->len;
	bool blank_line = out->len >= start + 2 && end[-1] == '\n' && end[-2] == '\n';
	if (out->len > start && !blank_line)
		g_string_append_c(out, '\n');
}

/* The tag at ${i}; returns where text goes on. */
static size_t strip_tag(GString *out, size_t start, const char *html, size_t n, size_t i)
{
	const char *name = silent_name(html + i + 1, n - i - 1);

	if (is_breaking(html + i + 1, n - i - 1))
		put_line_end(out, start);
	i = skip_markup(html, n, i);
	return name ? find_end_tag(html, n, i, name) : i;
}

void html_strip(GString *out, const char *html, size_t n)
{
	/* Behind the last ">" there are no tags, only text with "<" in it. */
	const char *last = memrchr(html, '>', n);
	const size_t tags_end = last ? (size_t)(last - html) : 0, start = out->len;

	for (size_t i = 0; i < n;) {
		if (i < tags_end && is_tag_start(html, n, i)) {
			i = strip_tag(out, start, html, n, i);
			continue;
		}
		size_t len = html[i] == '&' ? put_entity(out, html + i, n - i) : 0;
		bool blank = is_blank(html[i]);
		bool wanted =
			!blank || (out->len > start && !strchr(" \n", out->str[out->len - 1]));
		if (len == 0 && wanted)
			g_string_append_c(out, blank ? ' ' : html[i]);
		i += len ? len : 1;
	}
}
