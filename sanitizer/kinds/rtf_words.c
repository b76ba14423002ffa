/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_words.c: the table of control words, sorted so that it can be searched.
 * Headers and footers go to nothing: they belong to paper, not to a mail.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_words.h"

#include <glib.h>
#include <string.h>

#define TEXT(word, text)                                                                           \
	{                                                                                          \
		word, RTF_MEANS_TEXT, text, RTF_TO_TEXT, 0                                         \
	}
#define INTO(word, to)                                                                             \
	{                                                                                          \
		word, RTF_MEANS_DESTINATION, NULL, to, 0                                           \
	}
#define SKIP(word) INTO(word, RTF_TO_NOTHING)
#define WORD(word, meaning)                                                                        \
	{                                                                                          \
		word, meaning, NULL, RTF_TO_TEXT, 1                                                \
	}
#define VALUE(word, meaning, value)                                                                \
	{                                                                                          \
		word, meaning, NULL, RTF_TO_TEXT, value                                            \
	}

/* clang-format off */
static const struct rtf_word words[] = {
	SKIP("aftncn"),
	SKIP("aftnsep"),
	SKIP("aftnsepc"),
	SKIP("annotation"),
	VALUE("ansi", RTF_MEANS_CODEPAGE, 1252),
	WORD("ansicpg", RTF_MEANS_CODEPAGE),
	SKIP("atnauthor"),
	SKIP("atnid"),
	SKIP("author"),
	SKIP("background"),
	SKIP("bkmkend"),
	SKIP("bkmkstart"),
	WORD("blue", RTF_MEANS_BLUE),
	TEXT("bullet", "•"),
	WORD("cb", RTF_MEANS_BACKGROUND),
	WORD("cbpat", RTF_MEANS_SHADE),
	WORD("cell", RTF_MEANS_CELL),
	WORD("cf", RTF_MEANS_COLOR),
	WORD("chcbpat", RTF_MEANS_BACKGROUND),
	WORD("clcbpat", RTF_MEANS_CELL_SHADE),
	SKIP("colorschememapping"),
	INTO("colortbl", RTF_TO_COLORS),
	TEXT("column", "\n"),
	WORD("cpg", RTF_MEANS_FONT_CODEPAGE),
	SKIP("datafield"),
	SKIP("datastore"),
	WORD("deff", RTF_MEANS_DEFAULT_FONT),
	INTO("do", RTF_TO_TEXT),
	TEXT("emdash", "—"),
	TEXT("emspace", " "),
	TEXT("endash", "–"),
	TEXT("enspace", " "),
	WORD("f", RTF_MEANS_FONT),
	SKIP("falt"),
	SKIP("fchars"),
	WORD("fcharset", RTF_MEANS_FONT_CHARSET),
	WORD("field", RTF_MEANS_FIELD),
	SKIP("filetbl"),
	INTO("fldinst", RTF_TO_INSTRUCTION),
	WORD("fldrslt", RTF_MEANS_RESULT),
	SKIP("fname"),
	INTO("fonttbl", RTF_TO_FONTS),
	SKIP("footer"),
	SKIP("footerf"),
	SKIP("footerl"),
	SKIP("footerr"),
	WORD("footnote", RTF_MEANS_FOOTNOTE),
	SKIP("formfield"),
	WORD("fromhtml", RTF_MEANS_FROM_HTML),
	WORD("fs", RTF_MEANS_SIZE),
	SKIP("ftncn"),
	SKIP("ftnsep"),
	SKIP("ftnsepc"),
	SKIP("generator"),
	WORD("green", RTF_MEANS_GREEN),
	SKIP("header"),
	SKIP("headerf"),
	SKIP("headerl"),
	SKIP("headerr"),
	WORD("highlight", RTF_MEANS_BACKGROUND),
	WORD("htmlrtf", RTF_MEANS_HTML_RTF),
	INTO("htmltag", RTF_TO_HTML),
	SKIP("info"),
	WORD("intbl", RTF_MEANS_IN_TABLE),
	SKIP("latentstyles"),
	SKIP("lchars"),
	TEXT("ldblquote", "“"),
	TEXT("line", "\n"),
	SKIP("listoverridetable"),
	SKIP("listtable"),
	WORD("listtext", RTF_MEANS_LIST_TEXT),
	TEXT("lquote", "‘"),
	VALUE("mac", RTF_MEANS_CODEPAGE, 10000),
	SKIP("mbegChr"),
	SKIP("mchr"),
	SKIP("mctrlPr"),
	SKIP("mendChr"),
	SKIP("mmathPict"),
	SKIP("mmathPr"),
	INTO("moMath", RTF_TO_TEXT),
	INTO("moMathPara", RTF_TO_TEXT),
	SKIP("msepChr"),
	SKIP("mtype"),
	TEXT("nestcell", "\t"),
	TEXT("nestrow", "\n"),
	INTO("nesttableprops", RTF_TO_TEXT),
	SKIP("nonesttables"),
	SKIP("nonshppict"),
	SKIP("objalias"),
	WORD("objautlink", RTF_MEANS_OBJECT),
	SKIP("objclass"),
	SKIP("objdata"),
	WORD("objemb", RTF_MEANS_OBJECT),
	WORD("objhtml", RTF_MEANS_OBJECT),
	WORD("objlink", RTF_MEANS_OBJECT),
	SKIP("objname"),
	WORD("objocx", RTF_MEANS_OBJECT),
	SKIP("objsect"),
	TEXT("page", "\n"),
	SKIP("panose"),
	TEXT("par", "\n"),
	WORD("pard", RTF_MEANS_PARAGRAPH),
	VALUE("pc", RTF_MEANS_CODEPAGE, 437),
	VALUE("pca", RTF_MEANS_CODEPAGE, 850),
	SKIP("pgptbl"),
	WORD("pict", RTF_MEANS_PICTURE),
	WORD("plain", RTF_MEANS_PLAIN),
	WORD("pntext", RTF_MEANS_LIST_TEXT),
	SKIP("private"),
	TEXT("qmspace", " "),
	TEXT("rdblquote", "”"),
	WORD("red", RTF_MEANS_RED),
	SKIP("revtbl"),
	WORD("row", RTF_MEANS_ROW),
	TEXT("rquote", "’"),
	SKIP("rsidtbl"),
	TEXT("sect", "\n"),
	INTO("shpinst", RTF_TO_TEXT),
	INTO("shppict", RTF_TO_TEXT),
	SKIP("shprslt"),
	SKIP("sp"),
	SKIP("stylesheet"),
	TEXT("tab", "\t"),
	SKIP("tc"),
	SKIP("tcn"),
	SKIP("template"),
	SKIP("themedata"),
	WORD("trowd", RTF_MEANS_ROW_BEGIN),
	WORD("u", RTF_MEANS_UNICODE),
	WORD("uc", RTF_MEANS_UNICODE_SKIP),
	WORD("ud", RTF_MEANS_UD),
	WORD("upr", RTF_MEANS_UPR),
	WORD("v", RTF_MEANS_HIDDEN),
	SKIP("wgrffmtfilter"),
	SKIP("xe"),
	SKIP("xmlnstbl"),
};
/* clang-format on */

static int compare(const char *word, size_t n, const char *row)
{
	int order = strncmp(word, row, n);

	return order ? order : -(row[n] != '\0');
}

const struct rtf_word *rtf_words_find(const char *word, size_t n)
{
	size_t low = 0, high = G_N_ELEMENTS(words);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(word, n, words[middle].word);
		if (order == 0)
			return &words[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
