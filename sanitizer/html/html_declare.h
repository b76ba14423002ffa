/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_declare.h: the declarations of CSS that can hide text, as values. What
 * is not valid is not there, as in a browser: "display:none;display:x" hides.
 */
#ifndef MISOGI_HTML_DECLARE_H
#define MISOGI_HTML_DECLARE_H

#include "html/html_color.h"
#include "html/html_scan.h"

enum html_property {
	HTML_DISPLAY,
	HTML_VISIBILITY,
	HTML_OPACITY,
	HTML_FILTER,
	HTML_FONT_SIZE,
	HTML_COLOR,
	HTML_TEXT_FILL,
	HTML_BACKGROUND,
	HTML_BACKGROUND_IMAGE,
	HTML_BACKGROUND_CLIP,
	HTML_POSITION,
	HTML_LEFT,
	HTML_TOP,
	HTML_RIGHT,
	HTML_BOTTOM,
	HTML_MARGIN_LEFT,
	HTML_MARGIN_TOP,
	HTML_TEXT_INDENT,
	HTML_TRANSFORM,
	HTML_CLIP,
	HTML_CLIP_PATH,
	HTML_WIDTH,
	HTML_HEIGHT,
	HTML_MAX_WIDTH,
	HTML_MAX_HEIGHT,
	HTML_OVERFLOW,
	HTML_CONTENT_VISIBILITY,
	HTML_MSO_HIDE,
	HTML_WHITE_SPACE,
	HTML_PROPERTIES
};

/* What a value says, where it is no number and no colour. */
enum html_word {
	HTML_WORD_NONE, /* see unit or color */
	HTML_WORD_INHERIT,
	HTML_WORD_INITIAL,
	HTML_WORD_HIDES, /* display:none, visibility:hidden, overflow:hidden, scale(0) … */
	HTML_WORD_SHOWS, /* any other valid word */
	HTML_WORD_INLINE,
	HTML_WORD_PLACED, /* position: absolute, fixed */
	HTML_WORD_MOVED,  /* position: relative, sticky */
	HTML_WORD_PRE,
	HTML_WORD_PRE_LINE,
	HTML_WORD_CURRENT, /* currentcolor */
	HTML_WORD_UNKNOWN, /* valid for some, not for us to tell: var(), gradients */
};

enum html_unit { HTML_UNIT_NUMBER, HTML_UNIT_PX, HTML_UNIT_EM, HTML_UNIT_REM, HTML_UNIT_PERCENT };

struct html_value {
	guint8 word, unit; /* enum html_word, enum html_unit */
	struct html_color color;
	float number;
};

/* One block of declarations: the last of each property, an important one before others. */
struct html_declared {
	guint32 set, important; /* bits of enum html_property */
	struct html_value value[HTML_PROPERTIES];
};

/* Reads declarations up to "}" or the end into ${out}, which was zeroed. */
void html_declare_read(struct html_scan *s, struct html_declared *out);

/* Lays one value over ${d} unless an important one is there. */
void html_declare_set(struct html_declared *d, enum html_property p, struct html_value v,
		      bool important);

#endif
