/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf.h: what a PDF does beyond being read: scripts, actions that run by
 * themselves, files within, things outside (ISO 32000-1).
 */
#ifndef MISOGI_INSPECT_PDF_H
#define MISOGI_INSPECT_PDF_H

#include "inspect/inspect.h"

void pdf_inspect(struct inspection *in, enum type_id type, const char *data, size_t len);

#endif
