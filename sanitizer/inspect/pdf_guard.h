/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_guard.h: what would keep qpdf busy for too long, seen before it is asked.
 */
#ifndef MISOGI_INSPECT_PDF_GUARD_H
#define MISOGI_INSPECT_PDF_GUARD_H

#include <stdbool.h>
#include <stddef.h>

struct pdf_guard {
	bool is_bomb;  /* streams that unpack into too much, or filter what is unpacked again */
	bool may_mend; /* there is little enough for damaged tables to be built anew */
};

/* One pass over the bytes of the file, wherever its objects are said to be. */
struct pdf_guard pdf_guard(const char *data, size_t len);

#endif
