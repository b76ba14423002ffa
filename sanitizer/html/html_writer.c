/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_writer.c: nothing is written before there is text that needs it, so
 * empty blocks leave no blank lines behind and every edge is counted once.
 * A line end in the source between two kanji is no blank: Japanese has none.
 * Text goes over in runs between blanks, never by the character.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_writer.h"

#include <string.h>

#define PREFIX_MAX 40
#define INDENT_MAX 40
#define BREAKS_MAX 3
#define EXACT_BREAKS_MAX 20
#define CELL_GAP "  "
#define CELL_MAX 120 /* bytes of a cell that may have another beside it on its line */

void html_writer_init(struct html_writer *w, GString *out)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->opener = g_string_new(NULL);
	w->prefix = g_string_new(NULL);
	w->first = g_string_new(NULL);
	w->ends = g_array_new(FALSE, FALSE, sizeof(struct html_writer_ends));
}

void html_writer_clear(struct html_writer *w)
{
	g_string_free(w->opener, TRUE);
	g_string_free(w->prefix, TRUE);
	g_string_free(w->first, TRUE);
	g_array_unref(w->ends);
}

static void trim_line(struct html_writer *w, size_t start)
{
	size_t n = w->out->len;

	while (n > start && w->out->str[n - 1] == ' ')
		n--;
	g_string_truncate(w->out, n);
}

/* The line ends owed; blank lines inside a quotation keep its mark. */
static void write_breaks(struct html_writer *w)
{
	unsigned n = MIN(w->breaks, w->exact ? EXACT_BREAKS_MAX : BREAKS_MAX);

	trim_line(w, w->line);
	for (unsigned i = 0; i < n; i++) {
		size_t line = w->out->len;
		if (i > 0) {
			g_string_append_len(w->out, w->prefix->str, (gssize)w->prefix->len);
			trim_line(w, line);
		}
		g_string_append_c(w->out, '\n');
	}
}

static void begin_line(struct html_writer *w)
{
	const GString *prefix = w->first->len ? w->first : w->prefix;

	if (w->lines++ > 0)
		write_breaks(w);
	g_string_append_len(w->out, prefix->str, (gssize)prefix->len);
	for (; w->indent > 0; w->indent--)
		g_string_append_c(w->out, ' ');
	g_string_truncate(w->first, 0);
	w->line = w->out->len;
	w->breaks = 0;
	w->exact = w->cell = false;
	w->blank = HTML_BLANK_NONE;
}

/* Kanji and kana, not hangul, which is written with blanks. */
static bool is_spaceless(gunichar u)
{
	return (u >= 0x2e80 && u < 0xa4d0) || (u >= 0xf900 && u < 0xfb00) ||
	       (u >= 0xff00 && u < 0xffa0) || (u >= 0x20000 && u < 0x40000);
}

/* A line end between the two is no blank. Nor is one behind 、 and 。, whatever follows. */
static bool is_joined(gunichar last, gunichar next)
{
	return (is_spaceless(last) && is_spaceless(next)) || last == 0x3001 || last == 0x3002;
}

static void write_gap(struct html_writer *w, const char *next)
{
	const GString *out = w->out;
	/* At the start of a line there is nothing to stand apart from. */
	char last = out->len > w->line ? out->str[out->len - 1] : ' ';

	if (w->cell && out->len > w->line) {
		trim_line(w, w->line);
		g_string_append(w->out, CELL_GAP);
	} else if (w->blank != HTML_BLANK_NONE && last != ' ') {
		bool joined = w->blank == HTML_BLANK_NEWLINE && (last & 0x80) &&
			      is_joined(g_utf8_get_char(g_utf8_prev_char(out->str + out->len)),
					g_utf8_get_char(next));
		if (!joined)
			g_string_append_c(w->out, ' ');
	}
	w->cell = false;
	w->blank = HTML_BLANK_NONE;
}

static bool has_own_mark(const char *text)
{
	static const char marks[] = "■□◆◇●○◎★☆▼▽▲△▶▷【《≪＜〈「『［[《#*※・･♪✓✔-－─━=＝";

	return g_utf8_strchr(marks, -1, g_utf8_get_char(text)) != NULL;
}

static void write_opener(struct html_writer *w, const char *next)
{
	size_t skip = w->bullet && has_own_mark(next)
			      ? (size_t)(strchr(w->opener->str, ' ') + 1 - w->opener->str)
			      : 0;

	g_string_append(w->out, w->opener->str + skip);
	g_string_truncate(w->opener, 0);
	w->bullet = false;
}

static bool is_at_line_start(const struct html_writer *w)
{
	return w->breaks > 0 || w->lines == 0;
}

/* ${n} bytes, one character at the least, with all that was owed before them. */
static void put_run(struct html_writer *w, const char *run, size_t n)
{
	if (is_at_line_start(w))
		begin_line(w);
	else if (w->cell || w->blank != HTML_BLANK_NONE)
		write_gap(w, w->opener->len ? w->opener->str : run);
	if (w->opener->len)
		write_opener(w, run);
	if (w->marking) {
		w->mark = w->out->len;
		w->marking = false;
	}
	g_string_append_len(w->out, run, (gssize)n);
}

/* A no-break blank is text, but one at the start of a line waits for more: alone it is no line. */
static void put_no_break_blank(struct html_writer *w)
{
	if (is_at_line_start(w))
		w->indent += w->indent < INDENT_MAX;
	else
		put_run(w, " ", 1);
}

enum byte_class { BYTE_TEXT, BYTE_BLANK, BYTE_LINE_END, BYTE_C2 };

static const guint8 classes[256] = {
	[' '] = BYTE_BLANK,  ['\t'] = BYTE_BLANK,    ['\f'] = BYTE_BLANK,
	['\r'] = BYTE_BLANK, ['\n'] = BYTE_LINE_END, [0xc2] = BYTE_C2,
};

/* "\xc2\xa0" (no-break blank) or "\xc2\xad" (soft hyphen). */
static bool is_special(const char *p, const char *end)
{
	return end - p >= 2 && ((guint8)p[1] == 0xa0 || (guint8)p[1] == 0xad);
}

/* The end of the run that begins at ${p}; ${keep}: blanks belong to it. */
static const char *run_end(const char *p, const char *end, bool keep)
{
	for (; p < end; p++) {
		switch ((enum byte_class)classes[(guint8)*p]) {
		case BYTE_TEXT:
			break;
		case BYTE_BLANK:
			if (keep && *p != '\r')
				break;
			return p;
		case BYTE_C2:
			if (!is_special(p, end))
				break;
			return p;
		case BYTE_LINE_END:
			return p;
		}
	}
	return end;
}

/* One blank, line end, no-break blank or soft hyphen at ${p}; returns what follows it. */
static const char *put_special(struct html_writer *w, const char *p, enum html_space space)
{
	if ((guint8)*p == 0xc2) {
		if ((guint8)p[1] == 0xa0)
			put_no_break_blank(w);
		return p + 2;
	}
	if (*p == '\n' && space != HTML_SPACE_COLLAPSE) {
		html_writer_break(w);
		w->exact = space == HTML_SPACE_KEEP;
	} else if (*p == '\n') {
		w->blank = HTML_BLANK_NEWLINE;
	} else if (space != HTML_SPACE_KEEP && w->blank == HTML_BLANK_NONE) {
		w->blank = HTML_BLANK_SPACE;
	}
	return p + 1;
}

void html_writer_text(struct html_writer *w, const char *utf8, size_t n, enum html_space space)
{
	const char *end = utf8 + n;

	for (const char *p = utf8; p < end;) {
		const char *run = p;
		p = run_end(p, end, space == HTML_SPACE_KEEP);
		if (p > run)
			put_run(w, run, (size_t)(p - run));
		if (p < end)
			p = put_special(w, p, space);
	}
}

void html_writer_put(struct html_writer *w, const char *s)
{
	html_writer_text(w, s, strlen(s), HTML_SPACE_COLLAPSE);
}

void html_writer_break(struct html_writer *w)
{
	w->breaks++;
	w->indent = 0;
	w->blank = HTML_BLANK_NONE;
}

void html_writer_block(struct html_writer *w, unsigned breaks)
{
	/* A line with nothing but no-break blanks is a blank line that was wished for. */
	w->breaks = MAX(w->breaks + (w->indent > 0), breaks);
	w->indent = 0;
	w->blank = HTML_BLANK_NONE;
	w->cell = false;
}

unsigned html_writer_next_line(const struct html_writer *w)
{
	return w->lines + is_at_line_start(w);
}

void html_writer_cell(struct html_writer *w, size_t edge)
{
	/* Cells that only make room leave at most one blank line. */
	if (w->indent > 0 && w->lines > 0)
		w->breaks = MAX(w->breaks, 2);
	w->indent = 0;
	if (is_at_line_start(w))
		return;
	if (w->lines > edge || w->out->len - w->line > CELL_MAX)
		html_writer_block(w, 1);
	else
		w->cell = true;
}

void html_writer_gap(struct html_writer *w)
{
	if (w->blank == HTML_BLANK_NONE)
		w->blank = HTML_BLANK_SPACE;
}

void html_writer_tail(struct html_writer *w, const char *s)
{
	g_string_append(w->out, s);
}

void html_writer_mark(struct html_writer *w)
{
	w->marking = true;
}

size_t html_writer_since(const struct html_writer *w, size_t start)
{
	size_t at = MAX(w->line, start);

	while (at < w->out->len && w->out->str[at] == ' ')
		at++;
	return at;
}

size_t html_writer_open(struct html_writer *w, const char *opener)
{
	size_t before = w->opener->len;

	g_string_append(w->opener, opener);
	return before;
}

size_t html_writer_open_heading(struct html_writer *w, const char *mark)
{
	if (w->opener->len > 0)
		return html_writer_open(w, "");
	w->bullet = true;
	return html_writer_open(w, mark);
}

void html_writer_close(struct html_writer *w, size_t opened, const char *closer)
{
	if (w->opener->len > opened) {
		g_string_truncate(w->opener, opened);
		w->bullet = w->bullet && opened > 0;
		return;
	}
	html_writer_tail(w, closer);
}

/* Past PREFIX_MAX the mark is left out: ten thousand quotes must not make lines of that length. */
static void push_marked(struct html_writer *w, const char *prefix, const char *marker)
{
	struct html_writer_ends ends = { w->prefix->len, w->first->len };

	g_array_append_val(w->ends, ends);
	if (ends.prefix + strlen(prefix) > PREFIX_MAX)
		return;
	if (w->first->len == 0)
		g_string_append_len(w->first, w->prefix->str, (gssize)w->prefix->len);
	g_string_append(w->first, marker);
	g_string_append(w->prefix, prefix);
}

void html_writer_push(struct html_writer *w, const char *prefix)
{
	push_marked(w, prefix, prefix);
}

void html_writer_push_item(struct html_writer *w, const char *marker, unsigned columns)
{
	char blanks[16] = "";

	memset(blanks, ' ', MIN(columns, sizeof(blanks) - 1));
	push_marked(w, blanks, marker);
}

void html_writer_pop(struct html_writer *w)
{
	if (w->ends->len == 0)
		return;
	unsigned last = w->ends->len - 1;
	const struct html_writer_ends *ends =
		&g_array_index(w->ends, struct html_writer_ends, last);
	g_string_truncate(w->prefix, ends->prefix);
	/* If nothing was written behind the mark, it goes: an empty item has none. */
	g_string_truncate(w->first, MIN(w->first->len, ends->first));
	g_array_set_size(w->ends, last);
}
