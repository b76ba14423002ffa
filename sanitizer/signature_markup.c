/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_markup.c: elements tell the kind of markup, as they do to the
 * programs that open it; what libmagic calls text/html or text/xml are often
 * scripts and shortcuts of Windows. Tests: tests/unit/sanitizer/test_signature.c.
 */
#include "signature_markup.h"

#include <glib.h>
#include <string.h>

#include "signature_bytes.h"

#define SEARCH 65536u

enum place { FIRST, ANYWHERE };

static const struct element {
	const char *name;
	enum place place;
	enum type_id type;
	const char *with; /* what else the text contains, in lower case; NULL: nothing */
} elements[] = {
	/* clang-format off */
	{ "hta:application", ANYWHERE, TYPE_HTA, NULL },
	{ "svg", ANYWHERE, TYPE_SVG, NULL },
	{ "svg:svg", ANYWHERE, TYPE_SVG, NULL },
	{ "html", FIRST, TYPE_HTA, "<hta:application" },
	{ "html", ANYWHERE, TYPE_ODC, "content=odc." },
	{ "html", ANYWHERE, TYPE_ODC, "content=\"odc." },
	{ "!doctype html", ANYWHERE, TYPE_HTML, NULL },
	{ "html", ANYWHERE, TYPE_HTML, NULL },
	{ "head", ANYWHERE, TYPE_HTML, NULL },
	{ "body", ANYWHERE, TYPE_HTML, NULL },
	{ "script", ANYWHERE, TYPE_HTML, NULL },
	{ "iframe", ANYWHERE, TYPE_HTML, NULL },
	{ "job", FIRST, TYPE_WSF, NULL },
	{ "package", FIRST, TYPE_SCT, "<component" },
	{ "package", FIRST, TYPE_WSF, NULL },
	{ "component", FIRST, TYPE_SCT, "<registration" },
	{ "component", FIRST, TYPE_SCT, "<script" },
	{ "scriptlet", ANYWHERE, TYPE_SCT, NULL },
	{ "table", FIRST, TYPE_HTML, NULL },
	{ "img", FIRST, TYPE_HTML, NULL },
	{ "a", FIRST, TYPE_HTML, NULL },
	{ "meta", FIRST, TYPE_HTML, NULL },
	{ "base", FIRST, TYPE_HTML, NULL },
	{ "object", FIRST, TYPE_HTML, NULL },
	{ "embed", FIRST, TYPE_HTML, NULL },
	{ "form", FIRST, TYPE_HTML, NULL },
	{ "title", FIRST, TYPE_HTML, NULL },
	{ "div", FIRST, TYPE_HTML, NULL },
	{ "p", FIRST, TYPE_HTML, NULL },
	{ "style", FIRST, TYPE_HTML, NULL },
	{ "link", FIRST, TYPE_HTML, NULL },
	{ "xsl:stylesheet", FIRST, TYPE_XSL, NULL },
	{ "xsl:transform", FIRST, TYPE_XSL, NULL },
	{ "stylesheet", FIRST, TYPE_XSL, "/xsl/transform" },
	{ "mmc_consolefile", ANYWHERE, TYPE_MSC, NULL },
	{ "project", FIRST, TYPE_MSBUILD, "/developer/msbuild" },
	{ "project", FIRST, TYPE_MSBUILD, "<usingtask" },
	{ "project", FIRST, TYPE_MSBUILD, " sdk=" },
	{ "jnlp", FIRST, TYPE_JNLP, NULL },
	{ "librarydescription", ANYWHERE, TYPE_LIBRARY_MS, NULL },
	{ "searchconnectordescription", ANYWHERE, TYPE_SEARCH_MS, NULL },
	{ "opensearchdescription", FIRST, TYPE_SEARCH_MS, NULL },
	{ "persistedquery", ANYWHERE, TYPE_SEARCH_MS, NULL },
	{ "pcsettings", ANYWHERE, TYPE_SETTINGCONTENT_MS, NULL },
	{ "asmv1:assembly", FIRST, TYPE_CLICKONCE, NULL },
	{ "assembly", FIRST, TYPE_CLICKONCE, "urn:schemas-microsoft-com:asm" },
	{ "appinstaller", FIRST, TYPE_APPINSTALLER, NULL },
	{ "office:document", FIRST, TYPE_FODS, "opendocument.spreadsheet" },
	{ "office:document", FIRST, TYPE_FODP, "opendocument.presentation" },
	{ "office:document", FIRST, TYPE_FODG, "opendocument.graphics" },
	{ "office:document", FIRST, TYPE_FODT, NULL },
	{ "w:worddocument", FIRST, TYPE_WORDML, NULL },
	{ "worddocument", FIRST, TYPE_WORDML, "/office/word/2003/wordml" },
	{ "workbook", FIRST, TYPE_EXCELML, "schemas-microsoft-com:office:spreadsheet" },
	{ "ss:workbook", FIRST, TYPE_EXCELML, NULL },
	{ "pkg:package", FIRST, TYPE_FLAT_OPC, NULL },
	{ "plist", FIRST, TYPE_MOBILECONFIG, "<key>payloadtype</key>" },
	{ "plist", FIRST, TYPE_TERMINAL, "<key>commandstring</key>" },
	{ "plist", FIRST, TYPE_WEBLOC, "<key>url</key>" },
	/* clang-format on */
};

struct text {
	bool is_markup; /* from its first character on */
	bool is_xml;
	const char *begin, *end;
};

/* What the element whose name begins at ${p} tells; TYPE_MAX: nothing. */
static enum type_id type_of_element(struct text *t, const char *p, bool is_first)
{
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
		const struct element *e = &elements[i];
		size_t n = strlen(e->name);
		/* Browsers find HTML in any text, but no p in XML; what is XML begins as such. */
		if (e->place == FIRST && (e->type == TYPE_HTML ? t->is_xml : !t->is_markup))
			continue;
		if ((e->place == ANYWHERE || is_first) && (size_t)(t->end - p) > n &&
		    g_ascii_strncasecmp(p, e->name, n) == 0 && !g_ascii_isalnum(p[n]) &&
		    p[n] != ':' &&
		    (!e->with || magic_contains(t->begin, (size_t)(t->end - t->begin), e->with)))
			return e->type;
	}
	return TYPE_MAX;
}

enum type_id markup_find(const char *data, size_t len)
{
	struct text t = { .begin = data, .end = data + MIN(len, SEARCH) };
	t.is_markup = len > 0 && *data == '<';
	t.is_xml = len > 5 && memcmp(data, "<?xml", 5) == 0;
	enum type_id type = TYPE_MAX;
	bool is_first = true;

	for (const char *p = data; (p = memchr(p, '<', (size_t)(t.end - p))) != NULL;) {
		p++;
		type = type_of_element(&t, p, is_first);
		if (type != TYPE_MAX)
			break;
		is_first = is_first && p < t.end && (*p == '?' || *p == '!');
	}
	return type;
}
