/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_field.h: fields of a report for people to read. All return strings
 * that the caller frees, NULL where there is no such field.
 */
#ifndef MISOGI_KINDS_REPORT_FIELD_H
#define MISOGI_KINDS_REPORT_FIELD_H

#include "text/phrase.h"

/* The first field ${name} of an array of struct field, decoded. */
char *report_field_text(const GArray *fields, const char *name);

/* "rfc822; someone@example.jp" without its type, which tells people nothing. */
char *report_field_address(const GArray *fields, const char *name);

/* "2026年12月8日(火) 9:14" by the reader's clock; as it stands when it is no date. */
char *report_field_date(const GArray *fields, const char *name, enum config_lang lang);

#endif
