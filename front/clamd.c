/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A session with clamd: zIDSESSION, then up to CLAMD_WINDOW scans at once.
 * Measured: answers come in any order, the id counts requests from 1; with
 * about 470 outstanding clamd drops the connection without a word; a
 * descriptor that clamd cannot read is answered "OK" (so only read-write
 * regular files are handed over); the file offset does not matter.
 * Tests: tests/unit/front/test_clamd.c, test_clamd_real.c.
 */
#include "misogi/clamd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "clamd_io.h"
#include "misogi/io.h"

#define STREAM_CHUNK 65536

struct question {
	uint32_t id; /* 0: the place is free */
	uint32_t tag;
};

struct clamd_session {
	struct clamd_io io;
	uint32_t last_id;
	unsigned outstanding;
	bool broken;
	struct question questions[CLAMD_WINDOW];
};

struct clamd_session *clamd_open(const char *address, int timeout_ms, struct err *err)
{
	static const char hello[] = "zIDSESSION";
	struct clamd_session *s = g_new0(struct clamd_session, 1);
	int64_t deadline = io_now_ms() + timeout_ms;
	if (!clamd_io_open(&s->io, address, deadline, err) ||
	    !clamd_io_send(&s->io, hello, sizeof(hello), -1, deadline, err)) {
		clamd_close(s);
		return NULL;
	}
	return s;
}

void clamd_close(struct clamd_session *s)
{
	if (!s)
		return;
	clamd_io_close(&s->io);
	g_free(s);
}

int clamd_fd(const struct clamd_session *s)
{
	return s->io.fd;
}

unsigned clamd_outstanding(const struct clamd_session *s)
{
	return s->outstanding;
}

/* ---- asking ---- */

static bool may_be_scanned(int fd, uint64_t *size, struct err *err)
{
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0 || (flags & O_ACCMODE) != O_RDWR || (flags & O_PATH) || !io_size(fd, size))
		return err_set(err, SCOPE_BUG, REASON_INTERNAL,
			       "a leaf for clamd must be a regular file opened read-write");
	return true;
}

/* The command and the byte that carries the descriptor travel in one packet. */
static bool send_fildes(struct clamd_session *s, int fd, int64_t deadline, struct err *err)
{
	static const char fildes[] = "zFILDES\0";
	return clamd_io_send(&s->io, fildes, sizeof(fildes), fd, deadline, err);
}

static bool send_stream(struct clamd_session *s, int fd, uint64_t size, int64_t deadline,
			struct err *err)
{
	static const char instream[] = "zINSTREAM";
	if (!clamd_io_send(&s->io, instream, sizeof(instream), -1, deadline, err))
		return false;
	g_autofree char *chunk = g_malloc(4 + STREAM_CHUNK);
	uint64_t at = 0;
	while (at < size) {
		ssize_t n = io_pread_full(fd, chunk + 4, (size_t)MIN(STREAM_CHUNK, size - at), at);
		if (n <= 0)
			return err_errno(err, REASON_INTERNAL, "reading a leaf");
		uint32_t length = htonl((uint32_t)n);
		memcpy(chunk, &length, 4);
		if (!clamd_io_send(&s->io, chunk, 4 + (size_t)n, -1, deadline, err))
			return false;
		at += (uint64_t)n;
	}
	static const char end[4];
	return clamd_io_send(&s->io, end, sizeof(end), -1, deadline, err);
}

static struct question *place_of(struct clamd_session *s, uint32_t id)
{
	for (unsigned i = 0; i < CLAMD_WINDOW; i++)
		if (s->questions[i].id == id)
			return &s->questions[i];
	return NULL;
}

bool clamd_send(struct clamd_session *s, int fd, uint32_t tag, int timeout_ms, struct err *err)
{
	uint64_t size = 0;
	if (s->outstanding >= CLAMD_WINDOW)
		return err_set(err, SCOPE_BUG, REASON_INTERNAL, "too many questions to clamd");
	if (s->broken)
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd: session is broken");
	if (!may_be_scanned(fd, &size, err))
		return false;
	int64_t deadline = io_now_ms() + timeout_ms;
	bool sent = s->io.is_unix ? send_fildes(s, fd, deadline, err)
				  : send_stream(s, fd, size, deadline, err);
	if (!sent) {
		/* Half a request may be on its way: nothing that follows could be told apart. */
		s->broken = true;
		return false;
	}
	*place_of(s, 0) = (struct question){ .id = ++s->last_id, .tag = tag };
	s->outstanding++;
	return true;
}

/* ---- answers ---- */

static int broken(struct clamd_session *s)
{
	s->broken = true;
	return -1;
}

int clamd_receive(struct clamd_session *s, struct clamd_answer *answer, int timeout_ms,
		  struct err *err)
{
	if (s->broken) {
		err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd: session is broken");
		return -1;
	}
	g_autofree char *reply = NULL;
	size_t len = 0;
	int got = clamd_io_reply(&s->io, &reply, &len, io_now_ms() + timeout_ms, err);
	if (got == 0)
		return 0;
	if (got < 0)
		return broken(s);

	uint32_t id = 0;
	struct clamd_answer heard = { 0 };
	if (!clamd_reply_parse(reply, len, s->io.is_unix, &id, &heard, err))
		return broken(s);
	struct question *q = id ? place_of(s, id) : NULL;
	if (!q) {
		err_set(err, SCOPE_TEMP, REASON_CLAMD_ANSWER, "clamd answered what was not asked");
		return broken(s);
	}
	heard.tag = q->tag;
	q->id = 0;
	s->outstanding--;
	*answer = heard;
	return 1;
}

/* ---- VERSION ---- */

char *clamd_version(const char *address, int timeout_ms, struct err *err)
{
	static const char command[] = "zVERSION";
	int64_t deadline = io_now_ms() + timeout_ms;
	struct clamd_io io;
	char *reply = NULL;
	size_t len = 0;
	if (!clamd_io_open(&io, address, deadline, err))
		return NULL;
	int got = -1;
	if (clamd_io_send(&io, command, sizeof(command), -1, deadline, err))
		got = clamd_io_reply(&io, &reply, &len, deadline, err);
	clamd_io_close(&io);
	if (got == 0)
		err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT, "clamd did not tell its version");
	if (got <= 0)
		return NULL;
	for (char *p = reply; *p; p++)
		if (!g_ascii_isprint(*p))
			*p = '?';
	if (g_str_has_prefix(reply, "ClamAV "))
		return reply;
	err_set(err, SCOPE_TEMP, REASON_CLAMD_ANSWER, "clamd's version is \"%.100s\"", reply);
	g_free(reply);
	return NULL;
}

int64_t clamd_signature_time(const char *version)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	/* "ClamAV 1.4.3/27500/Sun Nov 22 09:24:13 2026": ctime(3) of clamd's zone, no locale. */
	const char *p = strchr(version, '/');
	p = p ? strchr(p + 1, '/') : NULL;
	char month[4];
	struct tm tm = { .tm_isdst = -1 };
	if (!p || sscanf(p + 1, "%*3s %3s %2d %2d:%2d:%2d %4d", month, &tm.tm_mday, &tm.tm_hour,
			 &tm.tm_min, &tm.tm_sec, &tm.tm_year) != 6)
		return -1;
	const char *m = strstr(months, month);
	if (!m || strlen(month) != 3 || (m - months) % 3 != 0)
		return -1;
	tm.tm_mon = (int)(m - months) / 3;
	tm.tm_year -= 1900;
	return (int64_t)mktime(&tm);
}
