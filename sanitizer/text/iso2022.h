/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * iso2022.h: the 7-bit charsets of China and Korea, which shift between ASCII
 * and pairs. Each function appends ${n} bytes to ${out} as UTF-8 and returns
 * how many U+FFFD stand for what is no character.
 */
#ifndef MISOGI_TEXT_ISO2022_H
#define MISOGI_TEXT_ISO2022_H

#include <glib.h>

unsigned iso2022_kr(GString *out, const char *buf, size_t n); /* RFC 1557 */
unsigned iso2022_cn(GString *out, const char *buf, size_t n); /* RFC 1922 */
unsigned iso2022_hz(GString *out, const char *buf, size_t n); /* RFC 1843 */

#endif
