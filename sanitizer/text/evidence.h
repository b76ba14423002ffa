/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evidence.h: whether bytes are in what their label says.
 */
#ifndef MISOGI_TEXT_EVIDENCE_H
#define MISOGI_TEXT_EVIDENCE_H

#include "text/converters.h"

/*
 * What ${n} bytes are in that a label calls ${labelled} (CONVERTER_UNKNOWN: no
 * label, or none that says anything). Only what is sure overrules a label:
 * text that is named rightly must never be garbled. Never UNKNOWN.
 */
enum converter evidence_weigh(enum converter labelled, const char *buf, size_t n);

/*
 * Whether the bytes read so much better as ${other} that ${c} is wrong.
 * Half-width kana alone read as kanji elsewhere, so that takes hiragana (650)
 * or bytes that ${c} cannot read at all (below -300).
 */
bool evidence_overrules(enum converter c, enum converter other, const char *buf, size_t n);

/* For CONVERTER_UTF16 and _UTF32, of no said byte order: the mark, else where the zeros are. */
enum converter evidence_byte_order(enum converter c, const char *buf, size_t n);

#endif
