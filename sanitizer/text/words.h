/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.h: header values as senders really write them, into UTF-8: RFC 2047
 * words, raw 8-bit and raw ISO-2022-JP. Linear in the length, no recursion.
 */
#ifndef MISOGI_TEXT_WORDS_H
#define MISOGI_TEXT_WORDS_H

#include "text/charset.h"

/*
 * The raw (still folded) unstructured value ${raw} decoded: unfolded, on one
 * line, not otherwise cleaned: it may hold control characters that the sender
 * encoded, never NUL (text_one_line() is the caller's). ${hint}: the charset
 * of 8-bit bytes outside encoded-words when the caller knows it, else NULL:
 * then all of them together are evidence. Caller frees.
 */
char *words_decode(const char *raw, size_t n, const char *hint, struct charset_found *found);

/*
 * What the 8-bit bytes of ${line} are in, when they are no UTF-8: a word for
 * words_decode()'s ${hint}; NULL when there is nothing to say. Static.
 */
const char *words_evidence(const char *line, size_t n);

/* What reading an address list found. */
struct words_addresses {
	GPtrArray *list; /* of struct address (compose.h), in order, groups flattened */
	bool too_deep;	 /* groups or comments nested past the limit */
	bool malformed;	 /* something that is no address was skipped or kept as display text */
	struct charset_found charset;
};

/*
 * Reads the raw value of From, To, Cc, Reply-To … An entry without a usable
 * address keeps its text as display with mailbox "", and so does the name of
 * an empty group. A domain in Unicode becomes its ASCII form. At most
 * ${max_addresses} are kept (then malformed is set). Caller frees ${list}.
 */
void words_addresses(const char *raw, size_t n, unsigned max_depth, unsigned max_addresses,
		     struct words_addresses *out);

#endif
