/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * odf_markup.c: the elements of OpenDocument that do more than show something,
 * and every xlink:href that is no link to be clicked.
 * Tests: tests/unit/sanitizer/test_inspect_odf.c.
 */
#include <string.h>

#include "inspect/odf.h"
#include "inspect/office_target.h"

typedef void element(struct odf_markup *m, const struct xml_attributes *a);

/* Events that people cause on purpose; all others come by themselves. */
static bool is_click(const char *event)
{
	static const char *const clicks[] = { "click", "performaction", "approveaction" };
	const char *colon = strchr(event, ':'), *word = colon ? colon + 1 : event;

	for (size_t i = 0; i < G_N_ELEMENTS(clicks); i++)
		if (g_ascii_strcasecmp(word, clicks[i]) == 0)
			return true;
	return false;
}

static void begin_listener(struct odf_markup *m, const struct xml_attributes *a)
{
	const char *event = xml_value(a, "event-name");

	/* Of a slide's object: what it does is an action, or a program to be run. */
	if (strcmp(xml_value(a, "action"), "execute") == 0)
		office_find(m->o, FINDING_LAUNCH, xml_value(a, "href"));
	else if (*xml_value(a, "action"))
		return;
	else
		office_find(m->o, is_click(event) ? FINDING_SCRIPT_INSIDE : FINDING_AUTO_RUN,
			    event);
}

static void begin_module(struct odf_markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_MACRO, xml_value(a, "name"));
}

static void begin_dde(struct odf_markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_DDE, xml_value(a, "dde-application"));
}

static void begin_ole(struct odf_markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_OLE_OBJECT, xml_value(a, "href"));
}

static void begin_object(struct odf_markup *m, const struct xml_attributes *a)
{
	const char *href = xml_value(a, "href");
	g_autofree char *path = g_ascii_strdown(g_str_has_prefix(href, "./") ? href + 2 : href, -1);

	if (*path && (!m->drawn || !g_hash_table_contains(m->drawn, path)))
		office_find(m->o, FINDING_OLE_OBJECT, href);
}

/* In a flat file the object itself stands in the text. */
static void begin_document(struct odf_markup *m, const struct xml_attributes *a)
{
	const char *type = xml_value(a, "mimetype");

	if (m->has_root && !strstr(type, ".chart") && !strstr(type, ".formula"))
		office_find(m->o, FINDING_OLE_OBJECT, type);
	m->has_root = true;
}

static void begin_applet(struct odf_markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_SCRIPT_INSIDE, xml_value(a, "code"));
}

static void begin_form(struct odf_markup *m, const struct xml_attributes *a)
{
	if (*xml_value(a, "href"))
		office_find(m->o, FINDING_FORM, xml_value(a, "href"));
}

static const struct {
	const char *name;
	element *begin;
} elements[] = {
	{ "event-listener", begin_listener },
	{ "event", begin_listener }, /* OpenOffice.org 1 */
	{ "module", begin_module },
	{ "dde-source", begin_dde },
	{ "dde-connection-decl", begin_dde },
	{ "dde-link", begin_dde },
	{ "object", begin_object },
	{ "object-ole", begin_ole },
	{ "document", begin_document },
	{ "applet", begin_applet },
	{ "form", begin_form },
};

static bool is_any(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void judge_href(struct odf_markup *m, const char *name, const char *href)
{
	/* To be clicked, and the addresses of forms and events, which are judged as such. */
	static const char *const links[] = { "a",	    "form",	      "event-listener",
					     "button",	    "image-map-area", "area-rectangle",
					     "area-circle", "area-polygon" };

	if (g_ascii_strncasecmp(href, "vnd.sun.star.script:", 20) == 0 ||
	    g_ascii_strncasecmp(href, "macro:", 6) == 0)
		office_find(m->o, FINDING_SCRIPT_INSIDE, href);
	else if (strcmp(name, "template") == 0) {
		if (strstr(href, "://") && !target_is_drive(href) &&
		    !g_str_has_prefix(href, "file:///"))
			office_find(m->o, FINDING_EXTERNAL_TEMPLATE, href);
	} else if (is_any(name, links, G_N_ELEMENTS(links)) ? target_is_unsafe(href)
							    : target_is_outside(href))
		office_find(m->o, FINDING_EXTERNAL_LINK, href);
}

/* Functions of formulas that ask another program or a server. */
static void judge_formula(struct odf_markup *m, const char *formula)
{
	g_autofree char *lower = g_ascii_strdown(formula, -1);

	if (strstr(lower, "dde("))
		office_find(m->o, FINDING_DDE, formula);
	if (strstr(lower, "webservice("))
		office_find(m->o, FINDING_EXTERNAL_LINK, formula);
}

static void begin(void *user, const char *name, const struct xml_attributes *a)
{
	struct odf_markup *m = user;
	const char *href = xml_value(a, "href"), *formula = xml_value(a, "formula");

	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
		if (strcmp(elements[i].name, name) == 0)
			elements[i].begin(m, a);
	if (*href)
		judge_href(m, name, href);
	if (*formula)
		judge_formula(m, formula);
}

const struct xml_listener odf_listener = { .begin = begin };
