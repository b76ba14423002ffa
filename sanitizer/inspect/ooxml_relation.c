/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ooxml_relation.c: relationships and content types: words that say what
 * another part, or something far away, is to a document. Of a relationship's
 * type the last word counts, which is the same in the strict and in the
 * transitional form.
 * Tests: tests/unit/sanitizer/test_inspect_ooxml.c.
 */
#include <string.h>

#include "inspect/office_target.h"
#include "inspect/ooxml.h"

struct meaning {
	const char *word;
	enum finding_id id;
};

/* Last words of relationships. */
static const struct meaning relations[] = {
	{ "vbaProject", FINDING_MACRO },
	{ "wordVbaData", FINDING_MACRO },
	{ "xlMacrosheet", FINDING_MACRO_XLM },
	{ "xlIntlMacrosheet", FINDING_MACRO_XLM },
	{ "oleObject", FINDING_OLE_OBJECT },
	{ "control", FINDING_ACTIVEX },
	{ "activeXControlBinary", FINDING_ACTIVEX },
	{ "aFChunk", FINDING_FILE_INSIDE },
	{ "webextension", FINDING_SCRIPT_INSIDE },
	{ "webextensiontaskpanes", FINDING_SCRIPT_INSIDE },
};

/* Words in content types, which are in lower case. */
static const struct meaning types[] = {
	{ "vbaproject", FINDING_MACRO },
	{ "vbadata", FINDING_MACRO },
	{ "macrosheet", FINDING_MACRO_XLM },
	{ "oleobject", FINDING_OLE_OBJECT },
	{ "activex", FINDING_ACTIVEX },
	{ "webextension", FINDING_SCRIPT_INSIDE },
	{ "afchunk", FINDING_FILE_INSIDE },
	{ "x-msdownload", FINDING_TYPE_EXECUTABLE },
	{ "ms-package.obfuscated-package", FINDING_FILE_INSIDE },
};

void markup_type(struct office *o, const char *type, const char *part)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strstr(type, types[i].word))
			office_find(o, types[i].id, part);
}

static bool is_word(const char *a, const char *b)
{
	return g_ascii_strcasecmp(a, b) == 0;
}

static void note_outside(struct markup *m, const char *word, const char *target)
{
	bool is_template = is_word(word, "attachedTemplate");

	/* PowerPoint writes this for a picture that it could not find. */
	if (is_word(target, "NULL"))
		return;
	if (is_word(word, "hyperlink")) {
		if (target_is_unsafe(target))
			office_find(m->o, FINDING_EXTERNAL_LINK, target);
	} else if (!is_template) {
		office_find(m->o, FINDING_EXTERNAL_LINK, target);
	} else if (!target_is_drive(target)) {
		/* A template of the writer's own machine: no reader has it, none fetches it. */
		office_find(m->o, FINDING_EXTERNAL_TEMPLATE, target);
	}
}

void markup_relation(struct markup *m, const struct xml_attributes *a)
{
	const char *type = xml_value(a, "Type"), *target = xml_value(a, "Target");
	const char *slash = strrchr(type, '/'), *word = slash ? slash + 1 : type;

	for (size_t i = 0; i < G_N_ELEMENTS(relations); i++)
		if (is_word(word, relations[i].word))
			office_find(m->o, relations[i].id, target);
	/* The numbers behind a chart are a workbook; it is looked into like any other. */
	if (is_word(word, "package") && !m->is_chart)
		office_find(m->o, FINDING_FILE_INSIDE, target);
	if (is_word(xml_value(a, "TargetMode"), "External") || strstr(target, "://"))
		note_outside(m, word, target);
}
