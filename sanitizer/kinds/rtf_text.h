/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_text.h: text of an RTF file, in whatever form it comes, to where its
 * group sends it.
 */
#ifndef MISOGI_KINDS_RTF_TEXT_H
#define MISOGI_KINDS_RTF_TEXT_H

#include "kinds/rtf_reader.h"

/* ${n} bytes in the charset of the font; decoded when rtf_text_flush() is called. */
void rtf_text_bytes(struct rtf_reader *r, const char *bytes, size_t n);

/* \u12354: a UTF-16 unit, negative past 32767, or a whole character. */
void rtf_text_unicode(struct rtf_reader *r, int number);

/* UTF-8 of ours. */
void rtf_text_string(struct rtf_reader *r, const char *utf8);

/* Before anything changes that tells where text goes or how it looks. */
void rtf_text_flush(struct rtf_reader *r);

/* At the end of the file. */
void rtf_text_end(struct rtf_reader *r);

#endif
