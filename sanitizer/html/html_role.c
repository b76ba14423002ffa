/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_role.c: the tables. HTML's elements are found by their number; MathML's
 * and SVG's have none, so that those few are found by name.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_role.h"

#include <glib.h>
#include <string.h>

#include "html/html_style.h"

static const guint8 roles[GUMBO_TAG_LAST + 1] = {
	[GUMBO_TAG_TITLE] = ROLE_SILENT,      [GUMBO_TAG_STYLE] = ROLE_SILENT,
	[GUMBO_TAG_TEMPLATE] = ROLE_SILENT,   [GUMBO_TAG_NOEMBED] = ROLE_SILENT,
	[GUMBO_TAG_RP] = ROLE_SILENT,	      [GUMBO_TAG_DATALIST] = ROLE_SILENT,
	[GUMBO_TAG_DESC] = ROLE_SILENT,	      [GUMBO_TAG_ANNOTATION_XML] = ROLE_SILENT,
	[GUMBO_TAG_META] = ROLE_META,	      [GUMBO_TAG_BASE] = ROLE_BASE,
	[GUMBO_TAG_SCRIPT] = ROLE_SCRIPT,     [GUMBO_TAG_DIV] = ROLE_BLOCK,
	[GUMBO_TAG_CENTER] = ROLE_BLOCK,      [GUMBO_TAG_ARTICLE] = ROLE_BLOCK,
	[GUMBO_TAG_SECTION] = ROLE_BLOCK,     [GUMBO_TAG_HEADER] = ROLE_BLOCK,
	[GUMBO_TAG_FOOTER] = ROLE_BLOCK,      [GUMBO_TAG_HGROUP] = ROLE_BLOCK,
	[GUMBO_TAG_ADDRESS] = ROLE_BLOCK,     [GUMBO_TAG_FIELDSET] = ROLE_BLOCK,
	[GUMBO_TAG_CAPTION] = ROLE_BLOCK,     [GUMBO_TAG_DT] = ROLE_BLOCK,
	[GUMBO_TAG_FIGURE] = ROLE_BLOCK,      [GUMBO_TAG_FIGCAPTION] = ROLE_BLOCK,
	[GUMBO_TAG_MAIN] = ROLE_BLOCK,	      [GUMBO_TAG_NAV] = ROLE_BLOCK,
	[GUMBO_TAG_ASIDE] = ROLE_BLOCK,	      [GUMBO_TAG_LEGEND] = ROLE_BLOCK,
	[GUMBO_TAG_DETAILS] = ROLE_BLOCK,     [GUMBO_TAG_MARQUEE] = ROLE_BLOCK,
	[GUMBO_TAG_OPTGROUP] = ROLE_INLINE,   [GUMBO_TAG_P] = ROLE_PARAGRAPH,
	[GUMBO_TAG_DL] = ROLE_PARAGRAPH,      [GUMBO_TAG_H1] = ROLE_HEADING,
	[GUMBO_TAG_H2] = ROLE_HEADING,	      [GUMBO_TAG_H3] = ROLE_HEADING,
	[GUMBO_TAG_H4] = ROLE_HEADING,	      [GUMBO_TAG_H5] = ROLE_HEADING,
	[GUMBO_TAG_H6] = ROLE_HEADING,	      [GUMBO_TAG_BR] = ROLE_BREAK,
	[GUMBO_TAG_HR] = ROLE_RULE,	      [GUMBO_TAG_BLOCKQUOTE] = ROLE_QUOTE,
	[GUMBO_TAG_UL] = ROLE_LIST,	      [GUMBO_TAG_OL] = ROLE_LIST,
	[GUMBO_TAG_MENU] = ROLE_LIST,	      [GUMBO_TAG_DIR] = ROLE_LIST,
	[GUMBO_TAG_LI] = ROLE_ITEM,	      [GUMBO_TAG_DD] = ROLE_TERM_TEXT,
	[GUMBO_TAG_TABLE] = ROLE_TABLE,	      [GUMBO_TAG_TR] = ROLE_ROW,
	[GUMBO_TAG_TD] = ROLE_CELL,	      [GUMBO_TAG_TH] = ROLE_CELL,
	[GUMBO_TAG_PRE] = ROLE_PRE,	      [GUMBO_TAG_LISTING] = ROLE_PRE,
	[GUMBO_TAG_XMP] = ROLE_PRE,	      [GUMBO_TAG_PLAINTEXT] = ROLE_PRE,
	[GUMBO_TAG_IMG] = ROLE_IMAGE,	      [GUMBO_TAG_IMAGE] = ROLE_IMAGE,
	[GUMBO_TAG_AREA] = ROLE_IMAGE,	      [GUMBO_TAG_A] = ROLE_LINK,
	[GUMBO_TAG_RT] = ROLE_READING,	      [GUMBO_TAG_RTC] = ROLE_READING,
	[GUMBO_TAG_IFRAME] = ROLE_EMBED,      [GUMBO_TAG_FRAME] = ROLE_EMBED,
	[GUMBO_TAG_EMBED] = ROLE_EMBED,	      [GUMBO_TAG_BGSOUND] = ROLE_EMBED,
	[GUMBO_TAG_OBJECT] = ROLE_FALLBACK,   [GUMBO_TAG_APPLET] = ROLE_FALLBACK,
	[GUMBO_TAG_AUDIO] = ROLE_FALLBACK,    [GUMBO_TAG_VIDEO] = ROLE_FALLBACK,
	[GUMBO_TAG_NOFRAMES] = ROLE_NOFRAMES, [GUMBO_TAG_FORM] = ROLE_FORM,
	[GUMBO_TAG_INPUT] = ROLE_INPUT,	      [GUMBO_TAG_SELECT] = ROLE_SELECT,
	[GUMBO_TAG_OPTION] = ROLE_OPTION,     [GUMBO_TAG_TEXTAREA] = ROLE_TEXTAREA,
	[GUMBO_TAG_BUTTON] = ROLE_BUTTON,     [GUMBO_TAG_SUMMARY] = ROLE_SUMMARY,
	[GUMBO_TAG_Q] = ROLE_SAYING,	      [GUMBO_TAG_DEL] = ROLE_STRUCK,
	[GUMBO_TAG_S] = ROLE_STRUCK,	      [GUMBO_TAG_STRIKE] = ROLE_STRUCK,
	[GUMBO_TAG_SUP] = ROLE_RAISED,	      [GUMBO_TAG_SUB] = ROLE_LOWERED,
	[GUMBO_TAG_ABBR] = ROLE_EXPANDED,     [GUMBO_TAG_ACRONYM] = ROLE_EXPANDED,
	[GUMBO_TAG_BDO] = ROLE_TURNED,
};

/* Elements that gumbo knows no number for. */
static const struct {
	const char *name;
	enum html_role role;
	const char *infix;
} foreign[] = {
	{ "mfrac", ROLE_INFIX, "/" },	 { "msup", ROLE_INFIX, "^" },
	{ "msub", ROLE_INFIX, "_" },	 { "text", ROLE_WORD, NULL },
	{ "defs", ROLE_SILENT, NULL },	 { "metadata", ROLE_SILENT, NULL },
	{ "symbol", ROLE_SILENT, NULL }, { "annotation", ROLE_SILENT, NULL },
};

static int find_foreign(const GumboElement *e)
{
	GumboStringPiece name = e->original_tag;

	gumbo_tag_from_original_text(&name);
	for (unsigned i = 0; i < G_N_ELEMENTS(foreign); i++)
		if (strlen(foreign[i].name) == name.length &&
		    !g_ascii_strncasecmp(foreign[i].name, name.data, name.length))
			return (int)i;
	return -1;
}

bool html_role_is_displayed(const GumboElement *e, const char *value)
{
	const char *display = strstr(html_attribute(e, "style"), "display");

	if (!display)
		return false;
	display += strlen("display");
	display += strspn(display, " \t\n");
	if (*display++ != ':')
		return false;
	return g_str_has_prefix(display + strspn(display, " \t\n"), value);
}

/* style="display:block" makes lines of what has none, "inline" takes them away. */
static enum html_role displayed(const GumboElement *e, enum html_role role)
{
	if (role == ROLE_INLINE)
		return html_role_is_displayed(e, "block") ? ROLE_BLOCK : ROLE_INLINE;
	return html_role_is_displayed(e, "inline") ? ROLE_WORD : role;
}

enum html_role html_role_of(const GumboElement *e)
{
	enum html_role role = (enum html_role)roles[MIN(e->tag, GUMBO_TAG_LAST)];

	if (e->tag_namespace != GUMBO_NAMESPACE_HTML && e->tag == GUMBO_TAG_UNKNOWN) {
		int i = find_foreign(e);
		return i < 0 ? ROLE_INLINE : foreign[i].role;
	}
	bool open = role == ROLE_INLINE || role == ROLE_BLOCK || role == ROLE_PARAGRAPH ||
		    role == ROLE_ITEM;
	return open && e->attributes.length ? displayed(e, role) : role;
}

const char *html_role_infix(const GumboElement *e)
{
	int i = find_foreign(e);

	return i < 0 ? "" : foreign[i].infix;
}
