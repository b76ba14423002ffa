/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transfer.h: Content-Transfer-Encoding: its name as senders write it, and
 * decoding into a buffer of known size.
 */
#ifndef MISOGI_SANITIZER_TRANSFER_H
#define MISOGI_SANITIZER_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>

enum transfer {
	TRANSFER_IDENTITY, /* 7bit, 8bit, binary, none */
	TRANSFER_BASE64,
	TRANSFER_QUOTED,
	TRANSFER_UU,
	TRANSFER_UNKNOWN, /* left as it is */
};

/* What ${raw} names; ${is_odd} when more than a bare token stands there. */
enum transfer transfer_named(const char *raw, size_t n, bool *is_odd);

/* Whether ${raw} names, anywhere, an encoding that is known and not ${t}. */
bool transfer_names_another(const char *raw, size_t n, enum transfer t);

/* Room that decoding ${n} bytes can need. */
size_t transfer_room(enum transfer t, size_t n);

/* What decoding met. */
struct transfer_found {
	bool is_malformed; /* characters that do not belong, data after padding */
	bool is_truncated; /* ends in the middle of a group, or without its end line */
	bool is_absent;	   /* nothing in this encoding is there at all */
	/* what exactly does not belong: */
	bool has_junk;	      /* characters that are not base64 */
	bool is_padded_early; /* base64 goes on behind its padding */
	bool is_quoted_odd;   /* escapes of quoted-printable that programs read differently */
};

/* Decodes ${n} bytes into ${out} (transfer_room() bytes); returns the bytes written. */
size_t transfer_decode(enum transfer t, const char *in, size_t n, char *out,
		       struct transfer_found *found);

#endif
