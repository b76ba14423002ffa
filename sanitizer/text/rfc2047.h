/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2047.h: finding and taking apart one encoded-word. Internal to the
 * readers of headers: words.c, addresses.c.
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
	char charset[RFC2047_CHARSET]; /* without an RFC 2231 "*language" */
	bool base64;
	const char *text;
	size_t text_len;
	size_t len; /* of the whole "=?…?=" */
};

/* Whether an encoded-word starts at ${at} of ${buf}; fills ${word}. */
bool rfc2047_at(const char *buf, size_t n, size_t at, struct rfc2047_cursor *cursor,
		struct rfc2047_word *word);

/* Appends the word's bytes, still in its charset, to ${out}. */
void rfc2047_bytes(const struct rfc2047_word *word, GString *out);

/* One line of a folded value: CRLF before a blank goes, other CR and LF become blanks. */
GString *rfc2047_unfold(const char *raw, size_t n);

/*
 * Length of what must be taken whole at ${at} although it holds bytes that look
 * like syntax: a raw ISO-2022-JP run, a double-byte character when ${raw8}
 * (8-bit that is no UTF-8). 0: nothing special.
 */
size_t rfc2047_opaque(const char *buf, size_t n, size_t at, bool raw8);

#endif
