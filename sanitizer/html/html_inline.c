/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_inline.c: marks around words, and what changes the words themselves: so
 * that 10² is not 102 and a host written backwards reads as it looked. Only
 * short tails of the output are changed, which keeps the whole linear.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_inline.h"

#include <string.h>

#define RAISED_MAX 12
#define TURNED_MAX 400

/* Only these are in every Japanese font. */
static const char *raised(char c)
{
	static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

	if (c == '-')
		return "⁻";
	if (c == '+')
		return "⁺";
	return g_ascii_isdigit(c) ? digits[c - '0'] : NULL;
}

static bool is_all_raisable(const char *s)
{
	while (*s && raised(*s))
		s++;
	return *s == '\0';
}

static bool follows_word(const GString *out, size_t at)
{
	return at > 0 && (g_ascii_isalnum(out->str[at - 1]) || out->str[at - 1] == ')');
}

static void raise_tail(GString *out, size_t at)
{
	const char *s = out->str + at;

	if (!*s || out->len - at > RAISED_MAX || !follows_word(out, at))
		return;
	g_autofree char *text = g_strdup(s);
	if (is_all_raisable(text)) {
		g_string_truncate(out, at);
		for (const char *p = text; *p; p++)
			g_string_append(out, raised(*p));
	} else if (strpbrk(text, "+-/*")) {
		g_string_truncate(out, at);
		g_string_append_printf(out, "^(%s)", text);
	}
}

static void lower_tail(GString *out, size_t at)
{
	const char *s = out->str + at;
	size_t n = out->len - at;

	if (n == 0 || n > 4 || !follows_word(out, at))
		return;
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isalpha(s[i]))
			return;
	g_string_insert_c(out, (gssize)at, '_');
}

/* Hebrew, Arabic and their neighbours: written from the right anyway. */
static bool is_from_right(gunichar u)
{
	return (u >= 0x590 && u < 0x900) || (u >= 0xfb1d && u < 0xff00);
}

static void turn_tail(GString *out, size_t at)
{
	if (out->len - at > TURNED_MAX)
		return;
	for (const char *p = out->str + at; *p; p = g_utf8_next_char(p))
		if (is_from_right(g_utf8_get_char(p)))
			return;
	g_autofree char *turned = g_utf8_strreverse(out->str + at, (gssize)(out->len - at));
	g_string_truncate(out, at);
	g_string_append(out, turned);
}

void html_inline_close_raised(struct html_state *s, struct html_frame *f)
{
	raise_tail(s->writer->out, html_writer_since(s->writer, f->start));
}

void html_inline_close_lowered(struct html_state *s, struct html_frame *f)
{
	lower_tail(s->writer->out, html_writer_since(s->writer, f->start));
}

void html_inline_close_turned(struct html_state *s, struct html_frame *f)
{
	const char *dir = html_attribute(&f->node->v.element, "dir");

	if (!g_ascii_strcasecmp(dir, "rtl"))
		turn_tail(s->writer->out, html_writer_since(s->writer, f->start));
}

/* <abbr title="World Health Organization">WHO</abbr>: its meaning behind it, in brackets. */
void html_inline_close_expanded(struct html_state *s, struct html_frame *f)
{
	const char *title = html_attribute(&f->node->v.element, "title");
	const char *text = s->writer->out->str + html_writer_since(s->writer, f->start);

	if (!title[strspn(title, " \t\r\n\f")] || !*text || !strcmp(title, text))
		return;
	html_writer_tail(s->writer, "(");
	html_writer_put(s->writer, title);
	html_writer_tail(s->writer, ")");
}

/* 「」 in Japanese, “” elsewhere; others inside of them. */
static const char *const saying_marks[2][2][2] = {
	{ { "「", "」" }, { "『", "』" } },
	{ { "“", "”" }, { "‘", "’" } },
};

static const char *saying_mark(const struct html_frame *f, const struct html_state *s, int end)
{
	bool japanese = f->speech == SPEECH_JAPANESE ||
			(f->speech == SPEECH_UNKNOWN && s->in->options->lang != CONFIG_LANG_EN);

	return saying_marks[!japanese][(f->sayings - 1) % 2][end];
}

void html_inline_open_struck(struct html_state *s, struct html_frame *f)
{
	g_autofree char *opener = html_removed_struck_opener(s->in->options->lang);

	f->opened = html_writer_open(s->writer, opener);
}

void html_inline_open_saying(struct html_state *s, struct html_frame *f)
{
	f->sayings++;
	f->opened = html_writer_open(s->writer, saying_mark(f, s, 0));
}

void html_inline_open_brackets(struct html_state *s, struct html_frame *f)
{
	f->opened = html_writer_open(s->writer, "[");
}

void html_inline_open_group(struct html_state *s, struct html_frame *f)
{
	f->opened = html_writer_open(s->writer, "(");
}

/* An <rt> in an <rtc> has the brackets of that. */
void html_inline_open_reading(struct html_state *s, struct html_frame *f)
{
	const struct html_frame *parent =
		&g_array_index(s->frames, struct html_frame, s->frames->len - 1);

	if (parent->role == ROLE_READING)
		f->role = ROLE_INLINE;
	else
		html_inline_open_group(s, f);
}

void html_inline_close(struct html_state *s, struct html_frame *f)
{
	const char *closer = "";

	if (f->role == ROLE_STRUCK)
		closer = HTML_REMOVED_CLOSER;
	else if (f->role == ROLE_BUTTON)
		closer = "]";
	else if (f->role == ROLE_READING || f->role == ROLE_GROUP)
		closer = ")";
	else if (f->role == ROLE_SAYING)
		closer = saying_mark(f, s, 1);
	html_writer_close(s->writer, f->opened, closer);
}
