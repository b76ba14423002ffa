/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_intake.c: the raw mail is put together again byte by byte, recipients
 * go their ways, header fields are counted, and any order of events is safe.
 */
#include "unit.h"

#include <glib/gstdio.h>

#include <fcntl.h>

#include "fakes.h"
#include "intake.h"

static char *raw_of(struct intake *in)
{
	int fd = spool_fd(in->spool);
	char *raw = g_malloc0(spool_size(in->spool) + 1);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_pread_full(fd, raw, spool_size(in->spool), 0),
			 (ssize_t)spool_size(in->spool));
	return raw;
}

static const struct {
	const char *name, *field, *value;
	bool leading_space;
	const char *want;
} fields[] = {
	{ "plain", "Subject", " hello", true, "Subject: hello\r\n" },
	{ "no space", "Subject", "hello", true, "Subject:hello\r\n" },
	{ "tab", "Subject", "\thello", true, "Subject:\thello\r\n" },
	{ "two spaces", "Subject", "  hello", true, "Subject:  hello\r\n" },
	{ "space eaten by the MTA", "Subject", "hello", false, "Subject: hello\r\n" },
	{ "fold", "To", " a@b,\n\tc@d", true, "To: a@b,\r\n\tc@d\r\n" },
	{ "fold with CR", "To", " a@b,\r\n c@d", true, "To: a@b,\r\n c@d\r\n" },
	{ "two folds", "X", " a\n b\n c", true, "X: a\r\n b\r\n c\r\n" },
	{ "empty", "X", "", true, "X:\r\n" },
	{ "bare CR stays", "X", " a\rb", true, "X: a\rb\r\n" },
	{ "8-bit stays", "X", " \xe3\x81\x82", true, "X: \xe3\x81\x82\r\n" },
};

START_TEST(rebuilds_header_fields)
{
	struct reply reply;

	fake_reset();
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	ck_assert(intake_recipient(in, "<a@city>", &reply));
	intake_header(in, fields[_i].field, fields[_i].value, fields[_i].leading_space);
	ck_assert(intake_end(in, NULL, &reply));
	g_autofree char *got = raw_of(in);
	g_autofree char *want = g_strconcat(fields[_i].want, "\r\n", NULL);
	ck_assert_msg(g_str_equal(got, want), "%s: got \"%s\", want \"%s\"", fields[_i].name, got,
		      want);
	intake_free(in);
}
END_TEST

START_TEST(takes_body_in_pieces)
{
	struct reply reply;

	fake_reset();
	struct intake *in = intake_new(&fake_milter, "192.0.2.1", "h", "<a@b>");
	ck_assert(intake_recipient(in, "<a@city>", &reply));
	intake_header(in, "A", " 1", true);
	intake_body(in, "one\r", 4);
	intake_body(in, "\ntwo\r\n", 6);
	ck_assert(intake_end(in, "4XyZ", &reply));
	g_autofree char *got = raw_of(in);
	ck_assert_str_eq(got, "A: 1\r\n\r\none\r\ntwo\r\n");
	ck_assert_str_eq(in->envelope->queue_id, "4XyZ");
	ck_assert_str_eq(in->envelope->sender, "a@b");
	intake_free(in);
}
END_TEST

START_TEST(counts_fields_of_a_name_whatever_its_case)
{
	fake_reset();
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	for (int i = 0; i < 50; i++)
		intake_header(in, i % 2 ? "X-Same" : "x-sAME", " v", true);
	intake_header(in, "Other", " v", true);
	ck_assert_uint_eq(in->fields->len, 2);
	const struct field_count *f = g_ptr_array_index(in->fields, 0);
	ck_assert_uint_eq(f->count, 50);
	intake_free(in);
}
END_TEST

static const struct {
	const char *to, *code, *status;
} ways[] = {
	{ "<a@city>", NULL, NULL },
	{ "<probe@city>", NULL, NULL },
	{ "<kojin@city>", "550", "5.7.1" },
	{ "<nobody@city>", "550", "5.7.1" },
};

START_TEST(refuses_recipients_without_a_way)
{
	struct reply reply = { 0 };

	fake_reset();
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	bool taken = intake_recipient(in, ways[_i].to, &reply);
	ck_assert_int_eq(taken, ways[_i].code == NULL);
	ck_assert_uint_eq(in->envelope->recipients->len, taken ? 1 : 0);
	if (ways[_i].code) {
		ck_assert_str_eq(reply.code, ways[_i].code);
		ck_assert_str_eq(reply.status, ways[_i].status);
		ck_assert_ptr_nonnull(strstr(reply.text, in->envelope->id));
	}
	intake_free(in);
}
END_TEST

START_TEST(defers_a_message_to_nobody)
{
	struct reply reply;

	fake_reset();
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	intake_body(in, "x", 1);
	ck_assert(!intake_end(in, NULL, &reply));
	ck_assert_str_eq(reply.code, "451");
	intake_free(in);
}
END_TEST

START_TEST(limit_recipients)
{
	struct reply reply;

	fake_reset();
	fake_config.limits.recipients = 2;
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	ck_assert(intake_recipient(in, "<a@city>", &reply));
	ck_assert(intake_recipient(in, "<b@city>", &reply));
	ck_assert(!intake_recipient(in, "<c@city>", &reply));
	ck_assert_str_eq(reply.code, "452");
	intake_free(in);
}
END_TEST

START_TEST(takes_nobody_while_draining)
{
	struct reply reply;

	fake_reset();
	atomic_store(&fake_milter.draining, true);
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	ck_assert(!intake_recipient(in, "<a@city>", &reply));
	ck_assert_str_eq(reply.code, "421");
	intake_free(in);
}
END_TEST

START_TEST(limit_message_bytes)
{
	struct reply reply;

	fake_reset();
	fake_config.limits.message_bytes = 1024;
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	char chunk[512] = { 'x' };
	for (int i = 0; i < 100; i++)
		intake_body(in, chunk, sizeof(chunk));
	ck_assert_uint_le(spool_size(in->spool), 1024);
	ck_assert(!intake_end(in, NULL, &reply));
	ck_assert_str_eq(reply.code, "552");
	intake_free(in);
}
END_TEST

START_TEST(limit_spool_memory)
{
	g_autofree char *dir = g_dir_make_tmp("misogi-test-XXXXXX", NULL);
	struct reply reply;

	fake_reset();
	fake_config.limits.spool_memory = 16;
	fake_config.spool_directory = dir;
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	ck_assert(intake_recipient(in, "<a@city>", &reply));
	intake_body(in, "0123456789abcdef0123456789", 26);
	ck_assert(intake_end(in, NULL, &reply));
	g_autofree char *got = raw_of(in);
	ck_assert_str_eq(got, "\r\n0123456789abcdef0123456789");
	/* The file has no name: nothing is left whatever kills us. */
	ck_assert_int_eq(rmdir(dir), 0);
	intake_free(in);
}
END_TEST

/* The spool fails once and could go on: what is missing in the middle must not be overlooked. */
START_TEST(remembers_a_chunk_that_was_not_spooled)
{
	g_autofree char *dir = g_dir_make_tmp("misogi-test-XXXXXX", NULL);
	g_autofree char *chunk = g_strnfill(1 << 20, 'x');
	struct reply reply;

	fake_reset();
	fake_config.limits.spool_memory = 16;
	fake_config.spool_directory = dir;
	ck_assert_int_eq(rmdir(dir), 0);
	struct intake *in = intake_new(&fake_milter, NULL, NULL, "<>");
	ck_assert(intake_recipient(in, "<a@city>", &reply));
	intake_body(in, chunk, 1 << 20);
	ck_assert_int_eq(g_mkdir(dir, 0700), 0);
	intake_body(in, chunk, 1 << 20);
	ck_assert(!intake_end(in, NULL, &reply));
	ck_assert_str_eq(reply.code, "452");
	intake_free(in);
	ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

START_TEST(makes_hostile_envelopes_valid_text)
{
	struct reply reply;

	fake_reset();
	struct intake *in = intake_new(&fake_milter, NULL, "\xff\xfe", "<\xff@b>");
	ck_assert(intake_recipient(in, "<\xffx@city>", &reply));
	ck_assert(intake_end(in, "\xff", &reply));
	const struct recipient *r = g_ptr_array_index(in->envelope->recipients, 0);
	ck_assert(g_utf8_validate(in->envelope->helo, -1, NULL));
	ck_assert(g_utf8_validate(in->envelope->sender, -1, NULL));
	ck_assert(g_utf8_validate(in->envelope->queue_id, -1, NULL));
	ck_assert(g_utf8_validate(r->address, -1, NULL));
	intake_free(in);
}
END_TEST

/* Whatever the MTA tells in whatever order: nothing crashes, nothing is left. */
START_TEST(survives_any_order_of_events)
{
	struct intake *in = NULL;
	struct reply reply;

	fake_reset();
	g_autoptr(GRand) rand = g_rand_new_with_seed((guint32)_i);
	for (int step = 0; step < 400; step++) {
		switch (g_rand_int_range(rand, 0, 6)) {
		case 0: /* MAIL, also twice */
			intake_free(in);
			in = intake_new(&fake_milter, NULL, NULL, "<a@b>");
			break;
		case 1:
			if (in)
				intake_recipient(in, "<a@city>", &reply);
			break;
		case 2:
			if (in)
				intake_header(in, "X", " v", true);
			break;
		case 3:
			if (in)
				intake_body(in, "b\r\n", 3);
			break;
		case 4:
			if (in)
				intake_end(in, "4XyZ", &reply);
			break;
		case 5: /* abort, also twice */
			intake_free(in);
			in = NULL;
			break;
		}
	}
	intake_free(in);
	ck_assert_int_eq(atomic_load(&fake_milter.receiving), 0);
	ck_assert_int_eq(fake_generation.references, 1000000);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_loop_test(tc, rebuilds_header_fields, 0, G_N_ELEMENTS(fields));
	tcase_add_test(tc, takes_body_in_pieces);
	tcase_add_test(tc, counts_fields_of_a_name_whatever_its_case);
	tcase_add_loop_test(tc, refuses_recipients_without_a_way, 0, G_N_ELEMENTS(ways));
	tcase_add_test(tc, defers_a_message_to_nobody);
	tcase_add_test(tc, limit_recipients);
	tcase_add_test(tc, takes_nobody_while_draining);
	tcase_add_test(tc, limit_message_bytes);
	tcase_add_test(tc, limit_spool_memory);
	tcase_add_test(tc, remembers_a_chunk_that_was_not_spooled);
	tcase_add_test(tc, makes_hostile_envelopes_valid_text);
	tcase_add_loop_test(tc, survives_any_order_of_events, 1, 20);
}

UNIT_MAIN("milter/intake", add_tests)
