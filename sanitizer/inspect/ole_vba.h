/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_vba.h: the compression of VBA source ([MS-OVBA] 2.4.1).
 */
#ifndef MISOGI_INSPECT_OLE_VBA_H
#define MISOGI_INSPECT_OLE_VBA_H

#include <glib.h>

/* What ${data} is when expanded, about ${max} bytes at most; NULL: it is damaged. */
GByteArray *vba_expand(const char *data, size_t n, size_t max);

#endif
