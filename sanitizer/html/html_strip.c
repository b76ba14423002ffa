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

/* Elements whose content is no text for readers. */
static const char *const silent[] = {
	"script", "style", "head", "template", "noembed", "noframes"
};
static const char *const breaking[] = {
	"br", "p",  "div", "tr", "li", "h1", "h2",    "h3",
	"h4", "h5", "h6",  "hr", "ul", "ol", "table", "blockquote"
};

static bool is_named(const char *tag, size_t n, const char *name)
{
	size_t len = strlen(name);

	return n >= len && !g_ascii_strncasecmp(tag, name, len) &&
	       (n == len || !g_ascii_isalnum(tag[len]));
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
	size_t len = strlen(name);

	for (; i < n; i++)
		if (html[i] == '<' && n - i >= len + 2 && html[i + 1] == '/' &&
		    is_named(html + i + 2, n - i - 2, name))
			return i;
	return n;
}

/* "&amp;", "&#12354;", "&#x3042;" at ${html}: appends it and returns its length, 0 when it is none.
 */
static size_t put_entity(GString *out, const char *html, size_t n)
{
	static const struct {
		const char *name;
		const char *utf8;
	} named[] = { { "amp;", "&" },	 { "lt;", "<" },   { "gt;", ">" },
		      { "quot;", "\"" }, { "nbsp;", " " }, { "apos;", "'" } };

	for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
		size_t len = strlen(named[i].name);
		if (n > len && !memcmp(html + 1, named[i].name, len)) {
			g_string_append(out, named[i].utf8);
			return len + 1;
		}
	}
	if (n < 4 || html[1] != '#')
		return 0;
	bool hex = html[2] == 'x' || html[2] == 'X';
	size_t i = hex ? 3 : 2, start = i;
	gunichar u = 0;
	for (; i < n && i - start < 7; i++) {
		int digit = hex ? g_ascii_xdigit_value(html[i]) : g_ascii_digit_value(html[i]);
		if (digit < 0)
			break;
		u = u * (hex ? 16 : 10) + (gunichar)digit;
	}
	if (i == start || i >= n || html[i] != ';')
		return 0;
	g_string_append_unichar(out, u && g_unichar_validate(u) ? u : 0xfffd);
	return i + 1;
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

void html_strip(GString *out, const char *html, size_t n)
{
	/* Behind the last ">" there are no tags, only text with "<" in it. */
	const char *last = memrchr(html, '>', n);
	const size_t tags_end = last ? (size_t)(last - html) : 0;
	size_t lines = 0;

	for (size_t i = 0; i < n;) {
		if (i < tags_end && is_tag_start(html, n, i)) {
			const char *name = silent_name(html + i + 1, n - i - 1);
			if (is_breaking(html + i + 1, n - i - 1) && lines++ < 2)
				g_string_append_c(out, '\n');
			i = skip_markup(html, n, i);
			if (name)
				i = find_end_tag(html, n, i, name);
			continue;
		}
		size_t len = html[i] == '&' ? put_entity(out, html + i, n - i) : 0;
		bool blank = is_blank(html[i]);
		if (len == 0 &&
		    !(blank && (out->len == 0 || strchr(" \n", out->str[out->len - 1]))))
			g_string_append_c(out, blank ? ' ' : html[i]);
		lines = blank ? lines : 0;
		i += len ? len : 1;
	}
}
