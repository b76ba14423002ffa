/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office.c: documents within documents, by their bytes: a chart of a
 * presentation is a workbook, which may have macros of its own. DEPTH_MAX deep,
 * one budget for all.
 * Tests: tests/unit/sanitizer/test_inspect_ooxml.c, test_inspect_ole.c.
 */
#include "inspect/office.h"

#include <string.h>

#include "inspect/office_jet.h"
#include "inspect/office_xml.h"
#include "inspect/office_zip.h"
#include "inspect/ole.h"
#include "inspect/ole_excel.h"
#include "names.h"
#include "signature.h"

#define DEPTH_MAX 4u

void office_init(void)
{
	xml_init();
}

void office_find(struct office *o, enum finding_id id, const char *detail)
{
	inspection_find(o->in, id, detail);
}

void office_damaged(struct office *o, const char *what)
{
	inspection_find(o->in, FINDING_TYPE_DAMAGED, what);
}

bool office_spend(struct office *o, guint64 n)
{
	if (n > o->left) {
		inspection_find(o->in, FINDING_LIMIT_OFFICE_BYTES, NULL);
		return false;
	}
	o->left -= (size_t)n;
	return true;
}

static bool begins(const char *data, size_t n, const char *with, size_t n_with)
{
	return n >= n_with && memcmp(data, with, n_with) == 0;
}

/* Whether it was a document, by its first bytes. */
static bool look(struct office *o, const char *data, size_t n)
{
	if (begins(data, n, OLE_MAGIC, 8))
		inspect_ole(o, data, n);
	else if (begins(data, n, "\0\1\0\0Standard ", 13))
		inspect_jet(o, data, n);
	else if (begins(data, n, "PK", 2))
		return inspect_package(o, data, n);
	else
		return false;
	return true;
}

void inspect_office(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	struct office o = { .in = in, .left = in->limits->office_bytes };

	if (look(&o, data, len))
		return;
	if (type == TYPE_XLS)
		inspect_biff(&o, data, len);
	else
		office_damaged(&o, "no document");
}

void inspect_office_loose(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	struct office o = { .in = in, .left = in->limits->office_bytes };

	(void)type;
	look(&o, data, len);
}

static bool is_program(enum type_id type)
{
	return type != TYPE_MAX && class_is_active(type_class(type));
}

void office_inside(struct office *o, const char *data, size_t n)
{
	if (o->depth >= DEPTH_MAX) {
		office_damaged(o, "too many documents within each other");
		return;
	}
	o->depth++;
	if (!look(o, data, n) && is_program(signature_find(data, n).type))
		office_find(o, FINDING_TYPE_EXECUTABLE, NULL);
	o->depth--;
}

void office_inside_name(struct office *o, const char *name)
{
	g_autofree char *ext = names_extension(name);

	if (is_program(type_by_extension(ext)))
		office_find(o, FINDING_TYPE_EXECUTABLE, name);
}
