/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Frames as bytes: fields come back, and whatever is short, long or wrong
 * makes the reader fail for good. Sockets: test_wire_socket.c.
 */
#include "misogi/wire.h"

#include <string.h>

#include "unit.h"

/* A reader over ${n} bytes, as if they had been received. */
static struct wire_in reader(const void *bytes, size_t n)
{
	struct wire_in in;

	wire_in_init(&in);
	g_byte_array_append(in.bytes, bytes, (guint)n);
	in.type = n ? in.bytes->data[0] : 0;
	in.at = n ? 1 : 0;
	return in;
}

static struct wire_in sent(struct wire_out *w)
{
	struct wire_in in = reader(w->bytes->data, w->bytes->len);

	g_byte_array_unref(w->bytes);
	return in;
}

START_TEST(fields_come_back_in_order)
{
	struct wire_out w;

	wire_begin(&w, FRAME_PART);
	wire_put_u8(&w, 200);
	wire_put_u32(&w, 0xdeadbeef);
	wire_put_u64(&w, UINT64_C(0x0123456789abcdef));
	wire_put_string(&w, "禊");
	wire_put_string(&w, NULL);
	wire_put_u8(&w, 3);
	struct wire_in in = sent(&w);
	ck_assert_uint_eq(in.type, FRAME_PART);
	ck_assert_uint_eq(wire_get_u8(&in), 200);
	ck_assert_uint_eq(wire_get_u32(&in), 0xdeadbeef);
	ck_assert_uint_eq(wire_get_u64(&in), UINT64_C(0x0123456789abcdef));
	g_autofree char *s = wire_get_string(&in, 3);
	ck_assert_str_eq(s, "禊");
	g_autofree char *empty = wire_get_string(&in, 0);
	ck_assert_str_eq(empty, "");
	ck_assert(!wire_complete(&in));
	ck_assert_uint_eq(wire_get_enum(&in, 4), 3);
	ck_assert(wire_complete(&in));
	wire_in_clear(&in);
}
END_TEST

START_TEST(numbers_are_big_endian)
{
	struct wire_out w;

	wire_begin(&w, FRAME_TIME);
	wire_put_u32(&w, 0x01020304);
	ck_assert_uint_eq(w.bytes->len, 5);
	ck_assert_mem_eq(w.bytes->data, "\x0b\x01\x02\x03\x04", 5);
	g_byte_array_unref(w.bytes);
}
END_TEST

/* Cut after each byte, the frame of one field of each kind always fails, and never gives half a
 * field. */
START_TEST(a_frame_cut_anywhere_fails)
{
	static const uint8_t whole[] = { FRAME_PART, 9, 0, 0, 0, 7, 0, 0, 0,   0,
					 0,	     0, 0, 5, 0, 0, 0, 2, 'o', 'k' };

	for (size_t n = 1; n <= sizeof whole; n++) {
		struct wire_in in = reader(whole, n);
		uint8_t a = wire_get_u8(&in);
		uint32_t b = wire_get_u32(&in);
		uint64_t c = wire_get_u64(&in);
		g_autofree char *s = wire_get_string(&in, 10);

		ck_assert_int_eq(wire_complete(&in), n == sizeof whole);
		ck_assert_uint_eq(a, n >= 2 ? 9 : 0);
		ck_assert_uint_eq(b, n >= 6 ? 7 : 0);
		ck_assert_uint_eq(c, n >= 14 ? 5 : 0);
		ck_assert_str_eq(s, n == sizeof whole ? "ok" : "");
		wire_in_clear(&in);
	}
}
END_TEST

START_TEST(what_is_left_over_is_not_complete)
{
	struct wire_in in = reader("\x06\x01\x02", 3);

	wire_get_u8(&in);
	ck_assert(!wire_complete(&in));
	ck_assert(!in.failed);
	wire_in_clear(&in);
}
END_TEST

START_TEST(once_failed_it_stays_failed)
{
	struct wire_in in = reader("\x06\x05\x01", 3);

	ck_assert_uint_eq(wire_get_enum(&in, 5), 0);
	ck_assert(in.failed);
	ck_assert_uint_eq(wire_get_u8(&in), 0);
	g_autofree char *s = wire_get_string(&in, 10);
	ck_assert_str_eq(s, "");
	ck_assert(!wire_complete(&in));
	wire_in_clear(&in);
}
END_TEST

static const struct {
	const char *name;
	const char *bytes; /* behind the length */
	uint32_t claimed;  /* the length that the frame claims */
	size_t given;
	size_t max;
	bool good;
} strings[] = {
	{ "plain", "abc", 3, 3, 3, true },
	{ "longer than allowed", "abcd", 4, 4, 3, false },
	{ "claims more than there is", "abc", 4, 3, 10, false },
	{ "claims four gigabytes", "abc", UINT32_MAX, 3, SIZE_MAX, false },
	{ "nul inside", "a\0c", 3, 3, 3, false },
	{ "nul at the end", "ab\0", 3, 3, 3, false },
	{ "bad utf-8", "a\xff", 2, 2, 10, false },
	{ "overlong utf-8", "\xc0\xaf", 2, 2, 10, false },
	{ "surrogate", "\xed\xa0\x80", 3, 3, 10, false },
	{ "half a character", "\xe7\xa6", 2, 2, 10, false },
};

START_TEST(string)
{
	struct wire_out w;

	wire_begin(&w, FRAME_PART);
	wire_put_u32(&w, strings[_i].claimed);
	g_byte_array_append(w.bytes, (const guint8 *)strings[_i].bytes, (guint)strings[_i].given);
	struct wire_in in = sent(&w);
	g_autofree char *got = wire_get_string(&in, strings[_i].max);
	ck_assert_msg(wire_complete(&in) == strings[_i].good, "%s", strings[_i].name);
	ck_assert_str_eq(got, strings[_i].good ? strings[_i].bytes : "");
	wire_in_clear(&in);
}
END_TEST

START_TEST(enums_have_an_end)
{
	for (unsigned v = 0; v < 256; v++) {
		uint8_t frame[] = { FRAME_PART, (uint8_t)v };
		struct wire_in in = reader(frame, sizeof frame);
		unsigned got = wire_get_enum(&in, 7);

		ck_assert_uint_eq(got, v < 7 ? v : 0);
		ck_assert_int_eq(in.failed, v >= 7);
		wire_in_clear(&in);
	}
}
END_TEST

START_TEST(random_garbage_never_reads_past_the_end)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261122);

	for (int round = 0; round < 20000; round++) {
		uint8_t bytes[64];
		size_t n = 1 + g_rand_int(rand) % sizeof bytes;

		for (size_t i = 0; i < n; i++)
			bytes[i] = (uint8_t)(g_rand_int(rand) % (i % 4 ? 4 : 256));
		struct wire_in in = reader(bytes, n);
		while (!in.failed && !wire_complete(&in)) {
			g_autofree char *s = wire_get_string(&in, 32);
			wire_get_u8(&in);
			wire_get_u64(&in);
		}
		ck_assert_uint_le(in.at, in.bytes->len);
		wire_in_clear(&in);
	}
}
END_TEST

START_TEST(clearing_twice_is_fine)
{
	struct wire_in in;

	wire_in_init(&in);
	wire_in_clear(&in);
	wire_in_clear(&in);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, fields_come_back_in_order);
	tcase_add_test(t, numbers_are_big_endian);
	tcase_add_test(t, a_frame_cut_anywhere_fails);
	tcase_add_test(t, what_is_left_over_is_not_complete);
	tcase_add_test(t, once_failed_it_stays_failed);
	tcase_add_loop_test(t, string, 0, G_N_ELEMENTS(strings));
	tcase_add_test(t, enums_have_an_end);
	tcase_add_test(t, random_garbage_never_reads_past_the_end);
	tcase_add_test(t, clearing_twice_is_fine);
}

UNIT_MAIN("lib/wire", add)
