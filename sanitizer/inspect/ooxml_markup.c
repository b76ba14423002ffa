/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ooxml_markup.c: the elements of OOXML parts, and of the single files of Word
 * 2003 and flat packages, that do more than show something.
 * Tests: tests/unit/sanitizer/test_inspect_ooxml.c.
 */
#include <string.h>

#include "inspect/office_auto.h"
#include "inspect/office_target.h"
#include "inspect/ooxml.h"

#define FORMULA_MAX 8192u

typedef void element(struct markup *m, const struct xml_attributes *a);

static void begin_field(struct markup *m, const struct xml_attributes *a)
{
	const char *what = xml_value(a, "fldCharType");

	if (strcmp(what, "begin") == 0)
		field_begin(&m->fields);
	else if (strcmp(what, "separate") == 0)
		field_separate(&m->fields);
	else if (strcmp(what, "end") == 0)
		field_end(&m->fields);
}

static void begin_simple_field(struct markup *m, const struct xml_attributes *a)
{
	field_code(m->o, xml_value(a, "instr"));
}

static void begin_object(struct markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_OLE_OBJECT, xml_value(a, "ProgID"));
	if (g_ascii_strcasecmp(xml_value(a, "Type"), "Link") == 0)
		office_find(m->o, FINDING_EXTERNAL_LINK, xml_value(a, "ProgID"));
}

static void begin_link_object(struct markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_OLE_OBJECT, xml_value(a, "progId"));
	office_find(m->o, FINDING_EXTERNAL_LINK, xml_value(a, "progId"));
}

static void begin_dde(struct markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_DDE, xml_value(a, "ddeService"));
}

static void begin_connection(struct markup *m, const struct xml_attributes *a)
{
	const char *connection = xml_value(a, "connection"), *url = xml_value(a, "url");

	office_find(m->o, FINDING_EXTERNAL_LINK, *connection ? connection : url);
}

static void begin_name(struct markup *m, const struct xml_attributes *a)
{
	const char *name = xml_value(a, "name");

	if (auto_name_in(name, strlen(name)))
		office_find(m->o, FINDING_AUTO_RUN, name);
}

static void begin_ribbon(struct markup *m, const struct xml_attributes *a)
{
	if (*xml_value(a, "onLoad"))
		office_find(m->o, FINDING_AUTO_RUN, xml_value(a, "onLoad"));
}

static void begin_click(struct markup *m, const struct xml_attributes *a)
{
	const char *action = xml_value(a, "action");

	if (g_str_has_prefix(action, "ppaction://program") ||
	    g_str_has_prefix(action, "ppaction://macro"))
		office_find(m->o, FINDING_LAUNCH, action);
}

static void begin_extension(struct markup *m, const struct xml_attributes *a)
{
	office_find(m->o, FINDING_SCRIPT_INSIDE, xml_value(a, "id"));
}

static void begin_formula(struct markup *m, const struct xml_attributes *a)
{
	(void)a;
	g_string_truncate(m->formula, 0);
	m->in_formula = true;
}

/* One part of a package in a single file. */
static void begin_flat_part(struct markup *m, const struct xml_attributes *a)
{
	g_autofree char *type = g_ascii_strdown(xml_value(a, "contentType"), -1);

	markup_type(m->o, type, xml_value(a, "name"));
}

static void begin_word_2003(struct markup *m, const struct xml_attributes *a)
{
	static const struct {
		const char *attribute;
		enum finding_id id;
	} flags[] = {
		{ "macrosPresent", FINDING_MACRO },
		{ "embeddedObjPresent", FINDING_OLE_OBJECT },
		{ "ocxPresent", FINDING_ACTIVEX },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		if (strcmp(xml_value(a, flags[i].attribute), "yes") == 0)
			office_find(m->o, flags[i].id, NULL);
}

/* What the root's flags promise, whatever they say. */
static void begin_word_2003_data(struct markup *m, const struct xml_attributes *a)
{
	if (strcmp(xml_value(a, "name"), "editdata.mso") == 0)
		office_find(m->o, FINDING_MACRO, "editdata.mso");
	if (strcmp(xml_value(a, "name"), "oledata.mso") == 0)
		office_find(m->o, FINDING_OLE_OBJECT, "oledata.mso");
}

static void begin_frame(struct markup *m, const struct xml_attributes *a)
{
	if (target_is_outside(xml_value(a, "val")))
		office_find(m->o, FINDING_EXTERNAL_LINK, xml_value(a, "val"));
}

static void begin_flat_template(struct markup *m, const struct xml_attributes *a)
{
	const char *target = xml_value(a, "val");

	/* Word 2003 names it here; later there is only an id of a relationship. */
	if (target_is_outside(target) && !target_is_drive(target))
		office_find(m->o, FINDING_EXTERNAL_TEMPLATE, target);
}

static const struct {
	const char *name;
	element *begin;
} elements[] = {
	{ "Relationship", markup_relation },
	{ "fldChar", begin_field },
	{ "fldSimple", begin_simple_field },
	{ "OLEObject", begin_object },
	{ "oleObject", begin_object },
	{ "oleObj", begin_object },
	{ "oleLink", begin_link_object },
	{ "ddeLink", begin_dde },
	{ "dbPr", begin_connection },
	{ "webPr", begin_connection },
	{ "olapPr", begin_connection },
	{ "DataMashup", begin_connection },
	{ "definedName", begin_name },
	{ "customUI", begin_ribbon },
	{ "hlinkClick", begin_click },
	{ "hlinkHover", begin_click },
	{ "hlinkMouseOver", begin_click },
	{ "webextension", begin_extension },
	{ "f", begin_formula },
	{ "part", begin_flat_part },
	{ "wordDocument", begin_word_2003 },
	{ "binData", begin_word_2003_data },
	{ "attachedTemplate", begin_flat_template },
	{ "sourceFileName", begin_frame },
};

void markup_init(struct markup *m, struct office *o)
{
	*m = (struct markup){ .o = o, .formula = g_string_new(NULL) };
	field_reader_init(&m->fields, o);
}

void markup_clear(struct markup *m)
{
	field_reader_clear(&m->fields);
	g_string_free(m->formula, TRUE);
}

static void begin(void *user, const char *name, const struct xml_attributes *a)
{
	struct markup *m = user;

	m->is_text = strcmp(name, "instrText") == 0 || strcmp(name, "t") == 0;
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
		if (strcmp(elements[i].name, name) == 0)
			elements[i].begin(m, a);
}

/* Functions that fetch or call something when a sheet is computed. */
static void judge_formula(struct markup *m)
{
	static const char *const functions[] = { "webservice(", "_xlfn.image(", "rtd(" };

	g_string_ascii_down(m->formula);
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
		if (strstr(m->formula->str, functions[i]))
			office_find(m->o, FINDING_EXTERNAL_LINK, m->formula->str);
}

static void end(void *user, const char *name)
{
	struct markup *m = user;

	m->is_text = false;
	if (m->in_formula && strcmp(name, "f") == 0) {
		m->in_formula = false;
		judge_formula(m);
	}
}

static void text(void *user, const char *s, size_t n)
{
	struct markup *m = user;

	if (m->is_text)
		field_text(&m->fields, s, n);
	if (m->in_formula)
		g_string_append_len(m->formula, s, (gssize)MIN(n, FORMULA_MAX - m->formula->len));
}

const struct xml_listener markup_listener = { .begin = begin, .end = end, .text = text };
