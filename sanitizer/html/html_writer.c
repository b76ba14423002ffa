/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_writer.c: nothing is written before there is text that needs it, so
 * empty blocks leave no blank lines behind and every edge is counted once.
 * A line end in the source between two kanji is no blank: Japanese has none.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_writer.h"

#include <string.h>

#define PREFIX_MAX 40
#define BREAKS_MAX 3

void html_writer_init(struct html_writer *w, GString *out)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->start = out->len;
	w->prefix = g_string_new(NULL);
	w->prefix_ends = g_array_new(FALSE, FALSE, sizeof(size_t));
}

void html_writer_clear(struct html_writer *w)
{
	g_string_free(w->prefix, TRUE);
	g_array_unref(w->prefix_ends);
}

static void trim_line(GString *out, size_t start)
{
	while (out->len > start && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
}

/* The line ends owed; blank lines inside a quotation keep its mark. */
static void write_breaks(struct html_writer *w)
{
	for (unsigned i = 0; i < MIN(w->breaks, BREAKS_MAX); i++) {
		trim_line(w->out, w->start);
		g_string_append_c(w->out, '\n');
		if (i + 1 < MIN(w->breaks, BREAKS_MAX))
			g_string_append_len(w->out, w->prefix->str, (gssize)w->prefix->len);
	}
}

static void write_prefix(struct html_writer *w)
{
	size_t marker = strlen(w->marker);
	size_t n = w->prefix->len - MIN(marker, w->prefix->len);

	g_string_append_len(w->out, w->prefix->str, (gssize)n);
	g_string_append(w->out, marker ? w->marker : w->prefix->str + n);
	w->marker[0] = '\0';
}

/* Kanji and kana, not hangul, which is written with blanks. */
static bool is_spaceless(gunichar u)
{
	return (u >= 0x2e80 && u < 0xa4d0) || (u >= 0xf900 && u < 0xfb00) ||
	       (u >= 0xff00 && u < 0xffa0) || (u >= 0x20000 && u < 0x40000);
}

static void write_owed(struct html_writer *w, gunichar next)
{
	bool fresh = w->out->len == w->start;

	if (fresh || w->breaks > 0) {
		if (!fresh)
			write_breaks(w);
		write_prefix(w);
		w->last = 0;
	} else if (w->cell && w->last) {
		trim_line(w->out, w->start);
		g_string_append(w->out, " | ");
	} else if (w->blank != HTML_BLANK_NONE && w->last && w->last != ' ') {
		bool joined = w->blank == HTML_BLANK_NEWLINE && is_spaceless(w->last) &&
			      is_spaceless(next);
		if (!joined)
			g_string_append_c(w->out, ' ');
	}
	w->breaks = 0;
	w->cell = false;
	w->blank = HTML_BLANK_NONE;
}

static void write_char(struct html_writer *w, gunichar u)
{
	write_owed(w, u);
	g_string_append_unichar(w->out, u);
	w->last = u;
}

void html_writer_text(struct html_writer *w, const char *utf8, size_t n, bool pre)
{
	for (const char *p = utf8, *end = utf8 + n; p < end; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (u == '\r')
			continue;
		if (pre && u == '\n') {
			html_writer_break(w);
		} else if (pre || (u != ' ' && u != '\t' && u != '\n' && u != '\f')) {
			write_char(w, u == 0xa0 ? ' ' : u);
		} else if (u == '\n' || w->blank == HTML_BLANK_NONE) {
			w->blank = u == '\n' ? HTML_BLANK_NEWLINE : HTML_BLANK_SPACE;
		}
	}
}

void html_writer_break(struct html_writer *w)
{
	w->breaks++;
	w->blank = HTML_BLANK_NONE;
}

void html_writer_block(struct html_writer *w, unsigned breaks)
{
	w->breaks = MAX(w->breaks, breaks);
	w->blank = HTML_BLANK_NONE;
	w->cell = false;
}

void html_writer_cell(struct html_writer *w)
{
	w->cell = true;
}

/* Past PREFIX_MAX the mark is left out: ten thousand quotes must not make lines of that length. */
void html_writer_push(struct html_writer *w, const char *prefix)
{
	size_t len = w->prefix->len;

	g_array_append_val(w->prefix_ends, len);
	if (len + strlen(prefix) <= PREFIX_MAX)
		g_string_append(w->prefix, prefix);
}

void html_writer_push_item(struct html_writer *w, const char *marker)
{
	char blanks[sizeof(w->marker)] = "";

	g_strlcpy(w->marker, marker, sizeof(w->marker));
	memset(blanks, ' ', strlen(w->marker));
	html_writer_push(w, blanks);
}

void html_writer_pop(struct html_writer *w)
{
	if (w->prefix_ends->len == 0)
		return;
	unsigned last = w->prefix_ends->len - 1;
	g_string_truncate(w->prefix, g_array_index(w->prefix_ends, size_t, last));
	g_array_set_size(w->prefix_ends, last);
	w->marker[0] = '\0';
}
