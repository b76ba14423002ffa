/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Limits: each default lies in its own range.
 */
#include "misogi/limits.h"

#include "unit.h"

static const struct {
	const char *name;
	uint64_t def, min, max;
} table[] = {
#define X(name, def, min, max, kind, en, ja) { #name, (def), (min), (max) },
	LIMITS(X)
#undef X
};

START_TEST(defaults_lie_in_their_range)
{
	ck_assert_msg(table[_i].min <= table[_i].def && table[_i].def <= table[_i].max, "%s",
		      table[_i].name);
	ck_assert_uint_le(table[_i].max, UINT32_MAX);
}
END_TEST

START_TEST(the_struct_has_the_defaults)
{
	struct limits got = limits_default();

#define X(name, def, min, max, kind, en, ja) ck_assert_uint_eq(got.name, (def));
	LIMITS(X)
#undef X
}
END_TEST

START_TEST(a_job_ends_before_the_milter_must_answer)
{
	struct limits l = limits_default();

	ck_assert_uint_lt(l.job_seconds, l.eom_seconds);
	ck_assert_uint_le(l.job_cpu_seconds, l.job_seconds);
	ck_assert_uint_lt(l.scan_seconds, l.job_seconds);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, defaults_lie_in_their_range, 0, G_N_ELEMENTS(table));
	tcase_add_test(t, the_struct_has_the_defaults);
	tcase_add_test(t, a_job_ends_before_the_milter_must_answer);
}

UNIT_MAIN("mail/limits", add)
