/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2047.h: finding and taking apart one encoded-word. Internal to the
 * readers of headers: words.c, addresses.c, pieces.c.
 */
#ifndef MISOGI_TEXT_RFC2047_H
#define MISOGI_TEXT_RFC2047_H

#include <glib.h>
#include <stdbool.h>

#define RFC2047_CHARSET 48

/*
 * Remembers where the next "?=" is, so that a value full of "=?a?b?" is not
 * searched again and again. Start with zeros; positions only grow.
 */
struct rfc2047_cursor {
	bool known;
	size_t end;
};

struct rfc2047_word {
	char charset[RFC2047_CHARSET]; /* without an RFC 2231 "*language"; may be "" */
	bool base64;
	const char *text;
	size_t text_len;
	size_t len; /* of the whole "=?…?=" */
};

/* The bits of a base64 quantum that its word did not end; the next word may. Start with zeros. */
struct rfc2047_rest {
	unsigned bits, have;
};

/*
 * Whether an encoded-word starts at ${at} of ${buf}; fills ${word}. One whose
 * end was cut off counts when what is left of it can be nothing else.
 */
bool rfc2047_at(const char *buf, size_t n, size_t at, struct rfc2047_cursor *cursor,
		struct rfc2047_word *word);

/*
 * Appends the word's bytes, still in its charset, to ${out}. Words whose text
 * is plainly of the other encoding than they say are read by that one. ${rest}
 * is what the neighbour before left, and what this one leaves.
 */
void rfc2047_bytes(const struct rfc2047_word *word, GString *out, struct rfc2047_rest *rest);

/* One line of a folded value: CRLF before a blank goes, other CR and LF become blanks. */
GString *rfc2047_unfold(const char *raw, size_t n);

/* What 8-bit bytes outside of encoded-words are. */
enum rfc2047_raw {
	RFC2047_RAW_SINGLE, /* none of them hides an ASCII byte: UTF-8, EUC, single bytes */
	RFC2047_RAW_DOUBLE, /* Shift_JIS: the second byte may look like syntax */
};

/* Which of both ${charset} (a word of words_evidence(), may be NULL) is. */
enum rfc2047_raw rfc2047_raw_of(const char *charset);

/*
 * Length of what must be taken whole at ${at} although it holds bytes that look
 * like syntax: a raw ISO-2022-JP run, a double-byte character. 0: nothing special.
 */
size_t rfc2047_opaque(const char *buf, size_t n, size_t at, enum rfc2047_raw raw);

#endif
