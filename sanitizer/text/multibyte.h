/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * multibyte.h: charsets whose characters are one or more bytes without any
 * state between them. Each function appends ${n} bytes to ${out} as UTF-8 and
 * returns how many U+FFFD stand for what is no character.
 */
#ifndef MISOGI_TEXT_MULTIBYTE_H
#define MISOGI_TEXT_MULTIBYTE_H

#include <glib.h>

unsigned multibyte_cp932(GString *out, const char *buf, size_t n);
unsigned multibyte_sjis_2004(GString *out, const char *buf, size_t n);
unsigned multibyte_euc_jp(GString *out, const char *buf, size_t n);
unsigned multibyte_euc_2004(GString *out, const char *buf, size_t n);
unsigned multibyte_big5(GString *out, const char *buf, size_t n);
unsigned multibyte_uhc(GString *out, const char *buf, size_t n);
unsigned multibyte_euc_tw(GString *out, const char *buf, size_t n);

#endif
