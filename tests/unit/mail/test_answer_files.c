/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files that a child wants delivered: what is sent honestly arrives; frames
 * that are not as they should be are refused.
 */
#include <errno.h>

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
	m = full_message();
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

START_TEST(files_arrive_as_they_were_named)
{
	g_autoptr(message_t) got = message_new();
	g_autoptr(GBytes) text = g_bytes_new_static("語\r\n", strlen("語\r\n"));
	int r = 0;

	struct enclosure *zip = message_add_enclosure(m, 0, "図面.zip", true);
	enclosure_add(zip, 1, "a/図面.pdf", NULL);
	enclosure_add(zip, 0, "a/b.txt", text);
	enclosure_add(message_add_enclosure(m, 1, "c.pdf", false), 1, "c.pdf", NULL);
	ck_assert(answer_send(pair[0], m, 1000));
	while (r == 0) {
		ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
		r = answer_take(&in, got, &limits, &err);
	}
	ck_assert_msg(r == 1, "%s", err.text);
	ck_assert_uint_eq(got->enclosures->len, 2);
	const struct enclosure *first = g_ptr_array_index(got->enclosures, 0);
	ck_assert_str_eq(first->name, "図面.zip");
	ck_assert(first->is_zip && first->part == 0 && first->entries->len == 2);
	const struct enclosed *pdf = g_ptr_array_index(first->entries, 0);
	ck_assert_str_eq(pdf->name, "a/図面.pdf");
	ck_assert(pdf->part == 1 && !pdf->bytes);
	const struct enclosed *txt = g_ptr_array_index(first->entries, 1);
	ck_assert(txt->part == 0 && g_bytes_equal(txt->bytes, text));
	const struct enclosure *second = g_ptr_array_index(got->enclosures, 1);
	ck_assert(!second->is_zip && second->part == 1 && second->entries->len == 1);
}
END_TEST

START_TEST(a_name_is_never_cut)
{
	g_autofree char *name = g_strnfill(5000, 'x');
	bool refused = false;
	g_autoptr(message_t) got = message_new();

	enclosure_add(message_add_enclosure(m, 1, name, false), 1, name, NULL);
	ck_assert(answer_send(pair[0], m, 1000));
	while (!refused && wire_receive(pair[1], &in, 1000) == 1 && in.type != FRAME_DONE)
		refused = answer_take(&in, got, &limits, &err) < 0;
	ck_assert(refused);
}
END_TEST

/* ---- lies ---- */

static int take(struct wire_out *w, int fd)
{
	ck_assert(wire_send(pair[0], w, fd, 1000));
	ck_assert_int_eq(wire_receive(pair[1], &in, 1000), 1);
	return answer_take(&in, m, &limits, &err);
}

static int take_enclosure(uint32_t part, uint8_t is_zip, const char *name, int fd)
{
	struct wire_out w;

	wire_begin(&w, FRAME_ENCLOSURE);
	wire_put_u32(&w, part);
	wire_put_u8(&w, is_zip);
	wire_put_string(&w, name);
	return take(&w, fd);
}

static int take_enclosed(uint32_t part, const char *name, uint8_t has_text, int fd)
{
	struct wire_out w;

	wire_begin(&w, FRAME_ENCLOSED);
	wire_put_u32(&w, part);
	wire_put_string(&w, name);
	wire_put_u8(&w, has_text);
	return take(&w, fd);
}

static void expect_refused(const char *what, int r)
{
	ck_assert_msg(r == -1, "%s: got %d", what, r);
	ck_assert_int_eq(err.reason, REASON_WORKER_ANSWER);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
}

START_TEST(refuses_files_of_no_part)
{
	expect_refused("part", take_enclosure(2, 0, "a", -1));
	expect_refused("flag", take_enclosure(1, 2, "a", -1));
	expect_refused("name", take_enclosure(1, 1, "\xff", -1));
	ck_assert_uint_eq(m->enclosures->len, 0);
	ck_assert_int_eq(take_enclosure(1, 0, "a", -1), 0);
	expect_refused("part", take_enclosed(2, "a", 0, -1));
	expect_refused("flag", take_enclosed(1, "a", 2, -1));
	expect_refused("name", take_enclosed(1, "\xc0\x80", 0, -1));
}
END_TEST

START_TEST(refuses_entry_before_any_file)
{
	expect_refused("entry", take_enclosed(1, "a", 0, -1));
}
END_TEST

START_TEST(refuses_descriptors_that_do_not_belong)
{
	AUTO_FD sealed = io_memfd_of("text", 4);
	AUTO_FD open_one = io_memfd("open");

	expect_refused("file", take_enclosure(1, 0, "a", sealed));
	ck_assert_int_eq(take_enclosure(1, 0, "a", -1), 0);
	expect_refused("without text", take_enclosed(1, "a", 0, sealed));
	expect_refused("text and nothing", take_enclosed(1, "a", 1, -1));
	expect_refused("can still change", take_enclosed(1, "a", 1, open_one));
	ck_assert_int_eq(take_enclosed(1, "a", 1, sealed), 0);
}
END_TEST

START_TEST(limit_parts_is_for_files_and_entries_too)
{
	limits.parts = 2;
	limits.archive_entries = 0;
	ck_assert_int_eq(take_enclosure(1, 0, "a", -1), 0);
	ck_assert_int_eq(take_enclosed(1, "a", 0, -1), 0);
	ck_assert_int_eq(take_enclosure(1, 0, "a", -1), 0);
	expect_refused("third file", take_enclosure(1, 0, "a", -1));
	ck_assert_int_eq(take_enclosed(1, "a", 0, -1), 0);
	expect_refused("third entry", take_enclosed(1, "a", 0, -1));
}
END_TEST

START_TEST(limit_output_bytes_is_for_all_texts_together)
{
	AUTO_FD three = io_memfd_of("123", 3);

	limits.output_bytes = 7;
	ck_assert_int_eq(take_enclosure(0, 1, "a.zip", -1), 0);
	ck_assert_int_eq(take_enclosed(1, "a", 1, three), 0);
	ck_assert_int_eq(take_enclosure(0, 1, "b.zip", -1), 0);
	ck_assert_int_eq(take_enclosed(1, "b", 1, three), 0);
	expect_refused("nine bytes", take_enclosed(1, "c", 1, three));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, files_arrive_as_they_were_named);
	tcase_add_test(t, a_name_is_never_cut);
	tcase_add_test(t, refuses_files_of_no_part);
	tcase_add_test(t, refuses_entry_before_any_file);
	tcase_add_test(t, refuses_descriptors_that_do_not_belong);
	tcase_add_test(t, limit_parts_is_for_files_and_entries_too);
	tcase_add_test(t, limit_output_bytes_is_for_all_texts_together);
}

UNIT_MAIN("mail/answer_files", add)
