/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * leaves.h: the leaves of one mail on their way past the scanner: taken from
 * the child, hashed, looked up or sent to clamd, and the child told. The
 * descriptors, hashes and verdicts stay here; what the child says of them later
 * is compared with these.
 */
#ifndef MISOGI_FRONT_LEAVES_H
#define MISOGI_FRONT_LEAVES_H

#include "misogi/front.h"

struct leaves;

/* ${scanner} and ${limits} are borrowed. ${total_max}: bytes that all leaves together may have. */
struct leaves *leaves_new(struct scanner *scanner, const struct limits *limits, int job_socket,
			  uint64_t total_max);
void leaves_free(struct leaves *l);

/* Takes ${fd} as the leaf of ${part}. False: WORKER_ANSWER (no good leaf) or an error of the
 * scanner's. */
bool leaves_take(struct leaves *l, uint32_t part, int fd, struct err *err);

/* True when no verdict is outstanding. */
bool leaves_settled(const struct leaves *l);

/* For poll(2): clamd's socket while it owes an answer, else -1. */
int leaves_fd(const struct leaves *l);
/* When clamd's next answer is too late (io_now_ms() clock); INT64_MAX when none is owed. */
int64_t leaves_deadline(const struct leaves *l);

/* Takes the answers that are there, sends what waits. False with ${err} (TEMP). */
bool leaves_pump(struct leaves *l, struct err *err);

/*
 * To be asked when all is settled, before the verdicts count: clamd must find the canary after
 * them, for it may have gone blind since the last check. False with ${err} (TEMP).
 */
bool leaves_confirm(struct leaves *l, int timeout_ms, struct err *err);

/* All leaves (struct leaf by part index, fd -1 where none was); caller owns. */
GArray *leaves_steal(struct leaves *l);

#endif
