/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_guard.h: what would keep qpdf busy for too long, seen before it is asked.
 */
#ifndef MISOGI_INSPECT_PDF_GUARD_H
#define MISOGI_INSPECT_PDF_GUARD_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct pdf_guard {
	bool is_bomb;  /* too many values; streams that unpack into too much, or are filtered twice
			*/
	bool may_mend; /* there is little enough for damaged tables to be built anew */
};

/*
 * Passes over the bytes of the file, wherever its objects are said to be.
 * ${max_objects}: limit pdf_objects; on average three values to an object.
 */
struct pdf_guard pdf_guard(const char *data, size_t len, guint32 max_objects);

#endif
