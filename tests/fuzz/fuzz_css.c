/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a sheet, as style="" and as a colour, asked by every element of
 * a small document; what is heard are values, and the cascade stays a cascade:
 * what style="" says with importance is what is seen.
 */
#include <stdlib.h>
#include <string.h>

#include "html/html_css.h"
#include "html/html_style.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
	"<html><head></head><body class=a id=b><div class='a b' style='font-size:0'><p id=c>x"
	"<a href=x class=c>y</a><b title=t hidden>z</b></p><table><tr><td class='m a' bgcolor=red>"
	"<font color=blue size=2>w</font><span aria-hidden=true>v</span></table><x-y lang=ja></x-y>"
	"</div></body></html>";

static void must(bool claim)
{
	if (!claim)
		abort();
}

static void see(const struct html_sheet *sheet, const GumboNode *node, struct html_sight sight)
{
	const GumboVector *children = &node->v.element.children;
	bool was_gone = sight.gone;

	html_style_apply(sheet, node, &sight);
	must(!was_gone || sight.gone);
	must(sight.em >= 0 && sight.opacity >= 0 && sight.opacity <= 1);
	must(sight.background.alpha == 255);
	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *child = children->data[i];
		if (child->type == GUMBO_NODE_ELEMENT)
			see(sheet, child, sight);
	}
}

static void declare(const char *css, size_t n)
{
	struct html_declared said = { 0 };
	struct html_scan scan = { css, css + n };

	html_declare_read(&scan, &said);
	must(scan.p == scan.end || *scan.p == '}');
	must((said.important & ~said.set) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static GumboOutput *tree;
	struct html_sheet *sheet = html_sheet_new(50);
	struct html_sight sight = { 0 };
	struct html_color color;
	g_autofree char *text = g_strndup((const char *)data, size);

	if (!tree)
		tree = gumbo_parse(document);
	html_sheet_read(sheet, (const char *)data, size);
	see(sheet, tree->root, sight);
	html_sheet_free(sheet);
	declare((const char *)data, size);
	html_color_attribute(text, &color);
	return 0;
}
