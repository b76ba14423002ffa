/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * wire.h: frames between our processes: one SOCK_SEQPACKET packet each, a type
 * byte and explicitly encoded fields (big-endian numbers, length-prefixed
 * strings), at most one descriptor beside it. What comes from the other end
 * is hostile: the reader checks every length, and once it has failed it gives
 * zeros and "" and stays failed.
 */
#ifndef MISOGI_WIRE_H
#define MISOGI_WIRE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define WIRE_FRAME_MAX 131072u /* bytes of one frame, type byte included */

/* X(CONSTANT, value, from, what) ; docs/WIRE.md has the fields. */
/* clang-format off */
#define FRAMES(X)                                                            \
	X(HELLO, 1, "nursery → front", "which walls stand, digest of the policy loaded") \
	X(BIRTH, 2, "front → nursery", "a job socket (descriptor): fork a child for it") \
	X(JOB, 3, "front → child", "envelope, flags, size; the message (descriptor)")  \
	X(SCANNED, 4, "front → child", "what the scanner said of a leaf")    \
	X(LEAF, 5, "child → front", "a leaf to scan, by part index (descriptor)") \
	X(PART, 6, "child → front", "facts and decision of one part")        \
	X(FINDING, 7, "child → front", "one finding")                        \
	X(HEADER, 8, "child → front", "header fields written anew")          \
	X(BODY, 9, "child → front", "the body written anew (descriptor)")    \
	X(TRACE, 10, "child → front", "one line of the decision trace")      \
	X(TIME, 11, "child → front", "how long stages took")                 \
	X(DONE, 12, "child → front", "facts and decision of the message; always the last") \
	X(FAILED, 13, "child → front", "the child gives up: scope, reason, text; always the last") \
	X(DIED, 14, "nursery → front", "wait status of a dead child; always the last") \
	X(RECIPIENTS, 15, "front → child", "recipients that do not fit into JOB; before it") \
	X(ENCLOSURE, 16, "child → front", "a file to be delivered beside the text") \
	X(ENCLOSED, 17, "child → front", "what stands in the last ENCLOSURE (its text as descriptor)")
/* clang-format on */

enum frame_type {
#define X(c, v, from, what) FRAME_##c = v,
	FRAMES(X)
#undef X
};

/* ---- writing ---- */

struct wire_out {
	GByteArray *bytes;
};

void wire_begin(struct wire_out *w, enum frame_type type);
void wire_put_u8(struct wire_out *w, uint8_t v);
void wire_put_u32(struct wire_out *w, uint32_t v);
void wire_put_u64(struct wire_out *w, uint64_t v);
/* ${s} may be NULL (""). */
void wire_put_string(struct wire_out *w, const char *s);

/*
 * Sends the frame with ${fd} (-1: none; not closed) and frees its bytes.
 * Blocks; ${timeout_ms} < 0 for ever. False with errno: EMSGSIZE when larger
 * than WIRE_FRAME_MAX, ETIMEDOUT, EPIPE …
 */
bool wire_send(int sock, struct wire_out *w, int fd, int timeout_ms);

/* ---- reading ---- */

struct wire_in {
	GByteArray *bytes;
	size_t at;
	bool failed;
	uint8_t type;
	int fd; /* descriptor that came along, -1: none; wire_in_clear() closes it unless stolen */
};

void wire_in_init(struct wire_in *in);
void wire_in_clear(struct wire_in *in);

/*
 * Receives one frame. 1: got it; 0: the other end is closed; -1: errno
 * (ETIMEDOUT after ${timeout_ms}, EBADMSG: truncated, more than one
 * descriptor, empty). Descriptors come close-on-exec.
 */
int wire_receive(int sock, struct wire_in *in, int timeout_ms);

uint8_t wire_get_u8(struct wire_in *in);
uint32_t wire_get_u32(struct wire_in *in);
uint64_t wire_get_u64(struct wire_in *in);
/* A number below ${count}, else failed and 0: for enums. */
unsigned wire_get_enum(struct wire_in *in, unsigned count);
/* Valid UTF-8 without NUL of at most ${max} bytes, else failed and "". Caller frees; never NULL. */
char *wire_get_string(struct wire_in *in, size_t max);
/* True when nothing failed and nothing is left over. */
bool wire_complete(const struct wire_in *in);

#endif
