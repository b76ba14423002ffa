/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup.h: HTML, SVG, XML and single-file web pages: scripts, forms, files,
 * what they load.
 */
#ifndef MISOGI_INSPECT_MARKUP_H
#define MISOGI_INSPECT_MARKUP_H

#include "inspect/inspect.h"

void markup_inspect(struct inspection *in, enum type_id type, const char *data, size_t len);
/* A page with its pictures as one mail (RFC 2557). */
void markup_inspect_mhtml(struct inspection *in, enum type_id type, const char *data, size_t len);

#endif
