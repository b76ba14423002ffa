/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_flat.c: documents that are one file of XML: flat OpenDocument, flat
 * OPC, Word and Excel 2003.
 * Tests: tests/unit/sanitizer/test_inspect_odf.c.
 */
#include "inspect/odf.h"
#include "inspect/office.h"
#include "inspect/ooxml.h"

static void read_once(struct office *o, const char *data, size_t n,
		      const struct xml_listener *listener, void *user)
{
	if (office_spend(o, n) && !xml_read(data, n, listener, user))
		office_damaged(o, "XML");
}

void inspect_office_flat(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	struct office o = { .in = in, .left = in->limits->office_bytes };
	struct odf_markup odf = { .o = &o };
	struct markup ooxml;

	if (type == TYPE_WORDML || type == TYPE_EXCELML || type == TYPE_FLAT_OPC) {
		markup_init(&ooxml, &o);
		read_once(&o, data, len, &markup_listener, &ooxml);
		markup_clear(&ooxml);
	} else {
		read_once(&o, data, len, &odf_listener, &odf);
	}
}
