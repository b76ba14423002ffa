/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Numbers, sizes and durations: what is accepted, what is refused.
 */
#include "misogi/text.h"

#include "unit.h"

#define UNTOUCHED 4711

static const struct number_case {
	const char *in;
	uint64_t min, max;
	bool good;
	uint64_t want;
} number_cases[] = {
	{ "0", 0, 10, true, 0 },
	{ "10", 0, 10, true, 10 },
	{ "11", 0, 10, false, 0 },
	{ "4", 5, 10, false, 0 },
	{ "18446744073709551615", 0, UINT64_MAX, true, UINT64_MAX },
	{ "18446744073709551616", 0, UINT64_MAX, false, 0 },
	{ "99999999999999999999999", 0, UINT64_MAX, false, 0 },
	{ "", 0, 10, false, 0 },
	{ "-1", 0, 10, false, 0 },
	{ "+1", 0, 10, false, 0 },
	{ " 1", 0, 10, false, 0 },
	{ "1 ", 0, 10, false, 0 },
	{ "0x1", 0, 10, false, 0 },
	{ "1.5", 0, 10, false, 0 },
};

START_TEST(number)
{
	const struct number_case *c = &number_cases[_i];
	uint64_t got = UNTOUCHED;

	ck_assert_msg(text_parse_number(c->in, c->min, c->max, &got) == c->good, "%s", c->in);
	ck_assert_uint_eq(got, c->good ? c->want : UNTOUCHED);
}
END_TEST

static const struct size_case {
	const char *in;
	bool good;
	uint64_t want;
} size_cases[] = {
	{ "0", true, 0 },
	{ "1024", true, 1024 },
	{ "512K", true, 512u << 10 },
	{ "20M", true, 20u << 20 },
	{ "1G", true, 1u << 30 },
	{ "2G", false, 0 }, /* above the most that is asked for */
	{ "18446744073709551615G", false, 0 },
	{ "20MB", false, 0 },
	{ "20m", false, 0 },
	{ "M", false, 0 },
	{ "", false, 0 },
	{ "-1K", false, 0 },
	{ "1 K", false, 0 },
};

START_TEST(size)
{
	const struct size_case *c = &size_cases[_i];
	uint64_t got = UNTOUCHED;

	ck_assert_msg(text_parse_size(c->in, 1u << 30, &got) == c->good, "%s", c->in);
	ck_assert_uint_eq(got, c->good ? c->want : UNTOUCHED);
}
END_TEST

static const struct duration_case {
	const char *in;
	bool good;
	int64_t want;
} duration_cases[] = {
	{ "off", true, 0 },
	{ "0", true, 0 },
	{ "90", true, 90 },
	{ "60s", true, 60 },
	{ "10m", true, 600 },
	{ "4h", true, 14400 },
	{ "30d", true, 2592000 },
	{ "1w", true, 604800 },
	{ "36525d", true, INT64_C(3155760000) },
	{ "36526d", false, 0 },
	{ "9223372036854775807w", false, 0 },
	{ "OFF", false, 0 },
	{ "never", false, 0 },
	{ "1y", false, 0 },
	{ "1h30m", false, 0 },
	{ "-1d", false, 0 },
	{ "", false, 0 },
};

START_TEST(duration)
{
	const struct duration_case *c = &duration_cases[_i];
	int64_t got = UNTOUCHED;

	ck_assert_msg(text_parse_duration(c->in, &got) == c->good, "%s", c->in);
	ck_assert_int_eq(got, c->good ? c->want : UNTOUCHED);
}
END_TEST

static const struct shown_case {
	uint64_t bytes;
	const char *want;
} shown_cases[] = {
	{ 0, "0B" },
	{ 12, "12B" },
	{ 1023, "1023B" },
	{ 1024, "1KB" },
	{ 1536, "1.5KB" },
	{ 96 << 10, "96KB" },
	{ 10239, "10KB" },
	{ (1u << 20) - 1, "1MB" },
	{ (1u << 20) - 600, "1023KB" },
	{ 4300000, "4.1MB" },
	{ 1u << 30, "1GB" },
	{ UINT64_MAX, "16EB" },
};

START_TEST(shown_size)
{
	g_autofree char *got = text_size(shown_cases[_i].bytes);

	ck_assert_str_eq(got, shown_cases[_i].want);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, number, 0, G_N_ELEMENTS(number_cases));
	tcase_add_loop_test(t, size, 0, G_N_ELEMENTS(size_cases));
	tcase_add_loop_test(t, duration, 0, G_N_ELEMENTS(duration_cases));
	tcase_add_loop_test(t, shown_size, 0, G_N_ELEMENTS(shown_cases));
}

UNIT_MAIN("lib/numbers", add)
