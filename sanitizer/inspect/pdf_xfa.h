/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_xfa.h: the XML of a form of Adobe's.
 */
#ifndef MISOGI_INSPECT_PDF_XFA_H
#define MISOGI_INSPECT_PDF_XFA_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>

/* Whether ${xfa}, a stream or an array of them, has a script, or cannot be read. */
bool pdf_xfa_has_script(qpdf_data q, qpdf_oh xfa);

#endif
