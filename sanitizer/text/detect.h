/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * detect.h: which charset bytes are in, from the bytes alone.
 */
#ifndef MISOGI_TEXT_DETECT_H
#define MISOGI_TEXT_DETECT_H

#include "text/converters.h"

/*
 * By evidence, in this order: byte order mark, Japanese escape, all ASCII,
 * valid UTF-8, else the best score of CP932, EUC-JP and windows-1252.
 * Looks at 64 KB at most; never UNKNOWN.
 */
enum converter detect_charset(const char *buf, size_t n);

/* The better of CP932 and EUC-JP; its score in ${score}. */
enum converter detect_japanese(const char *buf, size_t n, int *score);

/*
 * How well ${buf} reads as ${c}, -3000 … 1000: what its 8-bit characters are on
 * average, from no character to what people write all day. Nothing to judge by: 0.
 */
int detect_score(enum converter c, const char *buf, size_t n);

/* How many kana of full width ${buf} has when read as ${c}. */
unsigned detect_kana(enum converter c, const char *buf, size_t n);

bool detect_is_ascii(const char *buf, size_t n);

/* Valid UTF-8 with at least one sequence of more than a byte; NULs do not matter. */
bool detect_is_utf8(const char *buf, size_t n);

#endif
