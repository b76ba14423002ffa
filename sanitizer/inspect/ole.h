/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole.h: what stands in a compound file: doc, xls, ppt, msg, vsd, pub, 一太郎,
 * encrypted OOXML, a project of macros, an embedded object.
 */
#ifndef MISOGI_INSPECT_OLE_H
#define MISOGI_INSPECT_OLE_H

#include "inspect/office.h"
#include "inspect/ole_file.h"

void inspect_ole(struct office *o, const char *data, size_t n);

/*
 * The bytes of stream ${i}, within the budget; NULL, with a finding, when they
 * cannot be had. Caller frees; one NUL stands behind the bytes.
 */
char *ole_stream(struct office *o, const struct ole_file *f, int i, size_t *n);

/* Each looks into stream ${i} of its kind. */
typedef void ole_looker(struct office *o, const struct ole_file *f, int i);

ole_looker ole_word, ole_excel, ole_powerpoint, ole_current_user;
ole_looker ole_macro_directory, ole_macro_names;
ole_looker ole_native, ole_package, ole_link;

#endif
