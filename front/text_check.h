/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text_check.h: the grammars of front/check.c as pure functions over bytes.
 */
#ifndef MISOGI_FRONT_TEXT_CHECK_H
#define MISOGI_FRONT_TEXT_CHECK_H

#include <stdbool.h>
#include <stddef.h>

enum text_encoding {
	TEXT_7BIT,
	TEXT_QUOTED_PRINTABLE,
	TEXT_BASE64,
	TEXT_JIS, /* 7bit, in ISO-2022-JP */
};

/*
 * A header value: printable ASCII and tabs, folded only by CRLF and white space
 * with something visible after it (RFC 5322 3.2.2, without obs-fold), no line
 * longer than 998. ${before}: characters before it on its first line.
 */
bool text_check_header_value(const char *value, size_t before);

/* Lines of ASCII without NUL, of at most ${line_max}, each ended by CRLF; no other CR or LF. */
bool text_check_lines(const char *body, size_t n, size_t line_max);

/*
 * Whether ${body} (for which text_check_lines() is true) is encoded as said
 * (RFC 2045 6.7, 6.8, lines of at most 76) and decodes to UTF-8 without NUL;
 * TEXT_JIS: whether it is ISO-2022-JP (RFC 1468), each line begun and ended in ASCII.
 */
bool text_check_encoded(const char *body, size_t n, enum text_encoding encoding);

#endif
