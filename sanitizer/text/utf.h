/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utf.h: Unicode's own encodings. Each function appends ${n} bytes to ${out}
 * as UTF-8, NUL included, and returns how many U+FFFD stand for what is none.
 */
#ifndef MISOGI_TEXT_UTF_H
#define MISOGI_TEXT_UTF_H

#include <glib.h>

/* Takes the surrogate pairs of CESU-8 for the characters that they mean. */
unsigned utf_8(GString *out, const char *buf, size_t n);
unsigned utf_7(GString *out, const char *buf, size_t n);
unsigned utf_16le(GString *out, const char *buf, size_t n);
unsigned utf_16be(GString *out, const char *buf, size_t n);
unsigned utf_32le(GString *out, const char *buf, size_t n);
unsigned utf_32be(GString *out, const char *buf, size_t n);

#endif
