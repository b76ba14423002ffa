/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * enriched.h: text/enriched (RFC 1896) and text/richtext (RFC 1341 7.1.3).
 */
#ifndef MISOGI_KINDS_ENRICHED_H
#define MISOGI_KINDS_ENRICHED_H

#include "text/body.h"

/* Appends ${n} bytes of UTF-8 ${utf8} to ${out} as text with LF lines. */
void enriched_to_text(GString *out, const char *utf8, size_t n);

#endif
