/* SPDX-License-Identifier: BSD-2-Clause */
/* The grammar of clamd's replies: only the exact words count. */
#include "unit.h"

#include <string.h>

#include "clamd_io.h"
#include "misogi/words.h"

struct reply_case {
	const char *name;
	const char *reply;
	size_t len;	  /* 0: strlen */
	const char *want; /* "id answer word [limit] [encrypted]", or "error" */
	bool stream;
};

static const struct reply_case cases[] = {
	{ "ok_is_clean", "1: fd[9]: OK", 0, "1 clean ", false },
	{ "found_is_infected", "2: fd[10]: Eicar-Test.UNOFFICIAL FOUND", 0,
	  "2 infected Eicar-Test.UNOFFICIAL", false },
	{ "stream_ok_is_clean", "1: stream: OK", 0, "1 clean ", true },
	{ "limit_is_not_scanned", "3: fd[9]: Heuristics.Limits.Exceeded.MaxFileSize FOUND", 0,
	  "3 not-scanned Heuristics.Limits.Exceeded.MaxFileSize limit", false },
	{ "encrypted_is_not_scanned", "3: fd[9]: Heuristics.Encrypted.Zip FOUND", 0,
	  "3 not-scanned Heuristics.Encrypted.Zip encrypted", false },
	{ "limit_prefix_is_exact", "3: fd[9]: xHeuristics.Limits.Exceeded FOUND", 0,
	  "3 infected xHeuristics.Limits.Exceeded", false },
	{ "limit_prefix_minds_case", "3: fd[9]: heuristics.limits.exceeded FOUND", 0,
	  "3 infected heuristics.limits.exceeded", false },
	{ "other_heuristics_are_infected", "3: fd[9]: Heuristics.OLE2.ContainsMacros.VBA FOUND", 0,
	  "3 infected Heuristics.OLE2.ContainsMacros.VBA", false },
	{ "control_characters_are_replaced", "1: fd[9]: a\x1b[2J\r\nb\x7f\xe3 FOUND", 0,
	  "1 infected a?[2J??b??", false },
	{ "name_with_space_is_one_word", "1: fd[9]: a b FOUND", 0, "1 infected a?b", false },
	{ "ok_as_a_name_is_infected", "1: fd[9]: OK FOUND", 0, "1 infected OK", false },
	{ "refuses_lower_case_ok", "1: fd[9]: ok", 0, "error", false },
	{ "refuses_ok_with_tail", "1: fd[9]: OK ", 0, "error", false },
	{ "refuses_ok_with_newline", "1: fd[9]: OK\n", 0, "error", false },
	{ "refuses_okay", "1: fd[9]: OKAY", 0, "error", false },
	{ "refuses_o", "1: fd[9]: O", 0, "error", false },
	{ "refuses_no_verdict", "1: fd[9]: ", 0, "error", false },
	{ "refuses_found_without_name", "1: fd[9]:  FOUND", 0, "error", false },
	{ "refuses_found_in_the_middle", "1: fd[9]: x FOUND y", 0, "error", false },
	{ "refuses_error", "1: fd[9]: Can't write to file ERROR", 0, "error", false },
	{ "refuses_infected_error", "1: fd[9]: Eicar ERROR", 0, "error", false },
	{ "refuses_not_a_regular_file", "1: fd[9]: Not a regular file. ERROR", 0, "error", false },
	{ "refuses_no_descriptor", "1: No file descriptor received. ERROR", 0, "error", false },
	{ "refuses_no_id", "fd[9]: OK", 0, "error", false },
	{ "refuses_no_id_stream", "stream: OK", 0, "error", true },
	{ "refuses_leading_zero", "01: fd[9]: OK", 0, "error", false },
	{ "refuses_sign", "+1: fd[9]: OK", 0, "error", false },
	{ "refuses_huge_id", "4294967297: fd[9]: OK", 0, "error", false },
	{ "refuses_leading_space", " 1: fd[9]: OK", 0, "error", false },
	{ "refuses_stream_for_descriptor", "1: stream: OK", 0, "error", false },
	{ "refuses_descriptor_for_stream", "1: fd[9]: OK", 0, "error", true },
	{ "refuses_path_for_descriptor", "1: /etc/passwd: OK", 0, "error", false },
	{ "refuses_open_bracket", "1: fd[9: OK", 0, "error", false },
	{ "refuses_no_number", "1: fd[]: OK", 0, "error", false },
	{ "refuses_nul_inside", "1: fd[9]: OK\0 FOUND", 18, "error", false },
	{ "refuses_empty", "", 0, "error", false },
	{ "refuses_unknown_command", "UNKNOWN COMMAND", 0, "error", false },
	{ "refuses_read_timed_out", "COMMAND READ TIMED OUT", 0, "error", false },
	{ "refuses_size_limit", "1: INSTREAM size limit exceeded. ERROR", 0, "error", true },
};

START_TEST(reply_means)
{
	const struct reply_case *c = &cases[_i];
	struct clamd_answer a = { .tag = 77 };
	uint32_t id = 0;
	struct err err = { 0 };
	g_autofree char *got = NULL;
	if (clamd_reply_parse(c->reply, c->len ? c->len : strlen(c->reply), !c->stream, &id, &a,
			      &err))
		got = g_strdup_printf("%u %s %s%s%s", id, word_of(VOCABULARY_SCAN, (int)a.answer),
				      a.word, a.limit ? " limit" : "",
				      a.encrypted ? " encrypted" : "");
	else
		got = g_strdup("error");
	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got \"%s\", want \"%s\"", c->name, got,
		      c->want);
	ck_assert_uint_eq(a.tag, 77);
	if (strcmp(c->want, "error") == 0) {
		ck_assert_int_eq(err.reason, REASON_CLAMD_ANSWER);
		ck_assert_int_eq(err.scope, SCOPE_TEMP);
	}
}
END_TEST

START_TEST(long_names_are_cut)
{
	g_autofree char *name = g_strnfill(900, 'x');
	g_autofree char *reply = g_strdup_printf("1: fd[9]: %s FOUND", name);
	struct clamd_answer a = { 0 };
	uint32_t id;
	ck_assert(clamd_reply_parse(reply, strlen(reply), true, &id, &a, NULL));
	ck_assert_uint_eq(strlen(a.word), 127);
}
END_TEST

struct date_case {
	const char *version;
	int64_t want; /* in UTC */
};

static const struct date_case dates[] = {
	{ "ClamAV 1.4.3/27500/Sun Nov 22 09:24:13 2026", 1795339453 },
	{ "ClamAV 1.4.3/27500/Sun Nov  1 09:24:13 2026", 1793525053 },
	{ "ClamAV 1.4.3", -1 },
	{ "ClamAV 1.4.3/27500", -1 },
	{ "ClamAV 1.4.3/27500/", -1 },
	{ "ClamAV 1.4.3/27500/Sun ovD 22 09:24:13 2026", -1 },
	{ "ClamAV 1.4.3/27500/2026-11-22", -1 },
};

START_TEST(signature_time)
{
	g_setenv("TZ", "UTC", TRUE);
	ck_assert_int_eq(clamd_signature_time(dates[_i].version), dates[_i].want);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, reply_means, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, long_names_are_cut);
	tcase_add_loop_test(t, signature_time, 0, G_N_ELEMENTS(dates));
}

UNIT_MAIN("clamd_reply", add)
