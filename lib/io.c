/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * io.c: whole reads and writes, memfds and their seals. A sealed memfd is how
 * bytes pass between processes: what was checked cannot change afterwards.
 * Tests: tests/unit/lib/test_io.c.
 */
#include "misogi/io.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U /* Linux 6.3 */
#endif

#define ALL_SEALS (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL)

void fd_close(int *fd)
{
	int saved = errno;

	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	errno = saved;
}

bool io_write_all(int fd, const void *buf, size_t n)
{
	const char *p = buf;

	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

bool io_pwrite_all(int fd, const void *buf, size_t n, uint64_t offset)
{
	const char *p = buf;

	while (n > 0) {
		ssize_t done = pwrite(fd, p, n, (off_t)offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
		offset += (uint64_t)done;
	}
	return true;
}

ssize_t io_read_full(int fd, void *buf, size_t n)
{
	size_t have = 0;

	while (have < n) {
		ssize_t got = read(fd, (char *)buf + have, n - have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

ssize_t io_pread_full(int fd, void *buf, size_t n, uint64_t offset)
{
	size_t have = 0;

	while (have < n) {
		ssize_t got = pread(fd, (char *)buf + have, n - have, (off_t)(offset + have));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

bool io_size(int fd, uint64_t *size)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return false;
	if (!S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return false;
	}
	*size = (uint64_t)st.st_size;
	return true;
}

GBytes *io_read_bytes(int fd, uint64_t max, struct err *err)
{
	uint64_t size;
	ssize_t got;

	if (!io_size(fd, &size)) {
		err_errno(err, REASON_INTERNAL, "size of a file");
		return NULL;
	}
	if (size > max) {
		err_set(err, SCOPE_TEMP, REASON_INTERNAL,
			"%" G_GUINT64_FORMAT " bytes, at most %" G_GUINT64_FORMAT, size, max);
		return NULL;
	}
	g_autofree char *buf = g_try_malloc(size + 1);
	if (!buf) {
		err_errno(err, REASON_INTERNAL, "memory for a file");
		return NULL;
	}
	got = io_pread_full(fd, buf, size, 0);
	if (got < 0) {
		err_errno(err, REASON_INTERNAL, "reading a file");
		return NULL;
	}
	return g_bytes_new_take(g_steal_pointer(&buf), (size_t)got);
}

int io_memfd(const char *name)
{
	int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);

	/* Kernels before 6.3 do not know the flag. */
	if (fd < 0 && errno == EINVAL)
		fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return fd;
}

bool io_seal(int fd)
{
	return fcntl(fd, F_ADD_SEALS, ALL_SEALS) == 0;
}

bool io_is_sealed(int fd)
{
	int seals = fcntl(fd, F_GET_SEALS);

	return seals >= 0 && (seals & ALL_SEALS) == ALL_SEALS;
}

/* Where O_TMPFILE is not known (some network file systems): create and unlink. */
static int create_and_unlink(const char *directory)
{
	g_autofree char *path = g_strdup_printf("%s/misogi.XXXXXX", directory);
	int fd = mkostemp(path, O_CLOEXEC);

	if (fd >= 0)
		unlink(path);
	return fd;
}

int io_tmpfile(const char *directory)
{
	int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR))
		fd = create_and_unlink(directory);
	return fd;
}

int64_t io_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int io_memfd_of(const void *buf, size_t n)
{
	AUTO_FD fd = io_memfd("misogi");

	if (fd < 0 || !io_write_all(fd, buf, n) || !io_seal(fd))
		return -1;
	return fd_steal(&fd);
}
