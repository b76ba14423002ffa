/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clamd_io.h: the connection under clamd.h: non-blocking, every wait has a
 * deadline of our own (poll; a stopped clamd never answers), replies end with
 * a NUL and are short. Times are of io_now_ms().
 */
#ifndef FRONT_CLAMD_IO_H
#define FRONT_CLAMD_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "misogi/clamd.h"
#include "misogi/err.h"

#define CLAMD_REPLY_MAX 1024 /* bytes of one reply; clamd's own are below 300 */

struct clamd_io {
	int fd;
	bool is_unix;
	size_t have; /* bytes in ${buffer} */
	char buffer[4096];
};

/* False with CLAMD_DOWN or CLAMD_TIMEOUT. */
bool clamd_io_open(struct clamd_io *io, const char *address, int64_t deadline, struct err *err);
void clamd_io_close(struct clamd_io *io);

/* Sends ${n} bytes, and ${fd} beside the first of them unless it is -1. */
bool clamd_io_send(struct clamd_io *io, const void *bytes, size_t n, int fd, int64_t deadline,
		   struct err *err);

/*
 * The next reply without its NUL; caller frees. 1: got it; 0: none by
 * ${deadline}; -1: closed, reset, or longer than CLAMD_REPLY_MAX.
 */
int clamd_io_reply(struct clamd_io *io, char **reply, size_t *len, int64_t deadline,
		   struct err *err);

/* ---- the grammar of a scan's reply, see clamd_reply.c ---- */

/*
 * "7: fd[12]: OK" (FILDES) or "7: stream: OK" (INSTREAM) into ${id} and
 * ${answer} (its tag untouched). False: anything else, CLAMD_ANSWER.
 */
bool clamd_reply_parse(const char *reply, size_t len, bool fildes, uint32_t *id,
		       struct clamd_answer *answer, struct err *err);

#endif
