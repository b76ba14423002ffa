/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_reply.c: every reason becomes a 4xx or 5xx with a reference, none
 * becomes a 2xx, and nothing of our insides is told.
 */
#include "unit.h"

#include <string.h>

#include "reply.h"

static const struct {
	enum reason reason;
	const char *want;
} table[] = {
	{ REASON_NO_CROSSING, "550 5.7.1" },	{ REASON_CUT_OFF, "451 4.3.2" },
	{ REASON_BUSY, "451 4.3.2" },		{ REASON_SPOOL, "452 4.3.1" },
	{ REASON_CLAMD_DOWN, "451 4.7.1" },	{ REASON_CLAMD_TIMEOUT, "451 4.7.1" },
	{ REASON_CLAMD_ANSWER, "451 4.7.1" },	{ REASON_CANARY_LOST, "451 4.7.1" },
	{ REASON_SIGNATURES_OLD, "451 4.7.1" }, { REASON_STORE_FULL, "452 4.3.1" },
	{ REASON_STORE_IO, "452 4.3.1" },	{ REASON_STORE_LOCKED, "452 4.3.1" },
	{ REASON_CONFIG, "451 4.3.5" },		{ REASON_INTERNAL, "451 4.3.0" },
};

START_TEST(says_what_the_failure_table_says)
{
	struct err err = { .scope = SCOPE_TEMP, .reason = table[_i].reason };
	struct reply r;

	reply_of_err(&r, &err, "7K3Q9F2M");
	g_autofree char *got = reply_line(&r);
	ck_assert_msg(g_str_has_prefix(got, table[_i].want), "%s: got %s, want %s",
		      reason_word(table[_i].reason), got, table[_i].want);
}
END_TEST

START_TEST(no_reason_becomes_good_news)
{
	for (int reason = REASON_NONE; reason <= REASON_MTA_GONE + 1; reason++) {
		struct err err = { .scope = SCOPE_TEMP, .reason = (enum reason)reason };
		struct reply r;

		g_strlcpy(err.text, "/var/lib/secret: no", sizeof(err.text));
		reply_of_err(&r, &err, "7K3Q9F2M");
		g_autofree char *got = reply_line(&r);
		ck_assert(r.verdict == VERDICT_DEFER || r.verdict == VERDICT_REJECT);
		ck_assert(r.code[0] == '4' || r.code[0] == '5');
		ck_assert_int_eq(r.code[0], r.status[0]);
		ck_assert_ptr_nonnull(strstr(got, "misogi: "));
		ck_assert_ptr_nonnull(strstr(got, "(7K3Q9F2M)"));
		ck_assert_ptr_null(strstr(got, "secret"));
	}
}
END_TEST

static const struct {
	const char *name, *why, *want;
} whys[] = {
	{ "ASCII", "no executables here", "550 5.7.1 misogi: no executables here (ID)" },
	{ "empty", "", "550 5.7.1 misogi: not accepted here (ID)" },
	{ "NULL", NULL, "550 5.7.1 misogi: not accepted here (ID)" },
	{ "Japanese", "\xe7\xa6\x81\xe6\xad\xa2", "550 5.7.1 misogi: not accepted here (ID)" },
	{ "line break", "a\r\n250 ok", "550 5.7.1 misogi: not accepted here (ID)" },
};

START_TEST(gives_a_rule_its_words_when_they_may_go_out)
{
	struct reply r;

	reply_reject_by_rule(&r, whys[_i].why, "ID");
	g_autofree char *got = reply_line(&r);
	ck_assert_msg(g_str_equal(got, whys[_i].want), "%s: got %s", whys[_i].name, got);
}
END_TEST

START_TEST(doubles_percent_for_libmilter)
{
	struct reply r;

	reply_reject_by_rule(&r, "100% broken %s", "ID");
	g_autofree char *got = reply_escaped(&r);
	ck_assert_str_eq(got, "misogi: 100%% broken %%s (ID)");
}
END_TEST

START_TEST(keeps_within_what_libmilter_takes)
{
	g_autofree char *why = g_strnfill(5000, '%');
	struct reply r;

	reply_reject_by_rule(&r, why, "7K3Q9F2M");
	g_autofree char *got = reply_escaped(&r);
	ck_assert_uint_le(strlen(got), 980);
	ck_assert(g_str_has_suffix(got, "(7K3Q9F2M)"));
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_loop_test(tc, says_what_the_failure_table_says, 0, G_N_ELEMENTS(table));
	tcase_add_test(tc, no_reason_becomes_good_news);
	tcase_add_loop_test(tc, gives_a_rule_its_words_when_they_may_go_out, 0, G_N_ELEMENTS(whys));
	tcase_add_test(tc, doubles_percent_for_libmilter);
	tcase_add_test(tc, keeps_within_what_libmilter_takes);
}

UNIT_MAIN("milter/reply", add_tests)
