/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Frames over a socket: descriptors, time-outs, hang-ups, and packets that no
 * honest process sends. No descriptor is ever left open.
 */
#include "misogi/wire.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "misogi/io.h"
#include "unit.h"

static int pair[2];
static struct wire_in in;

static unsigned open_fds(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void set_up(void)
{
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	wire_in_init(&in);
}

static void tear_down(void)
{
	wire_in_clear(&in);
	fd_close(&pair[0]);
	fd_close(&pair[1]);
}

static bool send_text(const char *s, int fd)
{
	struct wire_out w;

	wire_begin(&w, FRAME_TRACE);
	wire_put_string(&w, s);
	return wire_send(pair[0], &w, fd, 1000);
}

static void expect_text(const char *want)
{
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
	ck_assert_uint_eq(in.type, FRAME_TRACE);
	g_autofree char *got = wire_get_string(&in, WIRE_FRAME_MAX);
	ck_assert(wire_complete(&in));
	ck_assert_str_eq(got, want);
}

START_TEST(frames_arrive_whole_and_in_order)
{
	ck_assert(send_text("one", -1) && send_text("", -1) && send_text("three", -1));
	expect_text("one");
	expect_text("");
	expect_text("three");
	ck_assert_int_eq(in.fd, -1);
}
END_TEST

START_TEST(a_descriptor_comes_along_close_on_exec)
{
	AUTO_FD fd = io_memfd_of("abc", 3);
	uint64_t size;

	ck_assert(send_text("with", fd));
	expect_text("with");
	ck_assert_int_ge(in.fd, 0);
	ck_assert_int_ne(in.fd, fd);
	ck_assert_int_eq(fcntl(in.fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	ck_assert(io_size(in.fd, &size));
	ck_assert_uint_eq(size, 3);
}
END_TEST

START_TEST(a_descriptor_nobody_took_is_closed_by_the_next_frame)
{
	AUTO_FD fd = io_memfd_of("abc", 3);

	ck_assert(send_text("with", fd) && send_text("without", -1));
	expect_text("with");
	unsigned before = open_fds();
	expect_text("without");
	ck_assert_int_eq(in.fd, -1);
	ck_assert_uint_eq(open_fds(), before - 1);
}
END_TEST

START_TEST(the_largest_frame_passes_and_one_byte_more_does_not)
{
	g_autofree char *most = g_strnfill(WIRE_FRAME_MAX - 5, 'x');
	g_autofree char *more = g_strnfill(WIRE_FRAME_MAX - 4, 'x');

	ck_assert(send_text(most, -1));
	expect_text(most);
	ck_assert(!send_text(more, -1));
	ck_assert_int_eq(errno, EMSGSIZE);
}
END_TEST

START_TEST(the_other_end_hung_up)
{
	send_text("last", -1);
	fd_close(&pair[0]);
	expect_text("last");
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 0);
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 0);
}
END_TEST

/* The nursery closes with the front's frames unread; its last word must not be lost to ECONNRESET.
 */
START_TEST(what_was_sent_before_a_reset_is_still_read)
{
	struct wire_out w;

	ck_assert(send_text("last", -1));
	wire_begin(&w, FRAME_SCANNED);
	ck_assert(wire_send(pair[1], &w, -1, 1000));
	fd_close(&pair[0]);
	expect_text("last");
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 0);
}
END_TEST

START_TEST(sending_to_nobody_is_an_error_and_no_signal)
{
	fd_close(&pair[1]);
	ck_assert(!send_text("x", -1));
	ck_assert_int_eq(errno, EPIPE);
}
END_TEST

START_TEST(silence_times_out)
{
	ck_assert_int_eq(wire_receive(pair[1], &in, 10), -1);
	ck_assert_int_eq(errno, ETIMEDOUT);
	ck_assert_uint_eq(in.bytes->len, 0);
}
END_TEST

START_TEST(a_full_socket_times_out)
{
	g_autofree char *s = g_strnfill(60000, 'x');
	struct wire_out w;
	bool sent = true;

	for (int i = 0; i < 1000 && sent; i++) {
		wire_begin(&w, FRAME_TRACE);
		wire_put_string(&w, s);
		sent = wire_send(pair[0], &w, -1, 10);
	}
	ck_assert(!sent);
	ck_assert_int_eq(errno, ETIMEDOUT);
}
END_TEST

/* ---- what no honest process sends ---- */

static void send_raw(size_t n, const int *fds, size_t n_fds)
{
	union {
		struct cmsghdr align;
		char buf[CMSG_SPACE(64 * sizeof(int))];
	} control = { 0 };
	g_autofree char *bytes = g_malloc0(n + 1);
	struct iovec iov = { bytes, n };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	bytes[0] = FRAME_TRACE;
	if (n_fds) {
		msg.msg_control = control.buf;
		msg.msg_controllen = CMSG_SPACE(n_fds * sizeof(int));
		struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(n_fds * sizeof(int));
		memcpy(CMSG_DATA(c), fds, n_fds * sizeof(int));
	}
	ck_assert_int_eq(sendmsg(pair[0], &msg, 0), (ssize_t)n);
}

static const struct {
	const char *name;
	size_t bytes, fds;
} hostile[] = {
	{ "empty", 0, 0 },
	{ "empty with a descriptor", 0, 1 },
	{ "two descriptors", 8, 2 },
	{ "more than we look at", 8, 40 },
	{ "larger than a frame", WIRE_FRAME_MAX + 1, 0 },
	{ "larger, with a descriptor", WIRE_FRAME_MAX + 1, 1 },
};

START_TEST(refuses_packet)
{
	int fds[64];
	unsigned before = open_fds();

	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
		fds[i] = pair[0];
	send_raw(hostile[_i].bytes, fds, hostile[_i].fds);
	ck_assert_msg(wire_receive(pair[1], &in, 1000) == -1, "%s", hostile[_i].name);
	ck_assert_int_eq(errno, EBADMSG);
	ck_assert_int_eq(in.fd, -1);
	ck_assert_uint_eq(open_fds(), before);
	/* The next honest frame is read as ever. */
	ck_assert(send_text("after", -1));
	expect_text("after");
}
END_TEST

/* One who sends nothings and goes is not one who has gone. */
START_TEST(tells_empty_packets_from_the_end)
{
	send_raw(0, NULL, 0);
	send_raw(0, NULL, 0);
	ck_assert(send_text("last", -1));
	fd_close(&pair[0]);
	for (unsigned i = 0; i < 2; i++) {
		ck_assert_int_eq(wire_receive(pair[1], &in, 1000), -1);
		ck_assert_int_eq(errno, EBADMSG);
	}
	expect_text("last");
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 0);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, frames_arrive_whole_and_in_order);
	tcase_add_test(t, a_descriptor_comes_along_close_on_exec);
	tcase_add_test(t, a_descriptor_nobody_took_is_closed_by_the_next_frame);
	tcase_add_test(t, the_largest_frame_passes_and_one_byte_more_does_not);
	tcase_add_test(t, the_other_end_hung_up);
	tcase_add_test(t, what_was_sent_before_a_reset_is_still_read);
	tcase_add_test(t, sending_to_nobody_is_an_error_and_no_signal);
	tcase_add_test(t, silence_times_out);
	tcase_add_test(t, a_full_socket_times_out);
	tcase_add_test(t, tells_empty_packets_from_the_end);
	tcase_add_loop_test(t, refuses_packet, 0, G_N_ELEMENTS(hostile));
}

UNIT_MAIN("lib/wire_socket", add)
