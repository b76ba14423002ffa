/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * io.h: file descriptors without leaks and short writes.
 */
#ifndef MISOGI_IO_H
#define MISOGI_IO_H

#include <fcntl.h>
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "misogi/err.h"

/* Closes ${*fd} if it is open and sets it to -1; keeps errno. */
void fd_close(int *fd);
#define AUTO_FD __attribute__((cleanup(fd_close))) int

/* Hands a descriptor over: returns ${*fd} and sets it to -1. */
static inline int fd_steal(int *fd)
{
	int v = *fd;
	*fd = -1;
	return v;
}

/* All of ${n} bytes or false with errno set. EINTR and short writes are handled. */
bool io_write_all(int fd, const void *buf, size_t n);
bool io_pwrite_all(int fd, const void *buf, size_t n, uint64_t offset);

/* Reads until ${n} bytes or end of file; -1 with errno on error, else the bytes read. */
ssize_t io_read_full(int fd, void *buf, size_t n);
ssize_t io_pread_full(int fd, void *buf, size_t n, uint64_t offset);

/* The size of what ${fd} refers to; false unless it is a regular file (or memfd). */
bool io_size(int fd, uint64_t *size);

/* All of ${fd} from offset 0, at most ${max} bytes; NULL with ${err} when larger. */
GBytes *io_read_bytes(int fd, uint64_t max, struct err *err);

/* A memfd that can be sealed, close-on-exec, not executable where the kernel knows that; -1 with
 * errno. */
int io_memfd(const char *name);

/* Seals ${fd} against writing, growing, shrinking and more seals. */
bool io_seal(int fd);

/* True when ${fd} is a memfd carrying all four seals of io_seal(). */
bool io_is_sealed(int fd);

/* An unlinked file in ${directory} (O_TMPFILE, or created and unlinked); -1 with errno. */
int io_tmpfile(const char *directory);

/* Milliseconds of CLOCK_MONOTONIC: all deadlines are in these. */
int64_t io_now_ms(void);

/* A memfd holding a copy of ${n} bytes, sealed; -1 with errno. */
int io_memfd_of(const void *buf, size_t n);

#endif
