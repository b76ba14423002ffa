/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_zip.h: the parts of documents that are zip files.
 */
#ifndef MISOGI_INSPECT_OFFICE_ZIP_H
#define MISOGI_INSPECT_OFFICE_ZIP_H

#include "archive/zip_read.h"
#include "inspect/office.h"

/* What stands in a package: OOXML, OpenDocument, or both at once. False: neither. */
bool inspect_package(struct office *o, const char *data, size_t n);

/* Its kinds. */
void inspect_ooxml(struct office *o, const struct zip *z);
void inspect_odf(struct office *o, const struct zip *z);

/* The bytes of a part within the budget; NULL with a finding. Caller frees. */
char *part_unpack(struct office *o, const struct zip *z, const struct zip_entry *e, size_t *n);

/* Its name as text, in lower case. Caller frees. */
char *part_name(const struct zip_entry *e);

/* The first bytes of a part; at most PART_HEAD. */
#define PART_HEAD 512u
size_t part_head(const struct zip *z, const struct zip_entry *e, char head[PART_HEAD]);

/* A part that is no XML: a document or a program by its first bytes. */
void part_inside(struct office *o, const struct zip *z, const struct zip_entry *e, const char *head,
		 size_t n_head);

#endif
