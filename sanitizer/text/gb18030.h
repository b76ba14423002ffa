/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gb18030.h: GB2312, GBK and GB18030 in one: characters of one, two or four
 * bytes.
 */
#ifndef MISOGI_TEXT_GB18030_H
#define MISOGI_TEXT_GB18030_H

#include <glib.h>

/* Learns where the characters of four bytes are; NULL, else the iconv name that is missing. */
const char *gb18030_open(void);

/* Appends ${n} bytes to ${out} as UTF-8; returns how many U+FFFD stand for what is none. */
unsigned gb18030_run(GString *out, const char *buf, size_t n);

#endif
