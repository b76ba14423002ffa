/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_look.h: what one dictionary of a PDF says.
 */
#ifndef MISOGI_INSPECT_PDF_LOOK_H
#define MISOGI_INSPECT_PDF_LOOK_H

#include "inspect/pdf_walk.h"

/* One dictionary: ${dict} is that of a stream when ${is_stream}. ${where}: for people. */
struct pdf_dict {
	qpdf_data q;
	qpdf_oh dict;
	enum pdf_role role;
	bool is_stream;
	const char *where;
	unsigned *forms; /* of Adobe, unpacked so far in this file */
};

/*
 * Records what the key ${key} of ${d} with its ${value} says; returns the role
 * of the value.
 */
enum pdf_role pdf_look(struct inspection *in, const struct pdf_dict *d, const char *key,
		       qpdf_oh value);

#endif
