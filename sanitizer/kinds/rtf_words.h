/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_words.h: the control words of RTF that matter to a reader of text.
 */
#ifndef MISOGI_KINDS_RTF_WORDS_H
#define MISOGI_KINDS_RTF_WORDS_H

#include <stddef.h>

/* Where the text of a group goes. */
enum rtf_destination {
	RTF_TO_TEXT,
	RTF_TO_NOTHING,
	RTF_TO_FONTS,
	RTF_TO_COLORS,
	RTF_TO_INSTRUCTION, /* of a field */
	RTF_TO_HTML,	    /* \*\htmltag: HTML that stands in the RTF as it is */
	RTF_TO_UPR,	    /* the 8-bit half of \upr; \ud has the better one */
};

enum rtf_meaning {
	RTF_MEANS_TEXT,	       /* ${text} stands here */
	RTF_MEANS_DESTINATION, /* the group goes to ${to} */
	RTF_MEANS_LIST_TEXT,   /* the number or bullet of a paragraph */
	RTF_MEANS_FOOTNOTE,
	RTF_MEANS_PICTURE,
	RTF_MEANS_OBJECT,
	RTF_MEANS_FIELD,
	RTF_MEANS_RESULT, /* of a field */
	RTF_MEANS_UPR,
	RTF_MEANS_UD,
	RTF_MEANS_CODEPAGE, /* of the file; ${value} when the word bears no number */
	RTF_MEANS_FROM_HTML,
	RTF_MEANS_HTML_RTF, /* what is RTF's alone in a file made of HTML */
	RTF_MEANS_DEFAULT_FONT,
	RTF_MEANS_FONT,
	RTF_MEANS_FONT_CHARSET,
	RTF_MEANS_FONT_CODEPAGE,
	RTF_MEANS_RED,
	RTF_MEANS_GREEN,
	RTF_MEANS_BLUE,
	RTF_MEANS_UNICODE,
	RTF_MEANS_UNICODE_SKIP,
	RTF_MEANS_HIDDEN,
	RTF_MEANS_COLOR,
	RTF_MEANS_BACKGROUND,
	RTF_MEANS_SHADE, /* the ground of a paragraph */
	RTF_MEANS_SIZE,
	RTF_MEANS_PLAIN,
	RTF_MEANS_PARAGRAPH, /* \pard */
	RTF_MEANS_IN_TABLE,
	RTF_MEANS_ROW_BEGIN,
	RTF_MEANS_CELL_SHADE,
	RTF_MEANS_CELL,
	RTF_MEANS_ROW,
	RTF_MEANING_MAX
};

struct rtf_word {
	const char *word;
	enum rtf_meaning meaning;
	const char *text;
	enum rtf_destination to;
	int value;
};

/* The row of ${word}; NULL when it says nothing to us. */
const struct rtf_word *rtf_words_find(const char *word, size_t n);

#endif
