/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_reader.h: the reader of an RTF file: what is open and what was read.
 * rtf_reader.c walks tokens and groups, rtf_act.c does what words say,
 * rtf_text.c makes UTF-8 of bytes.
 */
#ifndef MISOGI_KINDS_RTF_READER_H
#define MISOGI_KINDS_RTF_READER_H

#include "kinds/rtf_field.h"
#include "kinds/rtf_fonts.h"
#include "kinds/rtf_lexer.h"
#include "kinds/rtf_markup.h"
#include "kinds/rtf_words.h"
#include "text/body.h"

/* What "{" saves and "}" brings back. */
struct rtf_group {
	enum rtf_destination to;
	int font;
	unsigned fallback; /* \uc: characters that stand for a \u */
	bool html_rtf;
	bool is_hidden, in_table;
	int color, background, shade; /* 0xrrggbb or RTF_MARKUP_AUTO */
	int half_points;
	struct rtf_field *field;  /* the innermost; borrowed from the group that owns it */
	struct rtf_field *linked; /* whose result this is; NULL: of none */
	bool owns_field;
	const char *at_end; /* text to be written when the group ends; NULL: none */
};

enum rtf_mode {
	RTF_MODE_HTML_INSIDE, /* \fromhtml is believed */
	RTF_MODE_RTF,	      /* read as what Word would show */
};

struct rtf_reader {
	struct rtf_lexer lexer;
	enum rtf_mode mode;
	struct body_found *found;
	GArray *groups;	      /* of struct rtf_group: those around ${now} */
	struct rtf_group now; /* the innermost */
	unsigned too_deep;    /* groups open past limit rtf_depth */
	bool starred;	      /* after \* */
	bool is_html;	      /* \fromhtml: only HTML is written */
	struct rtf_fonts *fonts;
	int default_font;
	GArray *colors;	     /* of int */
	unsigned rgb, rgb_n; /* the colour that is being read; how many of its words came */
	GString *bytes;	     /* text that was not decoded yet, in the font of ${now} */
	gunichar high;	     /* a high surrogate that waits for its other half; 0: none */
	unsigned skip;	     /* characters that stand for a \u and are still to come */
	bool in_row, shaded; /* between \trowd and \row; some cell there has a ground */
	struct rtf_markup markup;
	size_t written; /* bytes of text so far */
	unsigned links, pictures, objects;
};

/* Writes hardly more than ${max} bytes of HTML. */
void rtf_reader_init(struct rtf_reader *r, const char *buf, size_t n, enum rtf_mode mode,
		     size_t max, struct body_found *found);
void rtf_reader_clear(struct rtf_reader *r);

/* Reads it all; at most ${depth} groups inside of each other. */
void rtf_reader_run(struct rtf_reader *r, size_t depth);

#endif
