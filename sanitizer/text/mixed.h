/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mixed.h: texts of two charsets, because a gateway or a mailing list appended
 * lines of its own to what someone else wrote.
 */
#ifndef MISOGI_TEXT_MIXED_H
#define MISOGI_TEXT_MIXED_H

#include "text/converters.h"

#define MIXED_LINES 4096 /* how many lines that do not fit are looked at */

struct mixed_found {
	bool other; /* a line was read as another charset */
	unsigned undecodable;
};

/*
 * Appends ${n} bytes, most of them in ${c}, to ${out} as UTF-8: lines that are
 * surely Japanese in another charset are read in that. Linear.
 */
struct mixed_found mixed_to_utf8(GString *out, enum converter c, const char *buf, size_t n);

#endif
