/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_writer.h: laying out text in lines: blanks collapse, breaks are owed
 * until there is text for them, quotes and lists stand behind their marks.
 */
#ifndef MISOGI_HTML_WRITER_H
#define MISOGI_HTML_WRITER_H

#include <glib.h>
#include <stdbool.h>

enum html_blank { HTML_BLANK_NONE, HTML_BLANK_SPACE, HTML_BLANK_NEWLINE };

/* What becomes of blanks and line ends, as CSS's white-space. */
enum html_space { HTML_SPACE_COLLAPSE, HTML_SPACE_LINES, HTML_SPACE_KEEP };

struct html_writer {
	GString *out;
	size_t line;	       /* where the text of the last line begins, behind its prefix */
	size_t mark;	       /* where the first text since html_writer_mark() begins */
	unsigned lines;	       /* begun */
	unsigned breaks;       /* line ends owed */
	unsigned indent;       /* no-break blanks at the start of a line that has no text yet */
	bool exact;	       /* the line ends owed are preformatted text's */
	bool cell;	       /* the gap between cells is owed */
	bool marking;	       /* the mark is not yet set */
	bool bullet;	       /* opener begins with a heading's mark */
	enum html_blank blank; /* a blank is owed, and what it was in the source */
	GString *opener;       /* stands before the next text, if there is any */
	GString *prefix;       /* before each line: "> ", indents */
	GString *first;	       /* stands in its place on the next line, with the items' marks */
	GArray *ends;	       /* of struct html_writer_ends: how long both were before each push */
};

struct html_writer_ends {
	size_t prefix, first;
};

void html_writer_init(struct html_writer *w, GString *out);
void html_writer_clear(struct html_writer *w);

void html_writer_text(struct html_writer *w, const char *utf8, size_t n, enum html_space space);
/* A string of ours, blanks collapsed. */
void html_writer_put(struct html_writer *w, const char *s);

/* <br>: one line end more. */
void html_writer_break(struct html_writer *w);

/* A block's edge: at least ${breaks} line ends (2: a blank line). */
void html_writer_block(struct html_writer *w, unsigned breaks);

/* The edge of a cell within a row that flows; ${edge}: html_writer_edge() where the cell began. */
void html_writer_cell(struct html_writer *w, size_t edge);
/* Where the next text will stand: the number of its line. */
unsigned html_writer_next_line(const struct html_writer *w);

/* What follows stands apart: a blank is owed. */
void html_writer_gap(struct html_writer *w);
/* Appends ${s} right behind the text, whatever is owed. */
void html_writer_tail(struct html_writer *w, const char *s);

/* From here on: where does text begin? ${mark} says so once ${marking} is false. */
void html_writer_mark(struct html_writer *w);
/* Where the text of the last line begins that was written since ${start} (out->len, then). */
size_t html_writer_since(const struct html_writer *w, size_t start);

/* ${opener} will stand before the next text; returns what html_writer_close() wants to know. */
size_t html_writer_open(struct html_writer *w, const char *opener);
/* The same for a heading's mark, which is left out before text with a mark of its own. */
size_t html_writer_open_heading(struct html_writer *w, const char *mark);
/* ${closer} behind the text since then; nothing at all when there was none. */
void html_writer_close(struct html_writer *w, size_t opened, const char *closer);

void html_writer_push(struct html_writer *w, const char *prefix);
/* The same for a list item: ${marker}, of ${columns}, on its first line, blanks on the others. */
void html_writer_push_item(struct html_writer *w, const char *marker, unsigned columns);
void html_writer_pop(struct html_writer *w);

#endif
