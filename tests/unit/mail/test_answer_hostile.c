/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An answer from a child that lies: each field of each frame, wrong by itself,
 * is refused as WORKER_ANSWER; what floods is stopped at its bound.
 */
#include <unistd.h>

#include "frames.h"
#include "unit.h"

static int pair[2];
static struct wire_in in;
static struct message *m;
static struct limits limits;
static struct err err;

static void set_up(void)
{
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	wire_in_init(&in);
	m = message_new();
	limits = limits_default();
	err = (struct err){ 0 };
}

static void tear_down(void)
{
	wire_in_clear(&in);
	message_free(m);
	fd_close(&pair[0]);
	fd_close(&pair[1]);
}

static int take(struct wire_out *w, int fd)
{
	ck_assert(wire_send(pair[0], w, fd, 1000));
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
	return answer_take(&in, m, &limits, &err);
}

static void expect_refused(const char *name, int r)
{
	ck_assert_msg(r == -1, "%s: taken", name);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	ck_assert_int_eq(err.reason, REASON_WORKER_ANSWER);
}

static int take_part(const struct raw_part *p)
{
	struct wire_out w;

	put_raw_part(&w, p);
	return take(&w, -1);
}

/* ---- parts ---- */

#define PART(...)                                                                                  \
	{                                                                                          \
		.name = "a", .sha256 = "", __VA_ARGS__                                             \
	}
#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct {
	const char *name;
	struct raw_part part;
	bool good;
} parts[] = {
	{ "good", PART(.above = 0), true },
	{ "parent before it", PART(.above = 1), true },
	{ "its own parent", PART(.above = 2), false },
	{ "parent far away", PART(.above = UINT32_MAX), false },
	{ "body flag 2", PART(.is_body = 2), false },
	{ "class out of range", PART(.class = CLASS_MAX), false },
	{ "scan out of range", PART(.scan = SCAN_MAX), false },
	{ "action out of range", PART(.action = PART_ACTION_MAX), false },
	{ "wanted out of range", PART(.wanted = PART_ACTION_MAX), false },
	{ "finding out of range", PART(.n_findings = 1, .findings = { FINDING_MAX }), false },
	{ "a finding twice", PART(.n_findings = 2, .findings = { 1, 1 }), false },
	{ "two findings", PART(.n_findings = 2, .findings = { 1, 2 }), true },
	{ "fewer findings than claimed", PART(.n_findings = 9), false },
	{ "more findings than there are", PART(.n_findings = 255), false },
	{ "keep for longer than a century", PART(.keep = UINT64_C(36525) * 86400 + 1), false },
	{ "keep a negative time", PART(.keep = UINT64_MAX), false },
	{ "a byte too many", PART(.extra = true), false },
	{ "digest", { .name = "a", .sha256 = HEX64 }, true },
	{ "digest too short", { .name = "a", .sha256 = "0123" }, false },
	{ "digest too long", { .name = "a", .sha256 = HEX64 "0" }, false },
	{ "digest in capitals", { .name = "a", .sha256 = "A" }, false },
	{ "digest with a path", { .name = "a", .sha256 = "../../etc/passwd" }, false },
	{ "name in bad utf-8", { .name = "\xff", .sha256 = "" }, false },
};

START_TEST(part)
{
	ck_assert_int_eq(take_part(&good_part), 0);
	int r = take_part(&parts[_i].part);
	if (parts[_i].good)
		ck_assert_msg(r == 0, "%s: %s", parts[_i].name, err.text);
	else
		expect_refused(parts[_i].name, r);
}
END_TEST

START_TEST(refuses_part_with_endless_name)
{
	g_autofree char *name = g_strnfill(4097, 'x');
	struct raw_part p = good_part;

	p.name = name;
	expect_refused("endless name", take_part(&p));
}
END_TEST

START_TEST(limit_parts)
{
	limits.parts = 3;
	limits.archive_entries = 0;
	for (unsigned i = 0; i < limits.parts; i++)
		ck_assert_int_eq(take_part(&good_part), 0);
	expect_refused("one part too many", take_part(&good_part));
}
END_TEST

/* ---- findings, headers, trace, times: floods stop ---- */

static int take_finding(uint8_t id)
{
	struct wire_out w;

	wire_begin(&w, FRAME_FINDING);
	wire_put_u8(&w, id);
	wire_put_string(&w, "1");
	wire_put_string(&w, "detail");
	return take(&w, -1);
}

static int take_header(const char *value)
{
	struct wire_out w;

	wire_begin(&w, FRAME_HEADER);
	wire_put_string(&w, "Subject");
	wire_put_string(&w, value);
	return take(&w, -1);
}

static int take_trace(uint8_t matched)
{
	struct wire_out w;

	wire_begin(&w, FRAME_TRACE);
	for (int i = 0; i < 3; i++)
		wire_put_string(&w, "x");
	wire_put_u8(&w, matched);
	wire_put_string(&w, "x");
	wire_put_string(&w, "x");
	return take(&w, -1);
}

static int take_time(void)
{
	struct wire_out w;

	wire_begin(&w, FRAME_TIME);
	wire_put_string(&w, "parse");
	wire_put_u32(&w, 1);
	return take(&w, -1);
}

START_TEST(findings_stop_at_their_bound)
{
	limits.findings = 10;
	expect_refused("finding out of range", take_finding(FINDING_MAX));
	for (unsigned i = 0; i < limits.findings + FINDING_MAX; i++)
		ck_assert_int_eq(take_finding(0), 0);
	expect_refused("one finding too many", take_finding(0));
}
END_TEST

START_TEST(headers_stop_at_their_bound)
{
	for (unsigned i = 0; i < 500; i++)
		ck_assert_int_eq(take_header("v"), 0);
	expect_refused("one header too many", take_header("v"));
}
END_TEST

START_TEST(a_header_value_has_an_end)
{
	g_autofree char *most = g_strnfill(120000, 'x');
	g_autofree char *more = g_strnfill(120001, 'x');

	ck_assert_int_eq(take_header(most), 0);
	expect_refused("endless header", take_header(more));
}
END_TEST

START_TEST(trace_stops_at_its_bound)
{
	expect_refused("a flag that is none", take_trace(2));
	for (unsigned i = 0; i < 20000; i++)
		ck_assert_int_eq(take_trace(1), 0);
	expect_refused("one line too many", take_trace(1));
}
END_TEST

START_TEST(times_stop_at_their_bound)
{
	for (unsigned i = 0; i < 64; i++)
		ck_assert_int_eq(take_time(), 0);
	expect_refused("one time too many", take_time());
}
END_TEST

/* ---- the body ---- */

static int take_body(int fd)
{
	struct wire_out w;

	wire_begin(&w, FRAME_BODY);
	return take(&w, fd);
}

START_TEST(a_sealed_body_is_taken_once)
{
	AUTO_FD fd = io_memfd_of("text\r\n", 6);

	ck_assert_int_eq(take_body(fd), 0);
	ck_assert_uint_eq(g_bytes_get_size(m->body), 6);
	expect_refused("a second body", take_body(fd));
}
END_TEST

START_TEST(refuses_body_that_can_still_change)
{
	AUTO_FD fd = io_memfd("body");

	ck_assert(io_write_all(fd, "text\r\n", 6));
	expect_refused("unsealed", take_body(fd));
	ck_assert_ptr_null(m->body);
}
END_TEST

START_TEST(refuses_body_that_is_no_memfd)
{
	int pipes[2];

	ck_assert_int_eq(pipe2(pipes, O_CLOEXEC), 0);
	expect_refused("a pipe", take_body(pipes[0]));
	expect_refused("nothing", take_body(-1));
	close(pipes[0]);
	close(pipes[1]);
}
END_TEST

START_TEST(limit_output_bytes)
{
	AUTO_FD fits = io_memfd_of("123456", 6);
	AUTO_FD large = io_memfd_of("1234567", 7);

	limits.output_bytes = 6;
	expect_refused("too large", take_body(large));
	ck_assert_int_eq(take_body(fits), 0);
}
END_TEST

/* A hole of a terabyte costs the child nothing and must cost the front nothing. */
START_TEST(refuses_body_that_is_a_huge_hole)
{
	AUTO_FD fd = io_memfd("hole");

	ck_assert_int_eq(ftruncate(fd, (off_t)1 << 40), 0);
	ck_assert(io_seal(fd));
	expect_refused("a hole", take_body(fd));
}
END_TEST

/* ---- the end ---- */

static const struct {
	const char *name;
	struct raw_done done;
	bool good;
} ends[] = {
	{ "held", { .action = MAIL_HOLD }, true },
	{ "sanitized without a body", { .action = MAIL_SANITIZE }, false },
	{ "action out of range", { .action = MAIL_ACTION_MAX }, false },
	{ "auth out of range", { .action = MAIL_HOLD, .auth = AUTH_MAX }, false },
	{ "a flag that is none", { .action = MAIL_HOLD, .keep_original = 2 }, false },
	{ "kept for ever", { .action = MAIL_HOLD, .keep = UINT64_MAX }, false },
	{ "subject in bad utf-8", { .action = MAIL_HOLD, .subject = "\xff" }, false },
};

START_TEST(end)
{
	struct wire_out w;

	put_raw_done(&w, &ends[_i].done);
	int r = take(&w, -1);
	if (ends[_i].good)
		ck_assert_msg(r == 1, "%s: %s", ends[_i].name, err.text);
	else
		expect_refused(ends[_i].name, r);
}
END_TEST

START_TEST(refuses_failure_out_of_range)
{
	for (int field = 0; field < 2; field++) {
		struct wire_out w;

		wire_begin(&w, FRAME_FAILED);
		wire_put_u8(&w, field == 0 ? 200 : SCOPE_TEMP);
		wire_put_u8(&w, field == 1 ? 200 : REASON_BUSY);
		wire_put_string(&w, "");
		expect_refused("failure", take(&w, -1));
	}
}
END_TEST

START_TEST(refuses_death_without_a_status)
{
	struct wire_out w;

	wire_begin(&w, FRAME_DIED);
	expect_refused("death", take(&w, -1));
}
END_TEST

/* ---- any frame ---- */

static bool is_of_an_answer(unsigned type)
{
	return (type >= FRAME_PART && type <= FRAME_DIED) || type == FRAME_ENCLOSURE ||
	       type == FRAME_ENCLOSED;
}

START_TEST(refuses_frames_of_others_and_unknown_ones)
{
	for (unsigned type = 0; type < 256; type++) {
		struct wire_out w;

		if (is_of_an_answer(type))
			continue;
		wire_begin(&w, (enum frame_type)type);
		expect_refused("type", take(&w, -1));
	}
}
END_TEST

START_TEST(refuses_empty_frame_of_each_type)
{
	for (unsigned type = FRAME_PART; type <= FRAME_DIED; type++) {
		struct wire_out w;

		wire_begin(&w, (enum frame_type)type);
		expect_refused("empty", take(&w, -1));
	}
}
END_TEST

START_TEST(refuses_descriptor_where_none_belongs)
{
	AUTO_FD fd = io_memfd_of("x", 1);
	struct wire_out w;

	put_raw_part(&w, &good_part);
	expect_refused("part", take(&w, fd));
	ck_assert_uint_eq(m->parts->len, 0);
	put_raw_done(&w, &(struct raw_done){ .action = MAIL_HOLD });
	expect_refused("done", take(&w, fd));
}
END_TEST

/* Every prefix of a good frame is a bad frame. */
START_TEST(refuses_frame_cut_anywhere)
{
	struct wire_out whole;

	put_raw_part(&whole, &good_part);
	for (unsigned n = 1; n < whole.bytes->len; n++) {
		struct wire_out w = { g_byte_array_new() };

		g_byte_array_append(w.bytes, whole.bytes->data, n);
		expect_refused("cut", take(&w, -1));
	}
	g_byte_array_unref(whole.bytes);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, part, 0, G_N_ELEMENTS(parts));
	tcase_add_test(t, refuses_part_with_endless_name);
	tcase_add_test(t, limit_parts);
	tcase_add_test(t, findings_stop_at_their_bound);
	tcase_add_test(t, headers_stop_at_their_bound);
	tcase_add_test(t, a_header_value_has_an_end);
	tcase_add_test(t, trace_stops_at_its_bound);
	tcase_add_test(t, times_stop_at_their_bound);
	tcase_add_test(t, a_sealed_body_is_taken_once);
	tcase_add_test(t, refuses_body_that_can_still_change);
	tcase_add_test(t, refuses_body_that_is_no_memfd);
	tcase_add_test(t, limit_output_bytes);
	tcase_add_test(t, refuses_body_that_is_a_huge_hole);
	tcase_add_loop_test(t, end, 0, G_N_ELEMENTS(ends));
	tcase_add_test(t, refuses_failure_out_of_range);
	tcase_add_test(t, refuses_death_without_a_status);
	tcase_add_test(t, refuses_frames_of_others_and_unknown_ones);
	tcase_add_test(t, refuses_empty_frame_of_each_type);
	tcase_add_test(t, refuses_descriptor_where_none_belongs);
	tcase_add_test(t, refuses_frame_cut_anywhere);
}

UNIT_MAIN("mail/answer_hostile", add)
