/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * iso2022jp.h: UTF-8 into ISO-2022-JP (RFC 1468) for readers whose programs
 * know nothing else. What that charset cannot carry becomes what a person would
 * type in its place; nothing is dropped in silence.
 */
#ifndef MISOGI_ISO2022JP_H
#define MISOGI_ISO2022JP_H

#include <glib.h>
#include <stdbool.h>

#include "misogi/err.h"

/* Learns the table from iconv(3). Before any thread and before the sandbox's door. */
bool iso2022jp_init(struct err *err);

/*
 * Appends the UTF-8 ${utf8} to ${out}; ASCII at each line end and at the end.
 * Returns how many characters were replaced.
 */
unsigned iso2022jp_encode(GString *out, const char *utf8, size_t n);

/*
 * A copy with every character that the charset does not have replaced: still
 * UTF-8, and iso2022jp_encode() replaces nothing more. ${*replaced} is added to.
 */
GString *iso2022jp_substitute(const char *utf8, size_t n, unsigned *replaced);

#endif
