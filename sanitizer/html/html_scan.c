/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_scan.c: escapes, strings, comments and brackets of CSS. Depth is a
 * number, never a stack: a sender chooses it.
 * Tests: tests/unit/sanitizer/test_html_css.c.
 */
#include "html/html_scan.h"

#include <string.h>

#define SCAN_HEX_MAX 6

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_comment(const struct html_scan *s)
{
	return s->end - s->p >= 2 && s->p[0] == '/' && s->p[1] == '*';
}

static void skip_comment(struct html_scan *s)
{
	const char *close = memmem(s->p + 2, (size_t)(s->end - s->p - 2), "*/", 2);

	s->p = close ? close + 2 : s->end;
}

bool html_scan_blank(struct html_scan *s)
{
	bool found = false;

	while (s->p < s->end) {
		if (is_comment(s)) {
			skip_comment(s);
			continue;
		}
		if (!is_blank(*s->p))
			break;
		found = true;
		s->p++;
	}
	return found;
}

char html_scan_peek(const struct html_scan *s)
{
	return s->p < s->end ? *s->p : '\0';
}

bool html_scan_take(struct html_scan *s, char c)
{
	if (s->p >= s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

static bool is_name(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_' || (c & 0x80);
}

/* "\64 " is "d"; "\:" is ":". At a backslash. */
static void read_escape(struct html_scan *s, GString *out)
{
	gunichar u = 0;
	int digits = 0;

	for (s->p++; digits < SCAN_HEX_MAX && g_ascii_isxdigit(html_scan_peek(s)); digits++)
		u = u * 16 + (gunichar)g_ascii_xdigit_value(*s->p++);
	if (digits > 0) {
		if (is_blank(html_scan_peek(s)))
			s->p++;
		if (u > 0 && u < 0x80)
			g_string_append_c(out, g_ascii_tolower((char)u));
		else
			g_string_append_unichar(out, g_unichar_validate(u) && u ? u : 0xfffd);
	} else if (s->p < s->end) {
		g_string_append_c(out, g_ascii_tolower(*s->p++));
	}
}

bool html_scan_name(struct html_scan *s, GString *out)
{
	const char *start = s->p;

	while (s->p < s->end && (is_name(*s->p) || (*s->p == '\\' && s->end - s->p > 1))) {
		if (*s->p == '\\')
			read_escape(s, out);
		else
			g_string_append_c(out, g_ascii_tolower(*s->p++));
	}
	return s->p > start;
}

/* At a quote; a line end breaks a string off, as CSS has it. */
static void read_string(struct html_scan *s, GString *out)
{
	char quote = *s->p++;

	while (s->p < s->end && *s->p != quote && *s->p != '\n') {
		if (*s->p == '\\')
			read_escape(s, out);
		else
			g_string_append_c(out, g_ascii_tolower(*s->p++));
	}
	html_scan_take(s, quote);
}

bool html_scan_word(struct html_scan *s, GString *out)
{
	char c = html_scan_peek(s);

	if (c != '"' && c != '\'')
		return html_scan_name(s, out);
	read_string(s, out);
	return true;
}

/* One character or one whole string, comment or escape, into ${out}. */
static void step(struct html_scan *s, GString *out)
{
	char c = *s->p;

	if (is_comment(s)) {
		skip_comment(s);
		g_string_append_c(out, ' ');
	} else if (c == '"' || c == '\'') {
		g_string_append_c(out, '"');
		read_string(s, out);
		g_string_append_c(out, '"');
	} else if (c == '\\') {
		read_escape(s, out);
	} else {
		g_string_append_c(out, is_blank(c) ? ' ' : g_ascii_tolower(c));
		s->p++;
	}
}

void html_scan_until(struct html_scan *s, const char *stops, GString *out)
{
	g_autoptr(GString) nowhere = out ? NULL : g_string_new(NULL);
	unsigned depth = 0;

	while (s->p < s->end && (depth > 0 || *s->p == '\0' || !strchr(stops, *s->p))) {
		char c = *s->p;
		depth += c == '(' || c == '[' || c == '{';
		if (depth > 0 && (c == ')' || c == ']' || c == '}'))
			depth--;
		step(s, out ? out : nowhere);
		if (nowhere)
			g_string_truncate(nowhere, 0);
	}
}

void html_scan_block(struct html_scan *s)
{
	if (!html_scan_take(s, '{'))
		return;
	html_scan_until(s, "}", NULL);
	html_scan_take(s, '}');
}
