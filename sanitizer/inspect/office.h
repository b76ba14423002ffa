/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office.h: what the inspectors of Office documents share: one budget for a
 * document and all documents within it, and where a document begins again.
 */
#ifndef MISOGI_INSPECT_OFFICE_H
#define MISOGI_INSPECT_OFFICE_H

#include "inspect/inspect.h"

struct office {
	struct inspection *in;
	size_t left;	/* bytes that may still be unpacked: limit office_bytes */
	unsigned depth; /* how many documents are around this one */
};

/* What documents need to be opened before the door is locked. */
void office_init(void);

/*
 * Inspectors (inspect.c): of zip, compound and Jet files; of types that need
 * not be one of them; of documents in a single file of XML.
 */
void inspect_office(struct inspection *in, enum type_id type, const char *data, size_t len);
void inspect_office_loose(struct inspection *in, enum type_id type, const char *data, size_t len);
void inspect_office_flat(struct inspection *in, enum type_id type, const char *data, size_t len);

/* A file found within a document: looked into if it is a document, too; a program is a finding. */
void office_inside(struct office *o, const char *data, size_t n);

/* The same by the name that the file would be saved under. */
void office_inside_name(struct office *o, const char *name);

void office_find(struct office *o, enum finding_id id, const char *detail);

/* ${what}, which must be readable, is not. */
void office_damaged(struct office *o, const char *what);

/* ${n} more bytes are unpacked; false, with a finding, when that is more than may be. */
bool office_spend(struct office *o, guint64 n);

#endif
