/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * enriched.c: one pass over commands and text. Only commands that change lines
 * count, and only how many of each are open: what is never closed or closed
 * twice does no harm.
 * Tests: tests/unit/sanitizer/test_enriched.c.
 */
#include "kinds/enriched.h"

#include <string.h>

#define NAME_MAX_BYTES 60 /* RFC 1896, section 3 */
#define QUOTES_MAX 20	  /* deeper excerpts look like this one */

enum command {
	COMMAND_NOFILL, /* line ends stay */
	COMMAND_QUOTE,	/* <excerpt> */
	COMMAND_SILENT, /* for programs: <param>, <comment> */
	COMMAND_BLOCK,	/* begins and ends a line */
	COMMAND_BREAK,	/* <nl> of text/richtext */
	COMMAND_LESS,	/* <lt> of text/richtext */
	COMMAND_MAX,	/* all others */
};

static const struct {
	const char *name;
	enum command command;
} commands[] = {
	{ "nofill", COMMAND_NOFILL },	 { "verbatim", COMMAND_NOFILL },
	{ "excerpt", COMMAND_QUOTE },	 { "param", COMMAND_SILENT },
	{ "comment", COMMAND_SILENT },	 { "nl", COMMAND_BREAK },
	{ "np", COMMAND_BREAK },	 { "paragraph", COMMAND_BLOCK },
	{ "center", COMMAND_BLOCK },	 { "flushleft", COMMAND_BLOCK },
	{ "flushright", COMMAND_BLOCK }, { "flushboth", COMMAND_BLOCK },
	{ "indent", COMMAND_BLOCK },	 { "indentright", COMMAND_BLOCK },
	{ "paraindent", COMMAND_BLOCK }, { "heading", COMMAND_BLOCK },
	{ "lt", COMMAND_LESS },
};

struct writer {
	GString *out;
	size_t start;		    /* where our text begins in ${out} */
	unsigned open[COMMAND_MAX]; /* how many of each */
	unsigned line_ends;	    /* met in a row, not yet written */
	gunichar last;		    /* the last character of the line */
};

static bool at_line_start(const struct writer *w)
{
	return w->out->len == w->start || w->out->str[w->out->len - 1] == '\n';
}

static void put(struct writer *w, gunichar u)
{
	if (w->open[COMMAND_SILENT] > 0)
		return;
	if (at_line_start(w))
		for (unsigned i = 0; i < MIN(w->open[COMMAND_QUOTE], QUOTES_MAX); i++)
			g_string_append(w->out, "> ");
	if (u == '\n')
		g_string_append_c(w->out, '\n');
	else
		g_string_append_unichar(w->out, u);
	w->last = u;
}

/* One line end is a blank, and between kanji nothing; of more of them one is taken away. */
static void settle(struct writer *w, gunichar next)
{
	unsigned n = w->line_ends;

	w->line_ends = 0;
	if (n == 1 && !at_line_start(w) && w->last != ' ' &&
	    !(g_unichar_iswide(w->last) && g_unichar_iswide(next)))
		put(w, ' ');
	for (; n > 1; n--)
		put(w, '\n');
}

/* The edge of a block: a line ends here. */
static void edge(struct writer *w)
{
	unsigned n = w->line_ends;

	w->line_ends = 0;
	if (w->open[COMMAND_SILENT] > 0)
		return;
	if (!at_line_start(w))
		put(w, '\n');
	for (; n > 2; n--)
		put(w, '\n');
}

static enum command command_of(const char *name, size_t n)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strlen(commands[i].name) == n &&
		    !g_ascii_strncasecmp(commands[i].name, name, n))
			return commands[i].command;
	return COMMAND_MAX;
}

static void obey(struct writer *w, enum command c, bool closes)
{
	switch (c) {
	case COMMAND_QUOTE:
	case COMMAND_BLOCK:
		edge(w);
		break;
	case COMMAND_BREAK:
		w->line_ends = 0;
		put(w, '\n');
		return;
	case COMMAND_LESS:
		settle(w, '<');
		put(w, '<');
		return;
	case COMMAND_NOFILL:
		edge(w);
		break;
	case COMMAND_SILENT:
		break;
	case COMMAND_MAX:
		return;
	}
	if (!closes)
		w->open[c]++;
	else if (w->open[c] > 0)
		w->open[c]--;
}

/* The length of the command at ${p}, 0 when "<" is but a character there. */
static size_t command(struct writer *w, const char *p, const char *end)
{
	bool closes = p + 1 < end && p[1] == '/';
	const char *name = p + 1 + closes;
	const char *q = name;

	while (q < end && q - name < NAME_MAX_BYTES && (g_ascii_isalnum(*q) || *q == '-'))
		q++;
	if (q == name || q == end || *q != '>')
		return 0;
	obey(w, command_of(name, (size_t)(q - name)), closes);
	return (size_t)(q + 1 - p);
}

static void character(struct writer *w, gunichar u)
{
	if (u == '\n' && w->open[COMMAND_NOFILL] == 0) {
		w->line_ends++;
		return;
	}
	settle(w, u);
	put(w, u);
}

void enriched_to_text(GString *out, const char *utf8, size_t n)
{
	struct writer w = { .out = out, .start = out->len };
	const char *end = utf8 + n;

	for (const char *p = utf8; p < end;) {
		size_t size = *p == '<' ? command(&w, p, end) : 0;
		if (size > 0) {
			p += size;
			continue;
		}
		gunichar u = g_utf8_get_char(p);
		if (u != '\r')
			character(&w, u);
		p = g_utf8_next_char(p);
		if (u == '<' && p < end && *p == '<')
			p++;
	}
}
