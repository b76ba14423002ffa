/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_role.h: what each element does to the layout. What is in no table is
 * inline.
 */
#ifndef MISOGI_HTML_ROLE_H
#define MISOGI_HTML_ROLE_H

#include <gumbo.h>
#include <stdbool.h>

enum html_role {
	ROLE_INLINE,
	ROLE_SILENT,	/* its text is for programs */
	ROLE_BLOCK,	/* on lines of its own */
	ROLE_PARAGRAPH, /* … with a blank line around */
	ROLE_HEADING,
	ROLE_BREAK,
	ROLE_RULE,
	ROLE_QUOTE,
	ROLE_LIST,
	ROLE_ITEM,
	ROLE_TERM_TEXT, /* dd */
	ROLE_TABLE,
	ROLE_ROW,
	ROLE_CELL,
	ROLE_PRE,
	ROLE_IMAGE,
	ROLE_LINK,
	ROLE_READING, /* ruby */
	ROLE_SCRIPT,
	ROLE_EMBED,    /* fetched from elsewhere, nothing to read */
	ROLE_FALLBACK, /* the same, with something to read instead */
	ROLE_NOFRAMES,
	ROLE_FORM,
	ROLE_INPUT,
	ROLE_SELECT,
	ROLE_OPTION,
	ROLE_TEXTAREA,
	ROLE_BUTTON,
	ROLE_SUMMARY,
	ROLE_SAYING, /* q */
	ROLE_STRUCK,
	ROLE_RAISED,   /* sup */
	ROLE_LOWERED,  /* sub */
	ROLE_EXPANDED, /* abbr */
	ROLE_TURNED,   /* bdo */
	ROLE_INFIX,    /* MathML's fractions and powers: a sign between two children */
	ROLE_GROUP,    /* … and a child that must stand in brackets */
	ROLE_WORD,     /* a text of a drawing: apart from the next */
	ROLE_META,
	ROLE_BASE,
	ROLE_LAST, /* of all: none */
};

enum html_role html_role_of(const GumboElement *e);

/* Whether style= says "display: ${value}…". */
bool html_role_is_displayed(const GumboElement *e, const char *value);

/* What stands between the children of a ROLE_INFIX. */
const char *html_role_infix(const GumboElement *e);

#endif
