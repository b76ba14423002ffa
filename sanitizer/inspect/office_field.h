/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_field.h: the fields of a Word text ([ECMA-376] 17.16), as they come:
 * begin, code, separator, result, end. Code is often split over many runs and
 * made by fields within fields.
 */
#ifndef MISOGI_INSPECT_OFFICE_FIELD_H
#define MISOGI_INSPECT_OFFICE_FIELD_H

#include "inspect/office.h"

struct field_reader {
	struct office *o;
	GPtrArray *open;   /* of struct field, the outermost first */
	unsigned unopened; /* begun too deep to be kept */
};

void field_reader_init(struct field_reader *r, struct office *o);
void field_reader_clear(struct field_reader *r);

void field_begin(struct field_reader *r);
void field_separate(struct field_reader *r);
void field_end(struct field_reader *r);
/* Text of the document; what belongs to no field's code is dropped. */
void field_text(struct field_reader *r, const char *text, size_t n);

/* A field whose whole code is known (w:fldSimple). */
void field_code(struct office *o, const char *code);

#endif
