/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_guard.c: gumbo is quadratic in the attributes of a tag and in depth, so
 * tags and the length of each are counted first. Every "<" that could begin a
 * tag is measured, also those inside of comments, quotes and scripts: which of
 * them gumbo takes for tags then does not matter.
 * Tests: tests/unit/sanitizer/test_html.c, tests/fuzz/fuzz_html.c.
 */
#include "html/html_guard.h"

#include <string.h>

/* The tokenizer's states inside of a tag (HTML 13.2.5.8 and 13.2.5.32 to 13.2.5.40). */
enum state { TAG_NAME, BEFORE_NAME, NAME, AFTER_NAME, BEFORE_VALUE, QUOTED, UNQUOTED };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static enum state next_state(enum state state, char c, char *quote)
{
	switch (state) {
	case TAG_NAME:
		return is_blank(c) || c == '/' ? BEFORE_NAME : TAG_NAME;
	case BEFORE_NAME:
		return is_blank(c) || c == '/' ? BEFORE_NAME : NAME;
	case NAME:
		if (c == '=')
			return BEFORE_VALUE;
		return is_blank(c) ? AFTER_NAME : c == '/' ? BEFORE_NAME : NAME;
	case AFTER_NAME:
		if (c == '=')
			return BEFORE_VALUE;
		return is_blank(c) ? AFTER_NAME : c == '/' ? BEFORE_NAME : NAME;
	case BEFORE_VALUE:
		if (c == '"' || c == '\'') {
			*quote = c;
			return QUOTED;
		}
		return is_blank(c) ? BEFORE_VALUE : UNQUOTED;
	case QUOTED:
		return c == *quote ? BEFORE_NAME : QUOTED;
	case UNQUOTED:
		return is_blank(c) ? BEFORE_NAME : UNQUOTED;
	}
	return state;
}

/* Length of the tag at ${at} ("<"), at most ${max} + 1. */
static size_t tag_length(const char *html, size_t n, size_t at, size_t max)
{
	enum state state = TAG_NAME;
	char quote = '\0';
	size_t i = at + 1;

	for (; i < n && i - at <= max; i++) {
		if (state == QUOTED) {
			const char *end = memchr(html + i, quote, MIN(n - i, max - (i - at) + 1));
			if (!end)
				return MIN(n - at, max + 1);
			i = (size_t)(end - html);
		} else if (html[i] == '>') {
			return i + 1 - at;
		}
		state = next_state(state, html[i], &quote);
	}
	return i - at;
}

static bool is_tag_start(const char *html, size_t n, size_t at)
{
	return html[at] == '<' && at + 1 < n &&
	       (g_ascii_isalpha(html[at + 1]) || strchr("/!?", html[at + 1])) && html[at + 1];
}

/* Where the next "<" at or behind ${i} is; ${n}: nowhere. */
static size_t next_less(const char *html, size_t n, size_t i)
{
	const char *p = i < n ? memchr(html + i, '<', n - i) : NULL;

	return p ? (size_t)(p - html) : n;
}

bool html_guard(const char *html, size_t n, const struct limits *limits, struct html_found *found)
{
	/* Tags inside of tags are measured again and again: what that may cost is linear, too. */
	const size_t allowance = 16 * n + ((size_t)1 << 20);
	size_t tags = 0, spent = 0;

	if (n > limits->html_bytes) {
		found->limit_bytes = true;
		return false;
	}
	for (size_t i = next_less(html, n, 0); i < n; i = next_less(html, n, i + 1)) {
		if (!is_tag_start(html, n, i))
			continue;
		size_t len = tag_length(html, n, i, limits->html_run_bytes);
		spent += len;
		found->limit_tags = ++tags > limits->html_tags;
		found->limit_run = len > limits->html_run_bytes || spent > allowance;
		if (found->limit_tags || found->limit_run)
			return false;
	}
	return true;
}

GString *html_neutralise(const char *html, size_t n)
{
	static const char cdata[] = "<![CDATA[";
	const size_t len = sizeof(cdata) - 1;
	GString *out = g_string_new_len(html, (gssize)n);

	for (char *nul = out->str; (nul = memchr(nul, '\0', (size_t)(out->str + n - nul)));)
		*nul = ' ';
	for (size_t i = next_less(out->str, n, 0); i < n; i = next_less(out->str, n, i + 1))
		if (n - i >= len && out->str[i + 1] == '!' &&
		    !g_ascii_strncasecmp(out->str + i, cdata, len))
			memset(out->str + i, ' ', len);
	return out;
}
