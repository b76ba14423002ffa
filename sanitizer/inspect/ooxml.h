/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ooxml.h: what stands in the parts of OOXML documents.
 */
#ifndef MISOGI_INSPECT_OOXML_H
#define MISOGI_INSPECT_OOXML_H

#include "archive/zip_read.h"
#include "inspect/office_field.h"
#include "inspect/office_xml.h"

/* One part of XML: relationships, text with its fields, names, links. */
struct markup {
	struct office *o;
	struct field_reader fields;
	GString *formula; /* of the cell at hand */
	bool in_formula;
	bool is_text;  /* in an element whose text fields are made of */
	bool is_chart; /* its relationships are a chart's */
};

extern const struct xml_listener markup_listener;

void markup_init(struct markup *m, struct office *o);
void markup_clear(struct markup *m);

/* What a content type (in lower case) says of ${part}. */
void markup_type(struct office *o, const char *type, const char *part);

/* A relationship of ${m}. */
void markup_relation(struct markup *m, const struct xml_attributes *a);

/* A part of a binary workbook (xlsb). */
void ooxml_binary(struct office *o, const struct zip *z, const struct zip_entry *e,
		  const char *type);

#endif
