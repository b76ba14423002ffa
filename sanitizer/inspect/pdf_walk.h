/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_walk.h: every object of a PDF, once, with how it was come by.
 */
#ifndef MISOGI_INSPECT_PDF_WALK_H
#define MISOGI_INSPECT_PDF_WALK_H

#include <qpdf/qpdf-c.h>

#include "inspect/inspect.h"

/* How an object was come by: what an action's dictionary means depends on it. */
enum pdf_role {
	PDF_PLAIN,
	PDF_ACTION,  /* it runs without a click, if it is an action: /OpenAction, its /Next */
	PDF_ACTIONS, /* each of its values does: /AA */
};

/* Walks all of ${q} from its trailer, then what is not reached from there; records findings. */
void pdf_walk(struct inspection *in, qpdf_data q);

#endif
