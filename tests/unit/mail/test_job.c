/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The job and the scanner's word: what the front sends, the child gets; what
 * is not a good frame is refused and touches nothing.
 */
#include <string.h>
#include <sys/socket.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "unit.h"

static int pair[2];
static int message_fd;
static struct envelope *e;

static void set_up(void)
{
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	message_fd = io_memfd_of("mail", 4);
	e = envelope_new();
	g_free(e->id);
	e->id = g_strdup("7K3Q9F2M");
	g_free(e->sender);
	e->sender = g_strdup("yamada@example.co.jp");
	e->received = 1764000000;
}

static void tear_down(void)
{
	fd_close(&pair[0]);
	fd_close(&pair[1]);
	fd_close(&message_fd);
	g_clear_pointer(&e, envelope_free);
}

static struct envelope *received(bool trace)
{
	struct envelope *got = NULL;
	struct job_flags flags = { .trace = !trace };
	uint64_t raw_size = 0, size = 0;
	int fd = -1;

	ck_assert(job_receive(pair[1], &got, &flags, &raw_size, &fd, 1000));
	ck_assert_int_eq(flags.trace, trace);
	ck_assert_uint_eq(raw_size, 4);
	ck_assert(io_size(fd, &size));
	ck_assert_uint_eq(size, 4);
	fd_close(&fd);
	return got;
}

START_TEST(a_job_arrives_as_it_was_sent)
{
	envelope_add_recipient(e, "sato@city.example.lg.jp", "inbound");
	envelope_add_recipient(e, "suzuki@city.example.lg.jp", NULL);
	ck_assert(job_send(pair[0], e, (struct job_flags){ .trace = true }, 4, message_fd, 1000));
	g_autoptr(envelope_t) got = received(true);
	ck_assert_str_eq(got->id, e->id);
	ck_assert_str_eq(got->sender, e->sender);
	ck_assert_str_eq(got->helo, "");
	ck_assert_int_eq(got->received, e->received);
	ck_assert_uint_eq(got->recipients->len, 2);
	const struct recipient *first = g_ptr_array_index(got->recipients, 0);
	const struct recipient *last = g_ptr_array_index(got->recipients, 1);
	ck_assert_str_eq(first->address, "sato@city.example.lg.jp");
	ck_assert_str_eq(first->crossing, "inbound");
	ck_assert_str_eq(last->address, "suzuki@city.example.lg.jp");
	ck_assert_str_eq(last->crossing, "");
}
END_TEST

START_TEST(one_frame_is_enough_for_job_decode)
{
	struct envelope *got = NULL;
	struct job_flags flags;
	uint64_t raw_size;
	struct wire_in in;
	int fd = -1;

	wire_in_init(&in);
	envelope_add_recipient(e, "sato@city.example.lg.jp", "inbound");
	ck_assert(job_send(pair[0], e, (struct job_flags){ 0 }, 4, message_fd, 1000));
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
	ck_assert(job_decode(&in, &got, &flags, &raw_size, &fd));
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(in.fd, -1);
	ck_assert_uint_eq(got->recipients->len, 1);
	envelope_free(got);
	fd_close(&fd);
	wire_in_clear(&in);
}
END_TEST

static void *receive_in_thread(void *unused)
{
	(void)unused;
	return received(false);
}

static const unsigned crowds[] = { 0, 1, 127, 128, 1000 };

START_TEST(a_crowd_of_long_addresses_arrives_in_order)
{
	g_autofree char *padding = g_strnfill(245, 'a');

	for (unsigned i = 0; i < crowds[_i]; i++) {
		g_autofree char *address = g_strdup_printf("%u%s", i, padding);

		envelope_add_recipient(e, address, "inbound");
	}
	/* The socket holds less than the crowd: the child reads while the front sends. */
	GThread *child = g_thread_new("child", receive_in_thread, NULL);
	ck_assert(job_send(pair[0], e, (struct job_flags){ 0 }, 4, message_fd, 5000));
	g_autoptr(envelope_t) got = g_thread_join(child);
	ck_assert_uint_eq(got->recipients->len, crowds[_i]);
	for (unsigned i = 0; i < crowds[_i]; i++) {
		const struct recipient *r = g_ptr_array_index(got->recipients, i);
		const struct recipient *want = g_ptr_array_index(e->recipients, i);

		ck_assert_str_eq(r->address, want->address);
	}
}
END_TEST

START_TEST(what_a_client_says_badly_arrives_as_utf8)
{
	g_autofree char *endless = g_strnfill(10000, 'h');

	g_free(e->sender);
	e->sender = g_strdup("a\xff@b");
	g_free(e->helo);
	e->helo = g_steal_pointer(&endless);
	ck_assert(job_send(pair[0], e, (struct job_flags){ 0 }, 4, message_fd, 1000));
	g_autoptr(envelope_t) got = received(false);
	ck_assert_str_eq(got->sender, "a\xef\xbf\xbd@b");
	ck_assert_uint_eq(strlen(got->helo), 4096);
}
END_TEST

/* ---- frames that are no job ---- */

static void begin_job(struct wire_out *w, enum frame_type type, uint8_t trace)
{
	wire_begin(w, type);
	wire_put_u8(w, trace);
	wire_put_u64(w, 4);
	for (int i = 0; i < 5; i++)
		wire_put_string(w, "");
	wire_put_u64(w, 0);
}

static const struct {
	const char *name;
	enum frame_type type;
	uint8_t trace;
	uint32_t claimed, given;
	bool with_fd;
} bad_jobs[] = {
	{ "another frame", FRAME_PART, 0, 1, 1, true },
	{ "a flag that is none", FRAME_JOB, 2, 1, 1, true },
	{ "no message", FRAME_JOB, 0, 1, 1, false },
	{ "fewer recipients than claimed", FRAME_JOB, 0, 2, 1, true },
	{ "more recipients than claimed", FRAME_JOB, 0, 1, 2, true },
	{ "four thousand million recipients", FRAME_JOB, 0, UINT32_MAX, 1, true },
};

START_TEST(refuses_job)
{
	struct envelope *got = NULL;
	struct job_flags flags;
	uint64_t raw_size = 99;
	struct wire_out w;
	int fd = -2;

	begin_job(&w, bad_jobs[_i].type, bad_jobs[_i].trace);
	wire_put_u32(&w, bad_jobs[_i].claimed);
	for (uint32_t i = 0; i < bad_jobs[_i].given; i++) {
		wire_put_string(&w, "a@b");
		wire_put_string(&w, "in");
	}
	ck_assert(wire_send(pair[0], &w, bad_jobs[_i].with_fd ? message_fd : -1, 1000));
	ck_assert_msg(!job_receive(pair[1], &got, &flags, &raw_size, &fd, 1000), "%s",
		      bad_jobs[_i].name);
	ck_assert_ptr_null(got);
	ck_assert_uint_eq(raw_size, 99);
	ck_assert_int_eq(fd, -2);
}
END_TEST

START_TEST(a_front_that_hangs_up_has_no_job)
{
	struct envelope *got = NULL;
	struct job_flags flags;
	uint64_t raw_size;
	int fd;

	fd_close(&pair[0]);
	ck_assert(!job_receive(pair[1], &got, &flags, &raw_size, &fd, 1000));
}
END_TEST

/* ---- leaf and scanned ---- */

START_TEST(a_leaf_goes_out_and_its_verdict_comes_back)
{
	AUTO_FD fd = io_memfd_of("leaf", 4);
	AUTO_FD got_fd = -1;
	char word[] = "Eicar";
	struct scanned sent = { .part = 7, .answer = SCAN_INFECTED, .word = word }, got;
	uint32_t part = 0;
	struct wire_in in;

	wire_in_init(&in);
	ck_assert(leaf_send(pair[0], 7, fd, 1000));
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
	ck_assert(leaf_decode(&in, &part, &got_fd));
	ck_assert_uint_eq(part, 7);
	ck_assert(io_is_sealed(got_fd));
	memset(sent.sha256, 'a', 64);
	ck_assert(scanned_send(pair[1], &sent, 1000));
	ck_assert_int_eq(wire_receive(pair[0], &in, 1000), 1);
	ck_assert(scanned_decode(&in, &got));
	ck_assert_uint_eq(got.part, 7);
	ck_assert_int_eq(got.answer, SCAN_INFECTED);
	ck_assert_str_eq(got.word, "Eicar");
	ck_assert_str_eq(got.sha256, sent.sha256);
	g_free(got.word);
	wire_in_clear(&in);
}
END_TEST

START_TEST(a_leaf_that_can_still_change_is_refused)
{
	AUTO_FD fd = io_memfd("leaf");
	AUTO_FD got = -1;
	struct wire_in in;
	uint32_t part;

	wire_in_init(&in);
	ck_assert(leaf_send(pair[0], 0, fd, 1000) && leaf_send(pair[0], 0, -1, 1000));
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
		ck_assert(!leaf_decode(&in, &part, &got));
		ck_assert_int_eq(got, -1);
	}
	wire_in_clear(&in);
}
END_TEST

START_TEST(a_verdict_out_of_range_is_refused)
{
	struct scanned got;
	struct wire_in in;
	struct wire_out w;

	wire_in_init(&in);
	wire_begin(&w, FRAME_SCANNED);
	wire_put_u32(&w, 0);
	wire_put_u8(&w, SCAN_MAX);
	wire_put_string(&w, "");
	wire_put_string(&w, "");
	ck_assert(wire_send(pair[0], &w, -1, 1000));
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
	ck_assert(!scanned_decode(&in, &got));
	wire_in_clear(&in);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_job_arrives_as_it_was_sent);
	tcase_add_test(t, one_frame_is_enough_for_job_decode);
	tcase_add_loop_test(t, a_crowd_of_long_addresses_arrives_in_order, 0, G_N_ELEMENTS(crowds));
	tcase_add_test(t, what_a_client_says_badly_arrives_as_utf8);
	tcase_add_loop_test(t, refuses_job, 0, G_N_ELEMENTS(bad_jobs));
	tcase_add_test(t, a_front_that_hangs_up_has_no_job);
	tcase_add_test(t, a_leaf_goes_out_and_its_verdict_comes_back);
	tcase_add_test(t, a_leaf_that_can_still_change_is_refused);
	tcase_add_test(t, a_verdict_out_of_range_is_refused);
}

UNIT_MAIN("mail/job", add)
