/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * byte_table.h: a charset in which every byte is a character of its own, as a
 * table that needs no file.
 */
#ifndef MISOGI_TEXT_BYTE_TABLE_H
#define MISOGI_TEXT_BYTE_TABLE_H

#include <glib.h>
#include <iconv.h>

struct byte_table;

/* What ${cd} (to UTF-8) makes of each byte; NULL when a byte's meaning hangs on others. */
struct byte_table *byte_table_learn(iconv_t cd);

/* Appends ${n} bytes to ${out} as UTF-8, U+FFFD for what is no character; how many of those. */
unsigned byte_table_run(const struct byte_table *t, GString *out, const char *buf, size_t n);

#endif
