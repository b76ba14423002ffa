/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_look.c: tables of the names by which a PDF acts, loads or carries
 * something. What a click leads to is said of the page; what is left alone
 * here is named: links (/URI), places in the document (/GoTo), named actions.
 * Tests: tests/unit/sanitizer/test_inspect_pdf.c.
 */
#include "inspect/pdf_look.h"

#include <string.h>

#include "inspect/pdf_xfa.h"

#define NO_FINDING FINDING_MAX
#define FORMS 4u

/* Kinds of actions (ISO 32000-1, 12.6.4), as /S names them. */
static const struct {
	const char *name;
	enum finding_id id;	   /* wherever it stands */
	enum finding_id by_itself; /* where it runs without a click */
} actions[] = {
	{ "/GoTo", NO_FINDING, NO_FINDING },
	{ "/Named", NO_FINDING, NO_FINDING },
	{ "/URI", NO_FINDING, FINDING_EXTERNAL_LINK },
	{ "/JavaScript", FINDING_SCRIPT_INSIDE, FINDING_AUTO_RUN },
	{ "/Launch", FINDING_LAUNCH, FINDING_AUTO_RUN },
	{ "/SubmitForm", FINDING_FORM, FINDING_AUTO_RUN },
	{ "/ImportData", FINDING_FORM, FINDING_AUTO_RUN },
	{ "/GoToR", FINDING_EXTERNAL_LINK, FINDING_AUTO_RUN },
	{ "/GoToE", FINDING_EXTERNAL_LINK, FINDING_AUTO_RUN },
	{ "/Thread", NO_FINDING, FINDING_AUTO_RUN },
	{ "/Rendition", FINDING_RICH_MEDIA, FINDING_AUTO_RUN },
	{ "/Movie", FINDING_RICH_MEDIA, FINDING_AUTO_RUN },
	{ "/Sound", FINDING_RICH_MEDIA, FINDING_AUTO_RUN },
	{ "/RichMediaExecute", FINDING_RICH_MEDIA, FINDING_AUTO_RUN },
	{ "/GoTo3DView", FINDING_RICH_MEDIA, FINDING_AUTO_RUN },
};

/* Kinds of objects, as /Type or /Subtype names them. */
static const struct {
	const char *name;
	enum finding_id id;
} kinds[] = {
	{ "/EmbeddedFile", FINDING_FILE_INSIDE },
	{ "/FileAttachment", FINDING_FILE_INSIDE },
	{ "/RichMedia", FINDING_RICH_MEDIA },
	{ "/Movie", FINDING_RICH_MEDIA },
	{ "/Sound", FINDING_RICH_MEDIA },
	{ "/Screen", FINDING_RICH_MEDIA },
	{ "/3D", FINDING_RICH_MEDIA },
};

/* Keys that say something by being there. */
static const struct {
	const char *key;
	enum finding_id id;
	enum qpdf_object_type_e type; /* of the value; ot_uninitialized: any */
	bool of_stream;		      /* says so in the dictionary of a stream only */
	enum pdf_role role;	      /* of the value */
} keys[] = {
	{ "/OpenAction", NO_FINDING, ot_uninitialized, false, PDF_ACTION },
	{ "/AA", NO_FINDING, ot_dictionary, false, PDF_ACTIONS },
	{ "/JavaScript", NO_FINDING, ot_dictionary, false, PDF_ACTION },
	{ "/JS", FINDING_SCRIPT_INSIDE, ot_uninitialized, false, PDF_PLAIN },
	{ "/EF", FINDING_FILE_INSIDE, ot_dictionary, false, PDF_PLAIN },
	{ "/XFA", FINDING_FORM, ot_uninitialized, false, PDF_PLAIN },
	{ "/RichMediaContent", FINDING_RICH_MEDIA, ot_dictionary, false, PDF_PLAIN },
	{ "/Ref", FINDING_EXTERNAL_LINK, ot_dictionary, true, PDF_PLAIN },
	{ "/F", FINDING_EXTERNAL_LINK, ot_string, true, PDF_PLAIN },
	{ "/F", FINDING_EXTERNAL_LINK, ot_dictionary, true, PDF_PLAIN },
};

/* What an action, or a tree of them, hands its role to. */
static bool inherits(const char *key)
{
	return strcmp(key, "/Next") == 0 || strcmp(key, "/Kids") == 0 || strcmp(key, "/Names") == 0;
}

static void find(struct inspection *in, enum finding_id id, const struct pdf_dict *d)
{
	if (id != NO_FINDING)
		inspection_find(in, id, d->where);
}

static void look_action(struct inspection *in, const struct pdf_dict *d, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
		if (strcmp(name, actions[i].name) != 0)
			continue;
		find(in, actions[i].id, d);
		if (d->role == PDF_ACTION)
			find(in, actions[i].by_itself, d);
	}
}

static void look_kind(struct inspection *in, const struct pdf_dict *d, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(name, kinds[i].name) == 0)
			find(in, kinds[i].id, d);
}

static void look_name(struct inspection *in, const struct pdf_dict *d, const char *key,
		      const char *name)
{
	if (strcmp(key, "/S") == 0)
		look_action(in, d, name);
	else if (strcmp(key, "/Type") == 0 || strcmp(key, "/Subtype") == 0)
		look_kind(in, d, name);
	else if (strcmp(key, "/FS") == 0 && strcmp(name, "/URL") == 0)
		find(in, FINDING_EXTERNAL_LINK, d);
}

/* Unpacking costs: a file with many forms is not honest. */
static bool has_script(const struct pdf_dict *d, qpdf_oh form)
{
	return (*d->forms)++ >= FORMS || pdf_xfa_has_script(d->q, form);
}

enum pdf_role pdf_look(struct inspection *in, const struct pdf_dict *d, const char *key,
		       qpdf_oh value)
{
	enum qpdf_object_type_e type = qpdf_oh_get_type_code(d->q, value);

	if (type == ot_null)
		return PDF_PLAIN;
	if (type == ot_name)
		look_name(in, d, key, qpdf_oh_get_name(d->q, value));
	if (d->role == PDF_ACTIONS || (d->role == PDF_ACTION && inherits(key)))
		return PDF_ACTION;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (strcmp(key, keys[i].key) != 0 || (keys[i].of_stream && !d->is_stream) ||
		    (keys[i].type != ot_uninitialized && keys[i].type != type))
			continue;
		find(in, keys[i].id, d);
		if (strcmp(key, "/XFA") == 0 && has_script(d, value))
			find(in, FINDING_SCRIPT_INSIDE, d);
		return keys[i].role;
	}
	return PDF_PLAIN;
}
