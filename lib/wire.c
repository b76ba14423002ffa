/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * wire.c: frames over SOCK_SEQPACKET: encoding, the sticky-failure reader,
 * and the two system calls with their descriptor. Whatever came along with a
 * frame that is refused is closed here. Fields: docs/WIRE.md.
 * Tests: tests/unit/lib/test_wire.c, test_wire_socket.c.
 */
#include "misogi/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "misogi/io.h"

#define READABLE (POLLIN | POLLRDHUP)
#define FDS_SEEN 8 /* room to receive (and close) descriptors that should not be there */

/* ---- writing ---- */

static void put(struct wire_out *w, const void *p, size_t n)
{
	g_byte_array_append(w->bytes, p, (guint)n);
}

void wire_begin(struct wire_out *w, enum frame_type type)
{
	w->bytes = g_byte_array_sized_new(256);
	wire_put_u8(w, (uint8_t)type);
}

void wire_put_u8(struct wire_out *w, uint8_t v)
{
	put(w, &v, sizeof v);
}

void wire_put_u32(struct wire_out *w, uint32_t v)
{
	uint32_t be = GUINT32_TO_BE(v);

	put(w, &be, sizeof be);
}

void wire_put_u64(struct wire_out *w, uint64_t v)
{
	uint64_t be = GUINT64_TO_BE(v);

	put(w, &be, sizeof be);
}

void wire_put_string(struct wire_out *w, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	/* A frame that is too large already stays so; wire_send() refuses it. */
	if (n > WIRE_FRAME_MAX)
		n = WIRE_FRAME_MAX;
	wire_put_u32(w, (uint32_t)n);
	if (n > 0)
		put(w, s, n);
}

/* Waits for ${events} until ${deadline} (-1: for ever). */
static bool wait_for(int sock, short events, int64_t deadline, short *revents)
{
	struct pollfd p = { .fd = sock, .events = events };

	for (;;) {
		int64_t left = deadline < 0 ? -1 : MAX(deadline - io_now_ms(), 0);
		int n = poll(&p, 1, (int)left);

		if (n > 0) {
			*revents = p.revents;
			return true;
		}
		if (n == 0)
			errno = ETIMEDOUT;
		if (n == 0 || errno != EINTR)
			return false;
	}
}

static int64_t deadline_of(int timeout_ms)
{
	return timeout_ms < 0 ? -1 : io_now_ms() + timeout_ms;
}

static bool send_bytes(int sock, GByteArray *bytes, int fd, int timeout_ms)
{
	union {
		struct cmsghdr align;
		char buf[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec iov = { .iov_base = bytes->data, .iov_len = bytes->len };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	int64_t deadline = deadline_of(timeout_ms);
	short revents;

	if (fd >= 0) {
		msg.msg_control = control.buf;
		msg.msg_controllen = sizeof control.buf;
		struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof fd);
	}
	for (;;) {
		if (sendmsg(sock, &msg, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
			return true;
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN || !wait_for(sock, POLLOUT, deadline, &revents))
			return false;
	}
}

bool wire_send(int sock, struct wire_out *w, int fd, int timeout_ms)
{
	g_autoptr(GByteArray) bytes = g_steal_pointer(&w->bytes);

	if (bytes->len > WIRE_FRAME_MAX) {
		errno = EMSGSIZE;
		return false;
	}
	return send_bytes(sock, bytes, fd, timeout_ms);
}

/* ---- receiving ---- */

static void forget(struct wire_in *in)
{
	fd_close(&in->fd);
	g_byte_array_set_size(in->bytes, 0);
	in->at = 0;
	in->type = 0;
	in->failed = false;
}

void wire_in_init(struct wire_in *in)
{
	*in = (struct wire_in){ .bytes = g_byte_array_new(), .fd = -1 };
}

void wire_in_clear(struct wire_in *in)
{
	fd_close(&in->fd);
	g_clear_pointer(&in->bytes, g_byte_array_unref);
}

/* Takes the one descriptor of ${msg} into ${in}; closes all and fails when there are more. */
static bool take_descriptor(struct msghdr *msg, struct wire_in *in)
{
	unsigned seen = 0;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < n; i++) {
			fd_close(&in->fd);
			memcpy(&in->fd, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
			seen++;
		}
	}
	return seen <= 1 && !(msg->msg_flags & MSG_CTRUNC);
}

static int no_frame(struct wire_in *in, int answer)
{
	int saved = errno;

	forget(in);
	errno = saved;
	return answer;
}

static int bad_frame(struct wire_in *in)
{
	errno = EBADMSG;
	return no_frame(in, -1);
}

/*
 * An empty packet and the end of the stream both read as 0. After the end
 * nothing waits; behind an empty packet there is at least the word of a death.
 */
static bool more_waits(int sock)
{
	int bytes = 0;

	return ioctl(sock, FIONREAD, &bytes) == 0 && bytes > 0;
}

static bool is_hung_up(int sock)
{
	short revents = 0;

	return wait_for(sock, READABLE, io_now_ms(), &revents) && (revents & (POLLHUP | POLLRDHUP));
}

int wire_receive(int sock, struct wire_in *in, int timeout_ms)
{
	union {
		struct cmsghdr align;
		char buf[CMSG_SPACE(FDS_SEEN * sizeof(int))];
	} control;
	struct iovec iov;
	struct msghdr msg;
	int64_t deadline = deadline_of(timeout_ms);
	short revents = 0;
	ssize_t n;

	forget(in);
	g_byte_array_set_size(in->bytes, WIRE_FRAME_MAX);
	do {
		iov = (struct iovec){ .iov_base = in->bytes->data, .iov_len = WIRE_FRAME_MAX };
		msg = (struct msghdr){ .msg_iov = &iov,
				       .msg_iovlen = 1,
				       .msg_control = control.buf,
				       .msg_controllen = sizeof control.buf };
		n = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
		/* What is there is taken without asking first. */
		if (n < 0 && errno == EAGAIN && !wait_for(sock, READABLE, deadline, &revents))
			return no_frame(in, -1);
		/*
		 * ECONNRESET says, once, that the other end closed with frames of ours unread;
		 * what it had sent before is still there.
		 */
	} while (n < 0 && (errno == EINTR || errno == EAGAIN || errno == ECONNRESET));
	if (n < 0)
		return no_frame(in, -1);
	if (!take_descriptor(&msg, in) || (msg.msg_flags & MSG_TRUNC))
		return bad_frame(in);
	if (n == 0 && in->fd < 0 && is_hung_up(sock) && !more_waits(sock))
		return no_frame(in, 0);
	if (n == 0)
		return bad_frame(in);
	g_byte_array_set_size(in->bytes, (guint)n);
	in->type = in->bytes->data[0];
	in->at = 1;
	return 1;
}

/* ---- reading ---- */

/* The next ${n} bytes, or NULL and failed for good. */
static const uint8_t *take(struct wire_in *in, size_t n)
{
	if (in->failed || n > in->bytes->len - in->at) {
		in->failed = true;
		return NULL;
	}
	in->at += n;
	return in->bytes->data + in->at - n;
}

uint8_t wire_get_u8(struct wire_in *in)
{
	const uint8_t *p = take(in, 1);

	return p ? *p : 0;
}

uint32_t wire_get_u32(struct wire_in *in)
{
	const uint8_t *p = take(in, sizeof(uint32_t));
	uint32_t be = 0;

	if (p)
		memcpy(&be, p, sizeof be);
	return GUINT32_FROM_BE(be);
}

uint64_t wire_get_u64(struct wire_in *in)
{
	const uint8_t *p = take(in, sizeof(uint64_t));
	uint64_t be = 0;

	if (p)
		memcpy(&be, p, sizeof be);
	return GUINT64_FROM_BE(be);
}

unsigned wire_get_enum(struct wire_in *in, unsigned count)
{
	uint8_t v = wire_get_u8(in);

	if (v >= count) {
		in->failed = true;
		return 0;
	}
	return v;
}

char *wire_get_string(struct wire_in *in, size_t max)
{
	uint32_t n = wire_get_u32(in);
	const uint8_t *p = n <= max ? take(in, n) : NULL;

	if (!p || !g_utf8_validate_len((const char *)p, n, NULL)) {
		in->failed = true;
		return g_strdup("");
	}
	return g_strndup((const char *)p, n);
}

bool wire_complete(const struct wire_in *in)
{
	return !in->failed && in->at == in->bytes->len;
}
