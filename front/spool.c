/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spool.c: the raw mail while it comes in. Small pieces are gathered into one
 * buffer, so that an ordinary mail costs one write; past limit spool_memory
 * all of it moves into an unlinked file, so that fifty big mails at once live
 * on disk and not in memory. Nothing has a name: a crash leaves nothing.
 * Tests: tests/unit/front/test_spool.c.
 */
#include <errno.h>
#include <sys/sendfile.h>

#include "misogi/front.h"
#include "misogi/io.h"

#define GATHER 32768u

struct spool {
	char *directory;
	uint32_t memory; /* limit spool_memory */
	int fd;		 /* -1 until the buffer is full or asked for */
	bool in_file;
	uint64_t written; /* to ${fd} */
	GByteArray *buffer;
};

struct spool *spool_new(const struct config *c)
{
	struct spool *s = g_new0(struct spool, 1);

	s->directory = g_strdup(c->spool_directory);
	s->memory = c->limits.spool_memory;
	s->fd = -1;
	s->buffer = g_byte_array_new();
	return s;
}

void spool_free(struct spool *s)
{
	if (!s)
		return;
	fd_close(&s->fd);
	g_byte_array_unref(s->buffer);
	g_free(s->directory);
	g_free(s);
}

static bool copy_all(int from, int to, uint64_t size)
{
	off_t at = 0;

	while ((uint64_t)at < size) {
		ssize_t n = sendfile(to, from, &at, (size_t)(size - (uint64_t)at));
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = EIO;
		if (n <= 0)
			return false;
	}
	return true;
}

static bool move_to_file(struct spool *s)
{
	AUTO_FD file = io_tmpfile(s->directory);

	if (file < 0 || (s->fd >= 0 && !copy_all(s->fd, file, s->written)))
		return false;
	fd_close(&s->fd);
	s->fd = fd_steal(&file);
	s->in_file = true;
	return true;
}

/* Makes ${s}->fd fit for ${n} bytes more and writes them. */
static bool put(struct spool *s, const void *buf, size_t n)
{
	if (!s->in_file && s->written + n > s->memory && !move_to_file(s))
		return false;
	if (s->fd < 0 && (s->fd = io_memfd("mail")) < 0)
		return false;
	if (!io_pwrite_all(s->fd, buf, n, s->written))
		return false;
	s->written += n;
	return true;
}

static bool flush(struct spool *s)
{
	if (!put(s, s->buffer->data, s->buffer->len))
		return false;
	g_byte_array_set_size(s->buffer, 0);
	return true;
}

bool spool_write(struct spool *s, const void *buf, size_t n)
{
	if (s->buffer->len + n > GATHER && !flush(s))
		return false;
	if (n > GATHER)
		return put(s, buf, n);
	g_byte_array_append(s->buffer, buf, (guint)n);
	return true;
}

uint64_t spool_size(const struct spool *s)
{
	return s->written + s->buffer->len;
}

int spool_fd(struct spool *s)
{
	return flush(s) ? s->fd : -1;
}
