/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shortcut.h: small files that start or fetch something: links of Windows and
 * of other desktops, autorun.inf, queries of Excel.
 */
#ifndef MISOGI_INSPECT_SHORTCUT_H
#define MISOGI_INSPECT_SHORTCUT_H

#include "inspect/inspect.h"

/* [MS-SHLLINK] */
void shortcut_inspect_lnk(struct inspection *in, enum type_id type, const char *data, size_t len);
/* Lines of "key=value", or an address a line. */
void shortcut_inspect(struct inspection *in, enum type_id type, const char *data, size_t len);

#endif
