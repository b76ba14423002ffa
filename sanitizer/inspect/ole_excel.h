/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_excel.h: the records of an old workbook, which may also stand in a file
 * of their own.
 */
#ifndef MISOGI_INSPECT_OLE_EXCEL_H
#define MISOGI_INSPECT_OLE_EXCEL_H

#include "inspect/office.h"

void inspect_biff(struct office *o, const char *data, size_t n);

#endif
