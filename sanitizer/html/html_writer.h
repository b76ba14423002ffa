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

struct html_writer {
	GString *out;
	size_t start;	       /* where our text begins in ${out} */
	unsigned breaks;       /* line ends owed */
	bool cell;	       /* a cell separator is owed */
	enum html_blank blank; /* a blank is owed, and what it was in the source */
	gunichar last;	       /* the last character of the line, 0 at its start */
	GString *prefix;       /* before each line: "> ", indents */
	GArray *prefix_ends;   /* of size_t: how long the prefix was before each push */
	char marker[16];       /* "* ", "12. ": stands in the prefix's place on the next line */
};

void html_writer_init(struct html_writer *w, GString *out);
void html_writer_clear(struct html_writer *w);

/* Text as HTML has it: blanks collapse; ${pre}: they and line ends stay. */
void html_writer_text(struct html_writer *w, const char *utf8, size_t n, bool pre);

/* <br>: one line end more. */
void html_writer_break(struct html_writer *w);

/* A block's edge: at least ${breaks} line ends (2: a blank line). */
void html_writer_block(struct html_writer *w, unsigned breaks);

/* The edge of a table cell inside a row. */
void html_writer_cell(struct html_writer *w);

void html_writer_push(struct html_writer *w, const char *prefix);
/* The same for a list item: ${marker} on its first line, blanks on the others. */
void html_writer_push_item(struct html_writer *w, const char *marker);
void html_writer_pop(struct html_writer *w);

#endif
